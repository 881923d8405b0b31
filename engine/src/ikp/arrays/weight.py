"""Weights of siblings, from judgements or from data.

Weights sum to 1. What the children of different parents weigh is not comparable; the
step *weight* puts the groups together.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "consistency_ratio",
    "expert",
    "first_component",
    "importance_shares",
    "normalised",
    "optimised",
    "pairwise",
    "unreciprocal",
]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

#: Mean consistency index of random reciprocal matrices, by size from 1 (Saaty 1980, The Analytic Hierarchy Process).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)


def normalised(weights: Vector) -> Vector:
    """Scale weights so that they sum to 1; those that do already, but for the last bits, stay as they are.

    So weights that were stored come back to the last bit.
    """
    total = float(weights.sum())
    return weights if abs(total - 1.0) < 1e-14 else np.asarray(weights / total)


def expert(scores: Matrix) -> Vector:
    """Weigh by what the experts gave: the sum for each thing ÷ the grand sum.

    Parameters
    ----------
    scores : array, shape (k, experts)
        Zero or more; for the IKP 1 to 4 a judge and indicator. Also serves budget
        allocation, where each judge hands out points among siblings.

    Returns
    -------
    array, shape (k,)
    """
    return normalised(scores.sum(axis=1))


# --- pairwise comparison ---------------------------------------------------------------------
def unreciprocal(matrix: Matrix) -> tuple[int, int] | None:
    """Find an entry of a pairwise matrix that is not positive, or not 1 ÷ the opposite entry.

    Entries may be written with few digits, as 0.33 for 1/3: they are taken as reciprocal
    within 2 %.

    Returns
    -------
    tuple of row and column, or None
    """
    with np.errstate(invalid="ignore"):
        good = (matrix > 0) & np.isfinite(matrix) & (np.abs(matrix * matrix.T - 1.0) <= 0.02)
    return None if good.all() else tuple(np.argwhere(~good)[0].tolist())


def pairwise(matrix: Matrix) -> Vector:
    """Give the principal eigenvector of a pairwise matrix: the analytic hierarchy process (Saaty 1980).

    Parameters
    ----------
    matrix : array, shape (k, k)
        How many times more the row counts than the column; positive and reciprocal.
    """
    values, vectors = np.linalg.eig(matrix)
    # The largest eigenvalue of a positive matrix is real, and so is its vector, of one sign (Perron).
    principal = np.abs(np.real(vectors[:, np.argmax(np.real(values))]))
    return normalised(principal)


def consistency_ratio(matrix: Matrix) -> float:
    """Give how far a pairwise matrix is from one without contradictions: (λ − k) / (k − 1) ÷ the random index.

    0 means that every entry follows from the others; above 0.1 Saaty (1980) asks the
    judges to think again. Zero for one or two things, which cannot contradict each other.

    Parameters
    ----------
    matrix : array, shape (k, k)
        At most 15 × 15, as far as the table of random indices goes.
    """
    k = len(matrix)
    if k <= 2:
        return 0.0
    largest = float(np.real(np.linalg.eigvals(matrix)).max())
    return max(0.0, (largest - k) / (k - 1)) / RANDOM_INDEX[k - 1]


# --- from data -------------------------------------------------------------------------------
def first_component(x: Matrix) -> Vector:
    """Give the loadings of the first principal component of standardised columns.

    Parameters
    ----------
    x : array, shape (n, k)
        Rows with a NaN are left out. No column may be constant.

    Returns
    -------
    array, shape (k,)
        Of length 1 (the squares sum to 1). The sign of a component is arbitrary; it is
        chosen so that the loadings sum to more than zero. **A loading may still be
        negative**: that column runs against the others.
    """
    there = x[~np.isnan(x).any(axis=1)]
    standard = (there - there.mean(axis=0)) / there.std(axis=0, ddof=1)
    loadings = np.linalg.svd(standard, full_matrices=False)[2][0]
    return np.asarray(-loadings if loadings.sum() < 0 else loadings)


def importance_shares(x: Matrix, weights: Vector) -> Vector:
    """Give the importance of each column in the weighted mean: its correlation with it, as a share of the sum.

    Parameters
    ----------
    x : array, shape (n, k)
        Rows with a NaN are left out. No column may be constant.
    weights : array, shape (k,)
    """
    correlation, sd = _correlation(x)
    shares = correlation @ (sd * weights)
    return np.asarray(shares / shares.sum())


def optimised(x: Matrix, importance: Vector) -> Vector:
    """Find the weights that give each column its wanted importance in the weighted mean.

    Importance is the column's Pearson correlation with the weighted mean, as a share of
    the sum of these correlations (Becker, Saisana, Paruolo & Vandecasteele 2017, Ecological
    Indicators 80, 12–22, in the linear form). The squared distance to the wanted shares
    is as small as it can be with weights of zero or more.

    With R the correlations and v = sd · w, the correlations with the mean are proportional
    to R v, since the mean's own deviation cancels out in the shares. So wherever weights
    of zero or more reach the wanted shares exactly, they solve a linear system; elsewhere
    the nearest are found by least squares. An iterative search on the
    correlations, as COINr does, stops short of this optimum by its tolerance.

    Parameters
    ----------
    x : array, shape (n, k)
        Rows with a NaN are left out. No column may be constant.
    importance : array, shape (k,)
        Wanted, relative.

    Returns
    -------
    array, shape (k,)
        What they reach is told by `importance_shares`.
    """
    correlation, sd = _correlation(x)
    wanted = normalised(importance)
    exact = np.linalg.lstsq(correlation, wanted, rcond=None)[0]
    reached = (exact >= 0).all() and np.allclose(correlation @ exact, wanted, rtol=0, atol=1e-10)
    return normalised((exact if reached else _nearest(correlation, wanted)) / sd)


def _correlation(x: Matrix) -> tuple[Matrix, Vector]:
    """Give correlations and standard deviations of the columns, over the complete rows."""
    there = x[~np.isnan(x).any(axis=1)]
    return np.atleast_2d(np.corrcoef(there, rowvar=False)), there.std(axis=0, ddof=1)


def _nearest(correlation: Matrix, wanted: Vector) -> Vector:
    """Minimise |R v − wanted|² over v ≥ 0 with Σ R v = 1: convex, so there is one smallest value.

    The restriction is one more equation that weighs so much that it holds to nine digits.
    """
    from scipy.optimize import nnls

    heavy = 1e5
    equations = np.vstack([correlation, heavy * correlation.sum(axis=0)])
    return np.asarray(nnls(equations, np.append(wanted, heavy))[0])
