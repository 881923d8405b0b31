"""What every alarm method gives back: expected, bounds, score, alarm, and why nothing can be said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["REASONS", "Alarms", "Reason"]

Matrix = NDArray[np.float64]


class Reason:
    """Why nothing can be said about a week of a series; 0 where something is said."""

    SAID = 0
    NOT_MONITORED = 1
    SHORT_HISTORY = 2
    TOO_FEW = 3
    NOT_OBSERVED = 4
    NOT_CONVERGED = 5
    NO_EFFORT = 6
    NO_VARIATION = 7


#: The name of each code in files and JSON.
REASONS: Mapping[int, str] = MappingProxyType(
    {
        Reason.SAID: "",
        Reason.NOT_MONITORED: "not-monitored",
        Reason.SHORT_HISTORY: "short-history",
        Reason.TOO_FEW: "too-few",
        Reason.NOT_OBSERVED: "not-observed",
        Reason.NOT_CONVERGED: "not-converged",
        Reason.NO_EFFORT: "no-effort",
        Reason.NO_VARIATION: "no-variation",
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Alarms:
    """Alarms of many series; time on axis 0, series on axis 1, NaN where nothing can be said.

    Attributes
    ----------
    method : str
        As on the command line: ``farrington-flexible``, ``ears-c1`` …
    observed : array, shape (T, S)
        Counts as given; NaN where nothing was observed.
    expected, lower, upper : array, shape (T, S)
        What the method expects, and the bounds of it; a count above the upper one is an alarm.
        A method without a lower bound has NaN there.
    score : array, shape (T, S)
        How far above: 1 is at the upper bound where the method has one; else its statistic.
    p_value : array, shape (T, S)
        Probability of a count at least this high when nothing is unusual; NaN for a method without one.
    alarm : array of bool, shape (T, S)
        False where nothing can be said.
    reason : array of int8, shape (T, S)
        A code of `Reason`; 0 where something is said.
    starts : array of datetime64[D], shape (T,)
    units, kinds : tuple of str, shape (S,)
    monitored : range
        The rows of time that were asked about.
    parameters : mapping
        Everything the method was asked, for the record of a run.
    synthetic : bool
    details : mapping of arrays
        What else the method knows, by name, each of shape (T, S): dispersion, trend …
    """

    method: str
    observed: Matrix
    expected: Matrix
    lower: Matrix
    upper: Matrix
    score: Matrix
    p_value: Matrix
    alarm: NDArray[np.bool_]
    reason: NDArray[np.int8]
    starts: NDArray[np.datetime64]
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    monitored: range
    parameters: Mapping[str, Any]
    synthetic: bool = False
    details: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit each other, and freeze them."""
        shape = self.expected.shape
        if shape != (len(self.starts), len(self.units)) or len(self.kinds) != len(self.units):
            message = f"{shape} is not {len(self.starts)} weeks of {len(self.units)} series"
            raise ValueError(message)
        named = ("observed", "expected", "lower", "upper", "score", "p_value", "alarm", "reason")
        for name in named:
            array = getattr(self, name)
            if array.shape != shape:
                message = f"{name} has the shape {array.shape}, not {shape}"
                raise ValueError(message)
            object.__setattr__(self, name, _frozen(array))
        object.__setattr__(self, "starts", _frozen(self.starts))
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))
        object.__setattr__(self, "details", MappingProxyType({k: _frozen(v) for k, v in self.details.items()}))

    @property
    def shape(self) -> tuple[int, int]:
        """Weeks and series."""
        return len(self.starts), len(self.units)


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    view = array.view()
    view.flags.writeable = False
    return view
