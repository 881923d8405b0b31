"""Compute the study, keep its findings with the engine, and renew the tables of its pages.

``python -m tools.study_validation`` takes about a minute; with ``--tables`` only the pages are
renewed, from the findings that are kept.
"""

import csv
import sys
from collections.abc import Mapping, Sequence
from math import isnan
from pathlib import Path
from typing import Any

from ikp.editions.findings import study
from tools.study_validation.tables import PAGES, renewed

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "engine/src/ikp/editions/data/outcomes"


def keep(table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows with six digits; an empty cell is a figure that does not exist."""
    with (KEPT / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _written(value) for key, value in row.items()} for row in rows)


def _written(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return "" if isnan(value) else f"{value:.6g}"


if __name__ == "__main__":
    if "--tables" not in sys.argv[1:]:
        for name, found in study().items():
            keep(name, found)
    for page in PAGES:
        path = ROOT / page
        path.write_text(renewed(path.read_text(encoding="utf-8"), PAGES[page]), encoding="utf-8")
