"""What is known below a node, and whether that is enough for a score."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["pass_up", "too_little", "why_missing"]

Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]


def pass_up(children: NDArray[np.float64], weights: Vector) -> Vector:
    """Pass coverage up: the weighted share of the indicators below a node that are known.

    It counts what is known, used or not: a child whose score was withheld still passes
    on the share that it knows.

    Parameters
    ----------
    children : array, shape (n, k)
        Coverage of the children; for an indicator 1 where it is known, else 0.
    weights : array, shape (k,)
        Relative.

    Returns
    -------
    array, shape (n,)
        0 to 1; exactly 1 where nothing is missing.
    """
    missing = np.zeros(len(children))
    for j, weight in enumerate(weights / weights.sum()):
        missing += (1.0 - children[:, j]) * weight
    return np.clip(1.0 - missing, 0.0, 1.0)


def too_little(known: Mask, covered: Vector, *, propagate: bool, minimum: float) -> Mask:
    """Tell which rows get no score.

    Parameters
    ----------
    known : array of bool, shape (n, k)
        Which children with a weight have a score.
    covered : array, shape (n,)
        Coverage of the node.
    propagate : bool
        True: one missing child is enough to withhold the score. False: all must be missing.
    minimum : float
        Coverage below this withholds the score.
    """
    lacking = ~known.all(axis=1) if propagate else ~known.any(axis=1)
    # 3 of 5 children are 0.6 whatever the last bit of the sum of their weights says.
    return np.asarray(lacking | (covered < minimum - 1e-12))


def why_missing(
    reasons: NDArray[np.uint8], known: Mask, withheld: Mask, *, propagate: bool, low: int
) -> NDArray[np.uint8]:
    """Give the reason for every score that is withheld.

    The reason of the children, where it explains the whole: all children are missing for
    one same reason (or, with `propagate`, those that are missing are). Everything else is
    too little coverage.

    Parameters
    ----------
    reasons : array of uint8, shape (n, k)
        Reasons of the children; 0 where known.
    known, withheld : arrays of bool, shapes (n, k) and (n,)
    propagate : bool
    low : int
        The number of the reason *low coverage*.

    Returns
    -------
    array of uint8, shape (n,)
        0 where there is a score.
    """
    last = np.iinfo(np.uint8).max
    least = np.where(known, last, reasons).min(axis=1)
    most = np.where(known, 0, reasons).max(axis=1)
    explained = (least == most) & (np.True_ if propagate else ~known.any(axis=1))
    return np.where(withheld, np.where(explained, most, low), 0).astype(np.uint8)
