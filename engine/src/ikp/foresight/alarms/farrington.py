"""Farrington and Farrington-flexible: is a week unusual beside the same season, or stage, of the past?

A quasi-Poisson model with trend and season is fitted to the past of every series, past
outbreaks are given less weight, and a count above what it foresees is an alarm. The flexible
variant is that of Noufaily and others; the classic one looks only at the same weeks of earlier years.

Sources: Farrington, Andrews, Beale & Catchpole (1996), *Journal of the Royal Statistical Society* A 159,
547–563; Noufaily, Enki, Farrington, Garthwaite, Andrews & Charlett (2013), *Statistics in Medicine* 32, 1206–1222.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.farrington_bounds import bounds
from ikp.foresight.alarms.farrington_model import expect
from ikp.foresight.alarms.farrington_settings import FarringtonForm, FarringtonSettings, FarringtonVariant, chosen
from ikp.foresight.alarms.farrington_weeks import Weeks, season_weeks, stage_weeks
from ikp.foresight.alarms.filling import effort_of, few, fill, watched
from ikp.foresight.alarms.result import Alarms, Reason
from ikp.foresight.streams import CountSeries

__all__ = ["FarringtonLimits", "farrington_limits", "farrington_report"]

Matrix = NDArray[np.float64]
#: Series that are worked on at once: their arrays are the memory that is used, whatever their number.
_BLOCK = 1024


class FarringtonLimits(NamedTuple):
    """What the method says of every monitored week, shape (w, s) each; NaN where nothing can be said.

    `deviation` is the standard error of the mean's logarithm, `trend` the slope a week where the model
    has one. `reason` does not look at the count of the week itself or at how few there were lately.
    """

    expected: Matrix
    lower: Matrix
    upper: Matrix
    score: Matrix
    p: Matrix
    alarm: NDArray[np.bool_]
    deviation: Matrix
    dispersion: Matrix
    trend: Matrix
    reason: NDArray[np.int8]


def farrington_limits(
    counts: Matrix,
    baselines: Sequence[Weeks | None],
    monitored: range,
    settings: FarringtonSettings,
    *,
    variant: FarringtonVariant = "flexible",
    form: FarringtonForm = "textbook",
    effort: Matrix | None = None,
    workers: int | None = None,
) -> FarringtonLimits:
    """Reckon the limits of some weeks for many series.

    Parameters
    ----------
    counts : array, shape (t, s)
    baselines : sequence of Weeks or None
        Of each monitored week; None where there is none.
    monitored : range
        Places of the weeks.
    settings : FarringtonSettings
    variant, form
        As `farrington_report`.
    effort : array, shape (t, s), optional
        Reports are expected in proportion to it; NaN leaves a week out.
    workers : int, optional
        Threads; left out, as many as there are processors.
    """
    shape = (len(monitored), counts.shape[1])
    numbers = np.full((8, *shape), np.nan)
    alarm = np.zeros(shape, dtype=bool)
    reason = np.full(shape, Reason.SHORT_HISTORY, dtype=np.int8)
    logs = None if effort is None else np.log(effort)
    places = np.asarray(monitored, dtype=np.intp)

    def work(weeks: Weeks, which: NDArray[np.intp], block: slice) -> None:
        back = weeks.ago.astype(np.intp)
        now = places[which]
        part = numbers[:, which, block].shape[1:]
        expected = expect(
            _pairs(counts, now, back, block),
            weeks,
            settings,
            variant=variant,
            form=form,
            offset=None if logs is None else _pairs(logs, now, back, block),
            offset_now=None if logs is None else logs[now, block].ravel(),
        )
        found = bounds(counts[now, block].ravel(), expected, settings, variant=variant, form=form)
        mean = np.exp(expected.eta)
        said = (found.lower, found.upper, found.score, found.p, expected.se, expected.dispersion, expected.trend)
        for place, each in enumerate((mean, *said)):
            numbers[place, which, block] = each.reshape(part)
        alarm[which, block] = found.alarm.reshape(part)
        # All of the history is zero: the upper limit of its mean has no end.
        endless = (expected.reason == Reason.SAID) & np.isfinite(expected.eta) & np.isnan(found.upper)
        reason[which, block] = np.where(endless, np.int8(Reason.NO_VARIATION), expected.reason).reshape(part)

    _spread(work, list(_tasks(baselines, shape[1])), workers)
    mean, lower, upper, score, p, deviation, dispersion, trend = numbers
    return FarringtonLimits(mean, lower, upper, score, p, alarm, deviation, dispersion, trend, reason)


def farrington_report(
    series: CountSeries,
    variant: FarringtonVariant = "flexible",
    *,
    last: int = 1,
    effort: bool = False,
    stage: Sequence[str] | None = None,
    form: FarringtonForm = "textbook",
    workers: int | None = None,
    **changes: Any,
) -> Alarms:
    """Give the alarms of the last weeks by a Farrington method, for every series.

    Parameters
    ----------
    series : CountSeries
    variant : {'flexible', 'classic'}
    last : int
        Weeks to watch, counted from the end.
    effort : bool
        Expect reports in proportion to the supervisors of each week.
    stage : sequence of str, length t, optional
        The electoral stage of each week stands in place of the season of the year; the same stage in the
        past is what a week is compared with. An empty text is a week without a stage.
    form : {'textbook', 'reference'}
        ``reference`` repeats R surveillance where it departs from the papers; the documentation has a
        table of the differences.
    workers : int, optional
        Threads; left out, as many as there are processors. The result is the same with any number.
    **changes
        Any field of `FarringtonSettings`, in place of the published setting.

    Returns
    -------
    Alarms
        With the details `dispersion`, `trend` (NaN where the model has none) and, with the threshold
        `nb-plugin`, the `size` of the negative binomial law of each week (infinite for Poisson).

        A week is silent where the baseline is too short or its season was never observed (``SHORT_HISTORY``),
        there were too few reports lately (``TOO_FEW``; weeks that were not observed add none), nobody said how
        many supervisors there were (``NO_EFFORT``), or the model does not converge (``NOT_CONVERGED``). A
        history of nothing but zeros expects none.

    Raises
    ------
    UsageError
        For settings outside their range, rates without an effort, or stages that are not one a week.
    """
    settings = chosen(variant, changes)
    if form not in get_args(FarringtonForm):
        raise UsageError(problem("alarms-level", name="form", value=form, range=", ".join(get_args(FarringtonForm))))
    monitored = watched(series, last)
    people = effort_of(series) if effort else None
    if stage is not None and len(stage) != len(series.starts):
        wanted = f"({len(series.starts)},)"
        raise UsageError(problem("alarms-shapes", name="stage", found=f"({len(stage)},)", wanted=wanted))
    baselines = [
        season_weeks(series.starts, now, settings) if stage is None else stage_weeks(stage, now, settings)
        for now in monitored
    ]
    found = farrington_limits(
        series.counts, baselines, monitored, settings, variant=variant, form=form, effort=people, workers=workers
    )
    reason = found.reason.copy()
    reason[(reason == Reason.SAID) & few(series.counts, monitored, settings.least)] = Reason.TOO_FEW
    if people is not None:
        reason[np.isnan(people[monitored.start :])] = Reason.NO_EFFORT
    return fill(
        series,
        "farrington-flexible" if variant == "flexible" else "farrington",
        monitored,
        {**asdict(settings), "form": form, "effort": effort, "stage": stage is not None},
        expected=found.expected,
        lower=found.lower,
        upper=found.upper,
        score=found.score,
        alarm=found.alarm,
        p_value=found.p,
        reason=reason,
        details={"dispersion": found.dispersion, "trend": found.trend, **_law(found, settings)},
    )


def _tasks(baselines: Sequence[Weeks | None], series: int) -> Iterator[tuple[Weeks, NDArray[np.intp], slice]]:
    """Give pieces of work: monitored weeks whose baselines lie alike before them are fitted together."""
    alike: dict[tuple[bytes, bytes], tuple[Weeks, list[int]]] = {}
    for week, weeks in enumerate(baselines):
        if weeks is not None:
            alike.setdefault((weeks.ago.tobytes(), weeks.level.tobytes()), (weeks, []))[1].append(week)
    at_once = max(_BLOCK // max(series, 1), 1)
    for weeks, group in alike.values():
        for start in range(0, len(group), at_once):
            which = np.array(group[start : start + at_once], dtype=np.intp)
            for first in range(0, series, _BLOCK):
                yield weeks, which, slice(first, min(first + _BLOCK, series))


def _spread(work: Callable[..., None], tasks: Sequence[tuple[Any, ...]], workers: int | None) -> None:
    """Do pieces of work in threads; each writes where no other one does."""
    threads = min(workers or os.cpu_count() or 1, len(tasks))
    if threads < 2:
        for task in tasks:
            work(*task)
        return
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(work, *task) for task in tasks]:
            done.result()


def _pairs(values: Matrix, now: NDArray[np.intp], back: NDArray[np.intp], block: slice) -> Matrix:
    """Give the baselines of every week and series, a row each: shape (weeks · series, n)."""
    found = values[np.add.outer(now, back), block]
    return np.ascontiguousarray(found.transpose(0, 2, 1)).reshape(-1, back.size)


def _law(found: FarringtonLimits, settings: FarringtonSettings) -> dict[str, Matrix]:
    """Give the size of the law where the p-values are those of a negative binomial with the expected mean."""
    if settings.threshold != "nb-plugin":
        return {}
    with np.errstate(divide="ignore", invalid="ignore"):
        return {"size": found.expected / (found.dispersion - 1)}
