"""Rate ratio and odds ratio per standard deviation of the score, with the size of the unit taken into account."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, nan

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import chi2, t

from ikp.arrays.glm import fit_glm
from ikp.foresight.validation.estimate import FEWEST, Estimate, Reason

__all__ = ["Adjusted", "firth", "odds_ratio", "rate_ratio", "standard"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

#: A slope beyond this is a ratio of e^15 between units a standard deviation apart: no data of ours hold it.
_FAR = 15.0


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A ratio per standard deviation of the score.

    Parameters
    ----------
    model : {'quasi-poisson', 'firth'}
        Rate by an offset of log size; odds with log size as a second column, penalised.
    ratio : Estimate
        1 is *no relation*.
    dispersion : float
        Of the counts, against Poisson's 1; NaN for odds.
    """

    model: str
    ratio: Estimate
    dispersion: float = nan


def rate_ratio(score: Vector, counts: Vector, exposure: Vector, confidence: float = 0.95) -> Adjusted:
    """Fit log E(count) = log exposure + a + b z, z the standardised score, and give e^b.

    Quasi-Poisson: the variance is a multiple of the mean, the multiple is estimated by Pearson's
    statistic and never taken to be below 1 (McCullagh and Nelder, *Generalized linear models*, 1989,
    section 6.2). Where large units are rougher than that, as counts of violations are, the interval
    would be far too narrow: the standard error is the larger of the model's and of the sandwich HC3
    (MacKinnon and White, *Journal of Econometrics* 29, 1985, 305-325); together they cover at their rate
    with 26 units and more. The interval is Student's with n - 2 degrees of freedom.

    Parameters
    ----------
    score, counts, exposure : array, shape (n,)
        Without NaN; exposure above 0.
    """
    reason: Reason = (
        "few_units"
        if len(score) < 5
        else "no_spread"
        if np.ptp(score) == 0
        else "few_positives"
        if (counts > 0).sum() < FEWEST
        else ""
    )
    if reason:
        return Adjusted("quasi-poisson", Estimate(nan, reason=reason))
    design = np.column_stack([np.ones(len(score)), standard(score)])
    fit = fit_glm(design, counts[None], family="poisson", offset=np.log(exposure)[None], iterations=50)
    slope, dispersion = float(fit.coefficients[0, 1]), float(fit.dispersion[0])
    if not fit.converged[0]:
        return Adjusted("quasi-poisson", Estimate(nan, reason="not_converged"))
    inverse = fit.covariance_unscaled[0]
    rough = ((counts - fit.fitted[0]) / np.maximum(1 - fit.hat[0], 1e-3)) ** 2
    sandwich = inverse @ (design.T @ (rough[:, None] * design)) @ inverse
    spread = float(np.sqrt(max(inverse[1, 1] * max(dispersion, 1.0), sandwich[1, 1])))
    half = float(t.ppf(0.5 + confidence / 2, len(score) - 2)) * spread
    return Adjusted(
        "quasi-poisson",
        Estimate(exp(slope), exp(min(slope - half, 700.0)), exp(min(slope + half, 700.0)), "student"),
        dispersion,
    )


def odds_ratio(
    score: Vector, positive: NDArray[np.bool_], exposure: Vector | None = None, confidence: float = 0.95
) -> Adjusted:
    """Fit logit P(positive) = a + b z + c log exposure with Firth's penalty and give e^b.

    The penalty keeps estimates finite where positives are rare or told apart completely: Firth,
    *Biometrika* 80 (1993), 27-38. The interval is that of the profile penalised likelihood: Heinze and
    Schemper, *Statistics in Medicine* 21 (2002), 2409-2419.

    Parameters
    ----------
    score : array, shape (n,)
    positive : array of bool, shape (n,)
    exposure : array, shape (n,), optional
        Above 0.
    """
    pos = int(positive.sum())
    reason: Reason = (
        "few_units"
        if len(score) < 5
        else "no_spread"
        if np.ptp(score) == 0
        else "few_positives"
        if min(pos, len(score) - pos) < FEWEST
        else ""
    )
    if reason:
        return Adjusted("firth", Estimate(nan, reason=reason))
    columns = [np.ones(len(score)), standard(score)]
    if exposure is not None and np.ptp(exposure) > 0:
        columns.append(standard(np.log(exposure)))
    design, y = np.column_stack(columns), positive.astype(np.float64)
    beta, height = firth(design, y)
    if not np.isfinite(height):
        return Adjusted("firth", Estimate(nan, reason="not_converged"))
    slope, edge = float(beta[1]), height - float(chi2.ppf(confidence, 1)) / 2

    def above(value: float) -> float:
        start = beta.copy()
        start[1] = value
        return firth(design, y, start=start, held=1)[1] - edge

    low = _cross(above, slope, -1)
    high = _cross(above, slope, 1)
    return Adjusted("firth", Estimate(exp(slope), exp(low), exp(high) if high < inf else inf, "profile likelihood"))


def firth(
    design: Matrix, y: Vector, *, start: Vector | None = None, held: int | None = None, iterations: int = 100
) -> tuple[Vector, float]:
    """Maximise log likelihood + log det(information) / 2 of a logistic regression.

    Parameters
    ----------
    design : array, shape (n, p)
    y : array, shape (n,)
        0 or 1.
    start : array, shape (p,), optional
    held : int, optional
        A coefficient that stays as in `start`.

    Returns
    -------
    array, shape (p,), and float
        Coefficients and the height of the maximum; -inf where none was found.
    """
    p = design.shape[1]
    beta = np.zeros(p) if start is None else start.copy()
    free = np.array([j for j in range(p) if j != held])
    height = _height(design, y, beta)
    for _ in range(iterations):
        chance, weight = _chances(design, beta)
        information = design.T @ (weight[:, None] * design)
        solved = np.linalg.solve(information, design.T)
        leverage = weight * np.einsum("ij,ji->i", design, solved)
        slope = design.T @ (y - chance + leverage * (0.5 - chance))
        step = np.zeros(p)
        step[free] = np.linalg.solve(information[np.ix_(free, free)], slope[free])
        step *= min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-300))
        for halving in range(30):
            trial = beta + step / 2**halving
            reached = _height(design, y, trial)
            if reached >= height - 1e-12:
                break
        else:
            return beta, height
        beta, height = trial, reached
        if float(np.abs(step).max()) < 1e-9:
            return beta, height
    return beta, height if float(np.abs(step).max()) < 1e-5 else -inf


def _chances(design: Matrix, beta: Vector) -> tuple[Vector, Vector]:
    chance = 1 / (1 + np.exp(-np.clip(design @ beta, -500, 500)))
    return chance, np.maximum(chance * (1 - chance), 1e-300)


def _height(design: Matrix, y: Vector, beta: Vector) -> float:
    linear = design @ beta
    _, weight = _chances(design, beta)
    sign, logdet = np.linalg.slogdet(design.T @ (weight[:, None] * design))
    if sign <= 0:
        return -inf
    return float(y @ linear - np.logaddexp(0, linear).sum() + logdet / 2)


def _cross(above: Callable[[float], float], slope: float, sign: int) -> float:
    """Find where the profile falls below the edge on one side; infinity where it never does."""
    far = 0.5
    while above(slope + sign * far) > 0:
        far *= 2
        if far > _FAR:
            return sign * inf
    return float(brentq(above, min(slope, slope + sign * far), max(slope, slope + sign * far), xtol=1e-8))


def standard(values: Vector) -> Vector:
    """Give deviations from the mean in sample standard deviations."""
    found: Vector = (values - values.mean()) / values.std(ddof=1)
    return found
