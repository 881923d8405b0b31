"""Who borders on whom: a graph from points, with links across the sea, or from a list of pairs.

Indonesia's regencies lie on thousands of islands, and a graph of common borders leaves whole
islands alone. A graph from points needs no boundary file and leaves nobody alone: the relative
neighbourhood graph (Toussaint 1980) joins two units when no third is closer to both, and holds a
shortest tree through all points, so the sea is crossed where it is narrowest. Close mutual
neighbours are added, since that graph is sparse inland.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import DataError, UsageError, problem
from ikp.foresight.scan.distance import between, checked_points

__all__ = ["Neighbours"]

#: Rows of the n × n × n comparison that are held at once, in numbers.
_BLOCK = 4_000_000


@dataclass(frozen=True, eq=False)
class Neighbours:
    """An undirected graph of units.

    Parameters
    ----------
    size : int
        Number of units.
    pairs : array of int, shape (m, 2)
        Joined units, the smaller place first, each pair once and in order.
    long : array of bool, shape (m,)
        Links that are there only to hold the graph together: over a strait or an empty stretch.
    """

    size: int
    pairs: NDArray[np.intp]
    long: NDArray[np.bool_]

    @classmethod
    def from_points(cls, points: ArrayLike, *, mutual: int = 4, planar: bool = False) -> "Neighbours":
        """Join units by where they lie.

        Parameters
        ----------
        points : array_like, shape (n, 2)
            Latitude and longitude, degrees; x and y when `planar`.
        mutual : int
            Units are also joined when each is among the so many nearest of the other. A link that is
            not of this kind is called long.

        Notes
        -----
        Time grows with n³ (514 units: half a second), so this is for hundreds of units, not for villages.
        """
        away = _away(points, planar=planar)
        near = _nearest(away, mutual)
        near &= near.T
        joined = near | _relative(away)
        pairs = np.argwhere(np.triu(joined, 1))
        return cls(len(away), pairs, ~near[pairs[:, 0], pairs[:, 1]])

    @classmethod
    def nearest(cls, points: ArrayLike, count: int, *, planar: bool = False) -> "Neighbours":
        """Join every unit to its `count` nearest; a link holds where either unit has the other among its nearest."""
        if count < 1:
            raise UsageError(problem("scan-nearest", nearest=count))
        near = _nearest(_away(points, planar=planar), count)
        pairs = np.argwhere(np.triu(near | near.T, 1))
        return cls(len(near), pairs, np.zeros(len(pairs), dtype=bool))

    @classmethod
    def from_pairs(cls, units: Sequence[str], pairs: Iterable[tuple[str, str]]) -> "Neighbours":
        """Join units by a list; a pair may stand in either direction, or in both.

        Raises
        ------
        DataError
            If a pair names a unit that is not in `units`, or a unit twice.
        """
        place = {unit: at for at, unit in enumerate(units)}
        joined: set[tuple[int, int]] = set()
        for first, second in pairs:
            for each in (first, second):
                if each not in place:
                    raise DataError(problem("scan-neighbour-unknown", unit=each))
            if first == second:
                raise DataError(problem("scan-neighbour-self", unit=first))
            a, b = place[first], place[second]
            joined.add((min(a, b), max(a, b)))
        found = np.array(sorted(joined), dtype=np.intp).reshape(-1, 2)
        return cls(len(units), found, np.zeros(len(found), dtype=bool))

    def across(self, points: ArrayLike, *, whole: bool = False, planar: bool = False) -> "Neighbours":
        """Add links across the sea; they are called long.

        Parameters
        ----------
        points : array_like, shape (n, 2)
        whole : bool
            Left out, every unit without a neighbour is joined to its nearest. True joins the parts of
            the graph by the shortest links until every unit reaches every other.
        """
        away = _away(points, planar=planar)
        if len(away) != self.size:
            raise DataError(problem("scan-shape", what="points", shape=str((len(away), 2)), wanted=f"({self.size}, 2)"))
        if whole:
            added = _bridges(away, self.parts())
        else:
            alone = np.setdiff1d(np.arange(self.size), self.pairs)
            added = np.column_stack([alone, away[alone].argmin(axis=1)])
        added = np.unique(np.sort(added, axis=1), axis=0).astype(np.intp).reshape(-1, 2)
        pairs = np.concatenate([self.pairs, added])
        long = np.concatenate([self.long, np.ones(len(added), dtype=bool)])
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        return Neighbours(self.size, pairs[order], long[order])

    def lists(self) -> tuple[NDArray[np.intp], ...]:
        """Give the neighbours of each unit, in order."""
        both = np.concatenate([self.pairs, self.pairs[:, ::-1]])
        both = both[np.lexsort((both[:, 1], both[:, 0]))]
        ends = np.searchsorted(both[:, 0], np.arange(self.size + 1))
        return tuple(both[start:end, 1] for start, end in pairwise(ends))

    def parts(self) -> NDArray[np.intp]:
        """Give the connected part of each unit, numbered from 0; one part means that every unit reaches every other."""
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        joins = coo_array((np.ones(len(self.pairs)), (self.pairs[:, 0], self.pairs[:, 1])), shape=(self.size,) * 2)
        return np.asarray(connected_components(joins, directed=False)[1], dtype=np.intp)


def _away(points: ArrayLike, *, planar: bool) -> NDArray[np.float64]:
    """Give the distances from each other, with infinity on the diagonal."""
    away = between(checked_points(points, planar=planar), planar=planar)
    np.fill_diagonal(away, np.inf)
    return away


def _nearest(away: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """Tell of each row which columns are its nearest."""
    size = len(away)
    near = np.zeros((size, size), dtype=bool)
    near[np.arange(size)[:, None], np.argsort(away, axis=1, kind="stable")[:, : min(count, size - 1)]] = True
    return near


def _bridges(away: NDArray[np.float64], part: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give the shortest links that make one of all parts: the next one out, until none is left (Prim 1957)."""
    reached = part == part[0]
    links = []
    while not reached.all():
        inside, outside = np.flatnonzero(reached), np.flatnonzero(~reached)
        gaps = away[np.ix_(inside, outside)]
        row, column = np.unravel_index(gaps.argmin(), gaps.shape)
        links.append((inside[row], outside[column]))
        reached |= part == part[outside[column]]
    return np.array(links, dtype=np.intp).reshape(-1, 2)


def _relative(away: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which pairs have no third unit closer to both; `away` has infinity on its diagonal."""
    size = len(away)
    joined = np.zeros((size, size), dtype=bool)
    step = max(1, _BLOCK // (size * size))
    for start in range(0, size, step):
        rows = away[start : start + step]
        nearest_third = np.maximum(rows[:, None, :], away[None, :, :]).min(axis=2)
        joined[start : start + step] = nearest_third >= rows
    np.fill_diagonal(joined, False)
    return joined
