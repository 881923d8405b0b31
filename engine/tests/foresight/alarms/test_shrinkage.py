from typing import Any

import numpy as np
import pytest
from scipy.stats import nbinom

from ikp.errors import UsageError
from ikp.foresight.alarms.result import Reason
from ikp.foresight.alarms.shrinkage import Rates, predictive, shrunk_rates, shrunk_report
from ikp.foresight.streams import CountSeries


def some(counts: Any, units: Any = None, kinds: Any = None, **changes: Any) -> CountSeries:
    y = np.asarray(counts, dtype=np.float64)
    starts = np.datetime64("2026-01-05") + 7 * np.arange(len(y))
    names = units or tuple(f"{11 + k // 10}.{k % 10:02d}" for k in range(y.shape[1]))
    return CountSeries(y, starts, names, kinds or ("pidana",) * y.shape[1], **changes)


def made(
    seed: int, weeks: int = 80, provinces: int = 30, each: int = 20, *, within: float = 2.0, weekly: float = 3.0
) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Draw from the model itself: counts, provinces and the true rates."""
    rng = np.random.default_rng(seed)
    level = np.repeat(rng.gamma(1.5, 0.2 / 1.5, provinces), each)
    rate = level * rng.gamma(within, 1 / within, provinces * each)
    counts = rng.poisson(rate * rng.gamma(weekly, 1 / weekly, (weeks, rate.size)))
    return counts.astype(float), [str(k // each) for k in range(rate.size)], rate


def test_the_shapes_of_the_laws_are_recovered() -> None:
    shapes, totals = [], []
    for seed in range(9):
        counts, groups, rate = made(seed, provinces=60)
        found = shrunk_rates(counts, np.ones(counts.shape), groups)
        shapes.append((found.within, found.between, found.weekly))
        totals.append(found.mean.sum() / rate.sum())
    assert np.median(shapes, axis=0) == pytest.approx([2.0, 1.5, 3.0], rel=0.15)
    assert np.mean(totals) == pytest.approx(1.0, abs=0.02)


def test_shrunk_rates_are_nearer_the_truth_than_own_ones_and_the_provinces() -> None:
    counts, groups, rate = made(2, weeks=6)
    found = shrunk_rates(counts, np.ones(counts.shape), groups)
    own = counts.mean(axis=0)
    province = own.reshape(30, 20).mean(axis=1).repeat(20)
    loss = [((each - rate) ** 2).mean() for each in (found.mean, own, province)]
    assert loss[0] < 0.8 * loss[1]
    assert loss[0] < 0.8 * loss[2]


def test_a_long_history_speaks_for_itself() -> None:
    counts, groups, _ = made(3, weeks=20)
    exposure = np.ones(counts.shape)
    exposure[:, 0], counts[:, 0] = 100, 50  # one for two units of exposure
    exposure[:, 1], counts[:, 1] = 1e-6, 0.0
    found = shrunk_rates(counts, exposure, groups)
    assert found.mean[0] == pytest.approx(0.5, rel=0.1)
    assert found.mean[1] == pytest.approx(found.mean[2:20].mean(), rel=0.25)


def test_districts_that_do_not_differ_get_one_rate() -> None:
    counts = np.tile([[1.0], [0.0]], (20, 12))
    found = shrunk_rates(counts, np.ones(counts.shape), ["a"] * 6 + ["b"] * 6)
    assert np.isinf([found.within, found.between, found.weekly]).all()
    np.testing.assert_allclose(found.mean, 0.5)


def test_the_predictive_law_by_hand() -> None:
    """A gamma law with shape 3 and a Poisson week: negative binomial with size 3, mean 3 / 6 × exposure."""
    rates = Rates(np.array([3.0]), np.array([6.0]), 1.0, 1.0, np.inf)
    mean, size = predictive(rates, np.array([[4.0]]))
    assert (mean.item(), size.item()) == pytest.approx((2.0, 3.0))
    # With weeks of size 2: variance = 2 + 2² × (1/3 + (1 + 1/3) / 2) = 2 + 4.
    mean, size = predictive(rates._replace(weekly=2.0), np.array([[4.0]]))
    assert mean.item() + mean.item() ** 2 / size.item() == pytest.approx(6.0)


def test_the_level_holds_and_the_predictive_law_is_calibrated() -> None:
    counts, groups, _ = made(4)
    found = shrunk_report(some(counts), groups=groups, last=20, alpha=0.05)
    rate = found.alarm[-20:].mean()
    assert 0.01 < rate <= 0.05
    # A draw between P(Y > y) and P(Y >= y) is uniform if the law is right.
    mean, size = found.expected[-20:], found.details["size"][-20:]
    above = np.asarray(nbinom.sf(found.observed[-20:], size, size / (size + mean)))
    place = above + np.random.default_rng(1).random(above.shape) * (found.p_value[-20:] - above)
    shares = np.histogram(place, 10, (0, 1))[0] / place.size
    assert shares == pytest.approx(np.full(10, 0.1), abs=0.015)


def test_a_count_above_the_limit_is_an_alarm_and_no_other() -> None:
    counts, groups, _ = made(5)
    counts[-1, :50] += 3
    found = shrunk_report(some(counts), groups=groups)
    np.testing.assert_array_equal(found.alarm[-1], found.observed[-1] > found.upper[-1])
    np.testing.assert_array_equal(found.alarm[-1], found.score[-1] >= 1)
    assert found.alarm[-1, :50].mean() > 0.5
    assert found.alarm[-1, 50:].mean() < 0.02


def test_one_report_is_an_alarm_where_none_come_and_not_where_they_do() -> None:
    counts = np.zeros((60, 40))
    counts[:50:2, 20:] = 1.0
    counts[3, 0] = 1.0
    counts[-1] = 1.0
    found = shrunk_report(some(counts), groups=["calm"] * 20 + ["busy"] * 20, alpha=0.01)
    assert found.alarm[-1, 1:20].all()
    assert not found.alarm[-1, 20:].any()


def test_districts_in_another_order_change_nothing() -> None:
    counts, groups, _ = made(6, provinces=8)
    order = np.random.default_rng(1).permutation(len(groups))
    one = shrunk_report(some(counts), groups=groups)
    other = shrunk_report(some(counts[:, order]), groups=[groups[k] for k in order])
    np.testing.assert_allclose(other.p_value[-1], one.p_value[-1, order])


def test_the_province_is_what_stands_before_the_point() -> None:
    counts, _, _ = made(7, provinces=3, each=10)
    plain = shrunk_report(some(counts))
    named = shrunk_report(some(counts), groups=[str(11 + k // 10) for k in range(30)])
    np.testing.assert_array_equal(plain.p_value[-1], named.p_value[-1])


def test_kinds_do_not_learn_from_each_other() -> None:
    counts, groups, _ = made(8, provinces=5)
    both = some(np.hstack([counts, 9 * counts]), ("11.01",) * 200, ("pidana",) * 100 + ("etik",) * 100)
    alone = shrunk_report(some(counts), groups=groups)
    found = shrunk_report(both, groups=groups * 2)
    np.testing.assert_allclose(found.expected[-1, :100], alone.expected[-1])


def test_a_stage_has_its_level_in_the_whole_country() -> None:
    counts, groups, rate = made(9)
    busy = np.arange(80) % 4 == 3
    counts[busy] *= 4
    stage = tuple("voting" if each else "planning" for each in busy)
    found = shrunk_report(some(counts, stage=stage), groups=groups, stage=True, gap=1)
    assert found.expected[-1].sum() == pytest.approx(4 * rate.sum(), rel=0.1)
    assert found.alarm[-1].mean() < 0.1
    new = (*stage[:-1], "tabulation")
    assert (shrunk_report(some(counts, stage=new), groups=groups, stage=True).reason[-1] == Reason.SHORT_HISTORY).all()


def test_more_supervisors_are_not_more_violations() -> None:
    counts, groups, rate = made(10)
    people = np.full(counts.shape, 5.0)
    people[-1] = 20.0
    people[-1, 0] = np.nan
    counts[-1] = np.random.default_rng(2).poisson(4 * rate)
    found = shrunk_report(some(counts, effort=people), groups=groups, effort=True)
    assert np.nansum(found.expected[-1]) == pytest.approx(4 * rate[1:].sum(), rel=0.1)
    assert found.alarm[-1].mean() < 0.01
    assert shrunk_report(some(counts), groups=groups).alarm[-1].mean() > 0.03
    assert found.reason[-1, 0] == Reason.NO_EFFORT


def test_the_weeks_before_the_watched_ones_are_left_out() -> None:
    counts, groups, _ = made(11)
    raised = counts.copy()
    raised[-4:-1] += 5
    one, other = (shrunk_report(some(each), groups=groups, gap=3) for each in (counts, raised))
    np.testing.assert_array_equal(one.expected[-1], other.expected[-1])


def test_a_kind_without_any_report_says_so_and_a_gap_is_silent() -> None:
    counts = np.zeros((40, 6))
    counts[:, 3:] = np.tile([[1.0], [0.0]], (20, 3))
    counts[-1, 5] = np.nan
    found = shrunk_report(some(counts, ("11.01",) * 6, ("pidana",) * 3 + ("etik",) * 3))
    assert found.reason[-1].tolist() == [Reason.TOO_FEW] * 3 + [0, 0, Reason.NOT_OBSERVED]
    assert not found.alarm[-1, [0, 1, 2, 5]].any()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"alpha": 0.0}, "alarms-level"),
        ({"gap": -1}, "alarms-level"),
        ({"history": 0}, "alarms-level"),
        ({"history": 77}, "alarms-level"),
        ({"gap": 80}, "alarms-level"),
        ({"groups": ["a"]}, "alarms-shapes"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError) as refused:
        shrunk_report(some(made(1, provinces=2)[0]), **changes)
    assert refused.value.problems[0].code == code
