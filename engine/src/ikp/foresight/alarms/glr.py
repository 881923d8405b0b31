"""Generalised likelihood ratio: a CUSUM that need not know by how much reports will rise.

For every week in which the rise may have begun, the size of the rise is estimated from the weeks
since; the statistic is the largest log likelihood ratio among them. An alarm is given where it
reaches a threshold, and the chart begins anew in the next week.

* ``intercept``: the mean is multiplied by e^κ, κ ≥ 0 (or ≤ 0 for a fall);
* ``epidemic``: λ times last week's count is added to the mean, λ ≥ 0.

Sources: Lorden (1971), *Annals of Mathematical Statistics* 42, 1897–1908; Höhle & Paul (2008),
*Computational Statistics & Data Analysis* 52, 4357–4368.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.cusum import Chart, settings_of_chart, threshold_of
from ikp.foresight.alarms.filling import fill
from ikp.foresight.alarms.in_control import CountLaw, in_control
from ikp.foresight.alarms.result import Alarms
from ikp.foresight.streams import CountSeries

__all__ = ["Change", "Direction", "GlrForm", "glr_cases", "glr_chart", "glr_report"]

Matrix = NDArray[np.float64]
Cube = NDArray[np.float64]
Change = Literal["intercept", "epidemic"]
Direction = Literal["up", "down"]
GlrForm = Literal["textbook", "reference"]

#: Logarithms of a rise or fall are sought within ± this; beyond it the likelihood no longer moves.
_FAR = 18.0
#: Numbers in the largest temporary array.
_CELLS = 1 << 20
#: Estimates that move less than this have settled.
_SAME = 1e-9
#: No more reports than this are tried when the count for an alarm is sought.
_MOST = 1 << 20


class _Weeks(NamedTuple):
    """The weeks of the window up to now, oldest first: counts, means, counts of the week before; shape (j, s) each."""

    x: Matrix
    mean: Matrix
    earlier: Matrix


class _Kind(NamedTuple):
    """What kind of change is sought."""

    change: Change = "intercept"
    direction: Direction = "up"
    form: GlrForm = "textbook"
    least: int = 1
    width: int = 1


def glr_chart(
    counts: Matrix,
    mean: Matrix,
    *,
    size: Matrix | float = np.inf,
    threshold: float = 5.0,
    window: int | None = None,
    least: int = 1,
    change: Change = "intercept",
    direction: Direction = "up",
    form: GlrForm = "textbook",
) -> Chart:
    """Run the chart over many series.

    Parameters
    ----------
    counts, mean : array, shape (w, s)
        A week with NaN in either adds nothing.
    size : array, shape (s,), or float
        Of the negative binomial law, infinite for Poisson.
    threshold : float
    window : int, optional
        The rise began at most this many weeks ago; left out, any week since the last alarm.
    least : int
        The rise must have lasted at least so many weeks.
    change, direction
        See above; ``down`` is for the intercept.
    form : {'textbook', 'reference'}
        ``reference`` repeats R surveillance's epidemic chart, which puts the estimate of e^κ in the place of λ.

    Returns
    -------
    Chart
        `before` has the statistic of the week before, as it was left.
    """
    sizes = np.broadcast_to(np.asarray(size, dtype=np.float64), counts.shape[1:])
    width = counts.shape[0] if window is None else min(window + 1, counts.shape[0])
    step = max(1, _CELLS // (width * width))
    parts = [
        _of_block(
            counts[:, first : first + step],
            mean[:, first : first + step],
            sizes[first : first + step],
            threshold,
            _Kind(change, direction, form, least, width),
        )
        for first in range(0, counts.shape[1], step)
    ]
    if not parts:
        return Chart(np.empty(counts.shape), np.empty(counts.shape), np.empty(counts.shape, dtype=bool))
    return Chart(*(np.concatenate(each, axis=1) for each in zip(*parts, strict=True)))


def glr_cases(
    counts: Matrix,
    mean: Matrix,
    week: int,
    *,
    size: Matrix | float = np.inf,
    threshold: float = 5.0,
    window: int | None = None,
    least: int = 1,
    alarms: NDArray[np.bool_] | None = None,
) -> Matrix:
    """Give the smallest count of a week with which the intercept chart for a rise reaches its threshold.

    Parameters
    ----------
    counts, mean, size, threshold, window, least
        As `glr_chart`.
    week : int
        Place of the week; its own count has no part in the answer.
    alarms : array of bool, shape (w, s), optional
        Alarms of the chart, after which it began anew.

    Returns
    -------
    array, shape (s,)
        Infinite where no count up to a million does.
    """
    sizes = np.broadcast_to(np.asarray(size, dtype=np.float64), counts.shape[1:])
    kind = _Kind(least=least)
    width = counts.shape[0] if window is None else window + 1
    start = np.zeros(counts.shape[1], dtype=np.int64)
    if alarms is not None:
        for each in range(week):
            start = np.where(alarms[each], each + 1, start)
    rows = slice(max(0, week + 1 - width), week + 1)
    found = np.full(counts.shape[1], np.inf)
    step = max(1, _CELLS // (width * width))
    for first in range(0, counts.shape[1], step):
        block = slice(first, first + step)
        past = _window(counts[:, block], mean[:, block], rows, start[block])
        low, high = np.full((2, past.x.shape[1]), [[-1], [_MOST]])
        # Upwards in doubling strides until it is reached, then by halves.
        middle = 1 + np.rint(past.mean[-1]).astype(np.int64)
        open_ = np.arange(low.size)
        while open_.size:
            some = _Weeks(*(each[:, open_] for each in past))
            some.x[-1] = middle[open_]
            began = start[block][open_] - rows.start
            reached = _statistic(some, sizes[block][open_], kind, began) >= threshold
            low[open_] = np.where(reached, low[open_], middle[open_])
            high[open_] = np.where(reached, middle[open_], high[open_])
            middle = np.minimum((low + high) // 2, np.maximum(2 * middle, 2))
            open_ = open_[high[open_] - low[open_] > 1]
        found[block] = np.where(high == _MOST, np.inf, high)
    return found


def glr_report(
    series: CountSeries,
    *,
    last: int = 1,
    run: int = 26,
    threshold: float = 5.0,
    window: int = 12,
    least: int = 1,
    change: Change = "intercept",
    law: CountLaw = "negbin",
    stage: bool = False,
    harmonics: int = 0,
    period: float = 52.0,
    effort: bool = False,
) -> Alarms:
    """Give the alarms of the last weeks by the generalised likelihood ratio, for every series.

    Parameters
    ----------
    series : CountSeries
    last : int
        Weeks to watch, counted from the end.
    run : int
        Weeks over which the chart runs, at least `last`; what is expected is fitted to the weeks before them.
    threshold : float
        Evidence that is enough. There is no bound of false alarms in closed form; 5 is customary.
    window, least, change
        As `glr_chart`.
    law, stage, harmonics, period, effort
        Of what is expected: as `in_control`.

    Returns
    -------
    Alarms
        `score` is the statistic in thresholds; `upper` the largest count that gives no alarm this week (not for the
        epidemic chart).

    Raises
    ------
    UsageError
        For settings that cannot be, or rates without an effort.
    """
    monitored, run = settings_of_chart(series, last=last, run=run)
    limit = threshold_of(0.5, threshold)
    for name, value, bound in (("window", window, least), ("least", least, 1)):
        if value < bound:
            raise UsageError(problem("alarms-level", name=name, value=value, range=f"≥ {bound}"))
    start = len(series.starts) - run
    usual = in_control(series, start, law=law, stage=stage, harmonics=harmonics, period=period, effort=effort)
    counts, mean = series.counts[start:], usual.mean[start:]
    found = glr_chart(counts, mean, size=usual.size, threshold=limit, window=window, least=least, change=change)
    weeks = range(run - last, run)
    upper = np.full((last, counts.shape[1]), np.nan)
    if change == "intercept":
        for place, week in enumerate(weeks):
            upper[place] = glr_cases(
                counts,
                mean,
                week,
                size=usual.size,
                threshold=limit,
                window=window,
                least=least,
                alarms=found.alarm,
            )
        upper -= 1
    watch = slice(weeks.start, weeks.stop)
    return fill(
        series,
        "glr" if change == "intercept" else "glr-epidemic",
        monitored,
        {
            "run": run,
            "threshold": limit,
            "window": window,
            "least": least,
            "law": law,
            "stage": stage,
            "harmonics": harmonics,
            "period": period,
            "effort": effort,
        },
        expected=mean[watch],
        upper=upper,
        score=np.where(np.isnan(mean), np.nan, found.statistic / limit)[watch],
        alarm=found.alarm[watch],
        reason=usual.reason[start:][watch],
        details={"statistic": found.statistic[watch], "size": np.broadcast_to(usual.size, (last, len(usual.size)))},
    )


def _of_block(counts: Matrix, mean: Matrix, size: Matrix, threshold: float, kind: _Kind) -> Chart:
    statistic, before = np.zeros((2, *counts.shape))
    alarm = np.zeros(counts.shape, dtype=bool)
    start = np.zeros(counts.shape[1], dtype=np.int64)
    for week in range(counts.shape[0]):
        before[week] = statistic[week - 1] if week else 0.0
        rows = slice(max(0, week + 1 - kind.width), week + 1)
        found = _statistic(_window(counts, mean, rows, start), size, kind, start - rows.start)
        statistic[week] = np.maximum(found, 0)
        alarm[week] = found >= threshold
        start = np.where(alarm[week], week + 1, start)
    return Chart(statistic, before, alarm)


def _window(counts: Matrix, mean: Matrix, rows: slice, start: NDArray[np.int64]) -> _Weeks:
    """Give the weeks of the window; one that is missing, or before the chart began, has neither count nor mean."""
    x, mu = counts[rows], mean[rows]
    there = np.isfinite(x) & np.isfinite(mu) & (np.arange(rows.start, rows.stop)[:, None] >= start)
    earlier = np.zeros(x.shape)
    earlier[max(0, 1 - rows.start) :] = np.nan_to_num(counts[max(rows.start - 1, 0) : rows.stop - 1])
    return _Weeks(np.where(there, x, 0.0), np.where(there, mu, 0.0), np.where(there, earlier, 0.0))


def _statistic(weeks: _Weeks, size: Matrix, kind: _Kind, start: NDArray[np.int64]) -> Matrix:
    """Give the largest log likelihood ratio over the weeks in which the change may have begun, shape (s,).

    Weeks before `start` have no weight, so that a change that began there is one that began at `start`.
    """
    poisson = np.isinf(size).all()
    if kind.change == "epidemic":
        ratio = _epidemic(weeks, size, kind)
    elif poisson:
        ratio = _poisson(weeks, kind.direction)
    else:
        ratio = _negbin(weeks, size, kind.direction)
    places = np.arange(len(weeks.x))[:, None]
    allowed = (places >= start) & (places <= len(weeks.x) - kind.least)
    return np.asarray(np.where(allowed, ratio, -np.inf).max(axis=0))


def _since(x: Matrix) -> Matrix:
    """Add up from each week to the last."""
    return np.cumsum(x[::-1], axis=0)[::-1]


def _poisson(weeks: _Weeks, direction: Direction) -> Matrix:
    """Give the log likelihood ratio for each week of beginning: the rise is the ratio of the sums."""
    x, mean = _since(weeks.x), _since(weeks.mean)
    gain = xlogy(x, np.divide(x, mean, out=np.ones_like(x), where=mean > 0)) - x + mean
    rises = x > mean if direction == "up" else x < mean
    return np.where(rises, gain, 0.0)


def _negbin(weeks: _Weeks, size: Matrix, direction: Direction) -> Matrix:
    """Give the log likelihood ratio for each week of beginning; only those beginnings are fitted at which one gains.

    The slope of the likelihood in κ falls all the way, so that its sign where nothing changes says on which side the
    estimate lies. Of sparse series hardly any beginning has a rise.
    """
    alpha = 1 / size
    slope = _since((weeks.x - weeks.mean) / (1 + alpha * weeks.mean))
    gains = slope > 0 if direction == "up" else slope < 0
    ratio = np.zeros(weeks.x.shape)
    begin, series = np.nonzero(gains)
    step = max(1, _CELLS // len(weeks.x))
    for first in range(0, begin.size, step):
        k, at = begin[first : first + step], series[first : first + step]
        later = np.arange(len(weeks.x))[:, None] >= k
        x, mean = np.where(later, weeks.x[:, at], 0.0), np.where(later, weeks.mean[:, at], 0.0)
        ratio[k, at] = _fitted(x, mean, alpha[at], (0.0, _FAR) if direction == "up" else (-_FAR, 0.0))
    return ratio


def _fitted(x: Matrix, mean: Matrix, alpha: Matrix, bounds: tuple[float, float]) -> Matrix:
    """Give the log likelihood ratio at the best κ, shape (n,), of weeks (w, n): Newton's steps, kept in an interval."""
    total, expected = x.sum(axis=0), mean.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        kappa = np.clip(np.nan_to_num(np.log(total / expected), nan=0.0), *bounds)
    low, high = np.full((2, kappa.size), np.reshape(bounds, (2, 1)))
    rows = np.arange(kappa.size)
    for _ in range(100):
        here, a = kappa[rows], alpha[rows]
        raised = mean[:, rows] * np.exp(here)
        shared = 1 / (1 + a * raised)
        score = ((x[:, rows] - raised) * shared).sum(axis=0)
        bend = (raised * (1 + a * x[:, rows]) * shared**2).sum(axis=0)
        low[rows], high[rows] = np.where(score > 0, here, low[rows]), np.where(score > 0, high[rows], here)
        new = here + np.divide(score, bend, out=np.full_like(score, np.inf), where=bend > 0)
        new = np.where((new > low[rows]) & (new < high[rows]), new, (low[rows] + high[rows]) / 2)
        still = (score != 0) & (np.abs(new - here) >= _SAME)
        kappa[rows] = np.where(score == 0, here, new)
        rows = rows[still]  # those that have settled leave
        if not rows.size:
            break
    raised = mean * np.exp(kappa)
    # Where nothing was expected nothing is gained: such weeks have neither count nor mean.
    grown = np.log1p(alpha * mean) - np.log1p(alpha * raised)
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.where(alpha > 0, grown / alpha, mean - raised)
    gain = x * (np.where(mean > 0, kappa, 0.0) + grown) + level
    return np.asarray(gain.sum(axis=0))


def _gain(weeks: _Weeks, size: Matrix, raised: Cube) -> Matrix:
    """Give the log likelihood ratio of the weeks since each beginning for means `raised`, shape (k, j, s)."""
    alpha = 1 / size
    x, mean = weeks.x, np.maximum(weeks.mean, 1e-300)
    grown = np.log1p(alpha * mean) - np.log1p(alpha * raised)
    per_case = np.log(np.maximum(raised, 1e-300)) - np.log(mean) + grown
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.where(alpha > 0, grown / alpha, weeks.mean - raised)
    gain = np.where((weeks.mean > 0) & _later(len(x)), x * per_case + level, 0.0)
    return np.asarray(gain.sum(axis=1))


def _later(weeks: int) -> NDArray[np.bool_]:
    """Say which week is not before which beginning, shape (k, j, 1)."""
    places = np.arange(weeks)
    return np.asarray((places[None, :] >= places[:, None])[..., None])


def _shift(weeks: _Weeks, size: Matrix, bounds: tuple[float, float]) -> Matrix:
    """Estimate κ since each beginning, shape (k, s), within bounds: Newton's steps, halving where they leave."""
    alpha, later = 1 / size, _later(len(weeks.x))
    total, mean = _since(weeks.x), _since(weeks.mean)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = np.clip(np.nan_to_num(np.log(total / mean), nan=0.0), *bounds)
    low, high = np.full((2, *at.shape), np.reshape(bounds, (2, 1, 1)))
    for _ in range(100):
        raised = weeks.mean * np.exp(at)[:, None]
        shared = later / (1 + alpha * raised)
        score = ((weeks.x - raised) * shared).sum(axis=1)
        bend = (raised * (1 + alpha * weeks.x) * shared / (1 + alpha * raised)).sum(axis=1)
        done = (score == 0) | ((at == bounds[0]) & (score < 0)) | ((at == bounds[1]) & (score > 0))
        low, high = np.where(score > 0, at, low), np.where(score > 0, high, at)
        new = at + np.divide(score, bend, out=np.full_like(at, np.inf), where=bend > 0)
        new = np.where((new > low) & (new < high), new, (low + high) / 2)
        moved, at = np.where(done, 0.0, np.abs(new - at)), np.where(done, at, new)
        if (moved < 1e-9).all():
            break
    return np.asarray(at)


def _epidemic(weeks: _Weeks, size: Matrix, kind: _Kind) -> Matrix:
    """Give the log likelihood ratio for λ times last week's count on top, since each beginning."""
    if kind.form == "reference":
        part = np.exp(_shift(weeks, size, (-_FAR, _FAR)))
        return _gain(weeks, size, weeks.mean + part[:, None] * weeks.earlier)
    alpha, later = 1 / size, _later(len(weeks.x))
    low = np.full((len(weeks.x), weeks.x.shape[1]), -_FAR)
    high = np.full_like(low, _FAR)
    # The slope in log λ has one sign below the maximum and the other above: halve the interval.
    for _ in range(45):
        at = (low + high) / 2
        more = np.exp(at)[:, None] * weeks.earlier
        raised = np.maximum(weeks.mean + more, 1e-300)
        score = (later * more * (weeks.x - raised) / (raised * (1 + alpha * raised))).sum(axis=1)
        low, high = np.where(score > 0, at, low), np.where(score > 0, high, at)
    part = np.exp((low + high) / 2)
    return np.maximum(_gain(weeks, size, weeks.mean + part[:, None] * weeks.earlier), 0)
