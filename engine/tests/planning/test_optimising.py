"""The best plan: against every possible plan of small cases, under what is decided, and when it cannot be."""

from itertools import product

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.planning import Candidates, optimise, top_risks_first
from ikp.planning import optimising as module


def made_up(seed: int, n: int = 2, d: int = 3, m: int = 5, **told: object) -> Candidates:
    rng = np.random.default_rng(seed)
    return Candidates(
        [f"U{i}" for i in range(n)],
        [f"I{i}" for i in range(d)],
        [f"A{i}" for i in range(m)],
        points=rng.gamma(1.0, 3.0, (n, d)) * (rng.random((n, d)) < 0.8),
        share=rng.choice([0.0, 0.1, 0.2, 0.4], (m, d)),
        cost=rng.integers(1, 9, m).astype(float),
        effort=rng.integers(1, 5, m).astype(float),
        capacity=np.full(n, 7.0),
        **told,  # type: ignore[arg-type] # flags
    )


def best(own: Candidates, budget: float) -> float:
    """Try every plan."""
    n, m = len(own.units), len(own.actions)
    found = -1.0
    for bits in product((False, True), repeat=n * m):
        chosen = np.array(bits).reshape(n, m)
        days = np.where(chosen, own.effort, 0).sum(axis=1)
        allowed = not (chosen & (own.refused | ~own.possible)).any() and not (own.taken & ~chosen).any()
        if allowed and own.cost[chosen].sum() <= budget and (days <= own.capacity).all():
            found = max(found, float(own.reduction(chosen).sum()))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_small_plans_are_the_best_there_are(seed: int) -> None:
    own = made_up(seed)
    for plan in optimise(own, [0.0, 6.0, 15.0, 100.0]):
        assert plan.value == pytest.approx(best(own, plan.budget), abs=1e-7)
        assert plan.gap == pytest.approx(0.0, abs=1e-6)
        assert plan.cost <= plan.budget
        assert (plan.effort <= own.capacity).all()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_decided_stays(seed: int) -> None:
    taken, refused, possible = np.zeros((3, 2, 5), dtype=bool)
    taken[0, 1] = refused[1, 2] = True
    possible[:] = True
    possible[1, 4] = False
    own = made_up(seed, taken=taken, refused=refused, possible=possible)
    (plan,) = optimise(own, [18.0])
    assert plan.chosen[0, 1]
    assert not plan.chosen[1, 2]
    assert not plan.chosen[1, 4]
    assert plan.value == pytest.approx(best(own, 18.0), abs=1e-7)


def test_the_relaxed_road_comes_close_and_says_how_close(monkeypatch: pytest.MonkeyPatch) -> None:
    own = made_up(3, n=12, d=6, m=8)
    budgets = [30.0, 100.0]
    exact = optimise(own, budgets)
    monkeypatch.setattr(module, "_PROVEN", 0)
    for proven, near in zip(exact, optimise(own, budgets), strict=True):
        assert near.value <= proven.value * (1 + 1e-6)
        assert near.value >= 0.97 * proven.value
        assert near.bound >= proven.value * (1 - 1e-6)
        assert near.gap >= 1 - near.value / proven.value - 1e-9
        assert near.cost <= near.budget
        assert (near.effort <= own.capacity + 1e-9).all()


def test_more_money_never_makes_it_worse_and_the_plain_plan_never_beats_it() -> None:
    own = made_up(7, n=6)
    budgets = [0.0, 10.0, 20.0, 40.0, 1000.0]
    plans = optimise(own, budgets)
    values = [plan.value for plan in plans]
    assert values[0] == 0
    assert all(np.diff(values) >= -1e-9)
    plain = [top_risks_first(own, budget).value for budget in budgets]
    assert all(own_value >= other - 1e-9 for own_value, other in zip(values, plain, strict=True))
    assert any(own_value > other + 0.1 for own_value, other in zip(values, plain, strict=True))


def test_worth_is_what_the_plan_would_lose() -> None:
    own = made_up(2)
    (plan,) = optimise(own, [15.0])
    worth = plan.worth()
    assert np.isnan(worth[~plan.chosen]).all()
    for unit, action in np.argwhere(plan.chosen):
        without = plan.chosen.copy()
        without[unit, action] = False
        assert worth[unit, action] == pytest.approx(plan.value - own.reduction(without).sum())


def test_nothing_to_take_away_is_an_empty_plan() -> None:
    own = Candidates(["U"], ["I"], ["A"], points=[[0.0]], share=[[0.3]], cost=[1], effort=[1], capacity=[1])
    (plan,) = optimise(own, [5.0])
    assert not plan.chosen.any()
    assert (plan.value, plan.gap) == (0.0, 0.0)


def test_budgets_that_cannot_be_are_explained() -> None:
    taken = np.ones((2, 5), dtype=bool)
    with pytest.raises(UsageError) as caught:
        optimise(made_up(1, taken=taken), [3.0])
    assert {each.code for each in caught.value.problems} == {"plan-taken-cost", "plan-taken-effort"}
    assert "U0" in caught.value.sentence("en")
    for budgets in ([], [-1.0], [float("nan")]):
        with pytest.raises(UsageError, match=r"no budgets"):
            optimise(made_up(1), budgets)
