"""All that is asked of a panel at once: what is known, what is not, and that a silence is an answer."""

import numpy as np
import pytest

from ikp.planning.effect import Panel, assess, group_time, overall, placebo
from ikp.planning.effect.staggered import contributions


def world(effect: float, starts: dict[int, int] | None = None, *, seed: int = 1, periods: int = 6) -> Panel:
    """Make up units (SINTETIS), so many of each start."""
    rng = np.random.default_rng(seed)
    start = np.repeat(list(starts or {-1: 16, 2: 6, 4: 6}), list((starts or {-1: 16, 2: 6, 4: 6}).values()))
    outcome = rng.normal(0, 2, (start.size, 1)) + rng.normal(0, 1, (start.size, periods))
    outcome += effect * ((start[:, None] >= 0) & (np.arange(periods) >= start[:, None]))
    return Panel([str(i) for i in range(start.size)], [str(i) for i in range(periods)], outcome, start)


def test_an_effect_with_all_that_it_rests_on() -> None:
    panel = world(-2.0, seed=2)
    found = assess(panel, np.random.default_rng(0), draws=199)
    assert found.verdict.said == "lower"
    assert found.effect is not None
    assert found.effect.low < -2.0 < found.effect.high
    assert found.effect == overall(group_time(panel))
    assert found.study is not None
    assert found.study.since == (-3, -2, -1, 0, 1, 2, 3)
    assert found.placebo is not None
    assert found.placebo.p <= 0.01
    assert found.earlier is not None
    assert found.earlier.low < 0 < found.earlier.high
    assert (found.began, found.never, found.always, found.compared) == (12, 16, 0, 22)
    assert found.synthetic is None
    np.testing.assert_allclose(found.others, panel.outcome[:16].mean(axis=0))
    np.testing.assert_allclose(found.treated, panel.outcome[16:].mean(axis=0))


def test_what_is_not_there_is_not_found() -> None:
    assert assess(world(0.0, seed=3), np.random.default_rng(0), draws=19).verdict.said == "none-shown"


@pytest.mark.parametrize(
    ("starts", "reason"),
    [
        ({-1: 8}, "no-start"),
        ({-1: 8, 0: 4}, "no-start"),
        ({2: 8}, "no-comparison"),
        ({-1: 8, 1: 4}, "no-before"),
        ({-1: 8, 3: 1}, "no-before"),
    ],
)
def test_what_cannot_be_told_is_said_and_not_raised(starts: dict[int, int], reason: str) -> None:
    found = assess(world(-9.0, starts), np.random.default_rng(0), draws=19)
    assert (found.verdict.said, found.verdict.reason) == ("cannot-tell", reason)


def test_a_changed_method_outweighs_everything() -> None:
    found = assess(world(-2.0, seed=2), np.random.default_rng(0), draws=19, method_changed=True)
    assert found.verdict.reason == "method-changed"
    assert found.effect is not None


def test_a_single_unit_gets_its_twin() -> None:
    found = assess(world(-9.0, {-1: 29, 4: 1}), np.random.default_rng(0), draws=199)
    assert found.synthetic is not None
    assert found.synthetic.effect < -5
    assert found.effect is not None
    assert np.isnan(found.effect.error)
    assert found.placebo is not None
    assert found.placebo.p <= 0.1


def test_who_was_chosen_for_being_high_is_noticed() -> None:
    panel = world(0.0, {-1: 20, 3: 8})
    lifted = Panel(panel.units, panel.periods, panel.outcome + 6.0 * (panel.start > 0)[:, None], panel.start)
    assert assess(lifted, np.random.default_rng(0), draws=19).higher > 1.0
    assert abs(assess(panel, np.random.default_rng(0), draws=19).higher) < 1.0
    assert np.isnan(assess(world(0.0, {2: 4, 3: 4}), np.random.default_rng(0), draws=19).higher)


@pytest.mark.parametrize("comparison", ["never", "not-yet"])
def test_the_effect_is_the_sum_of_what_each_outcome_contributes(comparison: str) -> None:
    """A placebo deals starts out: the long way and the sum must say the same."""
    panel = world(-1.0, {-1: 9, 1: 2, 3: 4, 5: 3})
    found = group_time(panel, comparison)  # type: ignore[arg-type]
    assert (contributions(found) * panel.outcome).sum() == pytest.approx(overall(found).value)
    rng = np.random.default_rng(5)
    dealt = [Panel(panel.units, panel.periods, panel.outcome, rng.permutation(panel.start)) for _ in range(20)]
    long = [overall(group_time(each, comparison)).value for each in dealt]  # type: ignore[arg-type]
    drawn = placebo(panel, np.random.default_rng(5), draws=20, comparison=comparison).drawn  # type: ignore[arg-type]
    np.testing.assert_allclose(drawn, long)


def test_the_same_seed_gives_the_same() -> None:
    one, two = (assess(world(-1.0), np.random.default_rng(4), draws=49) for _ in range(2))
    assert one.placebo is not None
    assert two.placebo is not None
    assert one.placebo.p == two.placebo.p


def test_units_chosen_for_being_highest_get_no_verdict() -> None:
    """In worlds where nothing is, the highest of the last period before get the programme."""
    said = {False: 0, True: 0}
    for seed in range(100):
        rng = np.random.default_rng(seed)
        outcome = rng.normal(0, 1, (34, 1)) + rng.normal(0, 1, (34, 6))
        start = np.full(34, -1)
        start[np.argsort(-outcome[:, 2])[:10]] = 3
        panel = Panel([str(i) for i in range(34)], [str(i) for i in range(6)], outcome, start)
        for lottery in said:
            found = assess(panel, np.random.default_rng(0), draws=19, lottery=lottery)
            said[lottery] += found.verdict.said in {"lower", "higher"}
    assert said[False] <= 10
    assert said[True] > said[False]


def test_a_lottery_is_not_taken_for_a_choice() -> None:
    found = [assess(world(0.0, seed=seed), np.random.default_rng(0), draws=19) for seed in range(100)]
    assert sum(each.verdict.reason == "chosen" for each in found) <= 5


def test_levels_without_any_spread_are_judged_without_a_warning() -> None:
    """Counts of zero in every unit before: nobody was chosen, and nothing is divided by."""
    start = np.repeat([-1, 3], [12, 8])
    names = [str(i) for i in range(20)], [str(i) for i in range(6)]
    same = assess(Panel(*names, np.zeros((20, 6)), start), np.random.default_rng(0), draws=19)
    apart = assess(Panel(*names, np.where(start[:, None] > 0, 3.0, 0.0) * np.ones(6), start), np.random.default_rng(0))
    assert "chosen" not in {same.verdict.reason, apart.verdict.reason}  # nothing to estimate an error from
    assert {same.verdict.said, apart.verdict.said} == {"cannot-tell"}
