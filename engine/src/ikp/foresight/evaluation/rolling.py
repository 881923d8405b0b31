"""Rolling origins: forecasts made again and again with what was known then, seen from three sides."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.categorical import Floats

__all__ = ["Views", "roll", "rolling_origins", "three_views"]


@dataclass(frozen=True, eq=False)
class Views:
    """Mean scores from three sides; NaN where nothing was scored.

    Parameters
    ----------
    by_run : array, shape (r,)
        Of all that was forecast from one origin.
    by_step : array, shape (h,)
        Of all forecasts so many steps ahead.
    by_date : array, shape (d,)
        Of all forecasts for one date, whichever origin they come from.
    origins, steps, dates : tuple of int
        A date is the origin's last known time plus the step.
    counts : tuple of arrays
        How many scores each mean has, in the order of the views.
    """

    by_run: Floats
    by_step: Floats
    by_date: Floats
    origins: tuple[int, ...]
    steps: tuple[int, ...]
    dates: tuple[int, ...]
    counts: tuple[Floats, Floats, Floats]


def rolling_origins(times: int, *, first: int, horizon: int = 1, every: int = 1) -> tuple[int, ...]:
    """Give the last known times of every run: from ``first`` on, as long as the whole horizon has outcomes.

    Raises
    ------
    UsageError
        If there is no room for one run.
    """
    found = tuple(range(first, times - horizon, every))
    if first < 0 or not found:
        raise UsageError(problem("forecast-short", found=times, need=first + horizon + 1))
    return found


def roll(
    values: Floats,
    score: Callable[[Floats, Floats], Floats],
    *,
    first: int,
    horizon: int = 1,
    every: int = 1,
    progress: Callable[[float], None] | None = None,
) -> tuple[Floats, tuple[int, ...]]:
    """Forecast from every origin with what was known then, and score.

    Parameters
    ----------
    values : array, shape (t, s)
        Time on axis 0.
    score : callable
        Gets the history (origin + 1, s), a copy that ends at the origin, and the outcomes
        (horizon, s); gives scores (horizon, s). It must not look at the outcomes but to score.
    first, horizon, every : int
    progress : callable, optional
        Told the share that is done.

    Returns
    -------
    scores : array, shape (r, horizon, s)
    origins : tuple of int
    """
    origins = rolling_origins(len(values), first=first, horizon=horizon, every=every)
    found = np.full((len(origins), horizon, values.shape[1]), np.nan)
    for run, origin in enumerate(origins):
        found[run] = score(values[: origin + 1].copy(), values[origin + 1 : origin + 1 + horizon])
        if progress:
            progress((run + 1) / len(origins))
    return found, origins


def three_views(scores: ArrayLike, origins: tuple[int, ...]) -> Views:
    """Average scores (runs, steps, series) by run, by step ahead and by date."""
    s = np.asarray(scores, dtype=np.float64)
    if s.ndim != 3 or len(origins) != len(s):
        raise UsageError(problem("forecast-shape", probability=s.shape, outcome=(len(origins),)))
    known = ~np.isnan(s)
    total, count = np.where(known, s, 0.0).sum(axis=2), known.sum(axis=2).astype(np.float64)
    steps = tuple(range(1, s.shape[1] + 1))
    at = np.add.outer(np.asarray(origins, dtype=np.intp), np.asarray(steps, dtype=np.intp))
    dates, index = np.unique(at, return_inverse=True)
    sides = (
        (total.sum(axis=1), count.sum(axis=1)),
        (total.sum(axis=0), count.sum(axis=0)),
        (_summed(index, total, dates.size), _summed(index, count, dates.size)),
    )
    by_run, by_step, by_date = (_mean(*each) for each in sides)
    counts = (sides[0][1], sides[1][1], sides[2][1])
    return Views(by_run, by_step, by_date, tuple(origins), steps, tuple(map(int, dates)), counts)


def _summed(index: NDArray[np.intp], values: Floats, size: int) -> Floats:
    found: Floats = np.bincount(index.ravel(), weights=values.ravel(), minlength=size).astype(np.float64)
    return found


def _mean(total: Floats, count: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(count > 0, total / count, np.nan)
