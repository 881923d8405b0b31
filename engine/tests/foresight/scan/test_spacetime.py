"""Space-time scans, by hand and against R's scanstatistics."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import xlogy
from scipy.stats import ks_2samp

from engine.tests.foresight.alarms.surveillance import column, rows
from ikp.errors import DataError, UsageError
from ikp.foresight.scan import MODELS, Windows, scan_space_time
from ikp.foresight.scan.chance import Null
from ikp.foresight.scan.growing import Floats, Model
from ikp.foresight.scan.negbin import NegativeBinomial
from ikp.foresight.scan.ratios import Expected, Permutation, Poisson
from ikp.foresight.streams import CountSeries

LINE = Windows.circular([[0.0, 0.0], [0.0, 1.0], [0.0, 3.0], [0.0, 7.0]], nearest=2, planar=True)
COUNTS = np.array([[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [9, 1, 1, 1]], dtype=float)


def series(counts: Any, *, synthetic: bool = False) -> CountSeries:
    """Give weekly counts as series, units a, b, c … from Monday the first of January 2024 on."""
    weeks, units = np.shape(counts)
    starts = np.datetime64("2024-01-01") + np.arange(weeks) * np.timedelta64(7, "D")
    codes = tuple(chr(97 + each) for each in range(units))
    return CountSeries(counts, starts, codes, ("semua",) * units, names={"a": "Alor"}, synthetic=synthetic)


def _scan(counts: Any = COUNTS, **asked: Any) -> Any:
    return scan_space_time(series(counts), LINE, **{"rng": np.random.default_rng(1), **asked})


@pytest.mark.parametrize("model", MODELS)
def test_every_model_finds_the_last_week_of_the_first_unit(model: str) -> None:
    found = _scan(model=model, population=np.ones(4), expected=np.ones((4, 4)), size=5.0, zeros=0.1)
    first = found.clusters[0]
    assert first.units == ("a",)
    assert first.names == ("Alor",)
    assert first.duration == 1
    assert first.start == np.datetime64("2024-01-22")
    assert first.observed == 9.0
    assert first.p <= 0.06  # permutation: 9 where 6 are expected, since the week and the unit are high themselves
    assert found.windows == 8 * 4
    assert found.parameters["model"] == model


def test_scores_by_hand() -> None:
    poisson = _scan(model="poisson", population=np.ones(4)).clusters[0]
    assert poisson.expected == pytest.approx(24 / 16)
    assert poisson.score == pytest.approx(xlogy(9, 9 / 1.5) + xlogy(15, 15 / 22.5))
    assert poisson.relative_risk == pytest.approx((9 / 1.5) / (15 / 22.5))
    permutation = _scan().clusters[0]
    assert permutation.expected == pytest.approx(12 * 12 / 24)
    assert permutation.score == pytest.approx(xlogy(9, 9 / 6) + xlogy(15, 15 / 18))
    expected = _scan(model="expected", expected=np.ones((4, 4))).clusters[0]
    assert expected.score == pytest.approx(9 * np.log(9) - 8)
    assert expected.relative_risk == 9.0
    hotspot = _scan(model="negative-binomial", expected=np.ones((4, 4)), size=2.0).clusters[0]
    assert hotspot.score == pytest.approx((8 / 1.5) / np.sqrt(1 / 1.5))
    emerging = _scan(model="negative-binomial-emerging", expected=np.ones((4, 4)), size=2.0)
    assert emerging.clusters[0].score == pytest.approx(hotspot.score)  # in one week there is nothing to grow


def test_an_outbreak_that_grows_scores_higher_as_emerging() -> None:
    grown = np.ones((4, 4))
    grown[1:, 0] = [2, 4, 6]
    flat, rising = (_scan(grown, model=model, expected=np.ones((4, 4))) for model in MODELS[3:5])
    assert rising.clusters[0].score > flat.clusters[0].score
    assert rising.clusters[0].score == pytest.approx((3 * 5 + 2 * 3 + 1) / np.sqrt(9 + 4 + 1))


def test_the_longest_duration_bounds() -> None:
    grown = np.ones((4, 4))
    grown[:, 0] = 4
    assert _scan(grown, model="expected", expected=np.ones((4, 4))).clusters[0].duration == 4
    found = _scan(grown, model="expected", expected=np.ones((4, 4)), longest=2)
    assert found.clusters[0].duration == 2
    assert found.windows == 8 * 2


def test_an_unobserved_week_takes_no_part() -> None:
    counts = COUNTS.copy()
    counts[3, 1] = np.nan
    found = _scan(counts, model="expected", expected=np.ones((4, 4)))
    assert found.unobserved == 1
    assert found.expected == 15.0
    with pytest.raises(DataError, match="permutation"):
        _scan(counts)


def test_no_report_is_no_cluster() -> None:
    for model in MODELS:
        found = _scan(np.zeros((4, 4)), model=model, population=np.ones(4), expected=np.ones((4, 4)))
        assert found.clusters == ()
    assert [each.code for each in _scan(np.zeros((4, 4))).problems] == ["scan-no-cases"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"model": "poisson"}, "scan-shape"),
        ({"model": "expected", "expected": np.ones((3, 4))}, "scan-shape"),
        ({"counts": np.ones((4, 3))}, "scan-shape"),
        ({"model": "expected", "expected": np.zeros((4, 4))}, "scan-nothing-expected"),
        ({"longest": 5}, "scan-longest"),
        ({"model": "negative-binomial", "expected": np.ones((4, 4)), "size": 0.0}, "scan-parameter"),
        ({"model": "negative-binomial", "expected": np.ones((4, 4)), "size": np.nan}, "scan-parameter"),
        ({"model": "zero-inflated", "expected": np.ones((4, 4)), "zeros": 1.0}, "scan-parameter"),
        ({"model": "zero-inflated", "expected": np.ones((4, 4)), "zeros": [0.1, 0.2]}, "scan-shape"),
    ],
)
def test_what_cannot_be_gets_a_sentence(given: dict[str, Any], code: str) -> None:
    with pytest.raises((DataError, UsageError)) as caught:
        _scan(**given)
    assert [each.code for each in caught.value.problems] == [code]


def test_several_kinds_are_refused() -> None:
    starts = series(COUNTS).starts
    with pytest.raises(DataError, match="several series"):
        scan_space_time(
            CountSeries(COUNTS, starts, ("a", "a", "b", "c"), ("x", "y", "x", "x")), LINE, rng=np.random.default_rng(1)
        )


def test_made_up_counts_stay_made_up() -> None:
    assert scan_space_time(series(COUNTS, synthetic=True), LINE, rng=np.random.default_rng(1)).synthetic


@pytest.mark.parametrize("model", MODELS)
def test_the_order_of_the_units_makes_no_difference(model: str) -> None:
    rng = np.random.default_rng(8)
    points, mean = rng.normal(size=(20, 2)), rng.gamma(2.0, 1.0, size=20)
    counts, shuffled = rng.poisson(mean, size=(6, 20)).astype(float), rng.permutation(20)

    def first(order: Any) -> tuple[set[int], int | None, float]:
        found = scan_space_time(
            series(counts[:, order]),
            Windows.circular(points[order], nearest=5, planar=True),
            model=model,  # type: ignore[arg-type]
            expected=np.tile(mean[order], (6, 1)),
            population=mean[order],
            size=4.0,
            zeros=0.1,
            simulations=0,
            rng=rng,
        ).clusters[0]
        return {int(order[each]) for each in found.members}, found.duration, round(found.score, 9)

    assert first(np.arange(20)) == first(shuffled)


def test_counts_that_come_in_bursts_are_warned_of() -> None:
    rng = np.random.default_rng(6)
    windows = Windows.circular(rng.normal(size=(30, 2)), nearest=4, planar=True)
    mean = rng.gamma(1.0, 2.0, size=(10, 30))
    for model in MODELS:
        found = scan_space_time(
            series(rng.poisson(mean)), windows, model=model, expected=np.full((10, 30), 2.0), population=np.ones(30),
            size=1.0, simulations=9, rng=rng,
        )  # fmt: skip
        told = [each.code for each in found.problems]
        assert told == (["scan-bursts"] if model in {"poisson", "permutation", "expected"} else [])
    even = series(rng.poisson(2.0, size=(10, 30)))
    assert not scan_space_time(even, windows, simulations=9, rng=rng).problems


# --- R scanstatistics: 32 counties of New Mexico, 1986 to 1989 ----------------------


class NewMexico:
    """The input of the reference: counts, what is expected, and windows of the 15 nearest seats."""

    def __init__(self, shared: Path) -> None:
        cells = rows(shared, "in_NM_scan_data")
        at = (column(cells, "year").astype(int) - 1986, column(cells, "loc").astype(int) - 1)
        self.counts, self.people, self.expected = np.zeros((3, 4, 32))
        for name, values in (("count", self.counts), ("population", self.people)):
            values[at] = column(cells, name)
        self.expected[at] = column(cells, "baseline_poisson_glm")
        nearest = [[int(each) - 1 for each in row["knn_order"].split()] for row in rows(shared, "in_NM_locations")]
        self.windows = Windows.from_orders(32, [np.array(each) for each in nearest])
        self.zone = {
            frozenset(int(each) - 1 for each in row["locations"].split()): int(row["zone"])
            for row in rows(shared, "scan_NM_zones")
        }

    @property
    def even(self) -> Floats:
        """What the reference makes of a population: an equal share for every year, and within it by people."""
        return np.asarray(self.people / self.people.sum(axis=1, keepdims=True))

    def by_zone(self, scores: Floats) -> dict[tuple[int, int], float]:
        first = np.argwhere(self.windows.first_seen())
        named = [(self.zone[frozenset(self.windows.units(*each).tolist())], *each) for each in first.tolist()]
        return {(zone, d + 1): scores[d, step, col] for zone, step, col in named for d in range(4)}


def _theta() -> Floats:
    return np.full((4, 32), 20.0)


def _models(data: NewMexico) -> dict[str, Model]:
    total, windows = float(data.counts.sum()), data.windows
    return {
        "pb_poisson": Poisson(windows, data.even, 4, round(total), total, 4.0),
        # with a population the reference permutes, and scores against the population
        "permutation": Poisson(windows, data.even, 4, round(total), total, 4.0),
        "eb_poisson": Expected(windows, data.expected, 4),
        "eb_negbin_hotspot": NegativeBinomial(windows, data.expected, 4, _theta()),
        "eb_negbin_emerging": NegativeBinomial(windows, data.expected, 4, _theta(), emerging=True, rooted=False),
    }


SCANS = ("pb_poisson", "permutation", "eb_poisson", "eb_negbin_hotspot", "eb_negbin_emerging")


@pytest.mark.reference
@pytest.mark.parametrize("scan", SCANS)
def test_all_scores_are_those_of_scanstatistics(shared: Path, scan: str) -> None:
    data = NewMexico(shared)
    found = data.by_zone(_models(data)[scan].exact(data.counts))
    table = rows(shared, f"scan_NM_{scan}_all_zones")
    wanted = {(int(row["zone"]), int(row["duration"])): float(row["score"]) for row in table}
    assert found.keys() == wanted.keys()
    assert len(wanted) == 415 * 4
    np.testing.assert_allclose([found[each] for each in wanted], list(wanted.values()), rtol=0, atol=1e-9)


@pytest.mark.reference
@pytest.mark.parametrize(
    ("scan", "asked"),
    [
        ("pb_poisson", {"model": "poisson"}),
        ("eb_poisson", {"model": "expected"}),
        ("eb_negbin_hotspot", {"model": "negative-binomial"}),
        ("eb_negbin_emerging", {"model": "negative-binomial-emerging", "form": "reference"}),
    ],
)
def test_cluster_and_null_distribution_are_those_of_scanstatistics(
    shared: Path, scan: str, asked: dict[str, Any]
) -> None:
    data = NewMexico(shared)
    found = scan_space_time(
        series(data.counts),
        data.windows,
        population=data.even,
        expected=data.expected,
        size=20.0,
        rng=np.random.default_rng(1),
        **asked,
    )
    summary = next(row for row in rows(shared, "scan_NM_summary") if row["scan"] == scan)
    first = found.clusters[0]
    assert sorted(each + 1 for each in first.members) == [int(each) for each in summary["mlc_locations"].split()]
    assert first.duration == int(summary["mlc_duration"])
    assert first.score == pytest.approx(float(summary["mlc_score"]), abs=1e-9)
    replicates = np.array([float(row["score"]) for row in rows(shared, "scan_NM_replicates") if row["scan"] == scan])
    # few cells hold most of it: equal scores must not differ by rounding
    assert ks_2samp(found.maxima.round(8), replicates.round(8)).pvalue > 0.001
    gumbel = Null(replicates).gumbel(first.score)
    assert gumbel == pytest.approx(float(summary["Gumbel_pvalue"]), rel=0.002)  # the reference stops its search early


@pytest.mark.reference
def test_permuted_counts_are_those_of_scanstatistics(shared: Path) -> None:
    data = NewMexico(shared)
    total = float(data.counts.sum())
    margins = np.outer(data.counts.sum(axis=1), data.counts.sum(axis=0)) / total
    drawn = Permutation(data.windows, margins, 4, round(total), total, total).draw(np.random.default_rng(1), 400)
    assert (drawn.sum(axis=0) == data.counts.sum(axis=0)[:, None]).all()
    assert (drawn.sum(axis=1) == data.counts.sum(axis=1)[:, None]).all()
    score = _models(data)["permutation"].exact
    found = [np.nanmax(score(drawn[..., each].astype(float))) for each in range(400)]
    told = [float(row["score"]) for row in rows(shared, "scan_NM_replicates") if row["scan"] == "permutation"]
    assert ks_2samp(np.round(found, 8), np.round(told, 8)).pvalue > 0.001
