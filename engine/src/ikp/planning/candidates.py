"""What could be done: units, their drivers, and actions with what they cost and take away."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import DataError, problem

__all__ = ["Candidates"]

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Candidates:
    """Every action in every unit, frozen.

    What an action takes away is a share of what a driver brings to the score of a unit. Several
    actions on one driver add up, but never beyond the ceiling: what two trainings do to one
    driver is not twice what one does.

    Parameters
    ----------
    units, drivers, actions : sequence of str, lengths n, d and m
        A driver is usually an indicator.
    points : array_like, shape (n, d)
        What each driver brings to the score of each unit, at least 0; multiply by the urgency of
        its stage or of an alarm where that is to count. NaN is not known and brings nothing.
    share : array_like, shape (m, d)
        Of a driver's points, the share that an action is expected to take away, 0–1. For most
        actions no effect has been measured: then it is assumed, and must be shown as that.
    cost : array_like, shape (m,) or (n, m)
        Money, at least 0.
    effort : array_like, shape (m,) or (n, m)
        Person-days, at least 0.
    capacity : array_like, shape (n,)
        Person-days that each unit has.
    possible : array_like of bool, shape (n, m), optional
        False where an action cannot be taken: its stage is over, or it is not for that level.
    taken, refused : array_like of bool, shape (n, m), optional
        What people have already decided on: must, or must not, be in the plan.
    ceiling : float
        The largest share of a driver that all actions together take away.

    Raises
    ------
    DataError
        For shapes that do not fit, numbers out of range, or an action both taken and refused.
    """

    units: tuple[str, ...]
    drivers: tuple[str, ...]
    actions: tuple[str, ...]
    points: Matrix
    share: Matrix
    cost: Matrix
    effort: Matrix
    capacity: Matrix
    possible: Flags
    taken: Flags
    refused: Flags
    ceiling: float

    def __init__(
        self,
        units: Sequence[str],
        drivers: Sequence[str],
        actions: Sequence[str],
        *,
        points: ArrayLike,
        share: ArrayLike,
        cost: ArrayLike,
        effort: ArrayLike,
        capacity: ArrayLike,
        possible: ArrayLike | None = None,
        taken: ArrayLike | None = None,
        refused: ArrayLike | None = None,
        ceiling: float = 0.5,
    ) -> None:
        n, d, m = len(units), len(drivers), len(actions)
        numbers = {
            "points": _shaped("points", np.nan_to_num(np.asarray(points, dtype=np.float64), nan=0.0), (n, d)),
            "share": _shaped("share", share, (m, d)),
            "cost": _shaped("cost", cost, (n, m)),
            "effort": _shaped("effort", effort, (n, m)),
            "capacity": _shaped("capacity", capacity, (n,)),
        }
        for name, values in numbers.items():
            most = 1.0 if name == "share" else np.inf
            if not (np.isfinite(values).all() and (values >= 0).all() and (values <= most).all()):
                raise DataError(problem("plan-number", name=name, range="0–1" if name == "share" else "≥ 0"))
        if not 0 < ceiling <= 1:
            raise DataError(problem("plan-number", name="ceiling", range="0–1"))
        flags = {
            "possible": np.ones((n, m), dtype=bool) if possible is None else _flags("possible", possible, (n, m)),
            "taken": np.zeros((n, m), dtype=bool) if taken is None else _flags("taken", taken, (n, m)),
            "refused": np.zeros((n, m), dtype=bool) if refused is None else _flags("refused", refused, (n, m)),
        }
        both = np.argwhere(flags["taken"] & (flags["refused"] | ~flags["possible"]))
        if both.size:
            unit, action = both[0]
            raise DataError(problem("plan-contradiction", unit=units[unit], action=actions[action], count=len(both)))
        own = {"units": tuple(units), "drivers": tuple(drivers), "actions": tuple(actions), "ceiling": float(ceiling)}
        for name, value in {**own, **numbers, **flags}.items():
            object.__setattr__(self, name, value)

    @cached_property
    def alone(self) -> Matrix:
        """What each action would take away if it were the only one, shape (n, m)."""
        return np.asarray(self.points @ np.minimum(self.share, self.ceiling).T)

    def reduction(self, chosen: Flags) -> Matrix:
        """Give what a choice of actions, shape (n, m), takes away from each driver of each unit, shape (n, d)."""
        return np.asarray(self.points * np.minimum(chosen.astype(np.float64) @ self.share, self.ceiling))


def _shaped(name: str, values: ArrayLike, shape: tuple[int, ...]) -> Matrix:
    found = np.asarray(values, dtype=np.float64)
    try:
        whole = np.array(np.broadcast_to(found, shape))
    except ValueError:
        raise DataError(problem("plan-shape", name=name, found=found.shape, wanted=shape)) from None
    whole.flags.writeable = False
    return whole


def _flags(name: str, values: ArrayLike, shape: tuple[int, ...]) -> NDArray[Any]:
    found = np.array(values, dtype=bool)
    if found.shape != shape:
        raise DataError(problem("plan-shape", name=name, found=found.shape, wanted=shape))
    found.flags.writeable = False
    return found
