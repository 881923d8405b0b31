"""What reports are expected in proportion to: how many supervisors looked, and how much has come by now.

Both go into the methods as one exposure, around 1: the supervisors of a week over the unit's usual
number, times the share of the week's reports that should have come by now. Counts stay whole, so
the laws of counts keep their meaning.
"""

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.streams import CountSeries

__all__ = ["exposure_of", "relative_effort"]

Matrix = NDArray[np.float64]
#: Of the last year's weeks, so many must have an effort, or the unit is taken to say nothing of it.
_ENOUGH = 0.5
_YEAR = 52


def relative_effort(counts: CountSeries) -> tuple[Matrix, NDArray[np.bool_]]:
    """Give the supervisors over the usual number, shape (t, s), and of which series it is used, shape (s,).

    A unit that does not say how many there are this week, or mostly did not, has 1 in every week.
    """
    if counts.effort is None:
        return np.ones(counts.counts.shape), np.zeros(counts.counts.shape[1], dtype=bool)
    people = np.where(counts.effort > 0, counts.effort, np.nan)
    told = np.isfinite(people[-_YEAR:])
    used = told[-1] & (told.mean(axis=0) >= _ENOUGH)
    usual = np.ones(used.size)
    if used.any():
        usual[used] = np.nanmedian(people[:, used], axis=0)
    return np.where(used, people / usual, 1.0), used


def exposure_of(relative: Matrix, share: Matrix) -> Matrix:
    """Give the exposure, shape (t, s); where the delay of a series is unknown, it has the week's usual share."""
    usual = np.ones(len(share))
    some = np.isfinite(share).any(axis=1)
    usual[some] = np.nanmedian(share[some], axis=1)
    filled = np.where(np.isfinite(share), share, usual[:, None])
    # Of a week of which hardly anything can have come, nothing can be said either.
    return np.asarray(relative * np.maximum(filled, 0.01))
