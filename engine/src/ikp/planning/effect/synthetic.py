"""Synthetic control: one unit against a mixture of others that ran like it before the programme.

Abadie, Diamond and Hainmueller (2010), *Synthetic Control Methods for Comparative Case Studies*,
JASA 105(490), with the outcomes before the start as the only predictors. How unusual the gap is
is told by placebos: every other unit is taken in turn as if it had had the programme.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from ikp.errors import DataError, problem
from ikp.planning.effect.panel import Panel

__all__ = ["Synthetic", "mixture", "synthetic_control"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
#: Weight of the row that holds the sum of the weights at one, in spreads of the outcomes.
_HARD = 1e4


@dataclass(frozen=True, eq=False)
class Synthetic:
    """One unit beside its mixture.

    Attributes
    ----------
    unit : str
    donors : tuple of str
    weights : array, shape (donors,)
        At least 0, sum 1.
    actual, mixed, gap : array, shape (t,)
    before : float
        Root mean square of the gap before the start: how well the mixture runs like the unit.
    ratio : float
        Root mean square after the start by that before it.
    placebo : array, shape (donors,)
        The same ratio of every donor, as if the programme had been there.
    p : float
        Share of all units, this one among them, whose ratio is at least as large. It cannot be
        smaller than 1 by their number.
    effect : float
        Mean gap after the start.
    """

    unit: str
    donors: tuple[str, ...]
    weights: Vector
    actual: Vector
    mixed: Vector
    before: float
    ratio: float
    placebo: Vector
    p: float
    effect: float

    @property
    def gap(self) -> Vector:
        return self.actual - self.mixed


def mixture(target: Vector, donors: Matrix) -> Vector:
    """Find the weights, at least 0 and with sum 1, that bring donors, shape (donors, t), closest to a target, (t,)."""
    scale = float(donors.std()) or 1.0
    # The row of ones is a penalty so heavy that what is left of it is rounding, which the division takes out.
    rows = np.vstack([(donors / scale).T, np.full(len(donors), _HARD)])
    found, _rest = nnls(rows, np.append(target / scale, _HARD), maxiter=50 * len(donors))
    return np.asarray(found / found.sum())


def synthetic_control(panel: Panel, unit: str) -> Synthetic:
    """Compare one unit with a mixture of those that never have the programme.

    Raises
    ------
    DataError
        If the unit is unknown or has no programme after at least two periods, or fewer than two others never have it.
    """
    if unit not in panel.units:
        raise DataError(problem("effect-unit", unit=unit))
    place = panel.units.index(unit)
    start = int(panel.start[place])
    if start < 2:
        raise DataError(problem("effect-before", unit=unit, found=max(start, 0)))
    free = np.flatnonzero(panel.start == -1)
    if free.size < 2:
        raise DataError(problem("effect-donors", found=free.size))
    y = panel.outcome
    weights, before, ratio = _fitted(y[place], y[free], start)
    placebo = np.array([_fitted(y[each], y[free[free != each]], start)[2] for each in free])
    mixed = weights @ y[free]
    return Synthetic(
        unit,
        tuple(panel.units[each] for each in free),
        weights,
        y[place],
        mixed,
        before,
        ratio,
        placebo,
        float((1 + (placebo >= ratio).sum()) / (1 + len(free))),
        float((y[place] - mixed)[start:].mean()),
    )


def _fitted(target: Vector, donors: Matrix, start: int) -> tuple[Vector, float, float]:
    weights = mixture(target[:start], donors[:, :start])
    gap = target - weights @ donors
    before, after = (float(np.sqrt((part**2).mean())) for part in (gap[:start], gap[start:]))
    return weights, before, after / before if before > 0 else (np.inf if after > 0 else 1.0)
