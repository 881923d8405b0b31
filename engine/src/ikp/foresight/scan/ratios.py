"""Likelihood ratios of counts: what a window holds against what it should hold.

Conditional models know the total and ask how it is spread (Kulldorff 1997). The score of a window
depends on its count through terms such as c log c alone; counts of simulations are whole numbers,
so these terms are looked up in a table, and what is left is a straight line in the count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlog1py, xlogy

from ikp.foresight.scan.growing import Array, Floats, Scorer
from ikp.foresight.scan.windows import Windows

__all__ = ["Binomial", "Expected", "Permutation", "Poisson", "durations", "means"]

Whole = NDArray[np.int64]


def durations(values: Array, longest: int) -> Array:
    """Add up the last week, the last two … weeks of values (t, …), shape (longest, …)."""
    return np.asarray(np.cumsum(values[::-1][:longest], axis=0))


def means(cells: Floats, doubt: Floats | None, rng: np.random.Generator, size: int) -> Floats:
    """Give the means of simulations, shape (t, n, size): those expected, each unit's times a Gamma factor of mean 1.

    Parameters
    ----------
    cells : array, shape (t, n)
    doubt : array, shape (n,), optional
        Variance of the factor, which a unit keeps through the weeks: what is expected of a unit with little history
        may be wrong, and then it is wrong every week.
    """
    if doubt is None or not doubt.any():
        return np.broadcast_to(cells[..., None], (*cells.shape, size))
    known = doubt == 0
    spread = np.where(known, 1.0, doubt)[:, None]
    factor = rng.standard_gamma(np.broadcast_to(1 / spread, (len(doubt), size))) * spread
    return np.asarray(cells[..., None] * np.where(known[:, None], 1.0, factor))


@dataclass(frozen=True, eq=False)
class _Counting:
    """What the models share: windows, the longest duration, and running sums of counts as they are.

    Parameters
    ----------
    windows : Windows
    cells : array, shape (t, n)
        What the null hypothesis is made of: expected counts, or people.
    longest : int
        The longest duration, weeks; a cluster ends in the last week.
    """

    windows: Windows
    cells: Floats
    longest: int

    def layers(self, counts: Array) -> Iterator[Array]:
        added = np.zeros(counts.shape[1:], dtype=counts.dtype)
        for week in counts[::-1][: self.longest]:
            added += week
            yield added

    @cached_property
    def inside(self) -> Floats:
        """The cells' sums in every window, shape (d, k, c)."""
        return self.windows.sums(durations(self.cells, self.longest))

    def counted(self, counts: Floats) -> Floats:
        """Give the counts of every window, shape (d, k, c)."""
        return self.windows.sums(durations(counts, self.longest))


@dataclass(frozen=True, eq=False)
class Poisson(_Counting):
    """Counts spread over cells in proportion to what is expected there, their total given.

    Parameters
    ----------
    cells : array, shape (t, n)
        Expected counts, in any unit: people as well.
    drawn : int
        The total of a simulation.
    total, whole : float
        The total count, and that of `cells`, as the score uses them.
    """

    drawn: int
    total: float
    whole: float

    def draw(self, rng: np.random.Generator, size: int) -> Whole:
        shares = self.cells.ravel() / self.cells.sum()
        found = rng.multinomial(self.drawn, shares, size=size)
        return np.ascontiguousarray(found.T).reshape(*self.cells.shape, size)

    def exact(self, counts: Floats) -> Floats:
        count, expected = self.counted(counts), self.inside * (self.total / self.whole)
        left, left_expected = np.maximum(self.total - count, 0.0), self.total - expected
        possible = (expected > 0) & (left_expected > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = xlogy(count, count / expected) + xlogy(left, left / left_expected)
        return _only_high(ratio, (count > expected) & possible, count)

    @cached_property
    def lines(self) -> tuple[Floats, Floats, Floats]:
        """Slope, height and least count of the score of every window, shape (d, k, c)."""
        share = self.inside / self.whole
        possible = (share > 0) & (share < 1)
        safe = np.where(possible, share, 0.5)
        slope, height = np.log1p(-safe) - np.log(safe), -self.drawn * np.log1p(-safe)
        return slope, height, np.where(possible, share * self.drawn, np.inf)

    @cached_property
    def _table(self) -> Floats:
        """Of every count c, the sum c log(c/C) + (C - c) log((C - c)/C)."""
        count = np.arange(self.drawn + 1, dtype=np.float64)
        left = self.drawn - count
        return np.asarray(xlogy(count, count / max(self.drawn, 1)) + xlogy(left, left / max(self.drawn, 1)))

    def scorer(self, counts: Array) -> Scorer:
        return _looked_up(self._table, *self.lines, counts.shape[-1])


class Permutation(Poisson):
    """Space and time independent of each other, the totals of every unit and of every week given.

    Kulldorff, Heffernan, Hartman, Assunção and Mostashari (2005). The score is that of `Poisson`;
    `cells` are the products of the totals.
    """

    def draw(self, rng: np.random.Generator, size: int) -> Whole:
        from scipy.stats import random_table

        # cells = unit × week / total, so their margins are the totals of weeks and units
        weeks, units = (np.rint(self.cells.sum(axis=axis)).astype(np.int64) for axis in (1, 0))
        found = random_table.rvs(weeks, units, size=size, random_state=rng)
        return np.ascontiguousarray(np.moveaxis(found, 0, -1)).astype(np.int64, copy=False)


@dataclass(frozen=True, eq=False)
class Binomial(_Counting):
    """So many of the people of a cell are cases, the total given.

    Parameters
    ----------
    cells : array, shape (t, n)
        People.
    drawn, total : int, float
        As of `Poisson`.
    with_replacement : bool
        Draw cases as if a person could be several; the exact draw takes every person at most once.
    """

    drawn: int
    total: float
    with_replacement: bool = False

    @cached_property
    def whole(self) -> float:
        return float(self.cells.sum())

    def draw(self, rng: np.random.Generator, size: int) -> Whole:
        flat = self.cells.ravel()
        if self.with_replacement:
            found = rng.multinomial(self.drawn, flat / self.whole, size=size)
        else:
            found = rng.multivariate_hypergeometric(flat.astype(np.int64), self.drawn, size=size, method="marginals")
        return np.ascontiguousarray(found.T).reshape(*self.cells.shape, size)

    def exact(self, counts: Floats) -> Floats:
        count, people = self.counted(counts), self.inside
        total, whole = self.total, self.whole
        left, others = np.maximum(total - count, 0.0), whole - people
        possible = (people > 0) & (others > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = xlogy(count, count / people) + xlogy(people - count, (people - count) / people)
            ratio += xlogy(left, left / others) + xlogy(others - left, (others - left) / others)
        ratio -= xlogy(total, total / whole) + xlogy(whole - total, (whole - total) / whole)
        return _only_high(ratio, (count * whole > total * people) & possible, count)

    @cached_property
    def _poisson(self) -> Poisson:
        return Poisson(self.windows, self.cells, self.longest, self.drawn, float(self.drawn), self.whole)

    def _rest(self, count: Floats, people: Floats) -> Floats:
        """Give what the score has beyond that of `Poisson`: never below 0, and the more the higher the count is."""
        left, others = self.drawn - count, self.whole - people
        inside = xlog1py(np.maximum(people - count, 0.0), -np.minimum(count / people, 1.0))
        outside = xlog1py(np.maximum(others - left, 0.0), -np.minimum(left / others, 1.0))
        return np.asarray(inside + outside - xlog1py(self.whole - self.drawn, -self.drawn / self.whole))

    def scorer(self, counts: Array) -> Scorer:
        simpler, limit = self._poisson.scorer(counts), self._poisson.lines[2]
        people = np.where(np.isfinite(limit), self.inside, 0.5 * self.whole)  # those without a limit are never high
        columns, size = self.windows.order.shape[1], counts.shape[-1]
        held, high, best = np.empty((columns, size)), np.empty((columns, size), dtype=bool), np.zeros(size)

        def score(sums: Array, duration: int, step: int, out: Floats) -> None:
            """Score as `Poisson`; what is missing costs logarithms, and only windows that may be the highest get it."""
            simpler(sums, duration, step, out)
            grown = len(sums)
            there = people[duration, step, :grown]
            most = np.maximum(sums.max(axis=1), limit[duration, step, :grown])
            spare = np.where(np.isfinite(most), self._rest(np.where(np.isfinite(most), most, 0.0), there), 0.0)
            np.add(out, spare[:, None], out=held[:grown])
            np.greater(held[:grown], best, out=high[:grown])
            rows = np.flatnonzero(high[:grown].any(axis=1))
            if rows.size:
                above = sums[rows] > limit[duration, step, rows, None]
                out[rows] += np.where(above, self._rest(sums[rows], there[rows, None]), 0.0)
            np.maximum(best, out.max(axis=0), out=best)

        return score


@dataclass(frozen=True, eq=False)
class Expected(_Counting):
    """Counts against known expectations, each Poisson, the total not given (Neill 2006).

    Parameters
    ----------
    doubt : array, shape (n,), optional
        As of `means`.
    """

    doubt: Floats | None = None

    def draw(self, rng: np.random.Generator, size: int) -> Whole:
        return rng.poisson(means(self.cells, self.doubt, rng, size))

    def exact(self, counts: Floats) -> Floats:
        count, expected = self.counted(counts), self.inside
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = xlogy(count, count / expected) + expected - count
        return _only_high(ratio, (count > expected) & (expected > 0), count)

    def scorer(self, counts: Array) -> Scorer:
        most = int(counts[-self.longest :].sum(axis=(0, 1)).max(initial=0))
        count = np.arange(most + 1, dtype=np.float64)
        possible = self.inside > 0
        safe = np.where(possible, self.inside, 1.0)
        return _looked_up(
            np.asarray(xlogy(count, count)),
            -np.log(safe) - 1.0,
            safe,
            np.where(possible, self.inside, np.inf),
            counts.shape[-1],
        )


def _only_high(ratio: Array, high: NDArray[np.bool_], count: Floats) -> Floats:
    """Keep the ratio of windows that hold more than expected; others have the score 0, stopped centres NaN."""
    return np.where(np.isnan(count), np.nan, np.where(high, np.maximum(ratio, 0.0), 0.0))


def _looked_up(table: Floats, slope: Floats, height: Floats, limit: Floats, size: int) -> Scorer:
    """Score by table[c] + slope·c + height where c is over the limit."""
    columns = slope.shape[-1]
    held, high = np.empty((columns, size)), np.empty((columns, size), dtype=bool)

    def score(sums: Array, duration: int, step: int, out: Floats) -> None:
        grown = len(sums)
        part, above = held[:grown], high[:grown]
        here = (duration, step, slice(grown), None)
        np.take(table, sums, out=out, mode="clip")
        np.multiply(sums, slope[here], out=part)
        out += part
        out += height[here]
        np.greater(sums, limit[here], out=above)
        out *= above

    return score
