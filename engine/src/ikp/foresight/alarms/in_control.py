"""What is expected of a series while nothing is unusual: a log-linear model fitted to the weeks before the chart.

Level, stage of the election, harmonics of the year and the logarithm of the supervisors, by
`ikp.arrays.glm`; over-dispersion by maximum likelihood. Means and size are fitted in turns until
neither changes, as one does for a negative binomial model with unknown size
(Venables & Ripley 2002, *Modern Applied Statistics with S*, section 7.4).
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, polygamma

from ikp.arrays.glm import fit_glm
from ikp.foresight.alarms.filling import effort_of
from ikp.foresight.alarms.result import Reason
from ikp.foresight.streams import CountSeries

__all__ = ["CountLaw", "InControl", "in_control", "size_of"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
CountLaw = Literal["poisson", "negbin"]

#: Sizes are sought between these; above, a negative binomial law is a Poisson law to any purpose.
_SMALLEST, _LARGEST = 1e-3, 1e7
_ROUNDS, _SAME = 25, 1e-6
#: A mean below this is nothing: one report in a million weeks.
_NOTHING = 1e-6


class InControl(NamedTuple):
    """The law of every week while nothing is unusual.

    `mean` has the shape (t, s), NaN where there is none, and `reason` (t, s) is a code of `Reason` that says why;
    `size` (s,) is that of the negative binomial law, infinite for Poisson.
    """

    mean: Matrix
    size: Vector
    reason: NDArray[np.int8]


def in_control(
    series: CountSeries,
    before: int,
    *,
    law: CountLaw = "negbin",
    stage: bool = False,
    harmonics: int = 0,
    period: float = 52.0,
    effort: bool = False,
) -> InControl:
    """Fit the weeks before a place, and give the law of all weeks.

    Parameters
    ----------
    series : CountSeries
    before : int
        The first week that is not used. Past outbreaks are not left out: they raise what is expected.
    law : {'poisson', 'negbin'}
    stage : bool
        A factor for each stage of the election; a stage that was not seen before has no mean.
    harmonics : int
        Pairs of sine and cosine over `period` weeks.
    period : float
    effort : bool
        Take the mean in proportion to the supervisors.
    """
    counts = series.counts
    weeks, number = counts.shape
    design, known = _design(series, before, stage=stage, harmonics=harmonics, period=period)
    people = effort_of(series) if effort else None
    offset = None if people is None else np.log(people).T
    past = counts[:before].T
    used = np.isfinite(past) & (True if offset is None else np.isfinite(offset[:, :before]))
    too_few = np.where(used, past, 0.0).sum(axis=1) == 0
    short = used.sum(axis=1) <= design.shape[1]
    fitted = np.flatnonzero(~too_few & ~short)
    own = None if offset is None else offset[fitted]
    mean, size = np.full((number, weeks), np.nan), np.full(number, np.inf)
    coefficients, size[fitted], converged = _fit(
        design[:before], past[fitted], None if own is None else own[:, :before], law
    )
    # A column without a coefficient is one that the others explain, or that has no week of this series in it.
    mean[fitted] = np.exp(np.nan_to_num(coefficients) @ design.T + (0 if own is None else own))
    mean = mean.T
    reason = np.full((weeks, number), Reason.SAID, dtype=np.int8)
    # A stage in which nothing was ever reported has a mean that tends to 0: no law to hold a first report against.
    reason[mean < _NOTHING] = Reason.TOO_FEW
    reason[~known] = Reason.SHORT_HISTORY
    if people is not None:
        reason[np.isnan(people)] = Reason.NO_EFFORT
    reason[:, fitted[~converged]] = Reason.NOT_CONVERGED
    reason[:, too_few] = Reason.TOO_FEW
    reason[:, short] = Reason.SHORT_HISTORY
    mean[reason != Reason.SAID] = np.nan
    return InControl(mean, size, reason)


def size_of(y: Matrix, mean: Matrix) -> Vector:
    """Give the size of the negative binomial law by maximum likelihood, given the means, for each row.

    Where the counts spread no more than Poisson counts the likelihood grows with the size without end: infinity.

    Parameters
    ----------
    y, mean : array, shape (s, n)
        NaN is left out.
    """
    there = np.isfinite(y) & np.isfinite(mean)
    y, mean = np.where(there, y, 0.0), np.where(there, mean, 1.0)
    size = np.full(len(y), np.inf)
    excess = np.where(there, (y - mean) ** 2 - y, 0.0).sum(axis=1)
    rows = np.flatnonzero(excess > 0)
    if rows.size:
        size[rows] = _size(y[rows], mean[rows], there[rows])
    size[size >= _LARGEST] = np.inf
    return size


def _size(y: Matrix, mean: Matrix, there: NDArray[np.bool_]) -> Vector:
    """Find where the slope of the likelihood in log(size) is zero: Newton's steps, kept between two bounds."""
    gammas = _gammas(y, there)
    low, high = np.full((2, len(y)), np.log([[_SMALLEST], [_LARGEST]]))
    ratio = np.where(there, (y / mean - 1) ** 2, 0.0).sum(axis=1)
    at = np.clip(np.log(there.sum(axis=1) / np.maximum(ratio, 1e-300)), low + 1, high - 1)
    rows = np.arange(len(y))
    for _ in range(80):
        k, m = np.exp(at[rows])[:, None], mean[rows]
        share = k / (k + m)
        rest = np.log(share) + (m - y[rows]) / (k + m)
        bend = 1 / k - 2 / (k + m) + (y[rows] + k) / (k + m) ** 2
        first, second = gammas(rows, k[:, 0])
        first = k[:, 0] * (first + np.where(there[rows], rest, 0.0).sum(axis=1))
        second = first + k[:, 0] ** 2 * (second + np.where(there[rows], bend, 0.0).sum(axis=1))
        now = at[rows]
        low[rows], high[rows] = np.where(first > 0, now, low[rows]), np.where(first > 0, high[rows], now)
        new = now + np.divide(-first, second, out=np.full_like(first, np.inf), where=second < 0)
        new = np.where((new > low[rows]) & (new < high[rows]), new, (low[rows] + high[rows]) / 2)
        at[rows] = new
        rows = rows[np.abs(new - now) >= 1e-9]
        if not rows.size:
            break
    return np.asarray(np.exp(at))


def _gammas(y: Matrix, there: NDArray[np.bool_]) -> Callable[[NDArray[np.intp], Vector], tuple[Vector, Vector]]:
    """Give Σ ψ(y + k) − ψ(k) of some rows and its slope in k; of whole counts as a sum over what they exceed."""
    most = int(y.max(initial=0))
    if most > y.shape[1] or (y != np.rint(y)).any():
        return lambda rows, k: (
            np.where(there[rows], digamma(y[rows] + k[:, None]) - digamma(k)[:, None], 0.0).sum(axis=1),
            np.where(there[rows], polygamma(1, y[rows] + k[:, None]) - polygamma(1, k)[:, None], 0.0).sum(axis=1),
        )
    steps = np.arange(most)
    above = np.stack([(y > step).sum(axis=1) for step in steps], axis=1) if most else np.zeros((len(y), 0))

    def sums(rows: NDArray[np.intp], k: Vector) -> tuple[Vector, Vector]:
        one = 1 / (k[:, None] + steps)
        return (above[rows] * one).sum(axis=1), -(above[rows] * one**2).sum(axis=1)

    return sums


def _fit(design: Matrix, y: Matrix, offset: Matrix | None, law: CountLaw) -> tuple[Matrix, Vector, NDArray[np.bool_]]:
    """Fit means, and the size in turns with them; series that have settled leave."""
    fit = fit_glm(design, y, offset=offset)
    coefficients, converged = fit.coefficients.copy(), fit.converged.copy()
    size = np.full(len(y), np.inf)
    if law == "poisson":
        return coefficients, size, converged
    rows, mean = np.arange(len(y)), fit.fitted
    for _ in range(_ROUNDS):
        found = size_of(y[rows], mean)
        settled = np.isclose(1 / found, 1 / size[rows], rtol=_SAME, atol=1e-12)
        size[rows] = found
        # An infinite size is Poisson, which is what was fitted first: such a row changes no more.
        rows = rows[~settled & np.isfinite(found)]
        if not rows.size:
            break
        fit = fit_glm(
            design, y[rows], family="negbin", theta=size[rows], offset=None if offset is None else offset[rows]
        )
        coefficients[rows], converged[rows], mean = fit.coefficients, fit.converged, fit.fitted
    return coefficients, size, converged


def _design(
    series: CountSeries, before: int, *, stage: bool, harmonics: int, period: float
) -> tuple[Matrix, NDArray[np.bool_]]:
    """Give the columns of all weeks, shape (t, p), and in which weeks the stage is one that was seen before."""
    weeks = len(series.starts)
    t = np.arange(1, weeks + 1)
    columns, known = [np.ones(weeks)], np.ones(weeks, dtype=bool)
    if stage and series.stage is not None:
        seen = tuple(dict.fromkeys(series.stage[:before]))
        columns += [np.array([float(each == code) for each in series.stage]) for code in seen[1:]]
        known = np.array([each in seen for each in series.stage])
    for k in range(1, harmonics + 1):
        columns += [np.cos(2 * np.pi * k / period * t), np.sin(2 * np.pi * k / period * t)]
    return np.stack(columns, axis=1), known
