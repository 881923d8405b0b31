"""CUSUM: small evidence for more reports than usual, added up over weeks until it is enough.

The chart adds the logarithm of the likelihood ratio of each week, for a mean that is `ratio`
times what is expected against one that is as expected, and never falls below 0. It gives an
alarm where it exceeds a threshold, and begins anew. Started at 0, the mean time to a false
alarm is at least exp(threshold) weeks (Lorden 1971), so that −log(alpha) keeps false alarms
to at most a share alpha of weeks, if the law of the counts is known.

Sources: Page (1954), *Biometrika* 41, 100–115; Lorden (1971), *Annals of Mathematical
Statistics* 42, 1897–1908; Höhle & Paul (2008), *Computational Statistics & Data Analysis* 52,
4357–4368; for residuals Rossi, Lampugnani & Marchi (1999), *Statistics in Medicine* 18, 2111–2122.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import hyp2f1

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.filling import fill, watched
from ikp.foresight.alarms.in_control import CountLaw, in_control
from ikp.foresight.alarms.result import Alarms
from ikp.foresight.streams import CountSeries

__all__ = [
    "Chart",
    "Residual",
    "binomial_evidence",
    "chart",
    "count_evidence",
    "cusum_report",
    "residual_chart",
    "settings_of_chart",
    "threshold_of",
]

Matrix = NDArray[np.float64]
Residual = Literal["none", "standard", "rossi", "anscombe", "anscombe2nd", "pearsonNegBin", "anscombeNegBin"]


class Chart(NamedTuple):
    """A chart of many series, shape (w, s) each.

    `statistic` is what has been added up with this week, `before` what had been before it.
    """

    statistic: Matrix
    before: Matrix
    alarm: NDArray[np.bool_]


def count_evidence(counts: Matrix, mean: Matrix, ratio: float, size: Matrix | float = np.inf) -> Matrix:
    """Give the log likelihood ratio of each count for `ratio` times the mean, against the mean.

    Parameters
    ----------
    counts, mean : array, shape (w, s)
        NaN stays NaN.
    ratio : float
    size : array or float
        Of the negative binomial law, infinite for Poisson; anything that broadcasts.
    """
    slope, level = _evidence_line(mean, ratio, size)
    return slope * counts - level


def binomial_evidence(positive: Matrix, trials: Matrix, usual: Matrix | float, raised: Matrix | float) -> Matrix:
    """Give the log likelihood ratio of each share for the raised probability, against the usual one."""
    return np.asarray(
        positive * np.log(np.divide(raised, usual))
        + (trials - positive) * np.log(np.divide(1 - np.asarray(raised), 1 - np.asarray(usual)))
    )


def chart(evidence: Matrix, threshold: float, *, restart: bool = True, reaches: bool = False) -> Chart:
    """Add evidence up, week after week, never below 0.

    Parameters
    ----------
    evidence : array, shape (w, s)
        NaN adds nothing.
    threshold : float
    restart : bool
        Begin at 0 again after an alarm.
    reaches : bool
        An alarm where the threshold is reached, not only where it is exceeded.
    """
    statistic, before = np.empty((2, *evidence.shape))
    alarm = np.empty(evidence.shape, dtype=bool)
    so_far = np.zeros(evidence.shape[1:])
    for week, gain in enumerate(np.nan_to_num(evidence, posinf=np.inf, neginf=-np.inf)):
        before[week] = so_far
        so_far = np.maximum(so_far + gain, 0)
        statistic[week] = so_far
        alarm[week] = so_far >= threshold if reaches else so_far > threshold
        if restart:
            so_far = np.where(alarm[week], 0.0, so_far)
    return Chart(statistic, before, alarm)


def cusum_report(
    series: CountSeries,
    *,
    last: int = 1,
    run: int = 26,
    ratio: float = 2.0,
    alpha: float = 0.005,
    threshold: float | None = None,
    law: CountLaw = "negbin",
    stage: bool = False,
    harmonics: int = 0,
    period: float = 52.0,
    effort: bool = False,
) -> Alarms:
    """Give the alarms of the last weeks by a likelihood-ratio CUSUM, for every series.

    Parameters
    ----------
    series : CountSeries
    last : int
        Weeks to watch, counted from the end.
    run : int
        Weeks over which the chart runs, at least `last`; what is expected is fitted to the weeks before them.
    ratio : float
        The rise to detect, above 1: 2 is twice as many reports.
    alpha : float
        The highest share of weeks with a false alarm, if the law were known; sets the threshold.
    threshold : float, optional
        Evidence that is enough, in place of −log(alpha).
    law, stage, harmonics, period, effort
        Of what is expected: as `in_control`.

    Returns
    -------
    Alarms
        `score` is the statistic in thresholds; `upper` the count above which this week gives an alarm,
        with what was added up before.

    Raises
    ------
    UsageError
        For settings that cannot be, or rates without an effort.
    """
    monitored, run = settings_of_chart(series, last=last, run=run)
    limit = threshold_of(alpha, threshold)
    if not 1 < ratio < np.inf:
        raise UsageError(problem("alarms-level", name="ratio", value=ratio, range="> 1"))
    start = len(series.starts) - run
    usual = in_control(series, start, law=law, stage=stage, harmonics=harmonics, period=period, effort=effort)
    counts, mean = series.counts[start:], usual.mean[start:]
    slope, level = _evidence_line(mean, ratio, usual.size)
    found = chart(slope * counts - level, limit)
    watch = slice(run - last, run)
    upper = (limit - found.before + level) / slope
    return fill(
        series,
        "cusum",
        monitored,
        {
            "run": run,
            "ratio": ratio,
            "threshold": limit,
            "law": law,
            "stage": stage,
            "harmonics": harmonics,
            "period": period,
            "effort": effort,
        },
        expected=mean[watch],
        upper=np.maximum(upper, 0)[watch],
        score=np.where(np.isnan(mean), np.nan, found.statistic / limit)[watch],
        alarm=found.alarm[watch],
        reason=usual.reason[start:][watch],
        details={"statistic": found.statistic[watch], "size": np.broadcast_to(usual.size, (last, len(usual.size)))},
    )


def settings_of_chart(series: CountSeries, *, last: int, run: int) -> tuple[range, int]:
    """Give the watched weeks, and the weeks over which a chart runs: at least those, at most all but one.

    Raises
    ------
    UsageError
        If the run is shorter than the watched weeks, or leaves no week to fit.
    """
    monitored, weeks = watched(series, last), len(series.starts)
    if not last <= run < weeks:
        raise UsageError(problem("alarms-level", name="run", value=run, range=f"{last}–{weeks - 1}"))
    return monitored, run


def threshold_of(alpha: float, threshold: float | None) -> float:
    """Give the threshold, or the one of a level.

    Raises
    ------
    UsageError
        For a level outside 0–1, or a threshold that is not above 0.
    """
    if not 0 < alpha < 1:
        raise UsageError(problem("alarms-level", name="alpha", value=alpha, range="0–1"))
    limit = float(-np.log(alpha)) if threshold is None else threshold
    if not 0 < limit < np.inf:
        raise UsageError(problem("alarms-level", name="threshold", value=limit, range="> 0"))
    return limit


def residual_chart(
    counts: Matrix,
    mean: Matrix | float,
    *,
    residual: Residual = "rossi",
    k: float = 1.04,
    h: float = 2.26,
    alpha: float = 0.1,
    form: Literal["textbook", "reference"] = "textbook",
) -> tuple[Chart, Matrix]:
    """Add up residuals above a reference value, as charts did before likelihood ratios: without beginning anew.

    Parameters
    ----------
    counts, mean : array, shape (w, s)
        Complete.
    residual : {'none', 'standard', 'rossi', 'anscombe', 'anscombe2nd', 'pearsonNegBin', 'anscombeNegBin'}
        How a count is made to look standard normal.
    k, h : float
        Reference value and threshold, in standard deviations; an alarm where h is reached.
    alpha : float
        1 / size of the negative binomial law, for the residuals that have it in their name.
    form : {'textbook', 'reference'}
        ``reference`` repeats the limits of R surveillance's ``algo.cusum``, which differ for some residuals.

    Returns
    -------
    Chart
    array, shape (w, s)
        The count with which the week reaches h; NaN for ``anscombeNegBin``, which has no inverse in closed form.
    """
    m = np.broadcast_to(np.asarray(mean, dtype=np.float64), counts.shape)
    found = chart(_residual(counts, m, residual, alpha) - k, h, restart=False, reaches=True)
    need = h + k - found.before
    if form == "reference" and residual in {"none", "anscombeNegBin"}:
        upper = h - found.statistic
    elif form == "reference" and residual == "standard":
        upper = np.ceil(np.sqrt(m) * need + m)
    else:
        upper = _inverse(need, m, residual, alpha, form)
    return found, np.maximum(upper, 0)


def _evidence_line(mean: Matrix, ratio: float, size: Matrix | float) -> tuple[Matrix, Matrix]:
    """Give slope and level of the evidence, which is a line in the count: slope × count − level."""
    alpha = 1 / np.asarray(size, dtype=np.float64)
    grown = np.log1p(alpha * mean) - np.log1p(alpha * mean * ratio)
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.where(alpha > 0, -grown / alpha, (ratio - 1) * mean)
    return np.log(ratio) + grown, level


def _residual(x: Matrix, m: Matrix, residual: Residual, alpha: float) -> Matrix:
    spread = np.sqrt(m + alpha * m**2)
    found: dict[str, Callable[[], Matrix]] = {
        "none": lambda: x,
        "standard": lambda: (x - m) / np.sqrt(m),
        "rossi": lambda: (x - 3 * m + 2 * np.sqrt(x * m)) / (2 * np.sqrt(m)),
        "anscombe": lambda: 1.5 * (x ** (2 / 3) - m ** (2 / 3)) / m ** (1 / 6),
        "anscombe2nd": lambda: (x ** (2 / 3) - m ** (2 / 3) + m ** (-1 / 3) / 9) / (m ** (1 / 6) * 2 / 3),
        "pearsonNegBin": lambda: (x - m) / spread,
        "anscombeNegBin": lambda: (_integral(x, alpha) - _integral(m, alpha)) / spread ** (1 / 3),
    }
    return found[residual]()


def _integral(y: Matrix, alpha: float) -> Matrix:
    """Integrate 1 / variance^(1/3) of a negative binomial law from 0 to y."""
    return np.asarray(1.5 * y ** (2 / 3) * hyp2f1(1 / 3, 2 / 3, 5 / 3, -alpha * y))


def _inverse(need: Matrix, m: Matrix, residual: Residual, alpha: float, form: str) -> Matrix:
    """Give the count whose residual is `need`."""
    root = np.sqrt(m)
    inside = np.maximum(4 * m + 2 * root * need, 0)
    count = np.sqrt(inside) - root
    # R squares a negative root too, and has 0 where there is none.
    count = np.maximum(count, 0) if form == "textbook" else np.where(inside > 0, count, 0)
    # R has the sign of this exponent turned round in the inverse only.
    second = m ** (1 / 3 if form == "reference" else -1 / 3) / 9
    found: dict[str, Callable[[], Matrix]] = {
        "none": lambda: need,
        "standard": lambda: m + root * need,
        "rossi": lambda: count**2,
        "anscombe": lambda: np.maximum(m ** (2 / 3) + need * m ** (1 / 6) * 2 / 3, 0) ** 1.5,
        "anscombe2nd": lambda: np.maximum(m ** (2 / 3) - second + need * m ** (1 / 6) * 2 / 3, 0) ** 1.5,
        "pearsonNegBin": lambda: m + np.sqrt(m + alpha * m**2) * need,
        "anscombeNegBin": lambda: np.full_like(m, np.nan),
    }
    return found[residual]()
