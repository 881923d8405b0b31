"""Windows that grow from every unit."""

import numpy as np
import pytest

from ikp.errors import DataError, UsageError
from ikp.foresight.scan.neighbours import Neighbours
from ikp.foresight.scan.windows import Windows

LINE = np.array([[0.0, 0.0], [0.0, 1.0], [0.0, 3.0], [0.0, 7.0]])


def test_circles_take_the_nearest_first() -> None:
    windows = Windows.circular(LINE, planar=True)
    assert windows.count == 16
    assert windows.order.T.tolist() == [[0, 1, 2, 3], [1, 0, 2, 3], [2, 1, 0, 3], [3, 2, 1, 0]]


def test_circles_stop_at_their_share_of_the_population() -> None:
    windows = Windows.circular(LINE, population=[4, 1, 1, 2], planar=True)
    grown = {int(windows.order[0, column]): windows.alive[:, column].sum() for column in range(4)}
    assert grown == {0: 1, 1: 1, 2: 2, 3: 3}
    assert Windows.circular(LINE, population=[9, 1, 1, 2], planar=True).order[0].tolist() != [0]
    assert len(Windows.circular(LINE, population=[9, 1, 1, 2], planar=True).order[0]) == 3  # the first holds too many


def test_circles_stop_at_a_number_of_units() -> None:
    assert Windows.circular(LINE, nearest=2, planar=True).count == 8


def test_two_units_on_one_point_are_each_their_own_centre() -> None:
    windows = Windows.circular([[0.0, 0.0], [0.0, 0.0], [0.0, 5.0]], planar=True)
    assert windows.order[0].tolist() == [0, 1, 2]
    assert windows.order[1].tolist() == [1, 0, 0]


def test_windows_of_a_graph_are_connected_and_grow_by_breadth() -> None:
    graph = Neighbours.from_pairs("abcd", [("a", "b"), ("b", "c"), ("b", "d")])
    windows = Windows.graph(graph, LINE, planar=True)
    columns = {int(windows.order[0, column]): windows.order[:, column].tolist() for column in range(4)}
    assert columns == {0: [0, 1, 2, 3], 1: [1, 0, 2, 3], 2: [2, 1, 0, 3], 3: [3, 1, 2, 0]}


def test_a_unit_without_neighbours_is_a_window_alone() -> None:
    windows = Windows.graph(Neighbours.from_pairs("abc", [("a", "c")]))
    assert set(windows.zones()) == {frozenset({0}), frozenset({1}), frozenset({2}), frozenset({0, 2})}


def test_sums_are_those_of_the_sets() -> None:
    rng = np.random.default_rng(1)
    windows = Windows.circular(rng.normal(size=(20, 2)), population=rng.integers(1, 9, 20), planar=True)
    values = rng.normal(size=(3, 20))
    sums = windows.sums(values)
    for step, column in np.argwhere(windows.alive):
        np.testing.assert_allclose(sums[:, step, column], values[:, windows.units(step, column)].sum(axis=1))
    assert np.isnan(sums[:, ~windows.alive]).all()


def test_equal_sets_are_seen_once() -> None:
    windows = Windows.circular(LINE, planar=True)
    zones = windows.zones()
    assert len(zones) == len(set(zones)) == windows.first_seen().sum()
    every = {frozenset(windows.units(step, column).tolist()) for step, column in np.argwhere(windows.alive)}
    assert set(zones) == every


def test_what_cannot_be_gets_a_sentence() -> None:
    for bad in ({"share": 0.0}, {"share": 1.5}, {"nearest": 0}):
        with pytest.raises(UsageError):
            Windows.circular(LINE, planar=True, **bad)
    with pytest.raises(DataError, match="No window"):
        Windows.circular(LINE[:2], population=[1, 1], share=0.1, planar=True)
    with pytest.raises(DataError, match="population"):
        Windows.circular(LINE, population=[1, 1], planar=True)
