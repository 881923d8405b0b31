"""One series a unit, and what to expect of the last weeks by those before them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from ikp.errors import DataError, UsageError, problem
from ikp.foresight.streams import CountSeries

__all__ = ["Baseline", "baseline", "by_unit", "one_series_each"]

Floats = NDArray[np.float64]
#: Fewer weeks say too little about a unit.
_LEAST = 4


def by_unit(series: CountSeries, kind: str | None = None) -> CountSeries:
    """Give one series a unit: one kind, or all kinds added up.

    A week of a unit that lacks one of its kinds was not observed. Supervisors are those of the unit; where
    its kinds name different numbers, the highest.

    Raises
    ------
    UsageError
        If there is no such kind.
    """
    if kind is not None and kind not in series.kinds:
        kinds = list(dict.fromkeys(series.kinds))
        raise UsageError(problem("scan-kind-unknown", kind=kind, kinds=kinds))
    units = tuple(dict.fromkeys(series.units))
    place = {unit: at for at, unit in enumerate(units)}
    kept = np.array([kind is None or each == kind for each in series.kinds])
    columns = np.array([place[unit] for unit in series.units], dtype=np.intp)[kept]
    counts = np.zeros((series.starts.size, len(units)))
    np.add.at(counts.T, columns, series.counts[:, kept].T)
    counts[:, np.setdiff1d(np.arange(len(units)), columns)] = np.nan
    effort = None
    if series.effort is not None:
        effort = np.full(counts.shape, -np.inf)
        np.maximum.at(effort.T, columns, np.nan_to_num(series.effort[:, kept], nan=-np.inf).T)
        effort[np.isinf(effort)] = np.nan
    return CountSeries(
        counts,
        series.starts,
        units,
        (kind or "semua",) * len(units),
        effort=effort,
        stage=series.stage,
        names=series.names,
        synthetic=series.synthetic,
    )


def one_series_each(series: CountSeries) -> None:
    """Refuse several series of a unit.

    Raises
    ------
    DataError
        With the kinds.
    """
    if len(set(series.units)) != len(series.units):
        raise DataError(problem("scan-kinds", kinds=list(dict.fromkeys(series.kinds))))


@dataclass(frozen=True, eq=False)
class Baseline:
    """What the last weeks should hold by those before.

    Parameters
    ----------
    expected : array, shape (weeks, n)
        Expected counts.
    size : float
        θ of the negative binomial by moments; infinite where the history varies no more than Poisson.
    zeros : float
        Probability of a 0 by itself, by maximum likelihood.
    mean : array, shape (weeks, n)
        Mean of the Poisson part of the zero-inflated model: `expected` over the probability of no such 0.
    doubt : array, shape (n,)
        Squared coefficient of variation of a unit's rate, given its history and the rates of all.
    """

    expected: Floats
    size: float
    zeros: float
    mean: Floats
    doubt: Floats


def baseline(series: CountSeries, weeks: int, *, effort: bool = False, by_week: bool = False) -> Baseline:
    """Expect of every unit what it had in the weeks before the last ones, drawn towards the mean of all.

    A unit with a short or quiet history says little, and an expectation of 0 would make any report
    a cluster. The empirical Bayes estimate of Marshall (1991) draws its rate to that of all units, the
    more the less it says.

    Parameters
    ----------
    series : CountSeries
        One series a unit.
    weeks : int
        How many weeks at the end are to be expected; those before are the history. At least four.
    effort : bool
        Rates per supervisor and week instead of per week. Weeks without known supervisors take no part,
        and nothing is expected of them (0).
    by_week : bool
        Scale what is expected of each scanned week to what came in it, and the history likewise: units share a week's
        total by their rates. When a stage of the election raises reports everywhere, that is then no cluster.

    Raises
    ------
    UsageError
        If the history is too short.
    DataError
        If there is no report in it, or `effort` is asked for and not there.
    """
    one_series_each(series)
    before = len(series.counts) - weeks
    if before < _LEAST or weeks < 1:
        raise UsageError(problem("scan-history", weeks=before))
    if effort and series.effort is None:
        raise DataError(problem("scan-effort"))
    exposed = np.ones(series.counts.shape) if series.effort is None or not effort else np.nan_to_num(series.effort)
    past, exposure = np.array(series.counts[:before]), exposed[:before].copy()
    exposure[np.isnan(past)] = 0.0
    past[exposure == 0] = 0.0
    if not past.any():
        raise DataError(problem("scan-history-empty", weeks=before))
    count, whole, seen = past.sum(axis=0), exposure.sum(axis=0), exposure > 0
    own = exposure * np.divide(count, whole, out=np.zeros(count.shape), where=whole > 0)
    if by_week:
        own = _to_totals(own, past)
    size, bursts = np.inf, np.ones(count.shape)
    for _ in range(4):  # the rates need to know how much a count says, and that is seen beside the rates
        rate, doubt = _shrunk(count, whole, bursts)
        fitted = _to_totals(exposure * rate, past) if by_week else exposure * rate
        size = _size(past, own, seen, fitted**2 * (1 + doubt))
        bursts = 1 + fitted.sum(axis=0) / np.maximum(seen.sum(axis=0), 1) / size
    expected = exposed[before:] * rate
    if by_week:
        expected = _to_totals(expected, series.counts[before:])
    zeros = _zero_share(past[seen], fitted[seen])
    return Baseline(expected, size, zeros, expected / (1 - zeros), doubt)


def _shrunk(count: Floats, exposure: Floats, bursts: Floats) -> tuple[Floats, Floats]:
    """Draw rates towards the rate of all, by the method of moments, and give their squared coefficients of variation.

    `bursts` is by how much the variance of a unit's count exceeds its mean, so that its counts say less. A unit
    without exposure gets the rate of all.
    """
    seen = exposure > 0
    overall = count.sum() / exposure.sum()
    safe = np.where(seen, exposure, 1.0)
    rate = np.where(seen, count / safe, overall)
    chance = bursts * overall / safe
    weight = exposure / exposure.sum()
    between = float((weight * ((rate - overall) ** 2 - chance)).sum())
    if between <= 0:
        return np.full(count.shape, overall), np.zeros(count.shape)
    own = np.where(seen, between / (between + chance), 0.0)
    shape = overall**2 / between + np.where(seen, count / bursts, 0.0)
    return np.asarray(overall + own * (rate - overall)), 1 / shape


def _size(count: Floats, own: Floats, seen: NDArray[np.bool_], squared: Floats) -> float:
    """Give θ by moments: of residuals from each unit's `own` mean, of which n weeks leave (n - 1)/n of the variance."""
    weeks = np.maximum(seen.sum(axis=0), 2)
    squares = np.where(seen, (count - own) ** 2, 0.0).sum(axis=0) * weeks / (weeks - 1)
    excess = float(squares.sum() - count[seen].sum())
    return float(squared[seen].sum() / excess) if excess > 0 else np.inf


def _to_totals(expected: Floats, counts: Floats) -> Floats:
    """Scale each week to the total that came from observed units; a week in which nothing came stays as it is."""
    came = np.nansum(counts, axis=1)
    due = np.where(np.isnan(counts), 0.0, expected).sum(axis=1)
    factor = np.where((came > 0) & (due > 0), came / np.where(due > 0, due, 1.0), 1.0)
    return np.asarray(expected * factor[:, None])


def _zero_share(count: Floats, mean: Floats) -> float:
    """Give the probability of a 0 by itself that is most likely, the mean of each cell kept."""
    from scipy.optimize import minimize_scalar

    empty, constant = count == 0, gammaln(count + 1)

    def loss(zero: float) -> float:
        inner = mean / (1 - zero)
        positive = np.log1p(-zero) + xlogy(count, inner) - inner - constant
        return -float(np.where(empty, np.log(zero + (1 - zero) * np.exp(-inner)), positive).sum())

    found = minimize_scalar(loss, bounds=(0.0, 0.95), method="bounded")
    return float(found.x) if found.fun < loss(0.0) - 1e-9 else 0.0
