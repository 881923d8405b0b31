"""EARS C1, C2 and C3: alarms from the last few weeks alone, for series without much history.

The baseline of a week is the mean and the standard deviation of the `baseline` weeks before it
(C1), or of those that end three weeks before it (C2 and C3), so that the beginning of an
outbreak is not in its own baseline. With C2(t) = (y(t) − mean) / sd,

* C1 and C2 give an alarm where the statistic exceeds the normal quantile z;
* C3(t) = Σ max(0, C2(i) − 1) over this week and the two before it, with the same rule.

Sources: Hutwagner, Thompson, Seeman & Treadwell (2003), *Journal of Urban Health* 80, i89–i96;
Fricker, Hegler & Dunfee (2008), *Statistics in Medicine* 27, 3407–3429.
"""

from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.filling import effort_of, fill, watched
from ikp.foresight.alarms.result import Alarms, Reason
from ikp.foresight.streams import CountSeries

__all__ = ["ALPHA", "EarsForm", "EarsLaw", "EarsLimits", "EarsMethod", "ears_limits", "ears_report"]

Matrix = NDArray[np.float64]
EarsMethod = Literal["C1", "C2", "C3"]
EarsForm = Literal["textbook", "reference"]
EarsLaw = Literal["normal", "student"]

#: The usual levels: three standard deviations for C1 and C2, two for C3.
ALPHA: dict[str, float] = {"C1": 0.001, "C2": 0.001, "C3": 0.025}
_GUARD = 2
#: Series are worked through in blocks, so that memory does not grow with their number.
_CELLS = 1 << 21


class EarsLimits(NamedTuple):
    """What EARS says of every monitored week, shape (w, s) each; NaN where nothing can be said.

    `statistic` is C1, C2 or C3; `pvalue` its tail of the normal law (a nominal one: counts are
    not normal, and for C3 no exact law is known); `flat` marks baselines without any spread.
    """

    statistic: Matrix
    upper: Matrix
    mean: Matrix
    sd: Matrix
    pvalue: Matrix
    flat: NDArray[np.bool_]


def ears_limits(
    counts: Matrix,
    method: EarsMethod = "C1",
    *,
    first: int | None = None,
    baseline: int = 7,
    min_sigma: float = 0.0,
    alpha: float | None = None,
    law: EarsLaw = "normal",
    form: EarsForm = "textbook",
) -> EarsLimits:
    """Compute EARS for many series at once.

    Parameters
    ----------
    counts : array, shape (t, s)
        Counts, or rates where effort changes; NaN is a week that was not observed, and no baseline
        with such a week is used.
    method : {'C1', 'C2', 'C3'}
    first : int, optional
        Place of the first monitored week; left out, only the last week is monitored.
    baseline : int
        Weeks of the baseline, at least 2.
    min_sigma : float
        The standard deviation is taken to be no smaller. At 0, a baseline without any spread says nothing.
    alpha : float, optional
        Level of one week; left out, `ALPHA`.
    law : {'normal', 'student'}
        The limit's quantile. The method is defined with the normal one, which ignores that mean and
        standard deviation are estimates from a few weeks; ``student`` takes them into account.
    form : {'textbook', 'reference'}
        ``reference`` repeats the C3 limit of R surveillance's ``earsC``, which puts this week's count where
        the mean belongs, so that the count of the week itself cannot raise the alarm.

    Raises
    ------
    UsageError
        For a level outside 0–1, a baseline below two weeks, or too few weeks.
    """
    level = ALPHA.get(method, np.nan) if alpha is None else alpha
    if method not in get_args(EarsMethod) or not 0 < level < 1 or baseline < 2 or min_sigma < 0:
        raise UsageError(problem("alarms-ears", method=method, alpha=level, baseline=baseline, sigma=min_sigma))
    weeks, series = counts.shape
    first = weeks - 1 if first is None else first
    if not 0 <= first < weeks:
        raise UsageError(problem("alarms-last", last=weeks - first, weeks=weeks))
    factor = 1.0 if law == "normal" else float(np.sqrt(1 + 1 / baseline))
    quantile = float(ndtri(1 - level) if law == "normal" else factor * stdtrit(baseline - 1, 1 - level))
    found = np.empty((4, weeks - first, series))
    flat = np.empty((weeks - first, series), dtype=bool)
    step = max(1, _CELLS // ((weeks - first + 2) * baseline))
    for start in range(0, series, step):
        block = slice(start, start + step)
        y = np.asarray(counts[:, block], dtype=np.float64)
        found[..., block], flat[:, block] = _of_block(
            y, method, first, baseline=baseline, min_sigma=min_sigma, quantile=quantile, form=form
        )
    statistic, upper, mean, sd = found
    pvalue = ndtr(-statistic) if law == "normal" else stdtr(baseline - 1, -statistic / factor)
    return EarsLimits(statistic, upper, mean, sd, pvalue, flat)


def ears_report(
    series: CountSeries,
    method: EarsMethod = "C2",
    *,
    last: int = 1,
    effort: bool = False,
    baseline: int = 7,
    min_sigma: float = 0.0,
    alpha: float | None = None,
    law: EarsLaw = "normal",
    form: EarsForm = "textbook",
) -> Alarms:
    """Give the alarms of the last weeks by EARS, for every series.

    Parameters
    ----------
    series : CountSeries
    method : {'C1', 'C2', 'C3'}
    last : int
        Weeks to watch, counted from the end.
    effort : bool
        Compare reports per supervisor; the limits are given for this week's supervisors.
    baseline, min_sigma, alpha, law, form
        As `ears_limits`; `min_sigma` is in reports, or in reports per supervisor.

    Raises
    ------
    UsageError
        For settings that cannot be, or rates without an effort.
    """
    monitored = watched(series, last)
    people = effort_of(series) if effort else None
    rates = series.counts if people is None else series.counts / people
    found = ears_limits(
        rates, method, first=monitored.start, baseline=baseline, min_sigma=min_sigma, alpha=alpha, law=law, form=form
    )
    now = 1.0 if people is None else people[monitored.start :]
    flat = found.flat & np.isnan(found.statistic)
    reason = np.where(flat, np.int8(Reason.NO_VARIATION), np.int8(Reason.SAID))
    if people is not None:
        reason[np.isnan(people[monitored.start :])] = Reason.NO_EFFORT
    upper = found.upper * now
    with np.errstate(invalid="ignore"):
        alarm = series.counts[monitored.start :] > upper
    level = ALPHA[method] if alpha is None else alpha
    return fill(
        series,
        f"ears-{method.lower()}",
        monitored,
        {"baseline": baseline, "min_sigma": min_sigma, "alpha": level, "law": law, "form": form, "effort": effort},
        expected=found.mean * now,
        upper=upper,
        score=found.statistic,
        alarm=alarm,
        p_value=found.pvalue,
        reason=reason,
        details={"sd": found.sd * now},
    )


def _of_block(
    y: Matrix, method: EarsMethod, first: int, *, baseline: int, min_sigma: float, quantile: float, form: EarsForm
) -> tuple[Matrix, NDArray[np.bool_]]:
    """Give statistic, limit, mean and standard deviation, shape (4, w, s), and where the baseline is flat."""
    back = 2 if method == "C3" else 0
    mean, sd = _baselines(y, first - back, baseline, 0 if method == "C1" else _GUARD)
    now = np.vstack([np.full((max(back - first, 0), y.shape[1]), np.nan), y[max(first - back, 0) :]])
    sd = np.maximum(sd, min_sigma)
    flat = sd == 0
    with np.errstate(divide="ignore", invalid="ignore"):
        score = (now - mean) / sd
    # Without any spread, every count above the mean would be infinitely many deviations away.
    if form == "textbook":
        score[flat] = np.nan
    if method != "C3":
        score[flat & (now == mean) & (form == "reference")] = 0.0
        upper = mean + quantile * sd
        upper[flat & (form == "textbook")] = np.nan
        return np.stack([score, upper, mean, sd]), flat
    past = np.maximum(score - 1, 0)
    before = past[:-2] + past[1:-1]
    mean, sd, now = mean[2:], sd[2:], now[2:]
    if form == "reference":
        with np.errstate(invalid="ignore"):
            upper = np.maximum(now + sd * (quantile - before), 0)
        past[2:][flat[2:] & (now == mean)] = 0.0
    else:
        # Where the two weeks before exceed the limit by themselves, any count of this week is an alarm.
        upper = np.where(before > quantile, 0.0, mean + sd * (1 + quantile - before))
    statistic = before + past[2:]
    return np.stack([statistic, upper, mean, sd]), flat[2:] | flat[1:-1] | flat[:-2]


def _baselines(y: Matrix, first: int, baseline: int, guard: int) -> tuple[Matrix, Matrix]:
    """Give mean and standard deviation of the baseline of every week from `first` on; NaN where it has a gap."""
    weeks, series = y.shape
    mean, sd = np.full((2, weeks - first, series), np.nan)
    start = max(first, baseline + guard)
    if start < weeks:
        windows = sliding_window_view(y[start - guard - baseline : weeks - guard - 1], baseline, axis=0)
        centre = windows.mean(axis=2)
        mean[start - first :] = centre
        spread = np.sqrt(((windows - centre[..., None]) ** 2).sum(axis=2) / (baseline - 1))
        # A steady series has a spread of exactly zero, whatever its mean was rounded to.
        sd[start - first :] = np.where(windows.max(axis=2) == windows.min(axis=2), 0.0, spread)
    return mean, sd
