"""Sets and intervals that hold what comes as often as they promise, whatever the model.

Split conformal prediction: what forecasts of known outcomes missed tells how wide the next ones
have to be. It holds on average over units that are exchangeable with those tried; a change of
the times between the trial and the forecast is not covered.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["conformal_level", "prediction_sets", "widening"]

Floats = NDArray[np.float64]


def conformal_level(scores: Floats, level: float) -> float:
    """Give the score that a share `level` of new ones does not exceed; infinite where there are too few."""
    known = np.sort(scores[np.isfinite(scores)])
    place = int(np.ceil((known.size + 1) * level - 1e-9))
    return float(known[place - 1]) if 0 < place <= known.size else np.inf


def prediction_sets(tried: Floats, outcome: NDArray[np.intp], probability: Floats, level: float) -> NDArray[np.bool_]:
    """Give the categories among which the next one is, shape (S, C).

    Parameters
    ----------
    tried : array, shape (n, C)
        Forecasts whose outcome is known.
    outcome : array of int, shape (n,)
    probability : array, shape (S, C)
        Forecasts.
    level : float

    Returns
    -------
    array of bool
        Every category at least as probable as the conformal level asks, and all between them; all
        categories where there are too few trials. Never empty.

    Notes
    -----
    Sadinle, M., Lei, J. and Wasserman, L. (2019). Least ambiguous set-valued classifiers with bounded
    error levels. *JASA* 114, 223-234.
    """
    known = (outcome >= 0) & np.isfinite(tried).all(axis=1)
    given = np.take_along_axis(tried[known], outcome[known][:, np.newaxis], axis=1)[:, 0]
    most = conformal_level(1.0 - given, level)
    best = probability == np.nanmax(probability, axis=1, keepdims=True)
    inside = (1.0 - probability <= most + 1e-12) | best
    # Ordered categories: a gap in the middle would say nothing that one could act on.
    first = np.maximum.accumulate(inside, axis=1)
    last = np.maximum.accumulate(inside[:, ::-1], axis=1)[:, ::-1]
    return first & last


def widening(low: Floats, high: Floats, y: Floats, level: float) -> float:
    """Give by how much of their length (and 1) intervals have to be widened on both sides.

    Below 0 they are narrowed; 0 where there are too few trials.

    Notes
    -----
    Romano, Y., Patterson, E. and Candès, E. (2019). Conformalized quantile regression. *NeurIPS* 32.
    """
    found = conformal_level(np.maximum(low - y, y - high) / (high - low + 1.0), level)
    return found if np.isfinite(found) else 0.0
