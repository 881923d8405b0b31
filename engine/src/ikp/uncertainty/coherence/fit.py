"""How well a model of correlations fits: the indices that reports of factor models show."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, chndtr, chndtrinc

__all__ = ["Fit", "fit_indices"]

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """Fit of a model, as lavaan computes it.

    Parameters
    ----------
    chi_square, freedom, p_value : float, int, float
        n times the discrepancy; NaN p-value for a model without degrees of freedom, which fits by itself.
    cfi, tli : float
        Comparative fit (Bentler 1990) and Tucker–Lewis index, against columns that do not correlate.
    rmsea, rmsea_low, rmsea_high : float
        Root mean square error of approximation with its 90 % interval (Steiger & Lind 1980).
    srmr : float
        Root mean square of the differences of correlations, their diagonal included.
    aic, bic : float
        Of the normal likelihood, on the scale of the data as they came.
    """

    chi_square: float
    freedom: int
    p_value: float
    cfi: float
    tli: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    srmr: float
    aic: float
    bic: float


def fit_indices(correlation: Matrix, implied: Matrix, n: int, parameters: int, log_scale: float) -> Fit:
    """Compute the fit of a model that was estimated by maximum likelihood.

    Parameters
    ----------
    correlation, implied : array, shape (p, p)
        Of the data and of the model.
    n : int
        Rows.
    parameters : int
        How many were estimated.
    log_scale : float
        Sum of the logarithms of the columns' variances (with divisor n), to bring the
        likelihood back to the scale of the data.
    """
    p = len(correlation)
    logarithm = float(np.linalg.slogdet(implied)[1])
    trace = float(np.trace(np.linalg.solve(implied, correlation)))
    nothing = -n * float(np.linalg.slogdet(correlation)[1])
    chi = max(0.0, n * (logarithm + trace - p) + nothing)
    freedom, freedom_nothing = p * (p + 1) // 2 - parameters, p * (p - 1) // 2
    excess, excess_nothing = max(0.0, chi - freedom), max(0.0, nothing - freedom_nothing)
    cfi = 1.0 - excess / max(excess, excess_nothing) if max(excess, excess_nothing) > 0 else 1.0
    likelihood = -n / 2 * (p * np.log(2 * np.pi) + logarithm + trace + log_scale)
    low, high = _noncentral(chi, freedom) if freedom else (np.nan, np.nan)
    differences = (correlation - implied)[np.tril_indices(p)]
    return Fit(
        chi,
        freedom,
        float(chdtrc(freedom, chi)) if freedom else float("nan"),
        cfi,
        _tucker_lewis(chi, freedom, nothing, freedom_nothing),
        float(np.sqrt(excess / (freedom * n))) if freedom else float("nan"),
        float(np.sqrt(low / (freedom * n))) if freedom else float("nan"),
        float(np.sqrt(high / (freedom * n))) if freedom else float("nan"),
        float(np.sqrt(np.mean(differences**2))),
        float(2 * parameters - 2 * likelihood),
        float(np.log(n) * parameters - 2 * likelihood),
    )


def _tucker_lewis(chi: float, freedom: int, nothing: float, freedom_nothing: int) -> float:
    if not freedom or nothing <= freedom_nothing:
        return float("nan")
    base = nothing / freedom_nothing
    return (base - chi / freedom) / (base - 1)


def _noncentral(chi: float, freedom: int) -> tuple[float, float]:
    """Give the noncentralities at which the statistic is the 95th and the 5th percentile; zero where none is."""
    ends = []
    for probability in (0.95, 0.05):
        within = float(chndtr(chi, freedom, 0.0)) > probability
        ends.append(float(chndtrinc(chi, freedom, probability)) if within else 0.0)
    return ends[0], ends[1]
