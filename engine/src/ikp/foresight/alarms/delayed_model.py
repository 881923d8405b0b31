"""What had to be known by now of a week: a negative binomial model of season, trend and delay."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, polygamma

from ikp.arrays.glm import BatchFit, fit_glm
from ikp.arrays.glm_designs import Crossed
from ikp.foresight.alarms.farrington_weeks import Weeks

__all__ = ["DelayedFit", "fit_size", "fit_with_size"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

#: Sizes are sought between these; beyond, a negative binomial law is a Poisson law to any purpose.
_SMALLEST, _LARGEST = 1e-4, 1e7
_ROUNDS, _SAME = 40, 1e-9
#: Numbers that are worked on at once, and the highest count for which cells are counted.
_CELLS, _HIGHEST = 1 << 17, 1 << 12


class DelayedFit(NamedTuple):
    """The model of many series.

    `eta` (s, d + 1) is the logarithm of what is expected with each delay, `cov` its covariance. `size` (s,) is
    that of the negative binomial law, infinite for Poisson, and `size_se` its standard error.
    `seen` (s, d + 1) tells which delays had any report, `known` (s,) whether the season was observed.
    """

    eta: Matrix
    cov: NDArray[np.float64]
    size: Vector
    size_se: Vector
    seen: NDArray[np.bool_]
    known: NDArray[np.bool_]
    converged: NDArray[np.bool_]

    def only(self, rows: NDArray[np.intp]) -> "DelayedFit":
        """Give the models of some series."""
        return DelayedFit(*(each[rows] for each in self))  # type: ignore[arg-type]


def fit_with_size(
    counts: NDArray[np.float64], weeks: Weeks, *, trend: bool, offset: Matrix | None = None
) -> DelayedFit:
    """Fit the model to many series.

    Parameters
    ----------
    counts : array, shape (s, n, d + 1)
        Of the weeks of the baseline, by delay; NaN where not known yet, or not observed.
    weeks : Weeks
        With n rows.
    trend : bool
    offset : array, shape (s, n), optional
        Logarithm of the effort.

    Notes
    -----
    Means and size are fitted in turns until neither changes (Venables & Ripley 2002, section 7.4).
    """
    series, _, delays = counts.shape
    y = counts.reshape(series, -1)
    design = Crossed(weeks.design(trend=trend), delays)
    fit, size, settled = _in_turns(design, y, None if offset is None else np.repeat(offset, delays, axis=1))
    base = design.size - (delays - 1)
    # What a delay adds to the first: nothing for the first itself.
    parts = np.zeros((delays, design.size))
    parts[:, 0] = 1.0
    parts[1:, base:] = np.eye(delays - 1)
    eta = np.nan_to_num(fit.coefficients) @ parts.T
    cov = np.einsum("dp,spq,eq->sde", parts, fit.covariance_unscaled, parts)
    there = np.isfinite(counts) if offset is None else np.isfinite(counts) & np.isfinite(offset)[:, :, None]
    seen = np.where(there, counts, 0.0).sum(axis=1) > 0
    known = there[:, weeks.level == 0].any(axis=(1, 2)) & (fit.degrees > 0)
    return DelayedFit(
        eta, cov, size, _size_se(y, np.where(settled[:, None], fit.fitted, 1.0), size), seen, known, settled
    )


def fit_size(y: Matrix, mean: Matrix, start: Vector | None = None) -> Vector:
    """Give the size of the negative binomial law by maximum likelihood, given the means, for each row.

    The sums of digamma functions over whole counts are sums of fractions over how many cells lie above
    each count, so that none has to be evaluated. Infinite where the counts spread no more than Poisson counts.

    Parameters
    ----------
    y, mean : array, shape (s, n)
        NaN in `y` is left out.
    start : array, shape (s,), optional
    """
    size = np.full(len(y), np.inf)
    step = max(1, _CELLS // max(y.shape[1], 1))
    for first in range(0, len(y), step):
        block = slice(first, first + step)
        size[block] = _size_of_block(y[block], mean[block], None if start is None else start[block])
    return size


def _size_of_block(y: Matrix, mean: Matrix, start: Vector | None) -> Vector:
    """Find where the slope of the likelihood is 0: Newton's steps in log(size), kept between two bounds."""
    size = np.full(len(y), np.inf)
    there = np.isfinite(y)
    counts, about = np.where(there, y, 0.0), np.where(there, mean, 1.0)
    excess = np.where(there, (counts - about) ** 2 - counts, 0.0).sum(axis=1)
    rows = np.flatnonzero(excess > 0)
    if not rows.size:
        return size
    at = np.square(about[rows]).sum(axis=1) / excess[rows]  # by moments
    if start is not None:
        at = np.where(np.isfinite(start[rows]), start[rows], at)
    low, high = np.full((2, rows.size), np.log([[_SMALLEST], [_LARGEST]]))
    logs = np.clip(np.log(at), low + 1, high - 1)
    counts, about, there = counts[rows], about[rows], there[rows]
    above = _above(counts)
    for _ in range(80):
        slope, bend = _slopes(np.exp(logs), counts, about, there, above)
        low, high = np.where(slope > 0, logs, low), np.where(slope > 0, high, logs)
        step = np.divide(-slope, bend, out=np.full_like(slope, np.inf), where=bend < 0)
        new = np.where((logs + step > low) & (logs + step < high), logs + step, (low + high) / 2)
        still = np.abs(new - logs) > _SAME
        size[rows] = np.exp(new)
        rows, logs, low, high = rows[still], new[still], low[still], high[still]
        if not rows.size:
            break
        counts, about, there = counts[still], about[still], there[still]
        above = None if above is None else above[still]
    size[size > 0.99 * _LARGEST] = np.inf
    return size


def _above(counts: Matrix) -> Matrix | None:
    """Count the cells whose count is above 0, 1, 2 …, shape (s, highest); None for counts too high for that."""
    highest = int(counts.max()) if counts.size else 0
    if highest > _HIGHEST:
        return None
    found = np.zeros((len(counts), highest + 1))
    np.add.at(found, (np.arange(len(counts))[:, None], counts.astype(np.intp)), 1.0)
    return np.asarray(found[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:])


def _trigamma(values: Matrix) -> Matrix:
    """Give the derivative of digamma."""
    return np.asarray(polygamma(1, values))


def _slopes(
    size: Vector, counts: Matrix, mean: Matrix, there: NDArray[np.bool_], above: Matrix | None
) -> tuple[Vector, Vector]:
    """Give the first and second derivative of the likelihood in the logarithm of the size."""
    k = size[:, None]
    if above is None:
        gain, loss = (digamma(counts + k) - digamma(k)).sum(axis=1), (_trigamma(k) - _trigamma(counts + k)).sum(axis=1)
    else:
        steps = k + np.arange(above.shape[1])
        gain, loss = (above / steps).sum(axis=1), (above / steps**2).sum(axis=1)
    rest = (mean - counts) / (k + mean)
    first = gain + np.where(there, rest - np.log1p(mean / k), 0.0).sum(axis=1)
    curve = 1 / k - 2 / (k + mean) + (counts + k) / (k + mean) ** 2
    second = np.where(there, curve, 0.0).sum(axis=1) - loss
    return size * first, size * first + size**2 * second


def _size_se(y: Matrix, mean: Matrix, size: Vector) -> Vector:
    """Give the standard error of the size from the curvature of the likelihood; NaN for Poisson."""
    there = np.isfinite(y)
    counts, about = np.where(there, y, 0.0), np.where(there, mean, 1.0)
    finite = np.where(np.isfinite(size), size, 1.0)
    first, second = _slopes(finite, counts, about, there, _above(counts))
    with np.errstate(invalid="ignore", divide="ignore"):
        curvature = -(second - first) / finite**2
        return np.where(np.isfinite(size) & (curvature > 0), 1 / np.sqrt(curvature), np.nan)


def _in_turns(design: Crossed, y: Matrix, offset: Matrix | None) -> tuple[BatchFit, Vector, NDArray[np.bool_]]:
    """Fit means and sizes in turns; series that have settled leave."""
    out = fit_glm(design, y, offset=offset)
    size, settled = np.full(len(y), np.inf), out.converged.copy()
    rows, mean = np.arange(len(y)), out.fitted
    for _ in range(_ROUNDS):
        found = fit_size(y[rows], mean, size[rows])
        moved = ~np.isclose(1 / found, 1 / size[rows], rtol=_SAME, atol=1e-12)
        size[rows] = found
        # Poisson is what was fitted first: such a row changes no more.
        rows = rows[moved & np.isfinite(found)]
        if not rows.size:
            break
        part = None if offset is None else offset[rows]
        fit = fit_glm(design, y[rows], family="negbin", theta=size[rows], offset=part, iterations=50)
        for name in ("coefficients", "fitted", "covariance_unscaled", "degrees"):
            getattr(out, name)[rows] = getattr(fit, name)
        settled[rows] = fit.converged
        # One week beyond all measure can send the means out of bounds: no size is sought for such.
        rows, mean = rows[fit.converged], fit.fitted[fit.converged]
        if not rows.size:
            break
    settled[rows] = False
    return out, size, settled
