"""From children to a parent, row by row: means, Mazziotta–Pareto, minimum, maximum, sum.

Every function takes ``x`` of shape (n, k), one column a child, and relative weights of
shape (k,), all above zero. **A NaN is a missing child**: it is left out and the weights
of what is there are scaled up; a row with nothing known gives NaN. Whether that is
allowed is the recipe's business (`ikp.arrays.coverage`).

Sums run column by column, block by block, and not through BLAS: its kernels treat the
last rows of a block differently, so that two units with equal indicators could differ
in the last bit of their scores, and a tie would become a rank. It also keeps the score
of a unit the same whatever units it is computed with.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.aggregate_relative import benefit_of_the_doubt, copeland, wroclaw

__all__ = [
    "RELATIVE",
    "Rescaling",
    "Rule",
    "aggregate",
    "arithmetic",
    "generalised",
    "geometric",
    "harmonic",
    "highest",
    "inverted_geometric",
    "lowest",
    "mazziotta_pareto",
    "outside_domain",
    "product_root",
    "total",
]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


class Rescaling(Protocol):
    """What `Rescale` of a recipe says, as far as arrays need it."""

    @property
    def method(self) -> str: ...
    @property
    def to(self) -> tuple[float, float]: ...
    @property
    def cap(self) -> bool: ...


class Rule(Protocol):
    """What `AggregateRule` of a recipe says, as far as arrays need it."""

    @property
    def method(self) -> str: ...
    @property
    def power(self) -> float: ...
    @property
    def scale(self) -> float: ...
    @property
    def adverse(self) -> bool: ...
    @property
    def clip(self) -> float | None: ...
    @property
    def rescale(self) -> Rescaling: ...


#: Methods that compare the units with each other: a score changes with the company it is computed in.
RELATIVE = frozenset({"wroclaw", "benefit_of_the_doubt", "copeland"})

_ROWS = 16_384  # a block of a few columns stays in the cache of one core


def _blocks(n: int) -> Iterator[slice]:
    return (slice(start, start + _ROWS) for start in range(0, n, _ROWS))


def _mean(x: Matrix, weights: Vector, of: Callable[[Matrix], Matrix] | None = None) -> Vector:
    """Give the weighted mean of ``of(x)`` per row, without the missing."""
    equal = bool((weights == weights[0]).all())
    if equal:  # a third of 3 × 100 is 100, three times a third of 100 need not be
        weights = np.ones(len(weights))
    out = np.empty(len(x))
    whole = float(sum(weights.tolist()))
    with np.errstate(divide="ignore"):  # the logarithm and the reciprocal of zero are meant
        for rows in _blocks(len(x)):
            block = x[rows] if of is None else of(x[rows])
            mean = np.multiply(block[:, 0], weights[0], out=out[rows])
            term = np.empty(len(block))
            for j in range(1, len(weights)):
                mean += block[:, j] if equal else np.multiply(block[:, j], weights[j], out=term)
            if np.isnan(mean).any():
                mean[:] = _mean_of_known(block, weights)
            else:
                mean /= whole
    return out


def _mean_of_known(block: Matrix, weights: Vector) -> Vector:
    mean, known_weight = np.zeros(len(block)), np.zeros(len(block))
    for j, weight in enumerate(weights):
        known = ~np.isnan(block[:, j])
        mean += np.where(known, block[:, j], 0.0) * weight
        known_weight += known * weight
    with np.errstate(invalid="ignore"):  # 0 / 0: nothing is known
        return np.asarray(mean / known_weight)


def arithmetic(x: Matrix, weights: Vector) -> Vector:
    """Give Σ w x / Σ w. What one child lacks another makes up in full."""
    return _mean(x, weights)


def geometric(x: Matrix, weights: Vector) -> Vector:
    """Give exp(Σ w ln x / Σ w), for values of zero or more; one zero makes the score zero.

    As the Human Development Index joins its dimensions (UNDP, HDR technical note 1).
    """
    return np.asarray(np.exp(_mean(x, weights, np.log)))


def harmonic(x: Matrix, weights: Vector) -> Vector:
    """Give Σ w / Σ (w / x), for values of zero or more; one zero makes the score zero, its limit."""
    with np.errstate(divide="ignore"):
        return np.asarray(1.0 / _mean(x, weights, lambda each: 1.0 / each))


def generalised(x: Matrix, weights: Vector, power: float) -> Vector:
    """Give the power mean (Σ w xᵖ / Σ w)^(1/p), for values of zero or more.

    p = 1 is the arithmetic mean (for any values), 0 the geometric, −1 the harmonic; −∞
    and ∞ are the minimum and the maximum. Values are divided by the largest of their row
    (the smallest for p < 0) first, so that no power overflows.
    """
    if power == 1:
        return arithmetic(x, weights)
    if power == 0:
        return geometric(x, weights)
    if np.isinf(power):
        return highest(x) if power > 0 else lowest(x)
    peak = highest(x) if power > 0 else lowest(x)
    safe = np.where(peak == 0, 1.0, peak)
    mean = _mean(x / safe[:, None], weights, lambda share: np.power(share, power))
    return np.asarray(np.where(peak == 0, 0.0, safe * np.power(mean, 1.0 / power)))


def inverted_geometric(x: Matrix, weights: Vector, scale: float = 100.0) -> Vector:
    """Let one high child lift the score: the geometric mean of what is *not* there, turned back.

    Each value is mirrored and drawn to between a tenth of the scale and the whole of it,
    y = 0.9 (scale − x) + 0.1 scale; the score is (scale − G(y)) / 0.9. With scale = 10
    this is the INFORM Risk Index's (10 − GEOMEAN((10 − x) / 10 · 9 + 1)) / 9 · 10 for its
    hazards (Marin-Ferrer, Vernaccini & Poljansek 2017, INFORM concept and methodology).
    The tenth keeps a single value at the top from deciding alone.
    """
    return np.asarray(scale * (1.0 - geometric(1.0 - 0.9 * x / scale, weights)) / 0.9)


def product_root(x: Matrix) -> Vector:
    """Give the k-th root of the product of k values of zero or more; weights do not count."""
    return geometric(x, np.ones(x.shape[1]))


def mazziotta_pareto(x: Matrix, weights: Vector, *, adverse: bool = True) -> Vector:
    """Give M ± S·cv with cv = S / M: the mean, penalised for uneven children.

    M and S are the weighted mean and population standard deviation of the row's values,
    which must be zero or more. `adverse` adds the penalty (more is worse, unevenness
    hides a peak), else it is subtracted. MPI and AMPI share this formula and differ in
    how the values were normalised: z-scores with mean 100 and deviation 10 over the units
    for MPI, goalposts brought to 70–130 for AMPI (Mazziotta & Pareto 2016, Social
    Indicators Research 127, 983–1003). The step *normalise* does that, and so its bounds
    are stored with all others.
    """
    mean = _mean(x, weights)
    variance = _mean((x - mean[:, None]) ** 2, weights)
    penalty = variance / np.where(mean == 0, 1.0, mean)  # a mean of zero has no variance either
    return np.asarray(mean + penalty if adverse else mean - penalty)


def lowest(x: Matrix) -> Vector:
    """Give the smallest value; weights do not count."""
    return np.asarray(np.fmin.reduce(x, axis=1))


def highest(x: Matrix) -> Vector:
    """Give the largest value; weights do not count."""
    return np.asarray(np.fmax.reduce(x, axis=1))


def total(x: Matrix) -> Vector:
    """Give the sum of the values, such as of counts × grades; weights do not count.

    The sum of the known is scaled up by children / known children: what is missing counts
    as the mean of the others, never as zero.
    """
    known = ~np.isnan(x)
    count = known.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(known, x, 0.0).sum(axis=1) * (x.shape[1] / count))


_METHODS: Mapping[str, Callable[[Matrix, Vector, Rule], Vector]] = {
    "arithmetic": lambda x, w, _: arithmetic(x, w),
    "geometric": lambda x, w, _: geometric(x, w),
    "inverted_geometric": lambda x, w, rule: inverted_geometric(x, w, rule.scale),
    "harmonic": lambda x, w, _: harmonic(x, w),
    "generalised": lambda x, w, rule: generalised(x, w, rule.power),
    "product_root": lambda x, _w, _rule: product_root(x),
    "mpi": lambda x, w, rule: mazziotta_pareto(x, w, adverse=rule.adverse),
    "ampi": lambda x, w, rule: mazziotta_pareto(x, w, adverse=rule.adverse),
    "wroclaw": lambda x, w, rule: wroclaw(x, w, rule.scale),
    "benefit_of_the_doubt": lambda x, _w, rule: benefit_of_the_doubt(x, rule.scale)[0],
    "copeland": lambda x, w, _: copeland(x, w),
    "min": lambda x, _w, _rule: lowest(x),
    "max": lambda x, _w, _rule: highest(x),
    "sum": lambda x, _w, _rule: total(x),
}

_CLIPPED = frozenset({"geometric", "harmonic", "generalised", "product_root"})
_ANY_VALUE = frozenset({"arithmetic", "wroclaw", "copeland", "min", "max", "sum"})


def aggregate(x: Matrix, weights: Vector, rule: Rule) -> Vector:
    """Aggregate children by a rule, before any rescaling or rounding.

    Parameters
    ----------
    x : array, shape (n, k)
        NaN where a child is missing. Column-major order is fastest.
    weights : array, shape (k,)
        Relative. A child of weight zero takes no part, whatever the method.
    rule : Rule
        Method and parameters.

    Returns
    -------
    array, shape (n,)
        NaN where no child is known.
    """
    used = weights > 0
    if not used.all():
        x, weights = x[:, used], weights[used]
    return _METHODS[rule.method](_clipped(x, rule), weights, rule)


def _clipped(x: Matrix, rule: Rule) -> Matrix:
    return x if rule.clip is None or rule.method not in _CLIPPED else np.maximum(x, rule.clip)


def outside_domain(x: Matrix, weights: Vector, rule: Rule) -> tuple[int, int, str] | None:
    """Find a value that the method cannot take: its row, its column and what is needed; None if all is well.

    Parameters
    ----------
    x, weights, rule
        As for `aggregate`.
    """
    if rule.method in _ANY_VALUE or (rule.method == "generalised" and (rule.power == 1 or np.isinf(rule.power))):
        return None
    bad = _clipped(x, rule) < 0
    need = "≥ 0"
    if rule.method == "inverted_geometric":
        bad |= x > rule.scale * (1 + 1e-9)  # a normalised 100 may be one bit more
        need = f"0–{rule.scale:g}"
    bad &= weights > 0
    if not bad.any():
        return None
    row, column = np.argwhere(bad)[0].tolist()
    return row, column, need
