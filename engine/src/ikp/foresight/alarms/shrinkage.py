"""Alarms for sparse series: each borrows from its province, and the province from the country.

Most districts report nothing of a kind in most weeks; their own history says little about what is
usual. For each kind, the rate of a district is taken to be gamma distributed around that of its
province, and that of a province around that of the country:

    count of a week ~ negative binomial, mean = rate of the district × exposure
    exposure        = level of the stage in the whole country × supervisors

The two shapes are fitted by maximum likelihood to the totals (empirical Bayes). What is expected
is then the posterior mean; a count is judged by the posterior predictive law, in which the
uncertainty of the rate and the over-dispersion of weeks both have their part.

Sources: Clayton & Kaldor (1987), *Biometrics* 43, 671–681; Marshall (1991), *Applied Statistics*
40, 283–294; Heisterkamp, Dekkers & Heijne (2006), *Statistics in Medicine* 25, 4179–4196, for its
use in surveillance.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import scipy  # its statistics are loaded where they are first asked for
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.alarms.filling import effort_of, fill, watched
from ikp.foresight.alarms.in_control import size_of
from ikp.foresight.alarms.result import Alarms, Reason
from ikp.foresight.streams import CountSeries

__all__ = ["Rates", "predictive", "shrunk_rates", "shrunk_report"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

#: Shapes, rates of provinces and dispersion are fitted in turns; a few turns are enough.
_TURNS = 8
#: A shape above this is no spread at all.
_NO_SPREAD = 1e6


class Rates(NamedTuple):
    """Posterior law of the rates of many districts in one kind.

    The rate of a district is gamma distributed with `shape` and `inverse` scale, each (s,). `within` and `between` are
    the fitted shapes of districts in their province and of provinces in the country, `weekly` the size of the
    negative binomial law of a week; infinity is no spread.
    """

    shape: Vector
    inverse: Vector
    within: float
    between: float
    weekly: float

    @property
    def mean(self) -> Vector:
        """The rates that are expected, shape (s,)."""
        return self.shape / self.inverse


def shrunk_rates(counts: Matrix, exposure: Matrix, groups: Sequence[str]) -> Rates:
    """Fit the rates of the districts in one kind.

    Parameters
    ----------
    counts, exposure : array, shape (t, s)
        NaN in either leaves the week of the district out.
    groups : sequence of str, length s
        The province of each.
    """
    there = np.isfinite(counts) & np.isfinite(exposure)
    y, e = np.where(there, counts, 0.0), np.where(there, exposure, 0.0)
    total, own = y.sum(axis=0), e.sum(axis=0)
    group = np.unique(np.asarray(groups), return_inverse=True)[1]
    level = total.sum() / own.sum()
    of_group, rates, weekly = np.full(group.max() + 1, level), np.full(own.shape, level), np.inf
    within = between = np.inf
    for _ in range(_TURNS):
        # Counts that spread more than Poisson counts know less: as much as 1 / spread of them would.
        spread = 1 + rates * np.divide((e**2).sum(axis=0), own, out=np.zeros_like(own), where=own > 0) / weekly
        seen, worth = total / spread, own / spread
        within = _shape(seen, of_group[group] * worth)
        # So do the totals of a province, because its districts differ, and that of the country likewise.
        spread = 1 + of_group[group] * worth / within
        seen_there, worth_there = (_by(group, each / spread) for each in (seen, worth))
        between = _shape(seen_there, level * worth_there)
        spread = 1 + level * worth_there / between
        level = (seen_there / spread).sum() / (worth_there / spread).sum()
        of_group = np.divide(*_posterior(between, level, seen_there, worth_there))
        shape, inverse = _posterior(within, of_group[group], seen, worth)
        rates = shape / inverse
        weekly = _weekly(y, np.where(there, rates * e, 0.0), there)
    return Rates(shape, inverse, within, between, weekly)


def predictive(rates: Rates, exposure: Matrix) -> tuple[Matrix, Matrix]:
    """Give mean and size of the predictive law of weeks with an exposure, shape (w, s).

    A negative binomial law with the mean and the variance of the mixture over the rate.
    """
    mean = rates.mean * exposure
    spread = 1 / rates.shape  # squared coefficient of variation of the rate
    with np.errstate(divide="ignore"):
        size = 1 / (spread + (1 + spread) / rates.weekly)
    return mean, np.broadcast_to(size, mean.shape)


def shrunk_report(
    series: CountSeries,
    *,
    groups: Sequence[str] | None = None,
    last: int = 1,
    history: int | None = None,
    gap: int = 4,
    stage: bool = False,
    effort: bool = False,
    alpha: float = 0.005,
) -> Alarms:
    """Give the alarms of the last weeks with rates that are shrunk towards the province, for every series.

    Parameters
    ----------
    series : CountSeries
    groups : sequence of str, length s, optional
        The province of each series; left out, what stands before the first point of the unit's code.
    last : int
        Weeks to watch, counted from the end.
    history : int, optional
        Weeks to learn from; left out, all.
    gap : int
        Weeks between these and the watched ones, so that the beginning of an outbreak is not in what is usual.
    stage : bool
        Let the level differ by stage of the election, alike in the whole country.
    effort : bool
        Take the mean in proportion to the supervisors.
    alpha : float
        Level of one week of one series.

    Returns
    -------
    Alarms
        `score` is log(p) / log(alpha); `details` has the ``size`` of the predictive law, the ``weight`` of the
        district's own history, and the ``doubt``: the squared coefficient of variation of its rate, which is part of
        the size and the same in every week.

    Raises
    ------
    UsageError
        For settings that cannot be, rates without an effort, or groups that do not fit.
    """
    monitored = watched(series, last)
    before = monitored.start - gap
    history = before if history is None else history
    for name, value, least in (("gap", gap, 0), ("history", history, 1), ("history", before, history)):
        if value < least:
            raise UsageError(problem("alarms-level", name=name, value=value, range=f"≥ {least}"))
    if not 0 < alpha < 1:
        raise UsageError(problem("alarms-level", name="alpha", value=alpha, range="0–1"))
    provinces = np.array([unit.split(".")[0] for unit in series.units] if groups is None else list(groups))
    if len(provinces) != len(series.units):
        raise UsageError(problem("alarms-shapes", name="groups", found=len(provinces), wanted=len(series.units)))
    past, now = slice(before - history, before), slice(monitored.start, monitored.stop)
    people = effort_of(series) if effort else np.ones(series.counts.shape)
    mean, size, weight, doubt = np.full((4, last, len(provinces)), np.nan)
    reason = np.full(mean.shape, Reason.SAID, dtype=np.int8)
    kinds = np.array(series.kinds)
    for kind in dict.fromkeys(series.kinds):
        own = np.flatnonzero(kinds == kind)
        counts = series.counts[past, own]
        level, known = _levels(series, past, own, people, stage)
        exposure = people[:, own] * level[:, None]
        if not np.nansum(counts) or not np.nansum(exposure[past]):
            reason[:, own] = Reason.TOO_FEW
            continue
        rates = shrunk_rates(counts, exposure[past], provinces[own].tolist())
        mean[:, own], size[:, own] = predictive(rates, exposure[now])
        weight[:, own], doubt[:, own] = _weight(rates), 1 / rates.shape
        reason[:, own] = np.where(known[now], Reason.SAID, Reason.SHORT_HISTORY)[:, None]
    reason[np.isnan(people[now])] = Reason.NO_EFFORT
    reason[(mean == 0) & (reason == Reason.SAID)] = Reason.TOO_FEW
    observed = series.counts[now]
    p_value, upper = _tail(observed, mean, size), _quantile(alpha, mean, size)
    with np.errstate(divide="ignore"):
        score = np.log(p_value) / np.log(alpha)
    with np.errstate(invalid="ignore"):
        alarm = p_value <= alpha
    return fill(
        series,
        "shrunk",
        monitored,
        {"history": history, "gap": gap, "stage": stage, "effort": effort, "alpha": alpha},
        expected=mean,
        upper=upper,
        score=score,
        alarm=alarm,
        p_value=p_value,
        reason=reason,
        details={"size": size, "weight": weight, "doubt": doubt},
    )


def _levels(
    series: CountSeries, past: slice, own: NDArray[np.intp], people: Matrix, stage: bool
) -> tuple[Vector, NDArray[np.bool_]]:
    """Give the level of every week by its stage in the whole country, 1 on average, and whether it is known."""
    weeks = len(series.starts)
    if not stage or series.stage is None:
        return np.ones(weeks), np.ones(weeks, dtype=bool)
    counts = series.counts[past, own]
    usable = np.where(np.isfinite(counts), people[past, own], np.nan)
    reports, exposed = np.nansum(np.where(np.isnan(usable), np.nan, counts), axis=1), np.nansum(usable, axis=1)
    of_past = np.array(series.stage[past])
    level, codes = np.full(weeks, np.nan), np.array(series.stage)
    average = reports.sum() / max(exposed.sum(), 1e-300)
    for code in dict.fromkeys(of_past.tolist()):
        inside = of_past == code
        if exposed[inside].sum() > 0:
            level[codes == code] = reports[inside].sum() / exposed[inside].sum() / max(average, 1e-300)
    return level, np.isfinite(level)


def _by(group: NDArray[np.intp], values: Vector) -> Vector:
    return np.bincount(group, weights=values).astype(np.float64)


def _shape(total: Vector, mean: Vector) -> float:
    """Give the shape of the gamma law of the rates whose totals these are, by maximum likelihood."""
    used = mean > 0
    return float(size_of(total[None, used], mean[None, used])[0]) if used.any() else np.inf


def _posterior(shape: float, centre: Vector | float, seen: Vector, worth: Vector) -> tuple[Vector, Vector]:
    """Give shape and inverse scale of rates around a centre, after what was seen."""
    prior = min(shape, _NO_SPREAD)
    return prior + seen, prior / centre + worth


def _weekly(y: Matrix, mean: Matrix, there: NDArray[np.bool_]) -> float:
    """Give the size of the law of a week by moments: over all districts of the kind, where it is stable."""
    excess = float(((y - mean) ** 2 - y)[there].sum())
    return float((mean[there] ** 2).sum() / excess) if excess > 0 else np.inf


def _weight(rates: Rates) -> Vector:
    """Give the share that a district's own history has in its rate; the rest is its province's."""
    prior = min(rates.within, _NO_SPREAD)
    return (rates.shape - prior) / rates.shape


def _tail(observed: Matrix, mean: Matrix, size: Matrix) -> Matrix:
    """Give the probability of a count at least this high."""
    return np.asarray(scipy.stats.nbinom.sf(observed - 1, size, size / (size + mean)))


def _quantile(alpha: float, mean: Matrix, size: Matrix) -> Matrix:
    """Give the smallest count that is exceeded with a probability of at most alpha."""
    return np.asarray(scipy.stats.nbinom.isf(alpha, size, size / (size + mean)))
