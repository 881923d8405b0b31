"""Sobol indices: which factor makes an output vary, alone and together with others, on bare arrays.

A model is a function of factors that all lie between 0 and 1; what a factor means, the
model knows. The runs follow Saltelli's scheme on scrambled Sobol' sequences: two
independent samples A and B of n rows, and for each factor A with that factor's column from
B. From these n (d + 2) runs come, for every output and factor,

- the *first-order* index: the share of the variance that the factor explains by itself;
- the *total* index: the share that would remain if all but this factor were known, alone
  or in interaction.

First order by Saltelli and others 2010 (*Computer Physics Communications* 181, 259–270) with
centred outputs, total by Jansen 1999 (*ibid.* 117, 35–43). Centring matters: without it the
first-order estimator carries the square of the mean along, and its deviation is several times
larger. SALib uses the same two and gives the same numbers on the same runs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.errors import UsageError, problem

__all__ = ["SobolIndices", "estimate", "samples", "sobol"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
#: Runs (runs, d), each factor between 0 and 1, to outputs (runs,) or (runs, k).
Model = Callable[[Matrix], NDArray[np.floating]]
Progress = Callable[[float, float | None], None]

#: Numbers of the runs that are handed to the model together: 8 MB.
_TOGETHER = 1 << 20


@dataclass(frozen=True)
class SobolIndices:
    """Indices of d factors on k outputs, with bootstrap intervals.

    An estimate may be below 0 or above 1 by its error; it is left as it is. An output that is
    the same in every run has indices of exactly zero.

    Parameters
    ----------
    factors, outputs : tuple of str
    n, runs : int
        Rows of each sample, and runs of the model.
    confidence : float
        Coverage of the intervals.
    mean, variance : array, shape (k,)
        Over the samples A and B.
    first, first_low, first_high : array, shape (k, d)
    total, total_low, total_high : array, shape (k, d)
    drift : array, shape (k,)
        Largest change of any total index between the first half of the rows and all of them.
    tolerance : float
        Widest interval of a total index at which the indices count as converged.
    lost : array of int, shape (k,)
        Rows left out because the output was missing in a run of theirs.
    """

    factors: tuple[str, ...]
    outputs: tuple[str, ...]
    n: int
    runs: int
    confidence: float
    mean: Vector
    variance: Vector
    first: Matrix
    first_low: Matrix
    first_high: Matrix
    total: Matrix
    total_low: Matrix
    total_high: Matrix
    drift: Vector
    tolerance: float
    lost: NDArray[np.int64]

    @property
    def width(self) -> Vector:
        """The widest interval of a total index, shape (k,)."""
        return np.asarray((self.total_high - self.total_low).max(axis=1))

    @property
    def converged(self) -> NDArray[np.bool_]:
        """Whether every total index lies in an interval no wider than the tolerance, shape (k,).

        The criterion of Sarrazin, Pianosi & Wagener 2016 (*Environmental Modelling & Software*
        79, 135–152), who take 0.05.
        """
        return np.asarray(self.width <= self.tolerance)

    @property
    def interaction(self) -> Vector:
        """Share of the variance that no factor explains by itself, shape (k,); 0 for a constant output."""
        return np.where(self.variance > 0, 1 - self.first.sum(axis=1), 0.0)


def samples(d: int, n: int, rng: np.random.Generator) -> tuple[Matrix, Matrix]:
    """Draw two independent samples of d factors, shape (n, d) each, from one scrambled Sobol' sequence.

    Raises
    ------
    UsageError
        For no factor, more than the sequence has dimensions for, or rows that are no power of two.
    """
    from scipy.stats import qmc  # slow to import, and few need it

    most = qmc.Sobol.MAXDIM // 2
    if not 1 <= d <= most:
        raise UsageError(problem("sensitivity-factors", count=d, most=most))
    power = n.bit_length() - 1
    if n < 4 or n != 1 << power:
        raise UsageError(problem("sensitivity-rows", n=n, near=max(4, 1 << round(np.log2(max(n, 1))))))
    drawn = qmc.Sobol(2 * d, scramble=True, rng=rng).random_base2(power)
    # A quantile function may be infinite at 0 and at 1.
    drawn = np.clip(drawn, 2.0**-40, 1 - 2.0**-40)
    return np.ascontiguousarray(drawn[:, :d]), np.ascontiguousarray(drawn[:, d:])


def sobol(
    model: Model,
    factors: Sequence[str],
    n: int,
    rng: np.random.Generator,
    *,
    columns: Sequence[Sequence[int]] | None = None,
    outputs: Sequence[str] | None = None,
    replicates: int = 1000,
    confidence: float = 0.95,
    tolerance: float = 0.05,
    progress: Progress | None = None,
) -> SobolIndices:
    """Estimate first-order and total Sobol indices of a model.

    Parameters
    ----------
    model : callable
        Takes runs, shape (m, c), with numbers between 0 and 1; gives the outputs, shape (m,)
        or (m, k). Called with n runs, or several times as many. NaN is an output that a run does not have.
    factors : sequence of str, length d
    n : int
        Rows of each sample: a power of two. The model runs n (d + 2) times.
    rng : numpy.random.Generator
        For the scrambling and the bootstrap.
    columns : sequence of sequences of int, optional
        The columns of the runs that each factor holds, all of them once: a factor may be a group,
        such as the weights of one node. Left out, factor i is column i.
    outputs : sequence of str, optional
        Names of the outputs; left out, they are numbered.
    replicates : int
        Of the bootstrap over rows.
    confidence, tolerance : float
        See `SobolIndices`.
    progress : callable, optional
        Called with runs done and runs to do.

    Raises
    ------
    UsageError
        See `samples`.
    """
    d = len(factors)
    held = [[i] for i in range(d)] if columns is None else [list(each) for each in columns]
    first, second = samples(sum(map(len, held)), n, rng)
    runs = n * (d + 2)
    at_a = _columns(model(first))
    at_b = _columns(model(second))
    mixed = np.empty((d, *at_a.shape))
    together = max(1, _TOGETHER // max(1, first.size))
    for start in range(0, d, together):
        some = held[start : start + together]
        work = np.tile(first, (len(some), 1))
        for k, own in enumerate(some):
            work[k * n : (k + 1) * n, own] = second[:, own]
        mixed[start : start + together] = _columns(model(work)).reshape(len(some), n, -1)
        if progress is not None:
            progress((start + len(some) + 2) * n, runs)
    names = tuple(outputs) if outputs is not None else tuple(str(j) for j in range(at_a.shape[1]))
    return estimate(
        (at_a, at_b, mixed),
        factors,
        names,
        rng,
        replicates=replicates,
        confidence=confidence,
        tolerance=tolerance,
    )


def estimate(
    runs: tuple[Matrix, Matrix, Matrix],
    factors: Sequence[str],
    outputs: Sequence[str],
    rng: np.random.Generator,
    *,
    replicates: int = 1000,
    confidence: float = 0.95,
    tolerance: float = 0.05,
) -> SobolIndices:
    """Estimate the indices from outputs that are there already.

    Parameters
    ----------
    runs : tuple of array, shape (n, k), (n, k) and (d, n, k)
        Outputs of A, of B, and of A with one column after the other from B.
    factors, outputs, rng, replicates, confidence, tolerance
        As for `sobol`.
    """
    at_a, at_b, mixed = runs
    d, n, k = mixed.shape
    found = [_Output.of(at_a[:, j], at_b[:, j], mixed[:, :, j]) for j in range(k)]
    ends = [each.intervals(rng, replicates, confidence) for each in found]
    return SobolIndices(
        tuple(factors),
        tuple(outputs),
        n,
        n * (d + 2),
        confidence,
        mean=np.array([each.mean for each in found]),
        variance=np.array([each.variance for each in found]),
        first=np.array([each.indices[0] for each in found]),
        first_low=np.array([low[0] for low, _ in ends]),
        first_high=np.array([high[0] for _, high in ends]),
        total=np.array([each.indices[1] for each in found]),
        total_low=np.array([low[1] for low, _ in ends]),
        total_high=np.array([high[1] for _, high in ends]),
        drift=np.array([np.abs(each.of_first_half()[1] - each.indices[1]).max() for each in found]),
        tolerance=tolerance,
        lost=np.array([n - each.rows for each in found]),
    )


def _columns(outputs: NDArray[np.floating]) -> Matrix:
    found = np.asarray(outputs, dtype=np.float64)
    return found[:, None] if found.ndim == 1 else found


@dataclass(frozen=True)
class _Output:
    """Per row what the estimators are means of: the columns of `terms`, shape (rows, 3 d + 3).

    b (m − a), m − a and (m − a)² for each factor, then the mean of the row's runs, a + b and
    a² + b², where a, b and m are the outputs less their mean.
    """

    terms: Matrix
    d: int
    mean: float
    variance: float

    @classmethod
    def of(cls, a: Vector, b: Vector, mixed: Matrix) -> "_Output":
        there = ~(np.isnan(a) | np.isnan(b) | np.isnan(mixed).any(axis=0))
        a, b, mixed = a[there], b[there], mixed[:, there]
        d = len(mixed)
        both = np.concatenate([a, b])
        if not both.size or (both.min() == both.max() and mixed.min() == mixed.max() == both[0]):
            return cls(np.zeros((len(a), 3 * d + 3)), d, float(both.mean()) if both.size else float("nan"), 0.0)
        mean = float(both.mean())
        a, b, mixed = a - mean, b - mean, mixed - mean
        moved = mixed - a
        row = (a + b + mixed.sum(axis=0)) / (d + 2)
        terms = np.column_stack([(b * moved).T, moved.T, (moved**2).T, row, a + b, a**2 + b**2])
        return cls(terms, d, mean, float(both.var()))

    @property
    def rows(self) -> int:
        return len(self.terms)

    def of_means(self, means: Matrix) -> Matrix:
        """Turn means of the terms, shape (r, 3 d + 3), into indices, shape (2, r, d): first order, total."""
        d = self.d
        centre, sums, squares = means[:, -3:-2], means[:, -2:-1] / 2, means[:, -1:] / 2
        variance = squares - sums**2
        with np.errstate(divide="ignore", invalid="ignore"):
            first = (means[:, :d] - centre * means[:, d : 2 * d]) / variance
            total = means[:, 2 * d : 3 * d] / (2 * variance)
        # Drawn rows may all be alike by chance, where an output hardly varies.
        flat = np.broadcast_to(variance <= 0, first.shape)
        return np.stack([np.where(flat, 0.0, first), np.where(flat, 0.0, total)])

    @property
    def indices(self) -> Matrix:
        """First-order and total indices, shape (2, d)."""
        return self._over(slice(None))

    def of_first_half(self) -> Matrix:
        """Give the indices from the first half of the rows, which is a Sobol' sequence by itself."""
        return self._over(slice(0, self.rows // 2))

    def _over(self, rows: slice) -> Matrix:
        if not self.variance or not self.rows:
            return np.zeros((2, self.d))
        return np.asarray(self.of_means(self.terms[rows].mean(axis=0, keepdims=True))[:, 0])

    def intervals(self, rng: np.random.Generator, replicates: int, confidence: float) -> tuple[Matrix, Matrix]:
        """Give the ends of percentile intervals, shape (2, d) each, drawing rows with replacement."""
        if not self.variance or not self.rows:
            return np.zeros((2, self.d)), np.zeros((2, self.d))
        drawn = rng.integers(0, self.rows, (replicates, self.rows))
        drawn += np.arange(replicates)[:, None] * self.rows
        counts = np.bincount(drawn.ravel(), minlength=replicates * self.rows).reshape(replicates, self.rows)
        found = self.of_means(counts @ self.terms / self.rows)
        tail = (1 - confidence) / 2
        low, high = np.quantile(found, [tail, 1 - tail], axis=1)
        return np.asarray(low), np.asarray(high)
