"""What a nowcast is asked, checked."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

import numpy as np

from ikp.errors import UsageError, problem
from ikp.foresight.delay.hazards import Cut
from ikp.foresight.delay.lawless import Form
from ikp.foresight.delay.laws import Law

__all__ = ["Borrowing", "Method", "Settings", "checked_groups", "default_by"]

Method = Literal["negative-binomial", "lawless", "bayes-trunc", "bayes-notrunc", "bayes-notrunc-bnb", "uniform"]
#: Whose delay a series has: its own shrunk to its group's and that to all; or just its own, its group's, that of all.
Borrowing = Literal["shrunken", "series", "group", "all"]
#: The methods whose delay can be shrunk or follow a law.
_FLEXIBLE = ("negative-binomial", "lawless")
#: No total of a bounded method is larger in R's surveillance.
_LARGEST = 300


@dataclass(frozen=True)
class Settings:
    """The settings of `nowcast`, as it describes them.

    Raises
    ------
    UsageError
        For one that is outside its range, and for some that do not go together.
    """

    method: Method
    level: float
    form: Form
    by: Borrowing
    law: Law | None
    window: int | None
    half_life: float | None
    cut: Cut
    kappa: float
    prior: tuple[float, float]
    largest: int | None
    samples: int

    def __post_init__(self) -> None:
        wrong = [
            problem("nowcast-choice", name=name, value=value, choices=", ".join(get_args(choices)))
            for name, value, choices in (
                ("method", self.method, Method),
                ("form", self.form, Form),
                ("by", self.by, Borrowing),
                ("law", self.law, Law),
                ("cut", self.cut, Cut),
            )
            if value is not None and value not in get_args(choices)
        ]
        ranges = {
            "level": (0 < self.level < 1, "0 < … < 1"),
            "window": (self.window is None or self.window >= 1, "1, 2, …"),
            "half_life": (self.half_life is None or self.half_life > 0, "> 0"),
            "kappa": (self.kappa > 0, "> 0"),
            "prior": (min(self.prior) > 0, "> 0"),
            "largest": (self.largest is None or self.largest >= 0, "0, 1, …"),
            "samples": (self.samples >= 1, "1, 2, …"),
        }
        wrong += [
            problem("nowcast-range", name=name, value=getattr(self, name), range=range_)
            for name, (fine, range_) in ranges.items()
            if not fine
        ]
        if (self.by == "shrunken" or self.law) and self.method not in _FLEXIBLE:
            wrong.append(problem("nowcast-together", method=self.method, methods=", ".join(_FLEXIBLE)))
        if wrong:
            raise UsageError(wrong)

    def limit(self, reported: float, likely: float) -> int | None:
        """Give the largest total, where the method has one.

        Parameters
        ----------
        reported, likely : float
            The most that has come in an open week, and that divided by the share that has come.

        Raises
        ------
        UsageError
            Where more has come already.
        """
        largest = self.largest
        if largest is None and self.form == "reference":
            largest = _LARGEST
        elif largest is None and self.method in ("uniform", "bayes-trunc", "bayes-notrunc"):
            largest = max(_LARGEST, int(3 * likely))
        if largest is not None and largest < reported:
            raise UsageError(problem("nowcast-largest", largest=largest, reported=int(reported)))
        return largest

    @property
    def weeks(self) -> int | None:
        """The window in weeks; R's m counts those before the last one."""
        return self.window + 1 if self.window is not None and self.form == "reference" else self.window

    def record(self) -> dict[str, Any]:
        """Give everything that was asked, by name."""
        return asdict(self)


def default_by(method: str, form: str) -> Borrowing:
    """Say whose delay a series has when nobody says: methods that can borrow do, except where they repeat R."""
    return "shrunken" if method in _FLEXIBLE and form == "textbook" else "series"


def checked_groups(groups: Sequence[str] | None, series: int) -> Sequence[str]:
    """Give a group for each series: one for all where there are none.

    Raises
    ------
    UsageError
        For a list of another length.
    """
    if groups is None:
        return [""] * series
    if np.size(groups) != series:
        raise UsageError(problem("nowcast-groups", groups=len(groups), series=series))
    return groups
