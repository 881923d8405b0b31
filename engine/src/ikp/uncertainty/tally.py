"""Keeping count of the replicates: all of them where they fit, histograms of stated error where not.

Both take replicates in any order and from several threads and give the same: rows are
written to their places, everything else is whole numbers that are added up.
"""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.rank_rows import rank_rows, rank_type, steps_of
from ikp.arrays.select import keep_memory, select, select_counts, steady_sums
from ikp.recipe import Ties
from ikp.uncertainty.model import Piece

__all__ = ["Exact", "Quantiles", "Sketch", "Tally"]

Matrix = NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]

#: Units that are worked on together: what is written to stays in the cache.
_UNITS = 4096
#: Units whose quantiles are found together, and replicates of them.
_TOGETHER, _CELLS = 16, 1 << 22


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Quantiles per unit, shape (quantiles, n), and how far each unit's can be off at most, shape (n,)."""

    values: Matrix
    error: NDArray[np.float64]


class Tally(ABC):
    """What both share: categories, pairs, and how many replicates gave each unit a score.

    Parameters
    ----------
    n, labels : int
        Units and categories.
    pairs : sequence of (int, int)
        Units to be compared.
    ties : {'min', 'dense', 'average'}
    """

    kind = ""

    def __init__(self, n: int, labels: int, pairs: Pairs, ties: Ties) -> None:
        self.n, self.ties, self.steps = n, ties, steps_of(ties)
        self.pairs = np.array(pairs, dtype=np.intp).reshape(-1, 2)
        self.scored = np.zeros(n, dtype=np.int64)
        self.categories = np.zeros((labels, n), dtype=np.int64)
        #: Per pair: the first above, the second above, equal; both with a score.
        self.above = np.zeros((len(self.pairs), 3), dtype=np.int64)
        self._lock = Lock()

    def add(self, piece: Piece, first: int) -> None:
        """Take in some replicates; `first` is the number of the block's first."""
        ranks = self._ranked(piece, first)
        categories = None if piece.categories is None else self._categories(piece.categories)
        scored = _count(ranks > 0) if ranks.size and ranks.min() == 0 else len(ranks)
        above = self._above(piece.scores) if len(self.pairs) else 0
        with self._lock:
            self.scored += scored
            self.above += above
            if categories is not None:
                self.categories += categories

    def _categories(self, found: NDArray[np.int8]) -> NDArray[np.int64]:
        """Count each category, shape (labels, n); the lowest is what the others leave over."""
        counts = np.empty_like(self.categories)
        for k in range(1, len(counts)):
            counts[k] = _count(found == k)
        none = _count(found < 0) if found.min(initial=0) < 0 else 0
        counts[0] = len(found) - none - counts[1:].sum(axis=0)
        return counts

    def _above(self, scores: Matrix) -> NDArray[np.int64]:
        one, other = (scores[:, self.pairs[:, side]] for side in (0, 1))
        return np.column_stack([_count(each) for each in (one > other, one < other, one == other)])

    @abstractmethod
    def _ranked(self, piece: Piece, first: int) -> NDArray[Any]:
        """Keep what the histograms or quantiles are made from, and give the ranks × `steps`, shape (b, n)."""

    def __getstate__(self) -> dict[str, Any]:
        """Leave the locks behind: they stay on the machine that made them."""
        return {name: each for name, each in vars(self).items() if name not in ("_lock", "_locks")}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        vars(self).update(state)
        self._lock = Lock()

    def _counts(self) -> dict[str, NDArray[Any]]:
        return {"scored": self.scored, "categories": self.categories, "above": self.above}

    @abstractmethod
    def arrays(self) -> dict[str, NDArray[Any]]:
        """Give everything counted, by name, to be saved."""

    def take_over(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Go on from what was saved."""
        for name, mine in self.arrays().items():
            saved = arrays[name]
            mine[: len(saved)] = saved

    def absorb(self, other: "Tally") -> None:
        """Add what another tally of other replicates has counted; in any order and any tree."""
        self.scored += other.scored
        self.categories += other.categories
        self.above += other.above

    @abstractmethod
    def mean(self) -> NDArray[np.float64]:
        """Give the mean score of each unit, shape (n,), NaN where it never had one."""

    @abstractmethod
    def scores(self, at: Sequence[float]) -> Quantiles:
        """Give quantiles of the scores, linear between order statistics."""

    @abstractmethod
    def ranks(self, at: Sequence[float]) -> Quantiles:
        """Give quantiles of the ranks."""


def _count(which: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count down the columns, shape (b, n), in bytes as long as they suffice: far faster than whole numbers."""
    total = np.zeros(which.shape[1], dtype=np.int64)
    for start in range(0, len(which), 255):
        total += which[start : start + 255].view(np.uint8).sum(axis=0, dtype=np.uint8)
    return total


class Exact(Tally):
    """Every score and every rank; `first` is the number of its first replicate.

    A unit's replicates lie side by side, as quantiles need them, in the order in which they
    came. `order` knows which replicate each is; nothing else hangs on it.
    """

    kind = "exact"

    def __init__(self, n: int, labels: int, pairs: Pairs, ties: Ties, replicates: int, *, first: int = 0) -> None:
        super().__init__(n, labels, pairs, ties)
        self.replicates, self.first = replicates, first
        self.made = 0
        self.order = np.empty(replicates, dtype=np.intp)
        self._scores = _beside(n, replicates, np.dtype(np.float64))
        self._ranks = _beside(n, replicates, rank_type(n, ties))
        self._means: NDArray[np.float64] | None = None

    @staticmethod
    def size(n: int, replicates: int, ties: Ties) -> int:
        """Give the bytes that it takes."""
        return n * replicates * (8 + rank_type(n, ties).itemsize)

    def _ranked(self, piece: Piece, first: int) -> NDArray[Any]:
        place = self._place(piece.rows + (first - self.first))
        self._scores[:, place] = piece.scores.T
        return rank_rows(piece.scores, self.ties, out=self._ranks[:, place].T)

    def _place(self, numbers: NDArray[np.intp]) -> slice:
        """Give the next places to replicates."""
        with self._lock:
            place = slice(self.made, self.made + len(numbers))
            self.made = place.stop
            self._means = None
        self.order[place] = numbers
        return place

    def _append(self, numbers: NDArray[np.intp], scores: Matrix, ranks: NDArray[Any]) -> None:
        """Put replicates, a column each, behind those that are there."""
        place = self._place(numbers)
        self._scores[:, place], self._ranks[:, place] = scores, ranks

    @property
    def all_scores(self) -> Matrix:
        """Scores in the order of the replicates, shape (replicates, n), read-only; NaN in those not made."""
        return self._in_order(self._scores, np.nan)

    @property
    def all_ranks(self) -> NDArray[Any]:
        """Ranks × `steps` in the order of the replicates, shape (replicates, n), read-only; 0 without one."""
        return self._in_order(self._ranks, 0)

    def _in_order(self, kept: NDArray[Any], nothing: float) -> NDArray[Any]:
        self._settle()
        if self.made < self.replicates:
            found = np.full((self.n, self.replicates), nothing, dtype=kept.dtype)
            found[:, self.order[: self.made]] = kept[:, : self.made]
            kept = found
        view = kept.T
        view.flags.writeable = False
        return view

    def _settle(self) -> None:
        """Bring what is kept into the order of the replicates, in place: a second copy might not fit."""
        order = np.argsort(self.order[: self.made])
        if (order[1:] > order[:-1]).all():
            return
        self.order[: self.made] = self.order[order]
        for row in (*self._scores, *self._ranks):
            row[: self.made] = row[order]

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {**self._counts(), "all_scores": self.all_scores, "all_ranks": self.all_ranks}

    def take_over(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        for name, mine in self._counts().items():
            mine[...] = arrays[name]
        scores, ranks = arrays["all_scores"], arrays["all_ranks"]
        made = np.flatnonzero((ranks > 0).any(axis=1))  # others have no score anywhere, and were perhaps not made
        self._append(made, scores[made].T, ranks[made].T)

    def absorb(self, other: Tally) -> None:
        """Add other replicates."""
        super().absorb(other)
        assert isinstance(other, Exact)  # noqa: S101 - of the same run
        numbers = other.order[: other.made] + (other.first - self.first)
        self._append(numbers, other._scores[:, : other.made], other._ranks[:, : other.made])  # noqa: SLF001

    def mean(self) -> NDArray[np.float64]:
        if self._means is None:
            self.scores(())
        assert self._means is not None  # noqa: S101 - found beside the quantiles
        return self._means

    def scores(self, at: Sequence[float]) -> Quantiles:
        """Give quantiles; means are found beside them, from sums that do not hang on the order of the replicates."""
        totals = np.zeros(self.n)

        def read(part: slice, places: NDArray[np.intp]) -> NDArray[Any]:
            values = self._scores[part, : self.made]
            totals[part] = steady_sums(values)
            return select(values, places)  # a score that is missing comes last

        found = self._quantiles(at, read, np.zeros(self.n, dtype=np.intp))
        self._means = np.where(self.scored > 0, totals / np.maximum(self.scored, 1), np.nan)
        return Quantiles(found, np.zeros(self.n))

    def ranks(self, at: Sequence[float]) -> Quantiles:
        def read(part: slice, places: NDArray[np.intp]) -> NDArray[Any]:
            return select_counts(self._ranks[part, : self.made], places, self.n * self.steps)

        # A rank that is missing comes first.
        return Quantiles(self._quantiles(at, read, self.made - self.scored) / self.steps, np.zeros(self.n))

    def _quantiles(
        self,
        at: Sequence[float],
        read: Callable[[slice, NDArray[np.intp]], NDArray[Any]],
        before: NDArray[np.int64],
    ) -> Matrix:
        """Find the two order statistics beside each quantile, some units at a time; so many missing ones come before.

        What threads do is a few long calls: between short ones they would wait for each other.
        """
        last = np.maximum(self.scored - 1, 0)
        place = last * np.array(at, dtype=np.float64)[:, None]
        low = np.floor(place).astype(np.intp)
        wanted = np.concatenate([low, np.minimum(low + 1, last)])
        wanted += np.minimum(before, max(self.made - 1, 0))
        found = np.zeros(wanted.shape)
        threads = os.cpu_count() or 1
        some = max(1, min(_TOGETHER, _CELLS // max(1, self.made)))

        def work(first: int) -> None:
            keep_memory()
            for start in range(first * some, self.n, threads * some):
                part = slice(start, start + some)
                found[:, part] = read(part, wanted[:, part].T).T

        if self.made:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(work, range(threads)))
        below, above = found[: len(at)], found[len(at) :]
        quantiles = below + (above - below) * (place - low)
        quantiles[:, self.scored == 0] = np.nan
        return quantiles


def _beside(n: int, replicates: int, dtype: np.dtype[Any]) -> NDArray[Any]:
    """Give room for each unit's replicates side by side, shape (n, replicates).

    Rows lie an odd number of cache lines apart: at a power of two the same few lines of the
    cache would serve all units when a replicate is written.
    """
    line = 64 // dtype.itemsize
    lines = -(-replicates // line)
    return np.empty((n, (lines | 1) * line), dtype=dtype)[:, :replicates]


class Sketch(Tally):
    """A histogram of scores and one of ranks for every unit, around what a pilot of replicates gave.

    A window reaches three quarters of the pilot's range beyond it on both sides; what falls
    outside is counted at the ends, between the window and the lowest or highest value seen.
    A quantile is off by no more than the width of its bin, which is told. Histograms of the
    same windows add up, so that any number of machines can share the work.

    Parameters
    ----------
    pilot : array, shape (b, n)
        Scores of some replicates; they must be the same for all that share the work.
    bins : int
        Per histogram; the two at the ends take what falls outside.
    wide : bool
        Whether a bin may count beyond 65,535.
    """

    kind = "sketch"

    def __init__(
        self, n: int, labels: int, pairs: Pairs, ties: Ties, *, pilot: Matrix, bins: int, wide: bool = False
    ) -> None:
        super().__init__(n, labels, pairs, ties)
        self.bins, self.wide = bins, wide
        counts = np.uint32 if wide else np.uint16
        ranks = rank_rows(pilot, ties).astype(np.float64)
        ranks[ranks == 0] = np.nan
        self._score, self._rank = (_Histogram(each, bins, counts) for each in (pilot, ranks))
        largest = float(np.nanmax(np.abs(pilot), initial=1.0, where=~np.isnan(pilot)))
        #: Means are sums of whole numbers of this size, so that they do not hang on the order.
        self._unit = 2.0 ** (np.ceil(np.log2(largest)) + 4 + 22 - 62)
        self._sum = np.zeros(n, dtype=np.int64)
        self._locks = self._new_locks()
        self._turn = 0

    def _new_locks(self) -> list[Any]:
        return [Lock() for _ in range(0, self.n, _UNITS)]

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        super().__setstate__(state)
        self._locks = self._new_locks()

    @staticmethod
    def per_unit(bins: int, labels: int, *, wide: bool) -> int:
        """Give the bytes that a unit takes."""
        return 2 * bins * (4 if wide else 2) + 2 * 4 * 8 + 8 * (2 + labels)

    def _ranked(self, piece: Piece, first: int) -> NDArray[Any]:
        del first
        ranks = rank_rows(piece.scores, self.ties)
        self._turn += 1
        order = np.roll(np.arange(len(self._locks)), -(self._turn * 7919) % len(self._locks))
        for k in order.tolist():  # threads start at different units, so that they seldom wait for each other
            part = slice(k * _UNITS, (k + 1) * _UNITS)
            scores = np.ascontiguousarray(piece.scores[:, part])
            own = ranks[:, part].astype(np.float64)
            gaps = np.isnan(scores).any()
            own[own == 0] = np.nan
            whole = np.rint(np.nan_to_num(scores) / self._unit).astype(np.int64).sum(axis=0)
            with self._locks[k]:
                self._sum[part] += whole
                self._score.add(scores, part, gaps=bool(gaps))
                self._rank.add(own, part, gaps=bool(gaps))
        return ranks

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {
            **self._counts(),
            "sum": self._sum,
            **{f"score_{name}": each for name, each in self._score.arrays().items()},
            **{f"rank_{name}": each for name, each in self._rank.arrays().items()},
        }

    def absorb(self, other: Tally) -> None:
        super().absorb(other)
        assert isinstance(other, Sketch)  # noqa: S101 - of the same run
        self._sum += other._sum  # noqa: SLF001 - of the same class
        self._score.absorb(other._score)  # noqa: SLF001
        self._rank.absorb(other._rank)  # noqa: SLF001

    def mean(self) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore"):
            return np.where(self.scored > 0, self._sum * self._unit / np.maximum(self.scored, 1), np.nan)

    def scores(self, at: Sequence[float]) -> Quantiles:
        return self._score.quantiles(at, self.scored)

    def ranks(self, at: Sequence[float]) -> Quantiles:
        found = self._rank.quantiles(at, self.scored)
        return Quantiles(found.values / self.steps, found.error / self.steps)


class _Histogram:
    """Counts of each unit's values in equal bins of a window of its own."""

    def __init__(self, pilot: Matrix, bins: int, counts: Any) -> None:
        known = ~np.isnan(pilot)
        low = np.min(pilot, axis=0, initial=np.inf, where=known)
        high = np.max(pilot, axis=0, initial=-np.inf, where=known)
        never = low > high
        low[never], high[never] = 0.0, 0.0
        # Where the pilot was all alike, a hair's width: what differs falls outside and is bounded by the extremes.
        span = np.maximum(high - low, 1e-9 * np.maximum(np.abs(low), 1.0))
        self.low = low - 0.75 * span
        self.width = 2.5 * span / (bins - 2)
        self._per = 1.0 / self.width
        self._from = 1.0 - self.low * self._per
        n = len(self.low)
        self.counts = np.zeros((n, bins), dtype=counts)
        self.least, self.most = np.full(n, np.inf), np.full(n, -np.inf)

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {"counts": self.counts, "least": self.least, "most": self.most}

    def add(self, values: Matrix, part: slice, *, gaps: bool) -> None:
        """Count values, shape (b, units of the part); NaN is left out."""
        bins = self.counts.shape[1]
        with np.errstate(invalid="ignore"):
            place = values * self._per[part]
            place += self._from[part]
            np.clip(place, 0.0, bins - 1, out=place)
            place = np.nan_to_num(place).astype(np.intp) if gaps else place.astype(np.intp)
        flat = self.counts[part].reshape(-1)
        place += np.arange(values.shape[1]) * bins
        for row, value in zip(place, values, strict=True):
            flat[row if not gaps else row[~np.isnan(value)]] += 1  # a unit stands in a row once
        least, most = (np.fmin, np.fmax) if gaps else (np.minimum, np.maximum)
        least(self.least[part], least.reduce(values, axis=0), out=self.least[part])
        most(self.most[part], most.reduce(values, axis=0), out=self.most[part])

    def absorb(self, other: "_Histogram") -> None:
        self.counts += other.counts
        np.minimum(self.least, other.least, out=self.least)
        np.maximum(self.most, other.most, out=self.most)

    def quantiles(self, at: Sequence[float], scored: NDArray[np.int64]) -> Quantiles:
        """Read quantiles off: each of the two order statistics in its own bin, linear between them.

        The ends of a bin never reach beyond what was seen.
        """
        n = len(self.counts)
        values, error = np.full((len(at), n), np.nan), np.zeros(n)
        for start in range(0, n, _UNITS):
            some = start + np.flatnonzero(scored[start : start + _UNITS])
            cumulated = np.cumsum(self.counts[some], axis=1, dtype=np.int64)
            for k, share in enumerate(at):
                place = (scored[some] - 1) * share
                first = np.floor(place).astype(np.int64)
                below, off = self._statistic(some, cumulated, first)
                above, off_above = self._statistic(some, cumulated, np.minimum(first + 1, scored[some] - 1))
                values[k, some] = below + (above - below) * (place - first)
                error[some] = np.maximum(error[some], np.maximum(off, off_above))
        return Quantiles(values, error)

    def _statistic(
        self, units: NDArray[np.intp], cumulated: NDArray[np.int64], number: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give the order statistics with these numbers, from 0, and the widths of their bins."""
        last = cumulated.shape[1] - 1
        place = np.minimum((cumulated <= number[:, None]).sum(axis=1), last)
        inside = np.maximum(self.counts[units, place], 1)
        before = np.take_along_axis(cumulated, place[:, None], axis=1)[:, 0] - self.counts[units, place]
        least, most = self.least[units], self.most[units]
        low = self.low[units] + (place - 1) * self.width[units]
        high = low + self.width[units]
        low = np.where(place == 0, least, np.clip(low, least, most))
        high = np.where(place == last, most, np.clip(high, least, most))
        share = np.clip((number - before + 0.5) / inside, 0.0, 1.0)
        return low + (high - low) * share, high - low
