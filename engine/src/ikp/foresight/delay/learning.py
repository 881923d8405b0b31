"""The delay of every series, learned from its own reports and those of the area that it borrows from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.delay.bayes import posterior_cdf
from ikp.foresight.delay.changing import Change, change_of
from ikp.foresight.delay.hazards import (
    FAINT,
    Counts,
    Places,
    cdf_variance,
    hazard_counts,
    log_variance,
    reverse_cdf,
    shrunken,
    sums_by,
    weekly_strength,
    worth,
)
from ikp.foresight.delay.lawless import lawless_cdf
from ikp.foresight.delay.laws import law_cdf
from ikp.foresight.delay.result import Delay
from ikp.foresight.delay.settings import Borrowing, Settings

__all__ = ["Learned", "learn"]

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Learned:
    """A delay, the counts of the area behind it, and what was found on the way."""

    delay: Delay
    counts: Counts
    found: Mapping[str, Any]


def learn(n: Array, settings: Settings, places: Places) -> Learned:
    """Learn the delay from a triangle.

    Parameters
    ----------
    n : array, shape (T, D + 1, S)
    settings : Settings
    places : array of int, shape (S,)
        The group of each series.

    Returns
    -------
    Learned
        With a delay of NaN where no report of the area took its whole course.
    """
    change = None
    half_life = settings.half_life
    if half_life is None and settings.method == "negative-binomial":
        change = change_of(n if settings.weeks is None else n[-settings.weeks - len(n[0]) + 1 :])
        half_life = change.half_life
    came, within = hazard_counts(n, window=settings.weeks, half_life=half_life, cut=settings.cut)
    totals = np.nansum(n if settings.weeks is None else n[-settings.weeks :], axis=0)
    own = within[-1]
    counts = Counts(*(_of_area(each, settings.by, places) for each in (came, within, totals)))
    trust = counts.within
    found: dict[str, Any] = {}
    if settings.method.startswith("bayes"):
        cdf = posterior_cdf("trunc" if settings.method == "bayes-trunc" else "notrunc", counts, settings.kappa)
        log = np.full(cdf.shape, np.nan)
    elif settings.method == "negative-binomial" or settings.by == "shrunken" or settings.law:
        recent = len(n) if half_life is None or np.isinf(half_life) else len(within) + int(2 * half_life)
        recent = recent if settings.weeks is None else min(recent, settings.weeks + len(within))
        cdf, log, trust, found = _flexible(n[-recent:], counts, settings, places, change)
    else:
        cdf = lawless_cdf(counts.came, counts.within)
        with np.errstate(divide="ignore", invalid="ignore"):
            log = np.where(cdf > 0, cdf_variance(counts.came, counts.within) / cdf**2, np.nan)
    if settings.form == "textbook":
        last = counts.within[-1]
        evidence = np.full(last.size, last.sum()) if settings.by == "shrunken" else last
        cdf, log = (np.where(evidence > 0, each, np.nan) for each in (cdf, log))
    share = np.divide(own, trust[-1], out=np.zeros(own.size), where=trust[-1] > 0)
    return Learned(Delay(cdf, log, share), counts, found)


def _flexible(
    n: Array, counts: Counts, settings: Settings, places: Places, change: Change | None
) -> tuple[Array, Array, Array, dict[str, Any]]:
    """Give F, the variance of log F, how many reports the hazards are worth, and what was found."""
    hazard, trust, found = _hazards(counts.came, counts.within, settings, places)
    if change is not None:
        hazard = change.now(hazard)
        found |= {"half_life": change.half_life, "slope": change.slope}
    cdf, log = reverse_cdf(hazard), None
    if settings.law:
        cdf, log = law_cdf(settings.law, hazard * trust, trust)
        hazard = 1.0 - np.vstack([np.zeros(cdf.shape[1]), cdf[:-1]]) / cdf
    if settings.method != "negative-binomial":
        return cdf, log_variance(hazard, trust) if log is None else log, trust, found
    alike = weekly_strength(n, hazard, None if change is None else change.before(len(n)))
    found["alike"] = [round(float(each), 1) for each in alike[1:, 0]]
    log = log_variance(hazard, trust * worth(n, alike)) if log is None else log
    log = log + log_variance(hazard, alike)
    return cdf, log if change is None else log + change.log_variance(hazard), trust, found


def _of_area(values: Array, by: Borrowing, places: Places) -> Array:
    """Give each series the counts of the area that it borrows from."""
    if by == "group":
        return sums_by(values, places)[:, places]
    if by == "all":
        return np.repeat(values.sum(axis=1, keepdims=True), values.shape[1], axis=1)
    return values


def _hazards(came: Array, within: Array, settings: Settings, places: Places) -> tuple[Array, Array, dict[str, Any]]:
    """Give reverse hazards, how many reports they are worth, and the strengths of borrowing where there are any."""
    if settings.by == "shrunken":
        hazard, trust, strengths = shrunken(came, within, places)
        return hazard, trust, {"group_strength": strengths[0], "series_strength": strengths[1]}
    trust = within + FAINT * np.arange(1, len(within) + 1)[:, None]
    return (came + FAINT) / trust, trust, {}
