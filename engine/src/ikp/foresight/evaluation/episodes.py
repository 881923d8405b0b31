"""Alarms against a list of what really happened: hits, false alarms, days gained."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from ikp.errors import UsageError, problem
from ikp.foresight.evaluation.categorical import Floats
from ikp.foresight.evaluation.intervals import proportion_interval

__all__ = ["AlarmQuality", "Episode", "alarm_quality"]

_WEEKS_PER_YEAR = 365.2425 / 7.0


@dataclass(frozen=True)
class Episode:
    """Something that really happened in a series.

    Parameters
    ----------
    series : int
        Column.
    start, stop : int
        First week, and the first week no more: an alarm from `start` to before `stop` is a hit.
    known : int or None
        The week in which people knew of it without alarms, from which days are gained.
    """

    series: int
    start: int
    stop: int
    known: int | None = None


@dataclass(frozen=True)
class AlarmQuality:
    """How good alarms were; each share and rate with its interval at 95 %.

    Parameters
    ----------
    sensitivity, predictive_value, false_rate : tuple of float
        Value, low, high: episodes with an alarm; alarms inside an episode; alarms outside per unit
        and year. NaN where there was nothing to count.
    delay : float
        Median of weeks from the start of an episode to its first alarm, among those with one.
    days_gained : float
        Median of days that the first alarm came before people knew, among those with both; below 0 it came later.
    found : tuple of bool
        Of each episode.
    episodes, alarms, false_alarms : int
    unit_years : float
        Observed outside episodes.
    """

    sensitivity: tuple[float, float, float]
    predictive_value: tuple[float, float, float]
    false_rate: tuple[float, float, float]
    delay: float
    days_gained: float
    found: tuple[bool, ...]
    episodes: int
    alarms: int
    false_alarms: int
    unit_years: float


def alarm_quality(alarms: ArrayLike, truth: Sequence[Episode]) -> AlarmQuality:
    """Hold weekly alarms against a truth list.

    Parameters
    ----------
    alarms : array_like, shape (t, s)
        1 alarm, 0 none, NaN not monitored: such weeks neither miss nor count as time.
    truth : sequence of Episode
        A complete list: what is not in it did not happen. An episode of which no week was monitored
        does not count.

    Raises
    ------
    UsageError
        If an episode lies outside the array.
    """
    a = np.asarray(alarms, dtype=np.float64)
    weeks, series = a.shape
    for each in truth:
        if not (0 <= each.series < series and 0 <= each.start < each.stop <= weeks):
            raise UsageError(problem("forecast-shape", probability=a.shape, outcome=(each.start, each.series)))
    inside = np.zeros(a.shape, dtype=bool)
    found, delays, gained = [], [], []
    for each in truth:
        window = a[each.start : each.stop, each.series]
        inside[each.start : each.stop, each.series] = True
        if np.isnan(window).all():
            continue
        hits = np.flatnonzero(window == 1)
        found.append(bool(hits.size))
        if hits.size:
            delays.append(float(hits[0]))
            if each.known is not None:
                gained.append(7.0 * (each.known - each.start - int(hits[0])))
    raised = a == 1
    total, false = int(raised.sum()), int((raised & ~inside).sum())
    years = float((~np.isnan(a) & ~inside).sum() / _WEEKS_PER_YEAR)
    return AlarmQuality(
        _share(sum(found), len(found)),
        _share(total - false, total),
        _rate(false, years),
        float(np.median(delays)) if delays else np.nan,
        float(np.median(gained)) if gained else np.nan,
        tuple(found),
        len(found),
        total,
        false,
        years,
    )


def _share(hits: int, of: int) -> tuple[float, float, float]:
    low, high = proportion_interval(hits, of)
    return (hits / of if of else np.nan, float(low), float(high))


def _rate(count: int, years: float) -> tuple[float, float, float]:
    """Give a rate with Garwood's exact interval of a Poisson count."""
    if not years:
        return (np.nan, np.nan, np.nan)
    ends: Floats = np.array([gammaincinv(count, 0.025) if count else 0.0, gammaincinv(count + 1, 0.975)]) / years
    return (count / years, float(ends[0]), float(ends[1]))
