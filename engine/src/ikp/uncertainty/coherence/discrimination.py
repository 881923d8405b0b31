"""How far an index tells units apart: how much of its scale and of its categories it uses."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

__all__ = ["Classes", "Spread", "classes", "spread"]


@dataclass(frozen=True)
class Classes:
    """How units spread over categories.

    Parameters
    ----------
    counts : mapping of str to int
        Units by category, the lowest first; a category without units has 0.
    """

    counts: Mapping[str, int]

    @property
    def units(self) -> int:
        return sum(self.counts.values())

    @property
    def used(self) -> int:
        """Categories that hold any unit."""
        return sum(1 for count in self.counts.values() if count)

    @property
    def largest(self) -> str:
        """The category with the most units; empty without units."""
        return max(self.counts, key=lambda label: self.counts[label]) if self.units else ""

    @property
    def largest_share(self) -> float:
        """Share of the units in it; NaN without units."""
        return self.counts[self.largest] / self.units if self.units else float("nan")

    @property
    def told_apart(self) -> float:
        """Probability that two units drawn at random are in different categories (Gini–Simpson); NaN below two."""
        if self.units < 2:
            return float("nan")
        same = sum(count * (count - 1) for count in self.counts.values())
        return 1 - same / (self.units * (self.units - 1))

    @property
    def effective(self) -> float:
        """The number of equally filled categories that would be as telling: exp of Shannon's entropy (Hill 1973)."""
        if not self.units:
            return float("nan")
        shares = np.array([count / self.units for count in self.counts.values() if count])
        return float(np.exp(-(shares * np.log(shares)).sum()))


def classes(counts: Mapping[str, int]) -> Classes:
    """Describe units by category, such as the counts in a press release; the lowest category first."""
    return Classes(MappingProxyType(dict(counts)))


@dataclass(frozen=True, slots=True)
class Spread:
    """How much of its scale a score uses.

    Parameters
    ----------
    n : int
        Units with a score.
    low, high : float
        Lowest and highest score.
    p05, p25, median, p75, p95 : float
    mean, sd : float
        Standard deviation with n − 1.
    used, used_90 : float
        Share of the scale between the lowest and the highest score, and between the 5th and 95th percentile.
    distinct : int
        Different scores.
    tied : float
        Share of the units that have their score in common with another.
    """

    n: int
    low: float
    high: float
    p05: float
    p25: float
    median: float
    p75: float
    p95: float
    mean: float
    sd: float
    used: float
    used_90: float
    distinct: int
    tied: float


def spread(scores: NDArray[np.float64], limits: tuple[float, float] = (0.0, 100.0)) -> Spread:
    """Describe how much of its scale a score uses.

    Parameters
    ----------
    scores : array, shape (n,)
        NaN is left out.
    limits : (float, float)
        The ends of the scale.

    Returns
    -------
    Spread
        NaN where there are no scores; `sd` NaN for a single one.
    """
    known = scores[~np.isnan(scores)]
    if not known.size:
        nan = float("nan")
        return Spread(0, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, 0, nan)
    width = limits[1] - limits[0]
    low, p05, p25, median, p75, p95, high = np.quantile(known, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]).tolist()
    _, counts = np.unique(known, return_counts=True)
    sd = float(known.std(ddof=1)) if known.size > 1 else float("nan")
    return Spread(
        int(known.size), low, high, p05, p25, median, p75, p95, float(known.mean()), sd,
        (high - low) / width, (p95 - p05) / width,
        len(counts), float(counts[counts > 1].sum() / known.size),
    )  # fmt: skip
