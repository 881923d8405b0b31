"""The seam to the engine: weights that sum, plans that hold, and what a register already does."""

import itertools

import pytest
from ikpweb.prevention.plans.engine import Question, UnsolvableError, reached, solve, weights


def question(**other: object) -> Question:
    """Two units, two drivers, three actions."""
    none = [[False] * 3] * 2
    told: dict[str, object] = {
        "units": ("15.01", "15.02"),
        "drivers": ("I01", "I02"),
        "actions": ("a", "b", "c"),
        "points": [[10.0, 4.0], [6.0, 0.0]],
        "factor": [[1.0, 1.0], [1.0, 1.0]],
        "share": [[0.2, 0.0], [0.1, 0.1], [0.0, 0.3]],
        "cost": [[3.0, 2.0, 1.0]] * 2,
        "effort": [[3.0, 2.0, 1.0]] * 2,
        "capacity": [6.0, 6.0],
        "possible": [[True] * 3] * 2,
        "taken": none,
        "refused": none,
        "standing": none,
        "ceiling": 0.5,
        "budgets": (6.0, 3.0),
        **other,
    }
    return Question(**told)  # type: ignore[arg-type]


def brute(asked: Question, budget: float) -> float:
    """Try every plan."""
    best = 0.0
    cells = [(i, j) for i in range(2) for j in range(3)]
    for picked in itertools.product([0, 1], repeat=6):
        inside = [cell for cell, bit in zip(cells, picked, strict=True) if bit]
        if sum(asked.cost[i][j] for i, j in inside) > budget:
            continue
        if any(sum(asked.effort[i][j] for i, j in inside if i == unit) > asked.capacity[unit] for unit in (0, 1)):
            continue
        value = sum(
            asked.points[i][d] * asked.factor[i][d] * min(0.5, sum(asked.share[j][d] for k, j in inside if k == i))
            for i in (0, 1)
            for d in (0, 1)
        )
        best = max(best, value)
    return best


def test_effective_weights_of_indicators_sum_to_their_dimension() -> None:
    for level in ("regency", "province"):
        found = weights(level)
        assert sum(found.indicators.values()) == pytest.approx(1.0)
        assert sum(map(len, found.under.values())) == 61
        for code, share in found.dimensions.items():
            assert sum(found.indicators[each] for each in found.under[code]) == pytest.approx(share)


def test_the_plan_is_the_best_of_all_and_never_worse_than_the_plain_one() -> None:
    asked = question()
    found = solve(asked)
    for level, plain, budget in zip(found.levels, found.plain_levels, asked.budgets, strict=True):
        assert level.counted == pytest.approx(brute(asked, budget))
        assert level.gap == pytest.approx(0.0, abs=1e-9)
        assert level.cost <= budget
        assert plain.counted <= level.counted + 1e-9
    assert sum(found.reduction.values()) == pytest.approx(found.levels[0].points)
    assert found.chosen
    assert found.plain


def test_factors_steer_the_choice_and_points_stay_points_of_the_score() -> None:
    heavy = solve(question(factor=[[1.0, 10.0], [1.0, 1.0]], budgets=(1.0,)))
    assert [(each.unit, each.action) for each in heavy.chosen] == [("15.01", "c")]
    assert heavy.levels[0].counted == pytest.approx(12.0)
    assert heavy.levels[0].points == pytest.approx(1.2)
    assert heavy.chosen[0].points == pytest.approx(1.2)
    assert heavy.chosen[0].drivers == pytest.approx({"I02": 1.2})


def test_what_stands_in_the_register_costs_nothing_takes_its_part_and_is_no_item() -> None:
    standing = [[True, False, False], [False, False, False]]
    found = solve(question(standing=standing, possible=[[False, True, True], [True] * 3], budgets=(4.0,)))
    assert ("15.01", "a") not in {(each.unit, each.action) for each in found.chosen}
    assert found.standing == pytest.approx({"15.01": 2.0, "15.02": 0.0})
    assert found.levels[0].cost <= 4.0
    assert found.levels[0].points == pytest.approx(sum(found.reduction.values()))


def test_what_is_taken_stays_what_is_refused_is_out_and_too_much_is_explained() -> None:
    none = [[False] * 3] * 2
    found = solve(question(taken=[[False, True, False], none[0]], refused=[[True, False, False], none[0]]))
    chosen = {(each.unit, each.action) for each in found.chosen}
    assert ("15.01", "b") in chosen
    assert ("15.01", "a") not in chosen
    with pytest.raises(UnsolvableError) as refused:
        solve(question(taken=[[True, True, False], none[0]], budgets=(1.0,)))
    assert set(refused.value.sentences) == {"id", "en"}
    assert refused.value.sentences["id"] != refused.value.sentences["en"]


def test_progress_is_told_for_each_budget() -> None:
    seen: list[tuple[int, int]] = []
    solve(question(), lambda done, of: seen.append((done, of)))
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_nothing_affordable_says_what_would_be_needed() -> None:
    found = solve(question(budgets=(0.5,)))
    assert not found.chosen
    assert (found.cheapest, found.least_effort, found.candidates) == (1.0, 1.0, 5)


def test_together_never_beyond_the_ceiling() -> None:
    points = {"15.01": {"I01": 10.0}, "15.02": {}}
    shares = {"a": {"I01": 0.4}, "b": {"I01": 0.3}}
    assert reached(points, shares, {"15.01": ["a"]}, 0.5) == pytest.approx({"15.01": 4.0, "15.02": 0.0})
    assert reached(points, shares, {"15.01": ["a", "b"], "15.02": ["a"]}, 0.5)["15.01"] == pytest.approx(5.0)
    assert reached({"15.01": {}}, {}, {}, 0.5) == {"15.01": 0.0}
