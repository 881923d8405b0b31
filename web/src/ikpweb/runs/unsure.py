"""Reading how sure the scores of a computation are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ikpweb.runs import engine
from ikpweb.runs.models import Run, Uncertainty

__all__ = ["SURE", "Interval", "Unsure", "interval_of", "unsure"]

#: A category whose probability is less is shown as unsure (ours, assumed).
SURE = 0.8


@dataclass(frozen=True)
class Interval:
    """Score, rank and category of one unit, with 5, 50 and 95 % of the replicates.

    Parameters
    ----------
    chances : mapping
        Probability of each of the three categories, from the lowest; empty where the index has no categories.
    change : float or None
        Probability of another category than the recipe gives.
    """

    unit: str
    score: float
    low: float
    middle: float
    high: float
    rank: int
    rank_low: float
    rank_middle: float
    rank_high: float
    chances: Mapping[str, float]
    change: float | None

    @property
    def likeliest(self) -> str:
        return max(self.chances, key=lambda name: self.chances[name], default="")

    @property
    def unsure(self) -> bool:
        """Whether no category has the probability that makes it sure."""
        return bool(self.chances) and self.chances[self.likeliest] < SURE

    @cached_property
    def shares(self) -> list[tuple[str, float, float]]:
        """The categories with where each begins on a bar of 100, and how long it is."""
        found, start = [], 0.0
        for name, chance in self.chances.items():
            found.append((name, start, 100 * chance))
            start += 100 * chance
        return found


@dataclass(frozen=True, eq=False)
class Unsure:
    """How sure the scores of a run are: what is stored, and its intervals by unit."""

    kept: Uncertainty
    intervals: Mapping[str, Interval]

    @property
    def categories(self) -> list[str]:
        """The categories that have probabilities, from the lowest."""
        return list(dict.fromkeys(self.kept.groups.values()))

    @property
    def doubtful(self) -> frozenset[str]:
        """Units whose category is unsure."""
        return frozenset(code for code, each in self.intervals.items() if each.unsure)

    def odds(self, one: str, other: str) -> engine.Odds:
        """Tell in how many replicates a unit stands above another."""
        place = {row["unit"]: i for i, row in enumerate(self.kept.rows)}
        return engine.odds(bytes(self.kept.odds), len(place), place[one], place[other])


def unsure(run: Run) -> Unsure | None:
    """Give the newest that was computed of a run, or None. What tells who stands above whom is read when asked for."""
    kept = run.uncertainties.defer("odds").first()
    if kept is None:
        return None
    rows = (interval_of(row, kept.groups) for row in kept.rows)
    return Unsure(kept, {each.unit: each for each in rows if each is not None})


def interval_of(row: Mapping[str, Any], groups: Mapping[str, str]) -> Interval | None:
    """Read a row of the engine's *uncertainty.csv*; None where the unit has no score.

    Parameters
    ----------
    row : mapping
        Numbers by column, None where there is none.
    groups : mapping
        Category, from the lowest, to the one of the three that it belongs to.
    """
    if row["score"] is None or row["score_p50"] is None:
        return None
    chances: dict[str, float] = {}
    for label, group in groups.items():
        if row[f"p_{label}"] is not None:
            chances[group] = chances.get(group, 0.0) + row[f"p_{label}"]
    scores = (row["score"], row["score_p05"], row["score_p50"], row["score_p95"])
    ranks = (row["rank"], row["rank_p05"], row["rank_p50"], row["rank_p95"])
    return Interval(row["unit"], *scores, *ranks, chances, row["p_change"])
