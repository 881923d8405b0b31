"""A figure with its interval, or the reason why there is none."""

from dataclasses import dataclass
from math import nan
from typing import Literal

__all__ = ["FEWEST", "Estimate", "Reason"]

#: An interval that rests on fewer units with, or without, the outcome would be made up: resampling three of them
#: says nothing about a fourth.
FEWEST = 5

#: ``few_units``: too few for the method; ``few_positives``: too few with, or without, the outcome; ``no_spread``: all
#: the same; ``perfect``: a value at its bound, where the interval does not exist; ``no_size``: no measure of size;
#: ``not_converged``: the model found no maximum.
Reason = Literal["", "few_units", "few_positives", "no_spread", "perfect", "no_size", "not_converged"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval.

    Parameters
    ----------
    value, low, high : float
        NaN where it does not exist; `reason` says why.
    method : str
        How the interval was made.
    reason : str
    """

    value: float
    low: float = nan
    high: float = nan
    method: str = ""
    reason: Reason = ""

    @property
    def known(self) -> bool:
        return self.value == self.value

    def excludes(self, none: float) -> bool:
        """Tell whether the interval exists and leaves the value of *no relation* out."""
        return self.low > none or self.high < none
