"""The Bayesian scan, by brute force and against R's scanstatistics."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gamma, poisson

from engine.tests.foresight.alarms.surveillance import rows
from engine.tests.foresight.scan.test_spacetime import COUNTS, LINE, NewMexico, series
from ikp.errors import DataError, UsageError
from ikp.foresight.scan import scan_bayes

ONES = np.ones((4, 4))


def _weight(counts: np.ndarray, expected: np.ndarray, shape: float) -> float:
    """Integrate the probability of counts over q."""

    def density(q: float) -> float:
        return float(np.prod(poisson.pmf(counts, q * expected)) * gamma.pdf(q, shape))

    return float(quad(density, 0, 40, limit=200)[0])


def test_probabilities_are_those_of_integration() -> None:
    counts = np.array([[1.0, 0.0, 2.0, 1.0], [4.0, 3.0, 1.0, 0.0]])
    expected = np.array([[1.0, 1.0, 2.0, 0.5], [1.0, 1.5, 2.0, 0.5]])
    found = scan_bayes(series(counts), LINE, expected=expected, outbreak=0.2, increases=(1.0, 2.0))
    zones = LINE.zones()
    none, some = 0.8 * _weight(counts, expected, 1.0), {}
    for zone in zones:
        for duration in (1, 2):
            inside = np.zeros(counts.shape, dtype=bool)
            inside[-duration:, sorted(zone)] = True
            outside = _weight(counts[~inside], expected[~inside], 1.0)
            some[zone, duration] = sum(
                0.2 / (2 * len(zones)) / 2 * outside * _weight(counts[inside], expected[inside], increase)
                for increase in (1.0, 2.0)
            )
    total = none + sum(some.values())
    assert found.outbreak == pytest.approx(1 - none / total, rel=1e-5)
    zone, duration = max(some, key=some.__getitem__)
    assert {ord(each) - 97 for each in found.members} == zone
    assert found.duration == duration
    assert found.probability == pytest.approx(some[zone, duration] / total, rel=1e-5)
    for unit in range(4):
        wanted = sum(each for (zone, _), each in some.items() if unit in zone) / total
        assert found.units[unit] == pytest.approx(wanted, rel=1e-5)


def test_an_outbreak_is_seen_and_quiet_weeks_are_quiet() -> None:
    law: dict[str, Any] = {"null": (100.0, 100.0), "raised": (100.0, 100.0)}
    seen = scan_bayes(series(COUNTS), LINE, expected=ONES, **law)
    assert seen.members == ("a",)
    assert seen.start == np.datetime64("2024-01-22")
    assert seen.outbreak > 0.6  # nine times as many, where at most three times were looked for
    assert seen.units[0] > 0.6
    quiet = scan_bayes(series(ONES), LINE, expected=ONES, **law)
    assert quiet.outbreak < 0.05
    assert quiet.windows.sum() == pytest.approx(quiet.outbreak)
    assert quiet.increases.sum() == pytest.approx(1.0)
    assert quiet.increases[-1] < quiet.increases[0]


def test_the_reference_sees_an_outbreak_in_quiet_weeks() -> None:
    assert scan_bayes(series(5 * ONES), LINE, expected=5 * ONES, form="reference").outbreak > 0.999


def test_an_unobserved_week_takes_no_part() -> None:
    counts = COUNTS.copy()
    counts[3, 0] = np.nan
    found = scan_bayes(series(counts, synthetic=True), LINE, expected=ONES)
    assert found.unobserved == 1
    assert found.synthetic
    assert found.outbreak < 0.1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"outbreak": 0.0}, "scan-parameter"),
        ({"null": (0.0, 1.0)}, "scan-parameter"),
        ({"increases": (1.0, np.nan)}, "scan-parameter"),
        ({"longest": 9}, "scan-longest"),
        ({"expected": np.ones((3, 4))}, "scan-shape"),
        ({"expected": np.zeros((4, 4))}, "scan-nothing-expected"),
    ],
)
def test_what_cannot_be_gets_a_sentence(given: dict[str, Any], code: str) -> None:
    with pytest.raises((DataError, UsageError)) as caught:
        scan_bayes(series(COUNTS), LINE, **{"expected": ONES, **given})
    assert [each.code for each in caught.value.problems] == [code]
    with pytest.raises(DataError):
        scan_bayes(series(np.ones((4, 3))), LINE, expected=np.ones((4, 3)))


@pytest.mark.reference
def test_the_reference_form_is_that_of_scanstatistics(shared: Path) -> None:
    data = NewMexico(shared)
    found = scan_bayes(series(data.counts), data.windows, expected=data.expected, form="reference")
    table = rows(shared, "scan_NM_bayes_negbin_window_posteriors")
    wanted = {(int(row["zone"]), int(row["duration"])): float(row["log_posterior"]) for row in table}
    with np.errstate(divide="ignore"):
        mine = data.by_zone(np.log(found.windows))
    np.testing.assert_allclose([mine[each] for each in wanted], list(wanted.values()), rtol=0, atol=1e-9)
    summary = {row["quantity"]: float(row["value"]) for row in rows(shared, "scan_NM_bayes_negbin_summary")}
    assert found.duration == int(summary["mlc_duration"])
    assert found.probability == pytest.approx(summary["mlc_posterior"], rel=1e-9)
    assert found.outbreak == pytest.approx(summary["alt_posterior"])
