"""What a Farrington model expects of a week: the quasi-Poisson fit, twice, and its trend or none."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from ikp.arrays.glm import BatchFit, fit_glm
from ikp.foresight.alarms.farrington_settings import FarringtonForm, FarringtonSettings, FarringtonVariant
from ikp.foresight.alarms.farrington_weeks import Weeks
from ikp.foresight.alarms.result import Reason

__all__ = ["Expected", "anscombe", "expect", "weights_of"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

#: A trend needs so much history.
_TREND_WEEKS = 3 * 52


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of one week, an entry per series; NaN where there is a reason.

    `eta` is the logarithm of the mean and `se` its standard error; `dispersion` at least 1;
    `trend` the slope a week on the log scale, NaN where the model has none.
    """

    eta: Vector
    se: Vector
    dispersion: Vector
    trend: Vector
    reason: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class _Fit:
    """The last fit of every series, and what is read from it."""

    eta: Vector
    se: Vector
    dispersion: Vector
    slope: Vector
    p: Vector
    converged: NDArray[np.bool_]
    degrees: NDArray[np.int64]


def expect(
    counts: Matrix,
    weeks: Weeks,
    settings: FarringtonSettings,
    *,
    variant: FarringtonVariant = "flexible",
    form: FarringtonForm = "textbook",
    offset: Matrix | None = None,
    offset_now: Vector | None = None,
) -> Expected:
    """Fit the model of a week to many series.

    Parameters
    ----------
    counts : array, shape (s, n)
        Of the weeks of the baseline; NaN is left out.
    weeks : Weeks
        With n rows.
    settings : FarringtonSettings
    variant, form
        With ``form="reference"`` the standard errors of R surveillance: its flexible variant reckons the
        dispersion behind them with the weights of the residuals alone.
    offset : array, shape (s, n), optional
        Logarithm of the effort of the baseline.
    offset_now : array, shape (s,), optional
        The same of the monitored week.

    Returns
    -------
    Expected
        ``SHORT_HISTORY`` where no week of the season or stage was observed, or no more weeks than
        the model has parameters; ``NOT_CONVERGED`` where it cannot be fitted even without a trend.
    """
    there = np.isfinite(counts) if offset is None else np.isfinite(counts) & np.isfinite(offset)
    shift = np.zeros(len(counts)) if offset_now is None else offset_now
    overwritten = form == "reference" and variant == "flexible"

    def fit(rows: NDArray[np.intp], *, trend: bool) -> _Fit:
        part = None if offset is None else offset[rows]
        found = _fit(counts[rows], there[rows], weeks.design(trend=trend), settings, part, overwritten=overwritten)
        return found if trend else replace(found, slope=np.full(rows.size, np.nan))

    left = np.arange(len(counts))
    out = _empty(left.size)
    if settings.trend and -weeks.ago.min() >= _TREND_WEEKS:
        found = fit(left, trend=True)
        seen = np.where(there, counts, -np.inf).max(axis=1)
        with np.errstate(invalid="ignore", over="ignore"):
            good = found.converged & (found.p < settings.trend_level) & (np.exp(found.eta + shift) <= seen)
        _put(out, left[good], found, good)
        left = left[~good]
    if left.size:
        _put(out, left, fit(left, trend=False), np.ones(left.size, dtype=bool))
    short = ~there[:, weeks.level == 0].any(axis=1) | (out.degrees <= 0)
    # Of a history of nothing but zeros the mean falls on and on; that none are expected is certain all the same.
    fitted = out.converged | ((form == "textbook") & ~(counts > 0).any(axis=1))
    reason = np.select([short, ~fitted], [Reason.SHORT_HISTORY, Reason.NOT_CONVERGED], default=Reason.SAID)
    silent = reason != Reason.SAID
    return Expected(
        eta=np.where(silent, np.nan, out.eta + shift),
        se=np.where(silent, np.nan, out.se),
        dispersion=np.where(silent, np.nan, out.dispersion),
        trend=np.where(silent, np.nan, out.slope),
        reason=reason.astype(np.int8),
    )


def anscombe(counts: Matrix, fitted: Matrix, dispersion: Vector, hat: Matrix) -> Matrix:
    """Standardise residuals of counts so that they are nearly normal, shape (s, n).

    3/2 · (y^⅔ μ^(−⅙) − μ^½) / √(φ (1 − h)): Farrington and others (1996), section 3.2.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        sixth = fitted ** (1 / 6)
        raw = 1.5 * (np.cbrt(counts) ** 2 / sixth - sixth**3)
        return np.asarray(raw / np.sqrt(dispersion[:, None] * (1 - hat)))


def weights_of(residuals: Matrix, there: NDArray[np.bool_], above: float) -> Matrix:
    """Give weights that sum to the number of weeks: 1/s² where a residual is high, else all the same.

    They are 0 where there is no observation. A residual that is not a number (a week that alone
    decides its season) is not high.
    """
    weights = there.astype(np.float64)
    high = (residuals > above) & there
    weights[high] = residuals[high] ** -2.0
    total = weights.sum(axis=1)
    weights *= np.divide(there.sum(axis=1), total, where=total > 0, out=np.ones_like(total))[:, None]
    return weights


def _fit(
    counts: Matrix,
    there: NDArray[np.bool_],
    design: Matrix,
    settings: FarringtonSettings,
    offset: Matrix | None,
    *,
    overwritten: bool,
) -> _Fit:
    """Fit once, and once more with weights."""
    last = first = fit_glm(design, counts, offset=offset)
    weights = None
    if settings.reweight:
        residuals = anscombe(np.where(there, counts, 0), first.fitted, np.maximum(first.dispersion, 1), first.hat)
        weights = weights_of(residuals, there, settings.reweight_above)
        last = fit_glm(design, counts, offset=offset, weights=weights)
    dispersion = np.maximum(last.dispersion, 1)
    behind_mean, behind_trend = dispersion, last.dispersion
    if overwritten:
        behind_mean = behind_trend = last.dispersion if weights is None else _overwritten(counts, last, weights)
    slope = last.coefficients[:, 1 % design.shape[1]]
    variance = last.covariance_unscaled.diagonal(axis1=1, axis2=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = 2.0 * np.asarray(
            stdtr(last.degrees, -np.abs(slope) / np.sqrt(behind_trend * variance[:, 1 % design.shape[1]])),
            dtype=np.float64,
        )
        se = np.sqrt(behind_mean * variance[:, 0])
    return _Fit(last.coefficients[:, 0], se, dispersion, slope, p, first.converged, last.degrees)


def _overwritten(counts: Matrix, fit: BatchFit, weights: Matrix) -> Vector:
    """Reckon the dispersion as the reference does: with these weights where those of the last least squares belong."""
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.where(weights > 0, counts / fit.fitted - 1, 0.0)
        return np.asarray(np.einsum("bn,bn->b", weights, relative**2) / fit.degrees)


def _empty(series: int) -> _Fit:
    eta, se, dispersion, slope, p = np.full((5, series), np.nan)
    return _Fit(eta, se, dispersion, slope, p, np.zeros(series, dtype=bool), np.zeros(series, dtype=np.int64))


def _put(out: _Fit, rows: NDArray[np.intp], found: _Fit, of: NDArray[np.bool_]) -> None:
    """Write a fit into its rows."""
    for name in ("eta", "se", "dispersion", "slope", "converged", "degrees"):
        getattr(out, name)[rows] = getattr(found, name)[of]
