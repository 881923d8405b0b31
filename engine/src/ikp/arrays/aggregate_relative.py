"""From children to a parent by comparing the units: Wrocław taxonomy, benefit of the doubt, Copeland.

These scores belong to the company they are computed in: with other units beside it, a
unit scores differently, and there is no bound to store that would undo it. ``x`` has
shape (n, k); **a NaN is a missing child**, a row of NaN is a unit that takes no part.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError, problem

__all__ = ["MOST_UNITS", "benefit_of_the_doubt", "copeland", "wroclaw"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

#: Above this, comparing every unit with every other would take hours.
MOST_UNITS = 20_000


def wroclaw(x: Matrix, weights: Vector, scale: float = 100.0) -> Vector:
    """Give the nearness to the worst case, by the Wrocław taxonomy.

    The pole is the highest value of each child. A unit's distance d to it is the weighted
    Euclidean one; with D = mean + 2 population standard deviations of all distances, the
    score is scale · (1 − d / D): `scale` at the pole, and below zero only for a unit
    farther away than D. Hellwig's measure of development (Hellwig 1968, Przegląd
    Statystyczny 15, 307–327), for equal weights and standardised values; the step
    *normalise* standardises, with ``zscore``.
    """
    pole = np.fmax.reduce(x, axis=0)
    known = ~np.isnan(x)
    gaps = np.where(known, pole - x, 0.0)
    with np.errstate(invalid="ignore"):  # 0 / 0: a unit of which nothing is known
        distance = np.sqrt((gaps**2 * weights).sum(axis=1) / (known * weights).sum(axis=1))
    there = distance[~np.isnan(distance)]
    reach = there.mean() + 2.0 * there.std() if there.size else 0.0
    return np.asarray(scale * (1.0 - distance / (reach or 1.0)))


def copeland(x: Matrix, weights: Vector) -> Vector:
    """Count the units that a unit beats, less those that beat it: Copeland's rule.

    One unit beats another when the children on which it is higher weigh more than those
    on which it is lower. Only children known for both are compared, and equal weight on
    both sides is a draw. Scores run from −(n − 1) to n − 1 (Copeland 1951; for composite
    indices Munda & Nardo 2009, Applied Economics 41, 1513–1523).

    Raises
    ------
    DataError
        For more than `MOST_UNITS` units.
    """
    _refuse_crowds("copeland", len(x))
    out = np.full(len(x), np.nan)
    there = np.flatnonzero(~np.isnan(x).all(axis=1))
    columns = np.ascontiguousarray(x[there].T)
    size = max(1, 100_000 // max(1, there.size))
    for start in range(0, there.size, size):
        some = columns[:, start : start + size, None]
        margin = np.zeros((some.shape[1], there.size))
        for mine, all_of_them, weight in zip(some, columns, weights, strict=True):
            # Comparing with NaN is false both ways: a draw.
            margin += weight * np.subtract(mine > all_of_them, mine < all_of_them, dtype=np.int8)
        # Weights such as 0.1 + 0.2 against 0.3 are a draw, whatever the last bit says.
        margin[np.abs(margin) <= 1e-12 * weights.sum()] = 0.0
        out[there[start : start + size]] = np.sign(margin).sum(axis=1)
    return out


def benefit_of_the_doubt(x: Matrix, scale: float = 100.0) -> tuple[Vector, Matrix]:
    """Give every unit the weights that suit it best, as long as no unit passes `scale` with them.

    For unit i: maximise Σⱼ wⱼ xᵢⱼ over w ≥ 0 such that Σⱼ wⱼ xₗⱼ ≤ 1 for every unit l
    (Melyn & Moesen 1991; Cherchye, Moesen, Rogge & Van Puyenbroeck 2007, Social
    Indicators Research 82, 111–145). A linear programme a unit, solved exactly by HiGHS;
    no bounds on the weights. For vulnerability it reads: no unit looks less vulnerable
    than under the weights that make it stand out most.

    A unit with missing children is judged on those it has, against the units that have
    them all.

    Parameters
    ----------
    x : array, shape (n, k)
        Zero or more.
    scale : float
        The score of the best; 1 is the published form.

    Returns
    -------
    scores : array, shape (n,)
        0 to `scale`; NaN for a row of NaN.
    multipliers : array, shape (n, k)
        The unit's own weights times `scale`, zero for a missing child: ``x * multipliers``
        sums to the score. Where several sets of weights give it, one of them.

    Raises
    ------
    DataError
        For more than `MOST_UNITS` units.
    """
    _refuse_crowds("benefit_of_the_doubt", len(x))
    top = np.fmax.reduce(x, axis=0)
    top = np.where(top > 0, top, 1.0)  # weights undo any scale of a column: equal scales solve best
    even = x / top
    scores, multipliers = np.full(len(x), np.nan), np.zeros(x.shape)
    for rows, columns in _patterns(~np.isnan(x)):
        peers = even[:, columns]
        frontier = _frontier(np.unique(peers[~np.isnan(peers).any(axis=1)], axis=0))
        for row in rows:
            found = _best_weights(even[row, columns], frontier)
            scores[row] = even[row, columns] @ found
            multipliers[row, columns] = scale * found / top[columns]
    scores[np.abs(scores - 1.0) <= 1e-9] = 1.0  # the best are equally good, to the last bit
    return scale * scores, multipliers


def _refuse_crowds(method: str, n: int) -> None:
    if n > MOST_UNITS:
        raise DataError(problem("method-size", method=method, count=n, limit=MOST_UNITS))


def _patterns(known: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Group the rows by which children they have; rows without any are left out."""
    kinds, kind = np.unique(known, axis=0, return_inverse=True)
    for number, pattern in enumerate(kinds):
        if pattern.any():
            yield np.flatnonzero(kind == number), np.flatnonzero(pattern)


def _frontier(peers: Matrix) -> Matrix:
    """Keep the peers that no other reaches in everything: only they can bind a weight of zero or more."""
    kept: list[Vector] = []
    for peer in peers[np.argsort(-peers.sum(axis=1), kind="stable")]:
        if not kept or not (np.stack(kept) >= peer).all(axis=1).any():
            kept.append(peer)
    return np.stack(kept)


def _best_weights(unit: Vector, frontier: Matrix) -> Vector:
    from scipy.optimize import linprog

    solved = linprog(-unit, A_ub=frontier, b_ub=np.ones(len(frontier)), method="highs")
    # A child at which every peer is zero is held by nothing; its weight stays what HiGHS gives: zero.
    weights = np.asarray(solved.x, dtype=np.float64)
    # The solver may pass the bound by its tolerance: scale back.
    return weights / max(1.0, float((frontier @ weights).max()))
