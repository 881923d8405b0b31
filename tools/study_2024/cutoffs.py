"""Dimension cut-offs of IKP 2024 that are not printed: between which ends print leaves them.

The rule is printed: mean ± one standard deviation (s) over the units of the level. The means
are printed, the deviations are not. But a deviation has to fit the scores and ranks in print,
the printed numbers of units per category, and the categories printed beside single scores.
An s that one of these excludes is excluded for good; what remains is an interval.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isnan, nan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ikp.editions.published import DIMENSIONS, Published, facts, published

__all__ = ["Range", "boxes", "deviation", "excluded", "ranges"]

Level = Literal["province", "regency"]
Boxes = NDArray[np.float64]

#: Half of the last printed digit.
_HALF = 0.005
_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Range:
    """What print leaves of a dimension's standard deviation, with the cut-offs that its middle gives."""

    level: Level
    dimension: str
    mean: float
    low: float
    high: float

    @property
    def cutoffs(self) -> tuple[float, float]:
        middle = (self.low + self.high) / 2
        return self.mean - middle, self.mean + middle

    @property
    def within(self) -> float:
        """How far the cut-offs can be from the true ones."""
        return (self.high - self.low) / 2


def ranges() -> list[Range]:
    """Find the ranges of all dimensions on both levels."""
    levels: tuple[Level, ...] = ("province", "regency")
    return [deviation(level, code) for level in levels for code in DIMENSIONS]


def deviation(level: Level, code: str) -> Range:
    """Find which standard deviations of a dimension print does not exclude."""
    rows, about = published("2024", level), facts("2024", level)
    units, mean = about.units or 0, about.means[code]
    known = [(value(each, code), each.dimension_ranks.get(code), each) for each in rows]
    scores = boxes([(v, rank) for v, rank, _ in known if not isnan(v)], units, complete=_complete(level, code))
    labels = [(v, label) for v, _, each in known if (label := each.dimension_categories.get(code)) and not isnan(v)]
    counts = about.dimension_counts.get(code, {})
    left = [s for s in np.arange(_STEP, 50, _STEP).tolist() if not excluded(s, mean, scores, labels, counts)]
    return Range(level, code, mean, left[0], left[-1])


def value(each: Published, code: str) -> float:
    """Give a unit's printed score in a dimension, or the one that follows from print, else NaN."""
    return each.dimensions.get(code, each.implied.get(code, nan))


def _complete(level: Level, code: str) -> int:
    """How many of the highest scores are printed without a gap: the fifteen highest in contestation."""
    return 15 if (level, code) == ("regency", "KT") else 0


def boxes(known: Sequence[tuple[float, int | None]], units: int, *, complete: int = 0) -> Boxes:
    """Give the lowest and the highest score that every unit can have, shape (units, 2), the highest first.

    A unit without a printed score lies between the printed ranks around it. Equal scores are
    ranked in more than one way in print (3, 4, 4), so a unit may stand above or below them.

    Parameters
    ----------
    known : sequence of (score, rank or None)
    units : int
    complete : int
        How many of the highest scores are all among the known.
    """
    scores = sorted((score for score, _ in known), reverse=True)
    found = [(score, score) for score in scores]
    ceilings = (
        [scores[complete - 1]] * units if complete else [100.0] * units
    )  # of the unknown units, the highest first
    placed = 0
    for score in sorted({score for score, rank in known if rank}, reverse=True):
        ranks = [rank for each, rank in known if each == score and rank]
        above, ties = sum(each > score for each in scores), scores.count(score)
        surely, perhaps = (max(n - above, 0) for n in (max(ranks) - ties, min(ranks) - 1))
        found += [(score, ceilings[i]) for i in range(placed, surely)]
        placed = max(placed, surely)
        ceilings[perhaps:] = [score] * (units - perhaps)
    found += [(0.0, ceilings[i]) for i in range(placed, units - len(scores))]
    return np.array(sorted(found, key=sum, reverse=True))


def excluded(
    s: float, mean: float, scores: Boxes, labels: Sequence[tuple[float, str]], counts: Mapping[str, int]
) -> bool:
    """Tell whether print excludes a standard deviation `s`."""
    low, high = mean - s, mean + s
    if any(label != ("rendah" if v < low else "tinggi" if v > high else "sedang") for v, label in labels):
        return True
    narrowed = scores
    if counts:
        tops = _split(scores, high, counts["tinggi"])
        bottoms = None if tops is None else _split(tops, low, len(scores) - counts["rendah"])
        if bottoms is None:
            return True
        narrowed = bottoms
    least, most = _squares(narrowed.tobytes(), mean)
    return not least <= s**2 * (len(scores) - 1) <= most


def _split(scores: Boxes, cut: float, above: int) -> Boxes | None:
    """Narrow the scores so that this many are above the cut, or give None where they cannot be."""
    lower, upper = scores.T.copy()
    open_ = np.flatnonzero((lower <= cut) & (upper >= cut) & (lower < upper))
    wanted = above - int(np.count_nonzero(lower > cut))
    if not 0 <= wanted <= len(open_):
        return None
    lower[open_[:wanted]] = cut  # the scores stand in order, so the first of them are the highest
    upper[open_[wanted:]] = cut
    return np.column_stack([lower, upper])


@lru_cache(maxsize=1)  # without printed numbers of units per category, the scores are the same for every s
def _squares(scores: bytes, mean: float) -> tuple[float, float]:
    """Bound the sum of squared deviations of scores with this mean; the upper bound may be too generous."""
    lower, upper = np.frombuffer(scores).reshape(-1, 2).T
    total = mean * len(lower)
    slack = _HALF * len(lower)
    if not lower.sum() - slack <= total <= upper.sum() + slack:
        return np.inf, -np.inf
    # Least: as equal as the scores may be.
    below, above = 0.0, 100.0
    for _ in range(40):
        level = (below + above) / 2
        below, above = (level, above) if np.clip(level, lower, upper).sum() < total else (below, level)
    least = np.sum((np.clip(above, lower, upper) - mean) ** 2)
    # Most: raise first what gains most per point, which is what stands highest; a part of a step counts in proportion.
    order = np.argsort(-(lower + upper), kind="stable")
    room = np.maximum(total - lower.sum() - np.concatenate([[0], np.cumsum((upper - lower)[order])[:-1]]), 0)
    raised = np.minimum((upper - lower)[order], room)
    most = np.sum(lower**2) + np.sum(raised * (lower + upper)[order]) - len(lower) * mean**2
    # The mean is rounded, which moves both by next to nothing; a thousandth allows for it.
    return float(least) * 0.999, float(most) * 1.001
