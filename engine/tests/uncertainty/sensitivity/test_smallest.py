"""The smallest change: worked by hand, held against a linear programme, and honest where the index is no line."""

import numpy as np
import pytest
from scipy.optimize import linprog

from ikp import Framework, IndexResult, IndicatorTable, Node, Recipe, compute
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Normalise, NormaliseRule, Rescale
from ikp.uncertainty.sensitivity import Flip, flips

FLAT = Framework([Node("X"), Node("A", "X", 3.0), Node("B", "X", 1.0)])
TREE = Framework([
    Node("X"), Node("P", "X", 2), Node("Q", "X", 1),
    Node("p1", "P", 3), Node("p2", "P", 1), Node("q1", "Q"), Node("q2", "Q"), Node("q3", "Q"),
])  # fmt: skip


def made(framework: Framework, values: object, rule: AggregateRule | None = None, **settings: object) -> IndexResult:
    category = CategoryRule(method="cutoffs", cutoffs=(30, 60))
    steps = [Aggregate(default=rule or AggregateRule(), **settings), Categorise(default=category)]  # type: ignore[arg-type]
    array = np.atleast_2d(np.asarray(values, dtype=float))
    return compute(IndicatorTable([f"u{i}" for i in range(len(array))], framework.indicators, array), framework,
                   Recipe(steps))  # fmt: skip


def one(found: tuple[Flip, ...], kind: str, label: str, parent: str = "") -> Flip:
    return next(each for each in found if (each.kind, each.to.label, each.parent) == (kind, label, parent))


def test_data_by_hand() -> None:
    # 0.75 × 40 + 0.25 × 60 = 45. A alone needs 40 + 15 / 0.75 = 60; B alone would need 60 more.
    found = flips(made(FLAT, [40, 60]), 0)
    up = one(found, "data", "tinggi")
    [move] = up.moves
    assert (move.code, move.now) == ("A", 40)
    assert move.needed == pytest.approx(60)
    assert up.size == pytest.approx(20)
    assert up.exact
    down = one(found, "data", "rendah")
    assert [move.code for move in down.moves] == ["A"]
    assert down.moves[0].needed == pytest.approx(20)


def test_where_one_indicator_does_not_suffice_the_next_one_moves() -> None:
    # 0.75 × 10 + 0.25 × 0 = 7.5. A goes to its end, 30 and a half remain: B.
    up = one(flips(made(FLAT, [10, 0]), 0, (0, 30)), "data", "sedang")
    assert [move.code for move in up.moves] == ["A", "B"]
    assert up.moves[0].needed == 30
    assert up.moves[1].needed == pytest.approx(30)
    nothing = one(flips(made(FLAT, [10, 0]), 0, (0, 29)), "data", "sedang")
    assert (nothing.moves, nothing.size, nothing.exact) == ((), float("inf"), False)


def test_weights_by_hand() -> None:
    # 0.75 × 40 + 0.25 × 60 = 45; 75 % of the weight from A to B give 60, but only down to A's nothing.
    found = flips(made(FLAT, [40, 60]), 0)
    up = one(found, "weights", "tinggi", "X")
    assert up.size == pytest.approx(0.75)
    assert up.exact
    assert [(move.code, move.now) for move in up.moves] == [("A", 0.75), ("B", 0.25)]
    assert [move.needed for move in up.moves] == pytest.approx([0, 1])
    assert one(found, "weights", "rendah", "X").size == float("inf")  # no part is below 40


@pytest.mark.parametrize("seed", range(12))
def test_nothing_smaller_is_found_by_a_linear_programme(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.uniform(0, 100, (1, 5))
    if seed % 3 == 0:
        values[0, rng.integers(5)] = np.nan
    result = made(TREE, values)
    if np.isnan(result.score()[0]):
        return
    known = np.flatnonzero(~np.isnan(values[0]))
    shares = result.contributions_to_index(TREE.indicators)[0]
    slopes = np.divide(shares, values[0], out=np.zeros(5), where=~np.isnan(values[0]))
    for found in (each for each in flips(result, 0) if each.kind == "data"):
        # Least |d| with slopes · d = gap: d = up − down, both zero or more, within the ends.
        ends = [(0, 100 - v) for v in values[0][known]] + [(0, v) for v in values[0][known]]
        row = np.concatenate([slopes[known], -slopes[known]])[None, :]
        best = linprog(np.ones(2 * len(known)), A_eq=row, b_eq=[found.to.gap], bounds=ends)
        assert found.exact == (best.status == 0)
        if best.status == 0:
            assert found.size == pytest.approx(best.fun, abs=1e-6)
            again = values.copy()
            for move in found.moves:
                again[0, TREE.indicators.index(move.code)] = move.needed
            assert made(TREE, again).score()[0] == pytest.approx(found.to.cutoff, abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_no_smaller_exchange_of_weights_is_found_by_a_linear_programme(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    result = made(TREE, rng.uniform(0, 100, (1, 5)))
    for found in (each for each in flips(result, 0) if each.kind == "weights"):
        children = TREE.children(found.parent)
        scores = np.array([result.score(child)[0] for child in children])
        weights = np.array([result.weights[child] for child in children])
        k = len(children)
        gap = found.to.gap / result.effective_weights[found.parent]
        a_eq = np.vstack([np.concatenate([scores, -scores]), np.concatenate([np.ones(k), -np.ones(k)])])
        ends = [(0, None)] * k + [(0, w) for w in weights]
        best = linprog(np.full(2 * k, 0.5), A_eq=a_eq, b_eq=[gap, 0], bounds=ends)
        assert np.isfinite(found.size) == (best.status == 0)
        if best.status == 0:
            assert found.exact
            assert found.size == pytest.approx(best.fun, abs=1e-6)
            weighted = TREE.with_weights(result.weights)
            weighted = weighted.with_weights({move.code: move.needed for move in found.moves})
            again = made(weighted, result.table.values)
            assert again.score()[0] == pytest.approx(found.to.cutoff, abs=1e-9)


def test_weights_of_what_is_missing_have_no_say() -> None:
    result = made(TREE, [80, np.nan, 10, 20, np.nan])
    found = flips(result, 0)
    assert not [each for each in found if each.parent == "P"]  # one known child
    q = one(found, "weights", "sedang" if result.category()[0] != "sedang" else "tinggi", "Q")
    assert {move.code for move in q.moves} <= {"q1", "q2"}


def test_a_geometric_mean_is_met_and_not_called_exact() -> None:
    result = made(FLAT, [40, 60], AggregateRule(method="geometric"))
    up = one(flips(result, 0), "data", "tinggi")
    assert not up.exact
    values = [40.0, 60.0]
    for move in up.moves:
        values["AB".index(move.code)] = move.needed
    assert made(FLAT, values, AggregateRule(method="geometric")).score()[0] == pytest.approx(60, abs=1e-6)


def test_a_cap_ends_the_line() -> None:
    rule = AggregateRule(rescale=Rescale(method="minmax", low=0, high=50, cap=True))
    result = made(FLAT, [10, 10], rule)
    found = one(flips(result, 0), "data", "sedang")
    assert found.exact  # 20 now; below the cap it is a line
    assert found.size == pytest.approx(5 / 0.75)
    full = made(FLAT, [100, 100], rule)
    down = one(flips(full, 0), "data", "sedang")
    assert not down.exact
    assert down.moves


def test_raw_values_come_back_through_the_line_of_normalisation() -> None:
    framework = Framework([Node("X"), Node("A", "X", 3.0), Node("B", "X", 1.0, direction=-1)])
    rule = NormaliseRule(method="goalposts", low=0, high=20)
    category = CategoryRule(method="cutoffs", cutoffs=(30, 60))
    recipe = Recipe([Normalise(default=rule), Aggregate(), Categorise(default=category)])
    table = IndicatorTable(["u", "v"], ["A", "B"], [[8.0, 8.0], [0.0, 20.0]])
    result = compute(table, framework, recipe)  # 0.75 × 40 + 0.25 × 60 = 45
    [move] = one(flips(result, 0), "data", "tinggi").moves
    assert (move.code, move.raw_now) == ("A", 8.0)
    assert move.raw_needed == pytest.approx(12.0)
    table = table.with_values(np.array([[12.0, 8.0], [0.0, 20.0]], order="F"))
    assert compute(table, framework, recipe).category()[0] == "tinggi"
    low = flips(compute(IndicatorTable(["u"], ["A", "B"], [[0.0, 20.0]]), framework, recipe), 0, (0, 39))
    assert [move.raw_needed for move in one(low, "data", "sedang").moves] == pytest.approx([7.8, 19.4])


def test_units_without_score_or_category_have_nothing_to_change() -> None:
    assert flips(made(FLAT, [np.nan, np.nan]), 0) == ()
    plain = compute(IndicatorTable(["u"], ["A", "B"], [[1, 2]]), FLAT, Recipe([Aggregate()]))
    assert flips(plain, 0) == ()


def test_methods_that_compare_units_take_the_whole_table() -> None:
    values = [[40, 60], [90, 80], [10, 20]]
    rule = AggregateRule(method="wroclaw")
    result = made(FLAT, values, rule)
    found = [each for each in flips(result, 0) if each.kind == "data" and each.moves]
    for each in found:
        again = np.array(values, dtype=float)
        for move in each.moves:
            again[0, "AB".index(move.code)] = move.needed
        assert made(FLAT, again, rule).score()[0] == pytest.approx(each.to.cutoff, abs=1e-6)
