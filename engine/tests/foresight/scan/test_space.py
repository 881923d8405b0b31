"""The spatial scan, by hand and against R's SpatialEpi."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import xlogy
from scipy.stats import ks_2samp

from engine.tests.foresight.alarms.surveillance import column, rows
from ikp.errors import DataError, UsageError
from ikp.foresight.scan import Windows, scan_space
from ikp.foresight.scan.ratios import Binomial, Poisson

LINE = Windows.circular([[0.0, 0.0], [0.0, 1.0], [0.0, 3.0], [0.0, 7.0]], nearest=2, planar=True)
CASES = np.array([8.0, 6.0, 1.0, 1.0])
PEOPLE = np.array([10.0, 10.0, 20.0, 40.0])


def _rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_a_hand_worked_cluster() -> None:
    """14 of 16 cases where 4 are expected: 14 log(14/4) + 2 log(2/12)."""
    found = scan_space(CASES, LINE, population=PEOPLE, rng=_rng(), units="abcd", names={"a": "Alor"})
    first, *others = found.clusters
    assert first.units == ("a", "b")
    assert first.names == ("Alor", "b")
    assert (first.observed, first.expected) == (14.0, 4.0)
    assert first.score == pytest.approx(xlogy(14, 3.5) + xlogy(2, 1 / 6))
    assert first.relative_risk == pytest.approx((14 / 4) / (2 / 12))
    assert first.p == 0.001
    assert first.p_gumbel < 0.001
    assert (first.start, first.duration) == (None, None)
    assert not others  # the rest holds less than expected
    assert (found.windows, found.observed, found.expected) == (8, 16.0, 16.0)


def test_the_binomial_score_is_that_of_its_likelihoods() -> None:
    found = scan_space(CASES, LINE, population=PEOPLE, model="binomial", rng=_rng())

    def likelihood(cases: float, people: float) -> float:
        return float(xlogy(cases, cases / people) + xlogy(people - cases, 1 - cases / people))

    wanted = likelihood(14, 20) + likelihood(2, 60) - likelihood(16, 80)
    assert found.clusters[0].score == pytest.approx(wanted)


def test_further_clusters_share_no_unit() -> None:
    rng = np.random.default_rng(2)
    windows = Windows.circular(rng.normal(size=(30, 2)), nearest=8, planar=True)
    found = scan_space(rng.poisson(3, 30), windows, population=np.ones(30), simulations=99, rng=_rng())
    members = [each for cluster in found.clusters for each in cluster.members]
    assert len(found.clusters) > 1
    assert len(members) == len(set(members))
    scores = [cluster.score for cluster in found.clusters]
    assert scores == sorted(scores, reverse=True)
    assert [each.p for each in found.clusters] == sorted(each.p for each in found.clusters)
    assert found.below(1.0) == found.clusters
    assert len(scan_space(rng.poisson(3, 30), windows, population=np.ones(30), most=1, rng=_rng()).clusters) == 1


def test_an_unobserved_unit_takes_no_part() -> None:
    cases = np.array([8.0, np.nan, 1.0, 1.0])
    found = scan_space(cases, LINE, population=PEOPLE, rng=_rng())
    assert found.unobserved == 1
    assert found.clusters[0].expected == pytest.approx(10 * 10 / 70)


def test_expectations_may_be_in_any_unit() -> None:
    one, two = (scan_space(CASES, LINE, expected=PEOPLE * scale, rng=_rng()) for scale in (1.0, 7.5))
    assert one.clusters[0].score == pytest.approx(two.clusters[0].score)
    np.testing.assert_allclose(one.maxima, two.maxima)


def test_no_case_is_no_cluster_and_a_warning() -> None:
    found = scan_space(np.zeros(4), LINE, population=PEOPLE, rng=_rng(), synthetic=True)
    assert found.clusters == ()
    assert [each.code for each in found.problems] == ["scan-no-cases"]
    assert found.synthetic


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"population": None}, "scan-shape"),
        ({"population": [1, 2]}, "scan-shape"),
        ({"population": [10, 0, 20, 40]}, "scan-nothing-expected"),
        ({"population": [10, np.nan, 20, 40]}, "scan-nothing-expected"),
        ({"population": [10, -1, 20, 40]}, "scan-negative"),
        ({"cases": [1, -1, 2, 3]}, "scan-negative"),
        ({"model": "binomial", "population": [5, 10, 20, 40]}, "scan-over-population"),
        ({"model": "binomial", "population": [10.5, 10, 20, 40]}, "scan-whole"),
        ({"simulations": -1}, "scan-simulations"),
    ],
)
def test_what_cannot_be_gets_a_sentence(given: dict[str, Any], code: str) -> None:
    asked = {"cases": CASES, "windows": LINE, "population": PEOPLE, "rng": _rng(), **given}
    with pytest.raises((DataError, UsageError)) as caught:
        scan_space(**asked)
    assert [each.code for each in caught.value.problems] == [code]


def test_false_clusters_come_at_their_rate() -> None:
    """Of 200 worlds without a cluster, about one in ten has one at the level of a tenth."""
    rng = np.random.default_rng(7)
    windows = Windows.circular(rng.normal(size=(12, 2)), nearest=5, planar=True)
    people = rng.integers(20, 200, 12)
    found = [
        scan_space(rng.multinomial(80, people / people.sum()), windows, population=people, simulations=49, rng=rng)
        for _ in range(200)
    ]
    low = sum(bool(each.below(0.1)) for each in found)
    assert 9 <= low <= 33  # binomial(200, 0.1): 99.8 % lie between


RUNS = {
    "NY_binomial_0.5": ("in_NYleukemia", "binomial", 0.5),
    "NY_poisson_0.5": ("in_NYleukemia", "poisson", 0.5),
    "NY_poisson_0.15": ("in_NYleukemia", "poisson", 0.15),
    "PA_binomial_0.5": ("in_pennLC", "binomial", 0.5),
    "PA_poisson_strata_0.5": ("in_pennLC", "poisson", 0.5),
}


@pytest.mark.reference
@pytest.mark.parametrize("run", RUNS)
def test_agrees_with_spatialepi(shared: Path, run: str) -> None:
    file, model, share = RUNS[run]
    data = rows(shared, file)
    points = np.column_stack([column(data, "x"), column(data, "y")])
    cases, people = column(data, "cases"), column(data, "population")
    windows = Windows.circular(points, population=people, share=share, planar=True)
    summary = next(row for row in rows(shared, "kulldorff_summary") if row["run"] == run)
    assert windows.count == int(summary["n_zones"])
    given = {"expected": column(data, "expected")} if "strata" in run else {"population": people}
    asked: dict[str, Any] = {"model": model, "units": [row["id"] for row in data], "rng": _rng(), **given}
    asked |= {"population": people}
    textbook, reference = (scan_space(cases, windows, form=form, **asked) for form in ("textbook", "reference"))
    assert textbook.clusters[0].score == pytest.approx(float(summary["exact_mlc_llr"]), abs=1e-9)
    told = [row for row in rows(shared, "kulldorff_clusters") if row["run"] == run]
    for cluster, row in zip(reference.clusters, told, strict=False):
        assert cluster.score == pytest.approx(float(row["llr"]), abs=1e-7)  # its sums cancel: 4e-8 off the exact
        assert list(cluster.units) == row["ids"].split()
        assert cluster.observed == pytest.approx(float(row["cases"]))
        assert cluster.expected == pytest.approx(float(row["expected"]))
        assert cluster.observed / cluster.expected == pytest.approx(float(row["SMR"]))
    simulated = [float(row["max_llr"]) for row in rows(shared, "kulldorff_simulated_max_llr") if row["run"] == run]
    assert ks_2samp(reference.maxima, simulated).pvalue > 0.001


@pytest.mark.reference
@pytest.mark.parametrize("run", RUNS)
def test_the_hundred_best_windows_are_those_of_spatialepi(shared: Path, run: str) -> None:
    file, model, share = RUNS[run]
    data = rows(shared, file)
    points = np.column_stack([column(data, "x"), column(data, "y")])
    cases, people = column(data, "cases"), column(data, "population")
    windows = Windows.circular(points, population=people, share=share, planar=True)
    total, base = cases.sum(), column(data, "expected") if "strata" in run else people
    made = (
        Binomial(windows, base[None], 1, round(total), total)
        if model == "binomial"
        else Poisson(windows, base[None], 1, round(total), total, base.sum())
    )
    scores = made.exact(cases[None])[0]
    place = {int(centre): at for at, centre in enumerate(windows.order[0])}
    best = [row for row in rows(shared, "kulldorff_top100_zones") if row["run"] == run]
    assert len(best) == 100
    for row in best:
        step, centre = int(row["size"]) - 1, int(row["center"]) - 1
        assert scores[step, place[centre]] == pytest.approx(float(row["llr_exact"]), abs=1e-9)
        assert windows.units(step, place[centre])[-1] == int(row["last_id"]) - 1
