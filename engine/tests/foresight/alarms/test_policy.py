from typing import Any

import numpy as np
import pytest
from scipy.stats import false_discovery_control, nbinom, poisson

from ikp.errors import UsageError
from ikp.foresight.alarms import policy
from ikp.foresight.alarms.farrington import farrington_report
from ikp.foresight.alarms.policy import choose
from ikp.foresight.alarms.result import Alarms, Reason
from ikp.foresight.streams import CountSeries


def some(p: Any, **changes: Any) -> Alarms:
    """Give alarms of one week with these p-values."""
    values = np.atleast_2d(np.asarray(p, dtype=np.float64))
    given: dict[str, Any] = {
        "observed": np.ones(values.shape),
        "expected": np.ones(values.shape),
        "lower": np.full(values.shape, np.nan),
        "upper": np.ones(values.shape),
        "score": np.ones(values.shape),
        "p_value": values,
        "alarm": np.zeros(values.shape, dtype=bool),
        "reason": np.zeros(values.shape, dtype=np.int8),
        "starts": np.datetime64("2026-01-05") + 7 * np.arange(len(values)),
        "units": tuple(f"11.{k:02d}" for k in range(values.shape[1])),
        "kinds": ("pidana",) * values.shape[1],
        "monitored": range(len(values)),
        "parameters": {},
    }
    return Alarms(method="shrunk", **(given | changes))


def counted(counts: np.ndarray, mean: np.ndarray, size: np.ndarray) -> Alarms:
    """Give alarms of counts with a known law."""
    finite = np.where(np.isinf(size), 1.0, size)
    p = np.where(np.isinf(size), poisson.sf(counts - 1, mean), nbinom.sf(counts - 1, finite, finite / (finite + mean)))
    return some(p, observed=counts[None], expected=mean[None], details={"size": size[None]})


def drawn(seed: int, series: int = 600) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    mean = rng.gamma(0.5, 0.6, series)
    size = np.where(rng.random(series) < 0.3, np.inf, rng.uniform(0.5, 5, series))
    rate = np.where(np.isinf(size), mean, mean * rng.gamma(np.where(np.isinf(size), 1, size)) / size.clip(max=1e9))
    return rng.poisson(rate).astype(float), mean, size


def test_a_budget_of_continuous_p_values_is_shared_alike() -> None:
    found = choose(some([0.001, 0.004, 0.006, 0.3]), value=0.02)
    assert found.threshold == 0.005
    assert found.flags.tolist() == [True, True, False, False]
    assert found.expected_false == pytest.approx(0.02)
    assert not found.exact
    assert found.tested == 4


def test_benjamini_hochberg_is_that_of_scipy() -> None:
    p = np.concatenate([np.random.default_rng(1).random(200), np.random.default_rng(2).random(20) / 1000])
    for share in (0.01, 0.05, 0.2):
        found = choose(some(p), policy="fdr", value=share)
        np.testing.assert_array_equal(found.flags, false_discovery_control(p) <= share)


def test_the_example_of_benjamini_and_hochberg() -> None:
    """Fifteen p-values of their section 3.2: at 0.05, the four smallest are told."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.324,
        0.4262,
        0.5719,
        0.6528,
        0.759,
        1.0,
    ]
    assert choose(some(p), policy="fdr", value=0.05).flags.sum() == 4


def test_a_budget_of_counts_by_hand() -> None:
    """Two series, Poisson with means 0.1 and 1: P(Y >= 1) = 0.0952 and P(Y >= 4) = 0.0190, P(Y >= 3) = 0.0803."""
    mean, size = np.array([0.1, 1.0]), np.full(2, np.inf)
    tails = [float(poisson.sf(k, 0.1)) for k in (0, 1)] + [float(poisson.sf(k, 1.0)) for k in (2, 3)]
    found = choose(counted(np.array([1.0, 3.0]), mean, size), value=0.09)
    # Threshold 0.0803: the second series falls under it with 0.0803, the first with P(Y >= 2) = 0.0047.
    assert found.threshold == pytest.approx(tails[2])
    assert found.expected_false == pytest.approx(tails[2] + tails[1])
    assert found.flags.tolist() == [False, True]
    assert found.exact
    assert choose(counted(np.array([1.0, 3.0]), mean, size), value=0.08).threshold == pytest.approx(tails[3])
    assert choose(counted(np.array([1.0, 3.0]), mean, size), value=0.18).flags.all()


def test_a_budget_is_kept_and_used_in_weeks_without_anything_unusual() -> None:
    numbers, bounds = [], []
    for seed in range(150):
        counts, mean, size = drawn(seed)
        alarms = counted(counts, mean, size)
        found = choose(alarms, value=4.0)
        assert 3.5 < found.expected_false <= 4.0 * (1 + 1e-7)
        numbers.append(found.flags.sum())
        bounds.append((alarms.p_value[0] <= 4.0 / 600).sum())
    assert np.mean(numbers) == pytest.approx(4.0, abs=0.6)  # more than three standard errors
    assert np.mean(bounds) < 2.5  # as if p-values were continuous


def test_the_share_of_false_alarms_is_kept_and_more_is_told_than_by_benjamini_hochberg() -> None:
    shares, told, plain = [], [], []
    for seed in range(100):
        counts, mean, size = drawn(seed)
        counts[:30] += np.ceil(1 + 2 * mean[:30])
        alarms = counted(counts, mean, size)
        found = choose(alarms, policy="fdr", value=0.1)
        shares.append(found.flags[30:].sum() / max(found.flags.sum(), 1))
        told.append(found.flags[:30].sum())
        plain.append((false_discovery_control(np.minimum(alarms.p_value[0], 1)) <= 0.1)[:30].sum())
    assert 0.03 < np.mean(shares) < 0.1
    assert np.mean(told) > np.mean(plain) + 1


def test_the_step_up_procedure_is_its_definition() -> None:
    """Every possible threshold tried in turn, with the distribution functions of SciPy."""
    counts, mean, size = drawn(3, 40)
    size = np.minimum(size, 9.0)
    counts[:5] += 4
    alarms = counted(counts, mean, size)
    values = np.unique([nbinom.sf(k, size, size / (size + mean)) for k in range(40)])
    values = values[values <= 0.5]

    def chance(t: float) -> np.ndarray:
        upper = nbinom.isf(t * (1 + 1e-9), size, size / (size + mean))
        return np.asarray(nbinom.sf(upper, size, size / (size + mean)))

    highest = max(t for t in values if (chance(t) / (1 - chance(t))).sum() <= 40 * 0.1)
    p = np.sort(alarms.p_value[0])
    kept = [t for k, t in enumerate(p, 1) if t <= highest and (chance(t) / (1 - chance(highest))).sum() <= 0.1 * k]
    found = choose(alarms, policy="fdr", value=0.1)
    assert kept
    assert found.threshold == pytest.approx(max(kept))


def test_series_of_which_nothing_is_said_are_not_tested_and_come_last() -> None:
    reason = np.array([[0, Reason.NOT_OBSERVED, 0, Reason.TOO_FEW]], dtype=np.int8)
    p = [0.5, np.nan, 0.001, 1e-9]
    found = choose(some(p, reason=reason), value=0.01)
    assert found.tested == 2
    assert found.threshold == 0.005
    assert found.flags.tolist() == [False, False, True, False]
    assert found.order[:2].tolist() == [2, 0]
    nothing = choose(some([np.nan], reason=np.array([[2]], dtype=np.int8)), value=1.0)
    assert (nothing.tested, nothing.threshold, nothing.expected_false) == (0, 0.0, 0.0)
    assert not choose(some([np.nan], reason=np.array([[2]], dtype=np.int8)), policy="fdr", value=0.5).flags.any()


def test_among_equal_p_values_the_larger_rise_comes_first() -> None:
    alarms = some([0.01, 0.01, 0.001], observed=np.array([[2.0, 9.0, 3.0]]))
    assert choose(alarms, value=1.0).order.tolist() == [2, 1, 0]


def test_what_is_not_in_the_upper_half_is_never_told() -> None:
    found = choose(some([0.4, 0.6, 1.0]), value=100.0)
    assert found.flags.tolist() == [True, False, False]


def test_the_week_is_chosen() -> None:
    alarms = some([[0.001, 0.5], [0.5, 0.001]])
    assert choose(alarms, value=0.1).flags.tolist() == [False, True]
    first = choose(alarms, value=0.1, week=0)
    assert first.flags.tolist() == [True, False]
    assert first.week == 0
    assert choose(alarms, value=0.1, week=-1).week == 1


def test_the_law_of_farrington_is_known_by_its_dispersion() -> None:
    rng = np.random.default_rng(7)
    counts = rng.negative_binomial(2, 0.5, (320, 40)).astype(float)
    starts = np.datetime64("2020-01-06") + 7 * np.arange(320)
    series = CountSeries(counts, starts, tuple(f"11.{k:02d}" for k in range(40)), ("pidana",) * 40)
    alarms = farrington_report(series, last=1, least=(0, 1))
    found = choose(alarms, value=1.0)
    assert found.exact
    assert 0.5 < found.expected_false <= 1.0 * (1 + 1e-6)
    assert not choose(farrington_report(series, last=1, least=(0, 1), threshold="delta"), value=1.0).exact


def test_a_law_that_is_not_that_of_the_p_values_is_not_used() -> None:
    counts, mean, size = drawn(4)
    alarms = counted(counts, mean, size)
    other = some(alarms.p_value / 2, observed=counts[None], expected=mean[None], details={"size": size[None]})
    assert choose(alarms, value=2.0).exact
    assert not choose(other, value=2.0).exact


def test_wide_laws_are_taken_as_continuous(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, mean, size = drawn(4)
    assert choose(counted(counts, mean, size), value=2.0).exact
    monkeypatch.setattr(policy, "_WIDEST", 3)
    assert not choose(counted(counts, mean, size), value=2.0).exact


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"value": 0.0}, "alarms-level"),
        ({"value": float("inf")}, "alarms-level"),
        ({"value": 1.0, "policy": "fdr"}, "alarms-level"),
        ({"value": 0.1, "policy": "best"}, "alarms-level"),
        ({"value": 0.1, "week": 1}, "alarms-level"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError) as refused:
        choose(some([0.1, 0.2]), **changes)
    assert refused.value.problems[0].code == code


def test_a_method_without_p_values_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        choose(some([np.nan, np.nan]), value=1.0)
    assert refused.value.problems[0].code == "alarms-no-p"
