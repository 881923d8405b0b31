"""Principal components of a group of columns, how many of them are more than noise, and whether it pays to look."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from ikp.uncertainty.coherence.correlation import pairwise

__all__ = ["Components", "Parallel", "adequacy", "parallel_analysis", "principal_components", "sphericity"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Components:
    """Principal components of standardised columns.

    Parameters
    ----------
    n : int
        Rows; with gaps, the fewest that any two columns share.
    eigenvalues : array, shape (k,)
        Of the correlation matrix, falling; they sum to k. With gaps the last may be below zero.
    rotation : array, shape (k, k)
        Column c: the weights of component c, of length 1, signed so that they sum to more than zero.
    """

    n: int
    eigenvalues: Vector
    rotation: Matrix

    @property
    def explained(self) -> Vector:
        """Share of the variance that each component explains; sums to 1."""
        return np.asarray(self.eigenvalues / self.eigenvalues.sum())

    @property
    def loadings(self) -> Matrix:
        """Correlation of each column (rows) with each component (columns)."""
        return np.asarray(self.rotation * np.sqrt(np.maximum(self.eigenvalues, 0.0)))

    @property
    def above_one(self) -> int:
        """How many eigenvalues exceed 1, the rule of Kaiser and Guttman (which keeps too many of few units)."""
        return int(np.count_nonzero(self.eigenvalues > 1))


def principal_components(x: Matrix) -> Components:
    """Find the principal components of the correlations of the columns.

    Parameters
    ----------
    x : array, shape (n, k)
        With gaps, each pair of columns is correlated on the rows that both have. No column may
        be constant; at least two rows.
    """
    n, k = x.shape
    if np.isnan(x).any():
        correlation, n = pairwise(x)
        values, rotation = (each[..., ::-1] for each in np.linalg.eigh(correlation))
        return Components(n, values, _signed(rotation))
    standard = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    # From the data, not from their correlations: squaring would halve the digits of the small ones.
    _, singular, rows = np.linalg.svd(standard, full_matrices=False)
    values = np.zeros(k)
    values[: len(singular)] = singular**2 / (n - 1)
    rotation = np.zeros((k, k))
    rotation[:, : len(rows)] = rows.T
    return Components(n, values, _signed(rotation))


def _signed(rotation: Matrix) -> Matrix:
    return np.asarray(rotation * np.where(rotation.sum(axis=0) < 0, -1.0, 1.0))


@dataclass(frozen=True, slots=True)
class Parallel:
    """Eigenvalues beside those of noise of the same size.

    Parameters
    ----------
    noise_mean, noise_high : array, shape (k,)
        Mean, and the quantile asked for, of the eigenvalues of noise.
    quantile : float
    replicates : int
    kept : int
        Leading eigenvalues that exceed `noise_high`.
    """

    noise_mean: Vector
    noise_high: Vector
    quantile: float
    replicates: int
    kept: int


def parallel_analysis(
    x: Matrix, rng: np.random.Generator, *, replicates: int = 1000, quantile: float = 0.95, permute: bool = True
) -> Parallel:
    """Compare the eigenvalues with those of columns that have nothing to do with each other (Horn 1965).

    Horn, *Psychometrika* 30, 179–185; with a quantile instead of the mean as Glorfeld 1995,
    *Educational and Psychological Measurement* 55, 377–393.

    Parameters
    ----------
    x : array, shape (n, k)
        With gaps, each pair of columns is correlated on the rows that both have, and the noise
        has as many gaps. No column may be constant.
    rng : numpy.random.Generator
    replicates : int
    quantile : float
        Of the noise that an eigenvalue has to exceed.
    permute : bool
        Noise is the columns themselves, each shuffled, which keeps their distributions (counts
        of events are mostly zero); False draws from the normal distribution, as Horn did.
    """
    n, k = x.shape
    gaps = np.isnan(x)
    standard = np.asfortranarray((x - np.nanmean(x, axis=0)) / np.nanstd(x, axis=0))
    noise = np.empty((replicates, k))
    for r in range(replicates):
        drawn = rng.permuted(standard, axis=0) if permute else np.where(gaps, np.nan, rng.standard_normal((n, k)))
        if gaps.any():
            # Two shuffled columns may be flat where both have a value: they say nothing of each other.
            correlation = np.nan_to_num(pairwise(drawn)[0], nan=0.0)
            np.fill_diagonal(correlation, 1.0)
        else:
            drawn = drawn if permute else (drawn - drawn.mean(axis=0)) / drawn.std(axis=0)
            correlation = drawn.T @ drawn / n
        noise[r] = np.linalg.eigvalsh(correlation)[::-1]
    high = np.quantile(noise, quantile, axis=0)
    beyond = principal_components(x).eigenvalues > high
    kept = k if beyond.all() else int(np.argmin(beyond))
    return Parallel(noise.mean(axis=0), high, quantile, replicates, kept)


def adequacy(correlation: Matrix) -> tuple[float, Vector]:
    """Give the Kaiser–Meyer–Olkin measure of sampling adequacy, of all columns and of each.

    How small the partial correlations are beside the plain ones: near 1, the columns share
    factors; below 0.5, it is better not to look for any (Kaiser 1974, *Psychometrika* 39, 31–36).

    Parameters
    ----------
    correlation : array, shape (k, k)

    Returns
    -------
    float, array of shape (k,)
        NaN where the matrix is not positive definite.
    """
    k = len(correlation)
    if k < 2 or np.isnan(correlation).any() or np.linalg.eigvalsh(correlation)[0] < 1e-12:
        return float("nan"), np.full(k, np.nan)
    inverse = np.linalg.inv(correlation)
    scale = np.sqrt(np.diagonal(inverse))
    partial = inverse / np.outer(scale, scale)
    apart = ~np.eye(k, dtype=np.bool_)
    plain, left = (correlation**2 * apart).sum(axis=0), (partial**2 * apart).sum(axis=0)
    if plain.sum() == 0:
        return float("nan"), np.full(k, np.nan)
    with np.errstate(invalid="ignore"):
        each = plain / (plain + left)
    return float(plain.sum() / (plain.sum() + left.sum())), np.asarray(each)


def sphericity(correlation: Matrix, n: int) -> tuple[float, float]:
    """Give Bartlett's test that no columns correlate: statistic and p-value.

    Bartlett 1951, *Biometrika* 38, 337–344. NaN for a singular matrix.
    """
    k = len(correlation)
    sign, logarithm = np.linalg.slogdet(correlation)
    if k < 2 or not sign > 0 or not np.isfinite(logarithm):
        return float("nan"), float("nan")
    statistic = max(0.0, -(n - 1 - (2 * k + 5) / 6) * float(logarithm))
    return statistic, float(chdtrc(k * (k - 1) / 2, statistic))
