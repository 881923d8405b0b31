"""How well forecasts put those first that come: area under the curve, average precision, lift of the first."""

import numpy as np
import scipy  # its statistics are loaded where they are first asked for
from numpy.typing import ArrayLike

from ikp.foresight.evaluation.categorical import Floats

__all__ = ["area_under_curve", "average_precision", "lift"]


def _known(score: ArrayLike, event: ArrayLike) -> tuple[Floats, Floats]:
    s, y = np.asarray(score, dtype=np.float64), np.asarray(event, dtype=np.float64)
    told = ~(np.isnan(s) | np.isnan(y)) & (y >= 0)
    return s[told], y[told]


def area_under_curve(score: ArrayLike, event: ArrayLike) -> float:
    """Give the probability that one with the event has the higher score, ties half; NaN without both kinds.

    ``event`` is 1 or 0, -1 or NaN where unknown.
    """
    s, y = _known(score, event)
    yes = int(y.sum())
    no = y.size - yes
    if not yes or not no:
        return np.nan
    return float((scipy.stats.rankdata(s)[y == 1].sum() - yes * (yes + 1) / 2.0) / (yes * no))


def average_precision(score: ArrayLike, event: ArrayLike) -> float:
    """Give the precision averaged over the gains in recall, equal scores taken together; NaN without an event."""
    s, y = _known(score, event)
    if not y.sum():
        return np.nan
    values, index = np.unique(-s, return_inverse=True)
    hits = np.cumsum(np.bincount(index, weights=y, minlength=values.size))
    taken = np.cumsum(np.bincount(index, minlength=values.size))
    gains = np.diff(hits, prepend=0.0) / y.sum()
    return float(gains @ (hits / taken))


def lift(score: ArrayLike, event: ArrayLike, first: int) -> float:
    """Give how many times as many events the first ones hold as a blind choice would; NaN without an event.

    Where scores are equal at the border, the expected number of a choice by lot counts.
    """
    s, y = _known(score, event)
    if not y.sum() or not 0 < first <= y.size:
        return np.nan
    border = np.sort(s)[::-1][first - 1]
    above, equal = s > border, s == border
    hits = y[above].sum() + y[equal].mean() * (first - above.sum())
    return float((hits / first) / y.mean())
