"""Order statistics and sums of long rows, the same whatever order their numbers stand in.

A few order statistics of ten thousand numbers need no sorted row: a histogram says in which bin each of them lies,
and only what is in those bins is sorted.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["keep_memory", "select", "select_counts", "steady_sums"]

Matrix = NDArray[np.float64]
Places = NDArray[np.intp]

#: Bins of a row's histogram.
_BINS = 2048
#: Bytes of an array that goes at once.
_GOES = 1 << 24
#: Powers of two beyond this one are no number.
_LARGEST = 1000
#: The share of all numbers above which the bins that are asked for hold so many that whole rows are sorted.
_MANY = 1 / 8


def keep_memory() -> None:
    """Let this process keep the memory of arrays that go, for those that come.

    The allocator of glibc gives memory back to the system, and gets it anew filled with zeros, above the size of the
    largest array that it has seen go. One that nobody fills costs nothing.
    """
    np.empty(_GOES, dtype=np.uint8)


def select(values: Matrix, places: Places) -> Matrix:
    """Give some order statistics of each row.

    Parameters
    ----------
    values : array, shape (g, b)
        NaN comes last.
    places : array of int, shape (g, k)
        From 0, the lowest, up to b − 1.

    Returns
    -------
    array, shape (g, k)
    """
    found = np.empty(places.shape)
    if not places.size:
        return found
    low, high = values.min(axis=1), values.max(axis=1)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        scale = (_BINS - 1) / (high - low)
    wide = (scale > 0) & (scale < np.inf)  # neither NaN nor infinity in the row, nor all the same
    if not wide.all():
        found[~wide] = _sorted(values[~wide], places[~wide])
        if wide.any():
            found[wide] = select(values[wide], places[wide])
        return found
    rows = np.arange(len(values))[:, None]
    bins = ((values - low[:, None]) * scale[:, None]).astype(np.intp)
    bins += rows * _BINS
    ends = np.bincount(bins.reshape(-1), minlength=len(values) * _BINS).reshape(-1, _BINS).cumsum(axis=1)
    asked = _passed(ends, places)
    flag = np.zeros(ends.size, dtype=np.bool_)
    flag[(asked + rows * _BINS).reshape(-1)] = True
    chosen = np.flatnonzero(flag[bins.reshape(-1)])
    if chosen.size > _MANY * values.size:
        return _sorted(values, places)
    at, own = bins.reshape(-1)[chosen], values[chosen // values.shape[1], chosen % values.shape[1]]
    order = np.lexsort((own, at))
    # Those of a bin stand together now; so many of the row lie below it.
    first = np.searchsorted(at[order], asked + rows * _BINS)
    below = np.where(asked > 0, np.take_along_axis(ends, np.maximum(asked - 1, 0), axis=1), 0)
    found[:] = own[order][first + places - below]
    return found


def select_counts(values: NDArray[Any], places: Places, top: int) -> NDArray[np.intp]:
    """Give some order statistics of each row of whole numbers from 0 to `top`.

    Parameters
    ----------
    values : array of unsigned integers, shape (g, b)
    places : array of int, shape (g, k)
        From 0, the lowest, up to b − 1.
    top : int

    Returns
    -------
    array of int, shape (g, k)
    """
    if top >= values.shape[1]:  # more numbers to count than to sort
        return np.take_along_axis(np.sort(values, axis=1), places, axis=1).astype(np.intp)
    bins = values + (np.arange(len(values)) * (top + 1))[:, None]
    counts = np.bincount(bins.reshape(-1), minlength=len(values) * (top + 1))
    return _passed(counts.reshape(len(values), -1).cumsum(axis=1), places)


def steady_sums(values: Matrix) -> NDArray[np.float64]:
    """Add up each row of finite numbers, NaN left out, to a sum that does not hang on their order.

    They are added as whole numbers of a unit so small that the sum just cannot overflow, and what that leaves of
    each once more in the same way: the sum is exact but for its last bit or two.
    """
    known = np.where(np.isnan(values), 0.0, values) if np.isnan(values.min(initial=0.0)) else values
    largest = np.maximum(known.max(axis=1, initial=0.0), -known.min(axis=1, initial=0.0))
    room = 62 - values.shape[1].bit_length()
    shift = room - np.frexp(largest)[1]  # the largest is below 2 to its exponent
    if shift.max(initial=0) <= _LARGEST:
        known = known * np.ldexp(1.0, shift)[:, None]
    else:  # the unit of so small numbers is none itself
        known = np.ldexp(known, shift[:, None])
    whole = np.rint(known)
    rest = np.rint((known - whole) * 2.0**room)
    total = whole.astype(np.int64).sum(axis=1) + np.ldexp(rest.astype(np.int64).sum(axis=1).astype(np.float64), -room)
    return np.asarray(np.ldexp(total, -shift))


def _sorted(values: Matrix, places: Places) -> Matrix:
    return np.take_along_axis(np.sort(values, axis=1), places, axis=1)


def _passed(ends: NDArray[np.intp], places: Places) -> NDArray[np.intp]:
    """Give, per row of rising ends, the first that lies beyond each place."""
    return np.stack([np.searchsorted(end, place, side="right") for end, place in zip(ends, places, strict=True)])
