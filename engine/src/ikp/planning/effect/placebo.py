"""Placebos: the programme given at random to other units, or a time before it began."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError, problem
from ikp.planning.effect.panel import Panel
from ikp.planning.effect.staggered import Comparison, Effect, contributions, group_time, overall

__all__ = ["Placebo", "earlier", "placebo"]

#: A draw that deals everybody what they had is as far from zero as the real one, whatever the order of its sum.
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Placebo:
    """What would have been found if the same starts had fallen on other units.

    Attributes
    ----------
    value : float
        The overall effect of the real starts.
    drawn : array, shape (draws,)
        The overall effect of starts that were dealt out at random.
    p : float
        Share of all, the real one among them, at least as far from zero.
    low, high : float
        Effects that would not stand out among the placebos at the level.
    """

    value: float
    drawn: NDArray[np.float64]
    p: float
    low: float
    high: float
    level: float


def placebo(
    panel: Panel,
    rng: np.random.Generator,
    *,
    draws: int = 999,
    level: float = 0.9,
    comparison: Comparison = "not-yet",
) -> Placebo:
    """Deal the starts out anew, many times, and see whether the real effect stands out.

    It assumes that any unit could as well have had the programme; where the most vulnerable
    were chosen on purpose, that is not so. It works with a single unit, where an interval does not.

    Parameters
    ----------
    panel : Panel
    rng : numpy.random.Generator
    draws : int
    level : float
    comparison : {'never', 'not-yet'}
    """
    if draws < 19 or not 0 < level < 1:
        raise DataError(problem("effect-draws", draws=draws, level=level))
    parts = contributions(group_time(panel, comparison))
    # The effect is a sum over the outcomes: dealing out starts only changes which unit stands in which row of it.
    told = parts @ panel.outcome.T
    value, places = float(np.trace(told)), np.arange(len(panel.units))
    drawn = np.array([told[rng.permutation(places), places].sum() for _ in range(draws)])
    tail = (1 - level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Placebo(
        value,
        drawn,
        float((1 + (np.abs(drawn) >= abs(value) * (1 - _ROUNDING)).sum()) / (1 + draws)),
        float(value - high),
        float(value - low),
        level,
    )


def earlier(panel: Panel, by: int = 1, *, comparison: Comparison = "not-yet", level: float = 0.9) -> Effect | None:
    """Estimate an effect that cannot be: of starts `by` periods too early, in periods before anybody's start.

    Returns
    -------
    Effect or None
        None where too few periods lie before the first start.
    """
    first = min(panel.groups, default=0)
    if first - by < 1:
        return None
    start = np.where(panel.start > 0, first - by, panel.start)
    before = Panel(panel.units, panel.periods[:first], panel.outcome[:, :first], start)
    return overall(group_time(before, comparison), level=level)
