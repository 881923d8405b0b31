"""The arithmetic of the fast road, by hand; that it agrees with the ordinary steps is tested in test_plan.py."""

from typing import Any

import numpy as np
import pytest

from ikp.recipe.steps import AggregateRule, Rescale
from ikp.uncertainty.stages import ROWS, Gaps, Nodewise, Stage, Stagewise, Tiles, room

#: Two nodes of two leaves under an index; the weights' rows are a, b, then a1, a2, b1, b2, and ones.
WEIGHTS = np.tile(np.array([0.75, 0.25, 0.5, 0.5, 0.2, 0.8, 1.0])[:, None], (1, ROWS))
A, B, A1, A2, B1, B2, ONE = range(7)
X = np.array([[10.0, np.nan], [30.0, 40.0], [50.0, 50.0], [100.0, 0.0]])


def _collapsed(rule: AggregateRule) -> list[Stage]:
    paths = np.array([[A, A, B, B], [A1, A2, B1, B2]])
    return [Stage(rule, None, (0, 1, 2, 3), (), paths, np.array([A1, A2, B1, B2]), ("a", "a", "b", "b"))]


def _nodes(rule: AggregateRule, **of_a: Any) -> list[Stage]:
    return [
        Stage(AggregateRule(**of_a), None, (0, 1), (), np.array([[A1, A2]]), np.array([A1, A2]), ("a", "a")),
        Stage(AggregateRule(), None, (2, 3), (), np.array([[B1, B2]]), np.array([B1, B2]), ("b", "b")),
        Stage(rule, None, (), (0, 1), np.array([[A, B]]), np.zeros(0, dtype=np.intp), ()),
    ]


def _evaluated(road: Stagewise | Nodewise) -> np.ndarray:
    out = room(2, ROWS)
    road.evaluate(WEIGHTS, out)
    np.testing.assert_array_equal(out[:2], np.tile(out[:2, :1], (1, ROWS)))
    return np.asarray(out[:2, 0])


#: 0.75 × (10 + 30) / 2 + 0.25 × (0.2 × 50 + 0.8 × 100), and with the first leaf missing 0.75 × 40 + 0.25 × 10.
EXPECTED = [37.5, 32.5]


def test_a_unit_that_misses_a_sibling_gets_the_mean_of_the_others() -> None:
    rule = AggregateRule()
    for doubtful, least in (([False, False], 0.0), ([False, True], 0.4)):
        road = Stagewise(X, _collapsed(rule), _nodes(rule), doubtful=np.array(doubtful), least=least)
        assert _evaluated(road) == pytest.approx(EXPECTED, rel=1e-14)
    assert _evaluated(Nodewise(X, _nodes(rule))) == pytest.approx(EXPECTED, rel=1e-14)


def test_too_little_known_withholds_the_node_and_what_needs_it() -> None:
    top = AggregateRule(missing="propagate")
    assert _evaluated(Nodewise(X, _nodes(top, min_coverage=0.6))) == pytest.approx([37.5, np.nan], nan_ok=True)
    # Without it the index is what the other node has.
    assert _evaluated(Nodewise(X, _nodes(AggregateRule(), min_coverage=0.6))) == pytest.approx([37.5, 10.0])
    rule = AggregateRule(min_coverage=0.6)
    road = Stagewise(X, _collapsed(rule), _nodes(top, min_coverage=0.6), doubtful=np.array([False, True]), least=0.6)
    assert _evaluated(road) == pytest.approx([37.5, np.nan], nan_ok=True)


def test_a_line_and_a_cap_finish_a_node() -> None:
    stretched = AggregateRule(rescale=Rescale(method="minmax", low=0.0, high=35.0, cap=True))
    [stage] = _collapsed(stretched)
    capped = Stage(stretched, (0.0, 35.0), stage.leaves, stage.stages, stage.paths, stage.own, stage.parents)
    road = Stagewise(X, [capped], [], doubtful=np.zeros(2, dtype=bool), least=0.0)
    assert _evaluated(road) == pytest.approx([100.0, 100 * 32.5 / 35])


def test_a_geometric_mean_is_a_mean_of_logarithms() -> None:
    rule = AggregateRule(method="geometric", clip=1.0)
    road = Stagewise(X, _collapsed(rule), [], doubtful=np.zeros(2, dtype=bool), least=0.0)
    first = np.exp(0.375 * np.log([10, 30]).sum() + 0.25 * (0.2 * np.log(50) + 0.8 * np.log(100)))
    second = np.exp(0.75 * np.log(40) + 0.25 * (0.2 * np.log(50) + 0.8 * np.log(1.0)))
    assert _evaluated(road) == pytest.approx([first, second], rel=1e-14)


@pytest.mark.parametrize("n", [0, 1, 15, 16, 17, 900, 4000])
@pytest.mark.parametrize("rows", [ROWS, 64])
def test_tiles_give_the_product_and_every_element_for_itself(n: int, rows: int) -> None:
    rng = np.random.default_rng(n)
    x, shares = rng.random((61, n)), rng.random((61, rows))
    found = Tiles(x).product(shares)[:n]
    np.testing.assert_allclose(found, x.T @ shares, rtol=1e-13)
    np.testing.assert_array_equal(found, Tiles(x).product(shares, room(n, rows))[:n])
    if n:
        alone = Tiles(x[:, n - 1 :]).product(shares)[:1]
        np.testing.assert_array_equal(found[n - 1 :], alone)
        few = Tiles(x).product(np.ascontiguousarray(shares[:, -ROWS:]))[:n]
        np.testing.assert_array_equal(found[:, -ROWS:], few)


def test_gaps_are_told_by_pattern_and_each_units_node_by_node() -> None:
    known = np.ones((5, 4), dtype=bool)  # three leaves of a, two of b; four units
    known[0, [1, 3]] = known[3, 3] = False
    [gaps] = Gaps.of(("a", "a", "a", "b", "b"), known)
    assert gaps.units.tolist() == [3, 1]  # the one with gaps in two nodes in front
    assert gaps.rows.tolist() == [3, 1, 3]
    assert gaps.ends == [2, 3]
    assert gaps.patterns == 2
    assert gaps.pattern[0] == gaps.pattern[1] != gaps.pattern[2]
    np.testing.assert_array_equal(gaps.there[:, 0], [False, True, True, False, False])
    np.testing.assert_array_equal(gaps.there[:, 2], [False, False, False, False, True])
    assert Gaps.of(("a", "a"), np.ones((2, 3), dtype=bool)) == []
    many = Gaps.of(("a", "a", "b", "b"), np.tile([[False], [True]], (2, 3000)))
    assert [each.leaves.tolist() for each in many] == [[0, 1], [2, 3]]  # too many to share the zeros
