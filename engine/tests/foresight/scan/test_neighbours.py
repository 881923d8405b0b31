"""Graphs of neighbours, with links across the sea."""

import numpy as np
import pytest

from ikp.errors import DataError, UsageError
from ikp.foresight.scan.neighbours import Neighbours

#: Two islands of three units on a line, and one unit alone between them, nearer to the second.
ISLANDS = np.array([[0.0, 0.0], [0.0, 1.0], [0.0, 2.0], [0.0, 10.0], [0.0, 14.0], [0.0, 15.0], [0.0, 16.0]])
BORDERS = [("a", "b"), ("b", "c"), ("e", "f"), ("g", "f"), ("f", "g")]


def _joined(graph: Neighbours) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, b in graph.pairs]


def test_the_relative_graph_holds_together_and_leaves_short_cuts_out() -> None:
    graph = Neighbours.from_points(ISLANDS, mutual=1, planar=True)
    assert _joined(graph) == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6)]
    assert not graph.parts().any()
    assert graph.long[2]  # over the sea
    assert not graph.long[0]


def test_the_relative_graph_is_that_of_its_definition() -> None:
    points = np.random.default_rng(1).normal(size=(40, 2))
    graph = Neighbours.from_points(points, mutual=0, planar=True)
    away = np.hypot(*(points[:, None] - points).transpose(2, 0, 1))
    wanted = [
        (a, b)
        for a in range(40)
        for b in range(a + 1, 40)
        if not any(max(away[a, c], away[b, c]) < away[a, b] for c in range(40) if c not in {a, b})
    ]
    assert _joined(graph) == wanted


def test_pairs_may_stand_in_both_directions() -> None:
    graph = Neighbours.from_pairs("abcdefg", BORDERS)
    assert _joined(graph) == [(0, 1), (1, 2), (4, 5), (5, 6)]
    assert [each.tolist() for each in graph.lists()] == [[1], [0, 2], [1], [], [5], [4, 6], [5]]
    assert graph.parts().tolist() == [0, 0, 0, 1, 2, 2, 2]


def test_a_unit_alone_gets_its_nearest_across_the_sea() -> None:
    graph = Neighbours.from_pairs("abcdefg", BORDERS).across(ISLANDS, planar=True)
    assert _joined(graph) == [(0, 1), (1, 2), (3, 4), (4, 5), (5, 6)]
    assert graph.long.tolist() == [False, False, True, False, False]
    assert graph.parts().max() == 1


def test_parts_are_joined_by_the_shortest_links() -> None:
    graph = Neighbours.from_pairs("abcdefg", BORDERS).across(ISLANDS, whole=True, planar=True)
    assert [pair for pair, long in zip(_joined(graph), graph.long, strict=True) if long] == [(2, 3), (3, 4)]
    assert graph.parts().max() == 0


def test_the_nearest_hold_in_either_direction() -> None:
    graph = Neighbours.nearest(ISLANDS, 1, planar=True)
    assert _joined(graph) == [(0, 1), (1, 2), (3, 4), (4, 5), (5, 6)]


def test_bad_pairs_get_a_sentence() -> None:
    with pytest.raises(DataError, match="names x"):
        Neighbours.from_pairs("ab", [("a", "x")])
    with pytest.raises(DataError, match="own neighbour"):
        Neighbours.from_pairs("ab", [("a", "a")])
    with pytest.raises(UsageError):
        Neighbours.nearest(ISLANDS, 0)
    with pytest.raises(DataError, match="shape"):
        Neighbours.from_pairs("ab", []).across(ISLANDS, planar=True)
