"""Correcting the probabilities of alarms by what came of earlier ones.

Whether a rise was one of violations is found out by people, and only of the alarms they were told of: reporting or
supervision may have changed, and what an office calls confirmed is its own decision. So what was said is held against
what came, in the way of Platt (1999) and Cox (1958):

    logit(corrected) = intercept + slope · logit(said)

Few outcomes say little. The intercept therefore has a normal prior around 0 and the slope one around 1 (assumed): with
no outcome at all the probabilities stay as they were said, and each outcome moves them a little.

Sources: Cox (1958), *Biometrika* 45, 562–565; Platt (1999), in *Advances in Large Margin Classifiers*, 61–74.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit

from ikp.errors import UsageError, problem

__all__ = ["Recalibration", "recalibration"]

Vector = NDArray[np.float64]

#: Standard deviations of the priors of intercept and slope.
_PRIOR = np.array([1.0, 0.5])
_CENTRE = np.array([0.0, 1.0])
#: Nobody is surer than this.
_SUREST = 1e-4


@dataclass(frozen=True, slots=True)
class Recalibration:
    """How probabilities are corrected, and what that rests on.

    Attributes
    ----------
    intercept, slope : float
        0 and 1 leave them as they are.
    outcomes, hits : int
        Alarms whose outcome is known, and those of them that were right.
    """

    intercept: float
    slope: float
    outcomes: int
    hits: int

    def of(self, said: ArrayLike) -> Vector:
        """Correct probabilities; NaN stays NaN."""
        return np.asarray(expit(self.intercept + self.slope * _logit(said)))


def recalibration(said: ArrayLike, came: ArrayLike) -> Recalibration:
    """Learn the correction from alarms whose outcome is known.

    Parameters
    ----------
    said : array_like, shape (n,)
        Probabilities before any correction.
    came : array_like of bool, shape (n,)

    Raises
    ------
    UsageError
        If the lengths differ, or something said is no probability.
    """
    p, y = np.atleast_1d(np.asarray(said, dtype=np.float64)), np.atleast_1d(np.asarray(came, dtype=np.float64))
    if p.shape != y.shape:
        raise UsageError(problem("alarms-shapes", name="came", found=y.size, wanted=p.size))
    if not ((p >= 0) & (p <= 1)).all():
        raise UsageError(problem("alarms-level", name="said", value=float(p[~((p >= 0) & (p <= 1))][0]), range="0–1"))
    columns = np.column_stack([np.ones(p.size), _logit(p)])
    held = 1 / _PRIOR**2
    at = _CENTRE.copy()
    for _ in range(50):
        mean = expit(columns @ at)
        slope = columns.T @ (y - mean) - held * (at - _CENTRE)
        bend = (columns * (mean * (1 - mean))[:, None]).T @ columns + np.diag(held)
        step = np.linalg.solve(bend, slope)
        # A long step may overshoot: of a concave function, half of it does not.
        at = at + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-300))
        if np.abs(step).max() < 1e-10:
            break
    return Recalibration(float(at[0]), float(at[1]), int(p.size), int(y.sum()))


def _logit(said: ArrayLike) -> Vector:
    return np.asarray(logit(np.clip(np.asarray(said, dtype=np.float64), _SUREST, 1 - _SUREST)))
