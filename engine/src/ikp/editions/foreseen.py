"""The projection of the provinces' next category, as it is kept: read without the models that made it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ikp.editions.place import table

__all__ = ["EDITIONS", "LABELS", "Foreseen", "foreseen"]

#: What is learnt from, the oldest first; no two of them are shown to be comparable.
EDITIONS = ("2019", "2024", "pilkada-2024")
LABELS = ("rendah", "sedang", "tinggi")
BASELINES = ("persistence", "climatology", "province")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One province: probabilities by category with their bounds, the categories that are likely together, baselines."""

    unit: str
    probability: Mapping[str, float]
    low: Mapping[str, float]
    high: Mapping[str, float]
    likely: tuple[str, ...]
    baselines: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, float]

    @property
    def most(self) -> str:
        """The category with the highest probability."""
        return max(self.probability, key=lambda label: self.probability[label])


@cache
def foreseen() -> tuple[Foreseen, ...]:
    """Give the kept projection, a row per province."""

    def part(row: Mapping[str, str], name: str) -> dict[str, float]:
        return {label: float(row[f"{name}_{label}"]) for label in LABELS}

    return tuple(
        Foreseen(
            row["unit"],
            part(row, "p"),
            part(row, "low"),
            part(row, "high"),
            tuple(row["likely"].split("|")),
            {name: part(row, name) for name in BASELINES},
            {name: float(share) for name, share in (each.split("=") for each in row["weights"].split())},
        )
        for row in table("projections", "province.csv")
    )
