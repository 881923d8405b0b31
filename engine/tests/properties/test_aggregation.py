"""What must hold of every way to aggregate, weigh, categorise and share out a score."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikp import Framework, IndicatorTable, Node, Recipe, compute
from ikp.arrays.aggregate import RELATIVE, aggregate
from ikp.arrays.categories import assign
from ikp.arrays.contributions import to_parent
from ikp.arrays.rescale import fit_rescaling, rescale
from ikp.recipe.steps import Aggregate, AggregateRule, Rescale

MEANS = ["arithmetic", "geometric", "inverted_geometric", "harmonic", "generalised", "product_root", "min", "max"]
METHODS = sorted({*RELATIVE, *MEANS, "mpi", "ampi", "sum"})
BY_ROW = sorted(set(METHODS) - RELATIVE)

few = settings(max_examples=15, deadline=None)  # of every one of fourteen methods

values = st.integers(0, 1000).map(lambda tenths: tenths / 10)
cells = st.one_of(values, values, values, st.just(np.nan))


@st.composite
def groups(draw: st.DrawFn, cell: st.SearchStrategy[float] = cells) -> tuple[np.ndarray, np.ndarray]:
    """Draw units × children and the children's weights; the first two units are complete."""
    n, k = draw(st.integers(3, 7)), draw(st.integers(2, 4))
    full = [draw(st.lists(values, min_size=k, max_size=k)) for _ in range(2)]
    rest = [draw(st.lists(cell, min_size=k, max_size=k)) for _ in range(n - 2)]
    return np.array(full + rest), np.array(draw(st.lists(st.integers(1, 9), min_size=k, max_size=k)), dtype=float)


def rule_of(method: Any, rescaling: Any = "none") -> AggregateRule:
    return AggregateRule(method=method, power=2.0, rescale=Rescale(method=rescaling, to=(10, 60)))


@pytest.mark.parametrize("rescaling", ["none", "minmax", "cap", "normal_score"])
@pytest.mark.parametrize("method", METHODS)
@few
@given(group=groups())
def test_contributions_sum_to_the_score(method: str, rescaling: str, group: tuple[np.ndarray, np.ndarray]) -> None:
    x, weights = group
    rule = rule_of(method, rescaling)
    raw = aggregate(x, weights, rule)
    fitted = fit_rescaling(raw, rescaling) if rescaling in ("minmax", "normal_score") else None
    score = rescale(raw, rescaling, rule.rescale.to, fitted)
    parts = to_parent(x, weights, rule, score, fitted)
    assert parts.sum(axis=1) == pytest.approx(score, nan_ok=True, abs=1e-9)
    there = ~np.isnan(score)
    assert (parts[there][np.isnan(x[there])] == 0).all(), "a missing child contributes nothing"
    assert np.isnan(parts[~there]).all()


@pytest.mark.parametrize("method", METHODS)
@few
@given(group=groups(), random=st.randoms(use_true_random=False))
def test_the_order_of_units_and_children_does_not_matter(
    method: str, group: tuple[np.ndarray, np.ndarray], random: Random
) -> None:
    x, weights = group
    rows, columns = list(range(len(x))), list(range(len(weights)))
    random.shuffle(rows)
    random.shuffle(columns)
    before, rule = aggregate(x, weights, rule_of(method)), rule_of(method)
    assert aggregate(x[rows], weights, rule) == pytest.approx(before[rows], nan_ok=True, abs=1e-9)
    assert aggregate(x[:, columns], weights[columns], rule) == pytest.approx(before, nan_ok=True, abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@few
@given(group=groups(), factor=st.sampled_from([1e-3, 0.3, 7.0]))
def test_only_the_ratios_of_weights_count(method: str, group: tuple[np.ndarray, np.ndarray], factor: float) -> None:
    x, weights = group
    rule = rule_of(method)
    assert aggregate(x, weights * factor, rule) == pytest.approx(aggregate(x, weights, rule), nan_ok=True, abs=1e-9)


@pytest.mark.parametrize("method", BY_ROW)
@few
@given(group=groups())
def test_a_score_is_the_same_in_any_company(method: str, group: tuple[np.ndarray, np.ndarray]) -> None:
    x, weights = group
    rule = rule_of(method)
    together = aggregate(x, weights, rule)
    alone = np.concatenate([aggregate(x[i : i + 1], weights, rule) for i in range(len(x))])
    assert np.array_equal(together, alone, equal_nan=True)


@pytest.mark.parametrize("method", BY_ROW)
@few
@given(group=groups())
def test_missing_never_counts_as_zero(method: str, group: tuple[np.ndarray, np.ndarray]) -> None:
    x, weights = group
    rule = rule_of(method)
    for unit, score in zip(x, aggregate(x, weights, rule), strict=True):
        known = ~np.isnan(unit)
        if not known.any():
            assert np.isnan(score)
            continue
        without = aggregate(unit[None, known], weights[known], rule)[0]
        share = known.size / known.sum() if method == "sum" else 1
        assert score == pytest.approx(without * share, abs=1e-9)


@pytest.mark.parametrize("method", MEANS)
@few
@given(group=groups(values))
def test_a_mean_lies_among_its_children_and_rises_with_each(method: str, group: tuple[np.ndarray, np.ndarray]) -> None:
    x, weights = group
    rule = rule_of(method)
    score = aggregate(x, weights, rule)
    assert (score >= x.min(axis=1) - 1e-9).all()
    assert (score <= x.max(axis=1) + 1e-9).all()
    for j in range(x.shape[1]):
        higher = x.copy()
        higher[:, j] = np.minimum(100, higher[:, j] + 5)
        assert (aggregate(higher, weights, rule) >= score - 1e-9).all()


@settings(deadline=None)
@given(
    scores=st.lists(cells, min_size=1, max_size=20),
    cutoffs=st.lists(values, min_size=1, max_size=4, unique=True).map(sorted),
    side=st.sampled_from(["upper", "lower"]),
)
def test_a_higher_score_never_stands_in_a_lower_category(scores: list[float], cutoffs: list[float], side: str) -> None:
    found = assign(np.array(scores), cutoffs, (side,))
    assert ((found == -1) == np.isnan(scores)).all()
    order = np.argsort(scores)[: np.count_nonzero(found >= 0)]
    assert (np.diff(found[order]) >= 0).all()
    assert found.max() <= len(cutoffs)


FRAMEWORK = Framework(
    [
        Node("X"),
        *(Node(code, "X", weight=weight) for code, weight in (("A", 3), ("B", 2), ("C", 1))),
        *(Node(f"{parent}{j}", parent, weight=1 + j) for parent in "ABC" for j in range(3)),
    ]
)


@settings(deadline=None)
@given(
    rows=st.lists(st.lists(cells, min_size=9, max_size=9), min_size=3, max_size=6),
    lower=st.sampled_from(sorted(set(METHODS) - {"copeland", "wroclaw"})),
    upper=st.sampled_from(METHODS),
    missing=st.sampled_from(["propagate", "renormalise"]),
    minimum=st.sampled_from([0.0, 0.5]),
)
def test_through_the_whole_tree_contributions_sum_to_the_index(
    rows: list[list[float]], lower: Any, upper: Any, missing: Any, minimum: float
) -> None:
    complete = [[50.0, 20, 30, 40, 0, 60, 70, 80, 90], [10.0, 20, 30, 0, 0, 0, 70, 10, 5]]
    table = IndicatorTable([str(i) for i in range(len(rows) + 2)], FRAMEWORK.indicators, complete + rows)
    below = AggregateRule(method=lower, missing=missing, min_coverage=minimum, rescale=Rescale(method="cap"))
    step = Aggregate(default=below, nodes={"X": AggregateRule(method=upper)})
    result = compute(table, FRAMEWORK, Recipe([step]))
    for codes in (FRAMEWORK.tier(2), FRAMEWORK.indicators, ("A", *FRAMEWORK.tier(1)[3:])):
        parts = result.contributions_to_index(codes)
        assert parts.sum(axis=1) == pytest.approx(result.score(), nan_ok=True, abs=1e-7)
    there = ~np.isnan(result.score())
    unknown = np.isnan(table.values[there])
    assert (result.contributions_to_index(FRAMEWORK.indicators)[there][unknown] == 0).all()
    assert np.array_equal(~there, result.reason() != 0)
    covered = result.coverage()
    assert ((covered >= 0) & (covered <= 1)).all()
    assert (covered[there] > 0).all()
