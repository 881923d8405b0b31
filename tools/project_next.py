"""Renew the kept projection of the provinces' next category: ``python -m tools.project_next``.

It is what ``ikp project 2019:2024:pilkada-2024 --level province`` computes, kept so that a page can
show it without the models; a test computes it again.
"""

import csv
from pathlib import Path
from typing import Any

from ikp.editions.foreseen import EDITIONS
from ikp.editions.projecting import edition_history
from ikp.foresight.projection import project

__all__ = ["FOLDER", "rows"]

FOLDER = Path(__file__).resolve().parents[1] / "engine" / "src" / "ikp" / "editions" / "data" / "projections"
_DIGITS = 6


def rows() -> list[dict[str, Any]]:
    """Compute the projection, a row per province: probabilities with bounds, what is likely, and the baselines."""
    history, _problems = edition_history(EDITIONS, "province")
    found = project(history, seed=0)
    made = []
    for at, unit in enumerate(found.units):
        row: dict[str, Any] = {"unit": unit}
        for name, values in (("p", found.probability), ("low", found.low), ("high", found.high)):
            row |= {
                f"{name}_{label}": round(float(p), _DIGITS) for label, p in zip(found.labels, values[at], strict=True)
            }
        row["likely"] = "|".join(label for label, inside in zip(found.labels, found.likely[at], strict=True) if inside)
        for name in found.baselines:
            values = found.members[name][at]
            row |= {f"{name}_{label}": round(float(p), _DIGITS) for label, p in zip(found.labels, values, strict=True)}
        made.append(row)
    weights = {name: round(float(weight), 3) for name, weight in found.weights.items()}
    return [{**row, "weights": " ".join(f"{name}={weight:g}" for name, weight in weights.items())} for row in made]


def main() -> None:
    made = rows()
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "province.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, made[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
    print(f"{len(made)} provinces")


if __name__ == "__main__":
    main()
