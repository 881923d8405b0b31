"""Does one unit carry the relation? Every unit is left out once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.validation.discrimination import auc
from ikp.foresight.validation.relations import rank_relation

__all__ = ["Influence", "leave_one_out"]


@dataclass(frozen=True, slots=True)
class Influence:
    """Between what a figure moves when one unit is left out, and whose absence moves it most.

    Parameters
    ----------
    spearman, auc : tuple of float
        Lowest and highest; NaN where they do not exist.
    spearman_unit, auc_unit : int
        Place of the unit whose absence moves it most; -1 where there is none.
    """

    spearman: tuple[float, float]
    spearman_unit: int
    auc: tuple[float, float]
    auc_unit: int


def leave_one_out(score: NDArray[np.float64], outcome: NDArray[np.float64], positive: NDArray[np.bool_]) -> Influence:
    """Leave every unit out once.

    Parameters
    ----------
    score, outcome : array, shape (n,)
        Without NaN.
    positive : array of bool, shape (n,)
    """
    n = len(score)
    kept = ~np.eye(n, dtype=bool)
    rho = np.array([rank_relation(score[keep], outcome[keep]).value for keep in kept])
    area = np.array([auc(score[keep], positive[keep]).value for keep in kept])
    whole = (rank_relation(score, outcome).value, auc(score, positive).value)
    return Influence(*_range(rho, whole[0]), *_range(area, whole[1]))


def _range(values: NDArray[np.float64], whole: float) -> tuple[tuple[float, float], int]:
    if not np.isfinite(values).any():
        return (np.nan, np.nan), -1
    return (float(np.nanmin(values)), float(np.nanmax(values))), int(np.nanargmax(np.abs(values - whole)))
