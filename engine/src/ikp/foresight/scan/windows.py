"""The windows that a scan looks through: sets of units that grow from a centre, one unit at a time.

All families are nested: the window of a centre at step j is the first j units of one order. A scan
then needs a running sum and no list of sets, whatever the family.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import DataError, UsageError, problem
from ikp.foresight.scan.distance import between, checked_points, nearest_first
from ikp.foresight.scan.neighbours import Neighbours

__all__ = ["Windows"]

Orders = Sequence[NDArray[np.intp]]


@dataclass(frozen=True, eq=False)
class Windows:
    """Nested windows around every centre.

    Parameters
    ----------
    size : int
        Number of units.
    order : array of int, shape (k, c)
        The unit that joins at each step, by centre; 0 where the centre has stopped growing.
    growing : array of int, shape (k,)
        How many centres grow at each step: the first so many columns.
    """

    size: int
    order: NDArray[np.intp]
    growing: NDArray[np.intp]

    @classmethod
    def from_orders(cls, size: int, orders: Orders) -> "Windows":
        """Build from the order in which units join around each centre; an empty order is left out.

        Raises
        ------
        DataError
            If no order has a unit.
        """
        lengths = np.array([len(each) for each in orders], dtype=np.intp)
        longest = int(lengths.max(initial=0))
        if longest == 0:
            raise DataError(problem("scan-no-window"))
        # Those that grow longest stand first, so that a step works on the first so many columns.
        columns = [int(each) for each in np.argsort(-lengths, kind="stable") if lengths[each]]
        order = np.zeros((longest, len(columns)), dtype=np.intp)
        for column, centre in enumerate(columns):
            order[: lengths[centre], column] = orders[centre]
        growing = (np.arange(longest)[:, None] < lengths[columns]).sum(axis=1)
        return cls(size, order, growing)

    @classmethod
    def circular(
        cls,
        points: ArrayLike,
        *,
        population: ArrayLike | None = None,
        share: float = 0.5,
        nearest: int | None = None,
        planar: bool = False,
    ) -> "Windows":
        """Let circles grow around every unit, nearest unit first (Kulldorff 1997).

        Parameters
        ----------
        points : array_like, shape (n, 2)
            Latitude and longitude, degrees; x and y when `planar`. Equal distances join in the
            order of the units.
        population : array_like, shape (n,), optional
            A circle stops before it holds more than `share` of all of it. A unit that holds more
            alone has no window. Left out, `nearest` alone bounds the circles.
        share : float
            Over 0, at most 1.
        nearest : int, optional
            At most so many units in a circle, its centre among them.
        """
        found = checked_points(points, planar=planar)
        order = nearest_first(found, nearest if nearest is None else max(nearest, 1), planar=planar)
        return cls.from_orders(len(found), _bounded(list(order), len(found), population, share, nearest))

    @classmethod
    def graph(
        cls,
        neighbours: Neighbours,
        points: ArrayLike | None = None,
        *,
        population: ArrayLike | None = None,
        share: float = 0.5,
        nearest: int | None = None,
        planar: bool = False,
    ) -> "Windows":
        """Let connected sets grow by breadth: the neighbours, their neighbours, and so on.

        Within one breadth, the unit nearest to the centre by distance joins first, or the first in
        order where `points` is left out. Every window is connected. Bounds as in `circular`.
        """
        lists = neighbours.lists()
        away = None if points is None else between(checked_points(points, planar=planar), planar=planar)
        orders = [
            _by_breadth(centre, lists, np.arange(neighbours.size) if away is None else away[centre])
            for centre in range(neighbours.size)
        ]
        return cls.from_orders(neighbours.size, _bounded(orders, neighbours.size, population, share, nearest))

    @property
    def count(self) -> int:
        """How many windows there are, the same set from several centres counted as often."""
        return int(self.growing.sum())

    @property
    def alive(self) -> NDArray[np.bool_]:
        """Tell where a centre still grows, shape (k, c)."""
        return np.arange(self.order.shape[1]) < self.growing[:, None]

    def sums(self, values: ArrayLike) -> NDArray[np.float64]:
        """Add values (..., n) up in every window, shape (..., k, c); NaN where a centre has stopped."""
        added = np.cumsum(np.asarray(values, dtype=np.float64)[..., self.order], axis=-2)
        added[..., ~self.alive] = np.nan
        return np.asarray(added)

    def units(self, step: int, column: int) -> NDArray[np.intp]:
        """Give the units of a window in the order in which they join; the centre is the first."""
        return self.order[: step + 1, column]

    def first_seen(self) -> NDArray[np.bool_]:
        """Tell which windows are the first with their set of units, shape (k, c), by centre and then by size.

        Sets are told apart by the sum of a 64-bit random number of each of their units: two
        different sets of a million agree with a chance of about 10⁻⁸.
        """
        marks = np.random.default_rng(514).integers(0, 2**64, size=self.size, dtype=np.uint64)
        steps, columns = self.order.shape
        keys = np.cumsum(marks[self.order], axis=0, dtype=np.uint64)
        there = self.alive
        # by centre, then by size: the smallest place of a centre among equal sets is kept
        centres = np.argsort(self.order[0], kind="stable")
        flat = keys[:, centres].T.ravel()
        alive = there[:, centres].T.ravel()
        places = np.flatnonzero(alive)
        kept = places[np.unique(flat[alive], return_index=True)[1]]
        first = np.zeros(flat.size, dtype=bool)
        first[kept] = True
        back = np.empty_like(centres)
        back[centres] = np.arange(columns)
        return first.reshape(columns, steps)[back].T.copy()

    def zones(self) -> tuple[frozenset[int], ...]:
        """Give the different sets of units, by centre and then by size."""
        first = self.first_seen()
        centres = np.argsort(self.order[0], kind="stable")
        return tuple(
            frozenset(self.units(int(step), int(column)).tolist())
            for column in centres
            for step in np.flatnonzero(first[:, column])
        )


def _bounded(
    orders: Orders, size: int, population: ArrayLike | None, share: float, nearest: int | None
) -> list[NDArray[np.intp]]:
    """Cut the orders where a bound is reached."""
    if not 0 < share <= 1:
        raise UsageError(problem("scan-share", share=share))
    if nearest is not None and nearest < 1:
        raise UsageError(problem("scan-nearest", nearest=nearest))
    cut = [order[:nearest] for order in orders]
    if population is None:
        return cut
    people = np.asarray(population, dtype=np.float64)
    if people.shape != (size,):
        raise DataError(problem("scan-shape", what="population", shape=str(people.shape), wanted=f"({size},)"))
    total = people.sum()
    return [order[np.cumsum(people[order]) / total <= share] for order in cut]


def _by_breadth(centre: int, lists: Orders, away: NDArray[np.float64] | NDArray[np.intp]) -> NDArray[np.intp]:
    """Give all units that can be reached, by breadth and then by distance."""
    seen = {centre}
    ring, order = [centre], [centre]
    while ring:
        found = sorted({int(each) for unit in ring for each in lists[unit]} - seen, key=lambda unit: (away[unit], unit))
        seen.update(found)
        order.extend(found)
        ring = found
    return np.array(order, dtype=np.intp)
