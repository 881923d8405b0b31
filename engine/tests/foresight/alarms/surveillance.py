"""The reference results of R surveillance, which stand outside the repository."""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Row = dict[str, str]


def rows(shared: Path, name: str) -> list[Row]:
    """Read a file of the folder as a list of rows; the `.csv` is added."""
    with (shared / "conformance" / "surveillance" / f"{name}.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def column(table: list[Row], name: str, missing: float = np.nan) -> NDArray[np.float64]:
    """Read a column of numbers; an empty cell is `missing`."""
    return np.array([float(row[name]) if row[name] else missing for row in table])


def series_named(shared: Path, name: str) -> NDArray[np.float64]:
    """Give the counts of an input series by its name in the results, shape (t, 1)."""
    file, part = {
        "salmonella.agona": ("in_salmonella_agona", "observed"),
        "salmNewport.total": ("in_salmNewport", "total"),
    }[name]
    return column(rows(shared, file), part)[:, None]
