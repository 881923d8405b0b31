"""What the Farrington methods can be asked, and their published settings."""

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ikp.errors import UsageError, problem

__all__ = ["CLASSIC", "FLEXIBLE", "FarringtonForm", "FarringtonSettings", "FarringtonVariant", "chosen"]

FarringtonVariant = Literal["flexible", "classic"]
FarringtonForm = Literal["textbook", "reference"]
Threshold = Literal["nb-plugin", "nb-muan", "delta"]
Power = Literal["2/3", "1/2", "none"]
Years = Literal["calendar", "52-weeks"]
#: Below this level, 1 − alpha is hardly to be told from 1.
_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class FarringtonSettings:
    """Settings of a Farrington method; left out, those of Noufaily and others (2013).

    Parameters
    ----------
    alpha : float
        Probability of a count above the upper bound when nothing is unusual.
    years : int
        How many years the baseline goes back.
    window : int
        Weeks on either side of the same week of an earlier year that count as the same season.
    periods : int
        Levels of the season: that window, and the rest of the year in ``periods - 1`` parts.
        With 1, only the windows are in the baseline.
    left_out : int
        Weeks before the monitored one that are not in the baseline, so that the beginning of an
        outbreak is not what it is compared with.
    trend : bool
        Fit a linear trend on the log scale, with three years of history or more, and unless it
        expects more than was ever seen.
    trend_level : float
        Keep the trend only where its p-value is below this; 1 keeps it always.
    reweight : bool
        Fit twice; the second time, weeks with a high residual count for less.
    reweight_above : float
        Standardised Anscombe residuals above this are high.
    threshold : {'nb-plugin', 'nb-muan', 'delta'}
        The upper bound is a quantile of the negative binomial at the expected mean (`nb-plugin`) or at
        the upper limit of the mean (`nb-muan`), or that of a normal law after a power transformation
        that takes the error of the mean into account (`delta`, the one of 1996).
    power : {'2/3', '1/2', 'none'}
        The transformation of `delta`: for skewness, for a steady variance, none.
    least : (int, int)
        No alarm with fewer reports than the first number in as many weeks as the second says, this one included.
    step : {'calendar', '52-weeks'}
        The same week of an earlier year begins nearest to the same date, or whole 52 weeks earlier.

    Raises
    ------
    UsageError
        For a setting outside its range.
    """

    alpha: float = 0.005
    years: int = 5
    window: int = 3
    periods: int = 10
    left_out: int = 26
    trend: bool = True
    trend_level: float = 1.0
    reweight: bool = True
    reweight_above: float = 2.58
    threshold: Threshold = "nb-plugin"
    power: Power = "2/3"
    least: tuple[int, int] = (5, 4)
    step: Years = "calendar"

    def __post_init__(self) -> None:
        # What is left of a year between two windows has to hold a week for every further period.
        room = 52 - (2 * self.window + 1)
        wrong = {
            "alpha": (not _LEAST <= self.alpha < 1, f"{_LEAST}–1"),
            "years": (self.years < 1, "1–"),
            "window": (not 0 <= self.window <= 25, "0–25"),
            "periods": (not 1 <= self.periods <= max(room, 1), f"1–{max(room, 1)}"),
            "left_out": (self.left_out < 0, "0–"),
            "trend_level": (not 0 <= self.trend_level <= 1, "0–1"),
            "reweight_above": (not self.reweight_above > 0, "> 0"),
            "threshold": (self.threshold not in get_args(Threshold), ", ".join(get_args(Threshold))),
            "power": (self.power not in get_args(Power), ", ".join(get_args(Power))),
            "least": (self.least[0] < 0 or self.least[1] < 1, "0–, 1–"),
            "step": (self.step not in get_args(Years), ", ".join(get_args(Years))),
        }
        found = [
            problem("alarms-level", name=name, value=getattr(self, name), range=span)
            for name, (no, span) in wrong.items()
            if no
        ]
        if found:
            raise UsageError(found)


#: Noufaily, Enki, Farrington, Garthwaite, Andrews & Charlett (2013).
FLEXIBLE = FarringtonSettings()
#: Farrington, Andrews, Beale & Catchpole (1996).
CLASSIC = FarringtonSettings(periods=1, left_out=3, trend_level=0.05, reweight_above=1.0, threshold="delta")


def chosen(variant: FarringtonVariant, changes: dict[str, Any]) -> FarringtonSettings:
    """Give the published settings of a variant, with changes.

    Raises
    ------
    UsageError
        For a variant or a setting that there is not, or one outside its range.
    """
    if variant not in get_args(FarringtonVariant):
        raise UsageError(problem("alarms-level", name="variant", value=variant, range="flexible, classic"))
    known = FarringtonSettings.__dataclass_fields__
    for name in changes:
        if name not in known:
            raise UsageError(problem("alarms-level", name="setting", value=name, range=", ".join(known)))
    return replace(FLEXIBLE if variant == "flexible" else CLASSIC, **changes)
