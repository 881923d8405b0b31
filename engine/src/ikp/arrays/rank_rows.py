"""Ranks of many rows of scores at once."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from ikp.arrays.rank import Ties

__all__ = ["rank_rows", "rank_type", "row_blocks", "steps_of"]

Ranks = NDArray[Any]  # uint16 or uint32

_LAST = np.iinfo(np.int64).max
#: Numbers in a block of rows: 2 MB, which a core's cache holds; at most 8 MB for long rows.
_BLOCK, _MOST = 1 << 18, 1 << 20
#: Columns up to which a score may be told from the others of its row by 32 bits less those of its place.
_SHORT = 1 << 11
#: Neighbours a row that are looked at one by one; where there are more, whole rows are looked at again.
_FEW = 8
#: Rows that are read together where a column's numbers lie side by side: a line of the cache.
_LINE = 8


def steps_of(ties: Ties) -> int:
    """Give how many steps a rank has: 2 where the mean of places can fall between two of them, else 1."""
    return 2 if ties == "average" else 1


def rank_rows(scores: NDArray[np.float64], ties: Ties = "min", out: Ranks | None = None) -> Ranks:
    """Rank every row as `ikp.arrays.rank.rank` does; 1 is the highest score.

    Score and place are packed into one whole number: the highest bits of the score, the
    place in the lowest, which sorts several times faster than the places by the score. The
    bits that are lost for it matter where neighbours are nearly equal; those are looked at
    again with whole scores, so that the ranks are those of float64 in every case.

    Parameters
    ----------
    scores : array, shape (b, n)
        NaN has no rank.
    ties : {'min', 'dense', 'average'}
    out : array, shape (b, n), optional
        Of the type that is returned; in any order of memory without gaps within a rank.

    Returns
    -------
    array of uint16 or uint32, shape (b, n)
        Rank × `steps_of(ties)`; 0 where there is none.
    """
    b, n = scores.shape
    ranks = np.empty((b, n), dtype=rank_type(n, ties)) if out is None else out
    for rows in row_blocks(b, n):
        _rank_block(scores[rows], ranks[rows], ties)
    return ranks


def rank_type(n: int, ties: Ties) -> np.dtype[Any]:
    """Give the type that holds the ranks of so many units."""
    return np.dtype(np.uint16 if n * steps_of(ties) < 1 << 16 else np.uint32)


def row_blocks(b: int, n: int) -> Iterator[slice]:
    """Part b rows of n numbers into blocks that fit into the cache, in whole lines of it or even parts of one.

    So a block is as long as the others wherever b is a multiple of a line; what is summed over a row is then
    summed in the same order in all of them.
    """
    size = max(1, _BLOCK // max(1, n), min(_LINE, _MOST // max(1, n)))
    size = size // _LINE * _LINE or 1 << size.bit_length() - 1
    if size >= _LINE:  # as many as are needed, all alike: a few rows alone take nearly the calls of a whole block
        size = -(-b // (-(-b // size) * _LINE)) * _LINE if b else size
    return (slice(start, start + size) for start in range(0, b, size)) if n else iter(())


def _rank_block(scores: NDArray[np.float64], ranks: Ranks, ties: Ties) -> None:
    n, steps = scores.shape[1], steps_of(ties)
    bits = max(1, (n - 1).bit_length())
    mask = (1 << bits) - 1
    key, missing = _packed(scores, bits)
    key.sort(axis=1)
    # Where the bits that are left are the same, neighbours differ by no more than the mask; the difference of what is
    # sorted is never negative, and as a number without sign it holds from the lowest to the highest.
    unsigned = key.view(f"u{key.itemsize}")
    near = np.subtract(unsigned[:, 1:], unsigned[:, :-1]) <= mask
    close = np.flatnonzero(near)
    order = np.bitwise_and(key, mask, dtype=np.int64)
    if close.size <= _FEW * len(key):
        some = _swapped(order, scores, *np.divmod(close, n - 1))
    else:
        some = np.flatnonzero(near.any(axis=1))
    places = np.arange(steps, (n + 1) * steps, steps).astype(ranks.dtype)
    if some.size < len(key):
        others = np.setdiff1d(np.arange(len(key)), some) if some.size else None
        _scatter(ranks, order if others is None else order[others], places, others)
    for row in np.split(some, range(64, some.size, 64)):
        if row.size:
            chosen, own = key[row], order[row]
            alike = (chosen[:, 1:] ^ chosen[:, :-1]) <= mask
            _scatter(ranks, own, _shared(scores[row], own, alike, ties, places.dtype), row)
    if missing is not None:
        ranks[missing] = 0


def _packed(scores: NDArray[np.float64], bits: int) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
    """Pack scores and places into numbers that sort from the highest score; and tell what is missing, if anything.

    Half the bits are enough where rows are short, and sort in a third of the time: the place of a score between the
    lowest and the highest of its row, and its column.
    """
    n, mask = scores.shape[1], (1 << bits) - 1
    low = scores.min(axis=1, keepdims=True)
    lowest = low.min()  # NaN as soon as one is missing
    if n <= _SHORT and np.isfinite(lowest):
        high = scores.max(axis=1, keepdims=True)
        with np.errstate(over="ignore", divide="ignore"):
            scale = ((1 << 32 - bits) - 2) / (high - low)
        scale[low == high] = 1.0  # all the same
        if ((scale > 0) & (scale < np.inf)).all():
            part = np.subtract(high, scores, order="C")
            part *= scale
            short = part.astype(np.int32).view(np.uint32)  # to whole numbers with a sign is the fast road
            short <<= bits
            short |= np.arange(n, dtype=np.uint32)
            return short, None
    place = np.arange(n)
    if lowest > 0:
        # Filled up with ones and turned over, with the place in the last bits: twice through memory.
        key = np.bitwise_or(scores.view(np.int64), mask, order="C")
        key ^= ~mask | (mask ^ place)
        return key, None
    key = np.add(scores, 0.0, order="C").view(np.int64)  # −0 becomes 0
    key ^= (key >> 63) & _LAST
    np.invert(key, out=key)
    missing = np.isnan(scores) if np.isnan(lowest) else None
    if missing is not None:
        key[missing] = _LAST
    key &= ~mask
    key |= place
    return key, missing


def _swapped(
    order: NDArray[np.int64], scores: NDArray[np.float64], row: NDArray[np.intp], at: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Put pairs of neighbours right, in place, that the lost bits have misled; give the rows that need more than that.

    Those are rows with ties, and with more than two that are alike in the bits that are left.
    """
    one, other = order[row, at], order[row, at + 1]
    first, second = scores[row, one], scores[row, other]
    more = first == second
    run = (row[1:] == row[:-1]) & (at[1:] == at[:-1] + 1)
    more[1:] |= run
    wrong = (second > first) & ~more
    wrong[:-1] &= ~run
    order[row[wrong], at[wrong]], order[row[wrong], at[wrong] + 1] = other[wrong], one[wrong]
    return np.unique(row[more])


def _scatter(ranks: Ranks, order: NDArray[np.int64], places: Ranks, rows: NDArray[np.intp] | None = None) -> None:
    """Write the places into the rows of `ranks`, or into some; `order` is used up."""
    down, across = (step // ranks.itemsize for step in ranks.strides)
    if across != 1:
        order *= across
    order += ((np.arange(len(ranks)) if rows is None else rows) * down)[:, None]
    # Flat on both sides: NumPy then goes through them without looking back.
    reach = (len(ranks) - 1) * down + (ranks.shape[1] - 1) * across + 1
    flat = as_strided(ranks, (reach,), (ranks.itemsize,))
    flat[order.reshape(-1)] = np.broadcast_to(places, order.shape).reshape(-1)


def _mend(order: NDArray[np.int64], ordered: NDArray[np.float64], alike: NDArray[np.bool_]) -> None:
    """Sort those runs of a row anew, in place, whose scores are alike in the bits that are left and stand wrongly."""
    run = np.zeros(len(order), dtype=np.int64)
    np.cumsum(~alike, out=run[1:])
    wrong = np.zeros(int(run[-1]) + 1, dtype=np.bool_)
    wrong[run[1:][ordered[1:] > ordered[:-1]]] = True
    where = np.flatnonzero(wrong[run])
    sorted_anew = np.lexsort((-ordered[where], run[where]))
    order[where], ordered[where] = order[where][sorted_anew], ordered[where][sorted_anew]


def _shared(
    scores: NDArray[np.float64],
    order: NDArray[np.int64],
    alike: NDArray[np.bool_],
    ties: Ties,
    dtype: np.dtype[np.generic],
) -> Ranks:
    """Give the places of rows with near neighbours, mending `order` where the lost bits have misled it."""
    ordered = np.take_along_axis(scores, order, axis=1)
    for row in np.flatnonzero((ordered[:, 1:] > ordered[:, :-1]).any(axis=1)):
        _mend(order[row], ordered[row], alike[row])
    n = scores.shape[1]
    fresh = np.ones(scores.shape, dtype=np.bool_)
    np.not_equal(ordered[:, 1:], ordered[:, :-1], out=fresh[:, 1:])
    if ties == "dense":
        return np.cumsum(fresh, axis=1, dtype=dtype)
    place = np.arange(1, n + 1)
    first = np.maximum.accumulate(np.where(fresh, place, 0), axis=1)
    if ties == "min":
        return first.astype(dtype)
    ends = np.ones_like(fresh)
    ends[:, :-1] = fresh[:, 1:]
    last = np.minimum.accumulate(np.where(ends, place, n)[:, ::-1], axis=1)[:, ::-1]
    return (first + last).astype(dtype)  # twice the mean of the two
