"""Alarms that know of reporting delay: is more known of a week than there should be by now?

Most reports of the last weeks have not come yet. A method that compares what is known so far with
whole weeks of the past is blind just when it matters; one that waits is late. Here the past is
counted by week *and delay*, and what is known of a week is compared with what used to be known of such a
week after as many weeks.

Source: Salmon, Schumacher, Stark & Höhle (2015), *Biometrical Journal* 57, 1051–1067, with asymptotic
inference in place of theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.delayed_bounds import drawn, expected_by_now, mixture
from ikp.foresight.alarms.delayed_model import DelayedFit, fit_with_size
from ikp.foresight.alarms.farrington_settings import FarringtonForm, FarringtonSettings, chosen
from ikp.foresight.alarms.farrington_weeks import Weeks, season_weeks, stage_weeks
from ikp.foresight.alarms.filling import few, fill, watched
from ikp.foresight.alarms.result import Alarms, Reason
from ikp.foresight.streams import CountSeries, Triangle

__all__ = ["DELAYED_SETTINGS", "delayed_report"]

Matrix = NDArray[np.float64]
#: Numbers that are worked on at once.
_CELLS = 1 << 21
#: A trend needs so much history, as in the Farrington methods.
_TREND_WEEKS = 3 * 52
#: Settings of the Farrington methods that mean something here.
DELAYED_SETTINGS = ("alpha", "years", "window", "periods", "left_out", "trend", "least", "step")


def delayed_report(
    triangle: Triangle,
    *,
    last: int | None = None,
    effort: Matrix | None = None,
    stage: Sequence[str] | None = None,
    correct: bool = True,
    form: FarringtonForm = "textbook",
    rng: np.random.Generator | None = None,
    draws: int = 10_000,
    **changes: Any,
) -> Alarms:
    """Give the alarms of the last weeks, corrected for delay, for every series.

    Parameters
    ----------
    triangle : Triangle
    last : int, optional
        Weeks to watch, counted from the end; left out, those that can still grow and one more.
    effort : array, shape (t, s), optional
        Expect reports in proportion to it; NaN leaves a week out.
    stage : sequence of str, length t, optional
        The electoral stage of each week stands in place of the season of the year.
    correct : bool
        False compares what is known so far with whole weeks of the past: to see what the correction does.
    form : {'textbook', 'reference'}
        ``reference`` repeats R surveillance's ``bodaDelay`` with its asymptotic inference; it draws.
    rng : Generator, optional
        For ``reference``, and only for it.
    draws : int
        Draws of the mean and the size, for ``reference``.
    **changes
        Of `FarringtonSettings`: alpha, years, window, periods, left_out, trend, least, step.

    Returns
    -------
    Alarms
        `observed` and `expected` are what is known and what should be known by now. With the details `whole`
        (what is expected in the end) and `share` (what part of it should be known by now). The reasons are
        those of `farrington_report`; a series that never reported says ``TOO_FEW``.

    Raises
    ------
    UsageError
        For settings that cannot be, stages or an effort that do not fit, or a reference form without draws.
    """
    weeks, width = triangle.n.shape[:2]
    settings = _settings(changes)
    _check(triangle, form, rng, effort, stage)
    observed = CountSeries(
        np.where(np.isnan(triangle.n).all(axis=1), np.nan, np.nansum(triangle.n, axis=1)),
        triangle.starts,
        triangle.units,
        triangle.kinds,
        names=triangle.names,
        synthetic=triangle.synthetic,
    )
    monitored = watched(observed, min(width, weeks) if last is None else last)
    logs = None if effort is None else np.log(np.where(effort > 0, effort, np.nan))
    work = _Work(triangle, settings, correct, form, rng, draws, logs, stage)
    shape = (len(monitored), len(triangle.units))
    numbers = np.full((7, *shape), np.nan)
    reason = np.full(shape, Reason.SHORT_HISTORY, dtype=np.int8)
    for place, now in enumerate(monitored):
        weeks_before = work.baseline(now)
        if weeks_before is not None:
            work.week(now, weeks_before, numbers[:, place], reason[place])
    expected, lower, upper, score, p, whole, share = numbers
    reason[(reason == Reason.SAID) & few(observed.counts, monitored, settings.least)] = Reason.TOO_FEW
    if logs is not None:
        reason[np.isnan(logs[monitored.start :])] = Reason.NO_EFFORT
    with np.errstate(invalid="ignore"):
        alarm = observed.counts[monitored.start :] > upper
    return fill(
        observed,
        "delayed",
        monitored,
        {
            **{name: getattr(settings, name) for name in DELAYED_SETTINGS},
            "correct": correct,
            "form": form,
            "effort": effort is not None,
            "stage": stage is not None,
        },
        expected=expected,
        lower=lower,
        upper=upper,
        score=score,
        alarm=alarm,
        p_value=p,
        reason=reason,
        details={"whole": whole, "share": share},
    )


def _settings(changes: dict[str, Any]) -> FarringtonSettings:
    for name in changes:
        if name not in DELAYED_SETTINGS:
            raise UsageError(problem("alarms-level", name="setting", value=name, range=", ".join(DELAYED_SETTINGS)))
    return chosen("flexible", changes)


def _check(
    triangle: Triangle,
    form: str,
    rng: np.random.Generator | None,
    effort: Matrix | None,
    stage: Sequence[str] | None,
) -> None:
    weeks, series = len(triangle.starts), len(triangle.units)
    if form not in ("textbook", "reference") or (form == "reference") != (rng is not None):
        raise UsageError(problem("alarms-level", name="form", value=form, range="textbook, reference + rng"))
    for name, found, wanted in (
        ("effort", None if effort is None else effort.shape, (weeks, series)),
        ("stage", None if stage is None else (len(stage),), (weeks,)),
    ):
        if found is not None and found != wanted:
            raise UsageError(problem("alarms-shapes", name=name, found=str(found), wanted=str(wanted)))


@dataclass(frozen=True, eq=False)
class _Work:
    """What was asked, and how a week is reckoned from it."""

    triangle: Triangle
    settings: FarringtonSettings
    correct: bool
    form: FarringtonForm
    rng: np.random.Generator | None
    draws: int
    logs: Matrix | None
    stage: Sequence[str] | None

    def baseline(self, now: int) -> Weeks | None:
        """Give the weeks that the model of a week is fitted on."""
        settings = self.settings
        if self.form == "reference" and self.correct:
            # R keeps the week before those that it leaves out (but for its longest delay).
            settings = replace(settings, left_out=max(settings.left_out - 1, 0))
        if self.stage is not None:
            return stage_weeks(self.stage, now, settings)
        return season_weeks(self.triangle.starts, now, settings)

    def week(self, now: int, weeks: Weeks, numbers: NDArray[np.float64], reason: NDArray[np.int8]) -> None:
        """Reckon one monitored week, block by block, and write it down."""
        past = self.triangle.n[weeks.rows]
        if not self.correct:
            past = np.where(np.isnan(past).all(axis=1), np.nan, np.nansum(past, axis=1))[:, None]
        elif self.form == "reference":
            past = past.copy()
            past[weeks.ago == -self.settings.left_out, -1] = np.nan
        length, width, series = past.shape
        delays = min(len(self.triangle.starts) - now, width)
        step = max(1, _CELLS // (length * width))
        for start in range(0, series, step):
            block = slice(start, min(start + step, series))
            offset = None if self.logs is None else self.logs[weeks.rows, block].T
            trend = self.settings.trend and -weeks.ago.min() >= _TREND_WEEKS
            fit = fit_with_size(past[..., block].transpose(2, 0, 1), weeks, trend=trend, offset=offset)
            if self.logs is not None:
                fit = fit._replace(eta=fit.eta + np.nan_to_num(self.logs[now, block])[:, None])
            known = np.nansum(self.triangle.n[now, :, block], axis=0)
            reason[block] = _why(fit)
            said = np.flatnonzero(reason[block] == Reason.SAID)
            if said.size:
                numbers[:, start + said] = self._numbers(fit.only(said), known[said], delays)

    def _numbers(self, fit: DelayedFit, known: NDArray[np.float64], delays: int) -> NDArray[np.float64]:
        """Give expectation, bounds, score, p-value, whole and share, shape (7, s)."""
        law = mixture(fit, delays) if self.rng is None else drawn(fit, delays, self.rng, self.draws)
        now, _, whole = expected_by_now(fit, delays)
        lower, upper = law.quantile(self.settings.alpha), law.quantile(1 - self.settings.alpha)
        with np.errstate(invalid="ignore", divide="ignore"):
            score = np.where(upper > now, (known - now) / (upper - now), np.where(known > upper, np.inf, 0.0))
            return np.stack([now, lower, upper, score, law.tail(known), whole, now / whole])


def _why(fit: DelayedFit) -> NDArray[np.int8]:
    """Tell of which series nothing can be said."""
    found = np.select(
        [~fit.known, ~fit.seen.any(axis=1), ~fit.converged],
        [Reason.SHORT_HISTORY, Reason.TOO_FEW, Reason.NOT_CONVERGED],
        default=Reason.SAID,
    )
    return np.asarray(found, dtype=np.int8)
