"""Nowcasts: against R's surveillance 1.24.1, against simulated worlds, and with bad input."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from ikp.errors import DataError, UsageError
from ikp.foresight.delay import Nowcast, NowcastReason, nowcast
from ikp.foresight.delay.predictive import NegativeBinomial
from ikp.foresight.streams import Triangle

Array = NDArray[np.float64]
Rows = list[dict[str, str]]


def triangle(n: Any, **changes: Any) -> Triangle:
    """Take counts (T, D + 1, S) as a triangle, with NaN where time has not come."""
    counts = np.array(n, dtype=np.float64)
    weeks, delays, series = counts.shape
    counts[np.add.outer(np.arange(weeks), np.arange(delays)) >= weeks] = np.nan
    given: dict[str, Any] = {
        "n": counts,
        "starts": np.datetime64("2024-01-01") + 7 * np.arange(weeks),
        "units": tuple(f"11.{place:02}" for place in range(series)),
        "kinds": ("semua",) * series,
        "beyond": np.zeros(series),
    }
    return Triangle(**(given | changes))


def world(
    seed: int, *, series: int, mean: float, weeks: int = 60, delays: int = 5, law: bool = False
) -> tuple[Triangle, Array]:
    """SINTETIS: over-dispersed counts with delays that differ between groups, units and weeks; and the final totals.

    With `law`, the delays of a unit are negative binomial.
    """
    generator = np.random.default_rng(seed)
    group = generator.dirichlet(np.full(delays, 8.0) * np.arange(delays, 0, -1) / delays, size=4)
    unit = np.array([generator.dirichlet(60 * group[place % 4] + 0.01) for place in range(series)])
    if law:
        means = generator.uniform(0.8, 2.0, series)[:, None]
        unit = stats.nbinom(2.0, 2.0 / (2.0 + means)).pmf(np.arange(delays))
        unit /= unit.sum(axis=1, keepdims=True)
    weekly = generator.standard_gamma(40 * unit + 1e-3, size=(weeks, series, delays))
    weekly /= weekly.sum(axis=-1, keepdims=True)
    total = generator.negative_binomial(4.0, 4.0 / (4.0 + mean), size=(weeks, series))
    n = generator.multinomial(total, weekly).transpose(0, 2, 1)
    return triangle(n), total.astype(np.float64)


# --- R's surveillance ------------------------------------------------------------------------------------------------


class Run(NamedTuple):
    now: str
    longest: int
    unit: int
    window: int | None
    cut: str


RUNS = {
    "R1": Run("2011-06-02", 15, 1, None, "rows"),
    "R2": Run("2011-06-10", 15, 1, None, "rows"),
    "R3": Run("2011-06-20", 15, 1, None, "rows"),
    "R2m20": Run("2011-06-10", 15, 1, 20, "rows"),
    "R2m20law": Run("2011-06-10", 15, 1, 20, "diagonals"),
    "W1": Run("2011-06-13", 3, 7, None, "rows"),
}
METHODS = {
    "lawless": "lawless",
    "unif": "uniform",
    "bayes.notrunc.bnb": "bayes-notrunc-bnb",
    "bayes.notrunc": "bayes-notrunc",
    "bayes.trunc": "bayes-trunc",
}
EXACT = ("lawless", "unif", "bayes.notrunc.bnb")
CASES = [(run, method) for run in RUNS for method in METHODS if run != "R2m20law" or method == "lawless"]


def read(folder: Path, name: str) -> Rows:
    with (folder / "conformance" / "surveillance" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def outbreak(shared: Path, run: Run) -> Triangle:
    """Make the triangle of the HUS cases of 2011 as it was known on a day; its rows are days, or weeks in W1."""
    pairs = [(row["dHosp"], row["dReport"]) for row in read(shared, "in_husO104Hosp.csv")]
    event, came = np.array(pairs, dtype="datetime64[D]").T
    first = np.datetime64("2011-05-02") if run.unit == 7 else event.min()
    periods = int((np.datetime64(run.now) - first).astype(int)) // run.unit + 1
    row, arrival = ((each - first).astype(int) // run.unit for each in (event, came))
    keep = (arrival < periods) & (arrival - row <= run.longest)
    n = np.zeros((periods, run.longest + 1, 1))
    np.add.at(n, (row[keep], (arrival - row)[keep], 0), 1.0)
    return triangle(n, starts=first + run.unit * np.arange(periods))


def asked(shared: Path, run: str, method: str, **changes: Any) -> Nowcast:
    case = RUNS[run]
    given = {"form": "reference", "level": 0.95, "window": case.window, "cut": case.cut, "samples": 2000} | changes
    return nowcast(outbreak(shared, case), method=METHODS[method], **given)  # type: ignore[arg-type]


def of(rows: Rows, run: str, method: str) -> Rows:
    return [row for row in rows if row["run"] == run and row["method"] == method]


@pytest.mark.reference
@pytest.mark.parametrize(("run", "method"), CASES)
def test_r_finds_the_same_delay(shared: Path, run: str, method: str) -> None:
    expected = [float(row["cdf"]) for row in of(read(shared, "nowcast_delay_cdf.csv"), run, method)]
    if method != "unif":
        assert asked(shared, run, method, samples=1).delay.cdf[:, 0] == pytest.approx(expected, abs=1e-12)
    else:
        assert not expected


@pytest.mark.reference
@pytest.mark.parametrize(("run", "method"), [case for case in CASES if case[1] in EXACT])
def test_r_finds_the_same_distribution(shared: Path, run: str, method: str) -> None:
    """Medians and limits are equal, probabilities and scores to the ten digits that are printed."""
    found = asked(shared, run, method)
    median, day = found.quantile(0.5), {str(start): place for place, start in enumerate(found.starts)}
    pmf, scores = (of(read(shared, f"nowcast_{name}.csv"), run, method) for name in ("pmf", "scores"))
    truth = {}
    for row in of(read(shared, "nowcast_results.csv"), run, method):
        at = day[row["when"]], 0
        truth[row["when"]] = int(row["final_truth"])
        assert found.known[at] == float(row["observed_at_now"])
        limits = [float(row[name]) for name in ("nowcast_median", "pi_lower", "pi_upper")]
        assert [median[at], found.low[at], found.high[at]] == limits
    table = {when: dict(zip(*found.pmf(day[when], 0), strict=True)) for when in truth}
    for row in pmf:
        assert table[row["when"]].get(float(row["N"]), 0.0) == pytest.approx(float(row["pmf"]), rel=2e-9, abs=1e-9)
    for row in scores:
        dense = np.array([table[row["when"]].get(float(total), 0.0) for total in range(301)])
        ranked = np.sum((np.cumsum(dense) - (np.arange(301) >= truth[row["when"]])) ** 2)
        assert ranked == pytest.approx(float(row["RPS"]), rel=1e-8)
        with np.errstate(divide="ignore"):
            logarithmic = -np.log(dense[truth[row["when"]]])
        assert logarithmic == pytest.approx(float(row["logS"]), rel=1e-6) or dense[truth[row["when"]]] < 1e-9


@pytest.mark.reference
@pytest.mark.parametrize(("run", "method"), [case for case in CASES if case[1] not in EXACT])
def test_r_draws_the_same_distribution(shared: Path, run: str, method: str) -> None:
    """R's answer is simulated too: 10,000 draws with another generator."""
    found = asked(shared, run, method)
    day = {str(start): place for place, start in enumerate(found.starts)}
    for row in of(read(shared, "nowcast_results.csv"), run, method):
        totals, probabilities = found.pmf(day[row["when"]], 0)
        mean, sd = float(row["pmf_mean"]), float(row["pmf_sd"])
        assert totals @ probabilities == pytest.approx(mean, abs=0.04 * sd + 1e-6)
        assert np.sqrt((totals - mean) ** 2 @ probabilities) == pytest.approx(sd, rel=0.06)


@pytest.mark.reference
def test_the_textbook_form_mends_what_the_reference_breaks(shared: Path) -> None:
    """Trap 3: probabilities that add up to 1.52, and zero for certain where nothing has come yet."""
    repeated = asked(shared, "R3", "lawless")
    mended = asked(shared, "R3", "lawless", form="textbook", by="series")
    at = int(np.flatnonzero(repeated.starts == np.datetime64("2011-06-08"))[0])
    assert repeated.pmf(at, 0)[1].sum() == pytest.approx(1.52, abs=0.01)
    assert mended.pmf(at, 0)[1].sum() == pytest.approx(1.0)
    assert repeated.high[-1, 0] == 0
    assert mended.reason[-1, 0] == NowcastReason.NOTHING_YET
    unbounded = asked(shared, "R2", "bayes.notrunc.bnb", form="textbook", largest=300)
    assert asked(shared, "R2", "bayes.notrunc.bnb").high[-1, 0] == 0
    assert unbounded.reason[-1, 0] == NowcastReason.UNBOUNDED
    assert np.isnan(unbounded.high[-1, 0])


# --- Worlds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("law", [None, "negative-binomial"])
def test_the_interval_holds_what_it_says_from_the_day_of_the_report(law: Any) -> None:
    """A small version of benchmarks/nowcast.py: 12 worlds of 40 units, weeks of about 30 reports.

    Counts are whole and none lies below what has come, so that the interval of a week that is nearly
    complete holds more than it says; the place of the truth within the distribution does not.
    """
    inside, place = [], []
    generator = np.random.default_rng(0)
    for seed in range(12):
        known, total = world(seed, series=40, mean=30.0, law=law is not None)
        found = nowcast(known, groups=[str(unit % 4) for unit in range(40)], law=law)
        rows = slice(found.open.start, found.open.stop)
        inside.append((found.low[rows] <= total[rows]) & (total[rows] <= found.high[rows]))
        assert isinstance(found.predictive, NegativeBinomial)
        below, upto = (found.predictive.cdf(total[rows] - step) for step in (1.0, 0.0))
        place.append(below + generator.random(below.shape) * (upto - below))
    assert np.array(inside).mean(axis=(0, 2))[-1] == pytest.approx(0.9, abs=0.04)  # the day of the report
    middle = (np.array(place) > 0.05) & (np.array(place) < 0.95)
    assert middle.mean(axis=(0, 2)) == pytest.approx(0.9, abs=0.04)


def test_the_mean_is_nearer_than_what_is_known_and_than_dividing() -> None:
    known, total = world(1, series=40, mean=6.0)
    found = nowcast(known)
    errors = {
        "nowcast": np.abs(found.mean - total)[found.open.start :].mean(),
        "known": np.abs(found.known - total)[found.open.start :].mean(),
        "divided": np.abs(found.known / found.share - total)[found.open.start :].mean(),
    }
    assert min(errors, key=lambda name: errors[name]) == "nowcast"


@pytest.mark.parametrize("method", ["negative-binomial", "lawless", "bayes-trunc", "bayes-notrunc-bnb", "uniform"])
def test_every_method_keeps_its_promises(method: Any) -> None:
    known, _ = world(2, series=3, mean=20.0)
    found = nowcast(known, method=method, samples=200, seed=3)
    said = found.reason == NowcastReason.SAID
    assert said[: found.open.start].all()
    assert (found.low <= found.high)[said].all()
    assert (found.known <= found.low)[said].all()
    complete = found.reason[: found.open.start]
    assert (found.high[: complete.shape[0]] == found.known[: complete.shape[0]]).all()
    again = nowcast(known, method=method, samples=200, seed=np.random.default_rng(3))
    assert np.array_equal(found.high, again.high, equal_nan=True)


def test_the_order_of_the_series_does_not_matter() -> None:
    known, _ = world(3, series=6, mean=8.0)
    turned = triangle(np.nan_to_num(known.n)[:, :, ::-1])
    groups = list("aabbbc")
    assert nowcast(turned, groups=groups[::-1]).mean[:, ::-1] == pytest.approx(nowcast(known, groups=groups).mean)


def test_synthetic_counts_say_so_and_the_record_is_whole() -> None:
    known, _ = world(3, series=2, mean=8.0)
    found = nowcast(triangle(np.nan_to_num(known.n), synthetic=True, beyond=np.array([2.0, 1.0])))
    assert found.synthetic
    assert found.parameters["beyond"] == 3.0
    assert {"method", "level", "by", "longest", "alike", "together"} <= set(found.parameters)


# --- Bad input -------------------------------------------------------------------------------------------------------


def test_a_unit_without_reports_borrows_and_says_more_than_nothing() -> None:
    known, _ = world(4, series=12, mean=10.0)
    n = np.nan_to_num(known.n)
    n[:, :, 0] = 0.0
    found = nowcast(triangle(n))
    assert (found.reason == 0).all()
    assert 0 < found.mean[-1, 0] < 1
    alone = nowcast(triangle(n), by="series")
    assert (alone.reason[alone.open.start :, 0] == NowcastReason.NO_REPORTS).all()
    assert np.isnan(alone.mean[-1, 0])
    assert (alone.reason[:, 1:] == 0).all()


def test_nothing_anywhere_is_not_a_nowcast_of_zero() -> None:
    found = nowcast(triangle(np.zeros((20, 4, 2))))
    assert (found.reason[-3:] == NowcastReason.NO_REPORTS).all()
    assert np.isnan(found.high[-3:]).all()
    assert (found.high[:-3] == 0).all()  # those weeks are complete, and zero is their answer


def test_too_short_a_history_is_said() -> None:
    n = np.ones((4, 5, 1))
    found = nowcast(triangle(n))
    assert (found.reason == NowcastReason.SHORT_HISTORY).all()
    assert np.isnan(found.mean).all()
    assert found.known[:, 0].tolist() == [4, 3, 2, 1]
    rows = nowcast(triangle(np.ones((30, 5, 1))), window=4, cut="rows")
    assert (rows.reason[-4:] == NowcastReason.SHORT_HISTORY).all()
    assert (nowcast(triangle(np.ones((30, 5, 1))), window=4).reason == 0).all()


def test_a_gap_is_not_zero() -> None:
    known, _ = world(5, series=4, mean=10.0)
    n = np.nan_to_num(known.n)
    n[10, 2, 1] = n[-1, 0, 2] = np.nan
    found = nowcast(triangle(n))
    assert found.reason[10].tolist() == [0, NowcastReason.NOT_OBSERVED, 0, 0]
    assert found.reason[-1].tolist() == [0, 0, NowcastReason.NOT_OBSERVED, 0]
    assert np.isnan(found.known[10, 1])
    assert np.isnan(found.high[-1, 2])
    assert np.isfinite(found.mean[-2, 2])


@pytest.mark.parametrize(
    ("n", "sentence"),
    [
        (np.full((3, 2, 1), -1.0), "negative or infinite"),
        (np.full((3, 2, 1), np.inf), "negative or infinite"),
        (np.ones((3, 2, 1)), "weeks that have not been yet"),
        (np.ones((4, 2, 1)), "3 weeks × delays × 1 series are needed"),
    ],
)
def test_a_triangle_that_cannot_be_is_refused(n: Array, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        nowcast(replace(triangle(np.zeros((3, 2, 1))), n=n))


def test_settings_are_checked() -> None:
    with pytest.raises(UsageError, match="level is 90"):
        nowcast(triangle(np.ones((9, 2, 1))), level=90)
    with pytest.raises(UsageError, match="2 groups"):
        nowcast(triangle(np.ones((9, 2, 1))), groups=["a", "b"])


def test_without_delay_every_week_is_complete() -> None:
    found = nowcast(triangle(np.ones((5, 1, 2))))
    assert (found.high == 1).all()
    assert len(found.open) == 0


@pytest.mark.filterwarnings("error")
def test_constant_series_are_no_trouble() -> None:
    found = nowcast(triangle(np.tile(np.array([[[3.0], [1.0]]]), (30, 1, 1))))
    assert found.mean[-1, 0] == pytest.approx(4.0, abs=0.5)


@pytest.mark.filterwarnings("error")
@given(st.integers(0, 10_000))
@settings(max_examples=60)
def test_any_triangle_gets_an_answer_or_a_reason(seed: int) -> None:
    generator = np.random.default_rng(seed)
    weeks, delays, series = (int(generator.integers(1, most)) for most in (25, 6, 5))
    n = generator.poisson(generator.choice([0.02, 0.3, 5.0, 2000.0]), (weeks, delays, series)).astype(np.float64)
    n[:, generator.random(delays) < 0.2] = 0.0
    n[:, :, generator.random(series) < 0.2] = 0.0
    n[generator.random(n.shape) < generator.choice([0.0, 0.05])] = np.nan
    method: Any = generator.choice(["negative-binomial", "negative-binomial", "lawless", "bayes-trunc", "uniform"])
    window = (None, 1, 4)[int(generator.integers(3))]
    cut: Any = generator.choice(["rows", "diagonals"])
    found = nowcast(triangle(n), method=method, window=window, cut=cut, samples=20)
    said = found.reason == NowcastReason.SAID
    assert np.isfinite([found.mean[said], found.low[said], found.high[said]]).all()
    assert (found.known[said] <= found.low[said]).all()
    assert (found.low[said] <= found.high[said]).all()
    assert np.isnan(found.mean[~said]).all()
