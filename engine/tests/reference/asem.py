"""The ASEM Sustainable Connectivity example, read from the reference results.

Public data of the EU's Joint Research Centre (51 countries, 49 indicators), computed
step by step with the R package COINr; the files stand outside the repository.
"""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ikp.framework import Framework, Node
from ikp.table import IndicatorTable

GROUPS = ("GDP_group", "GDPpc_group", "Pop_group", "EurAsia_group")
DENOMINATORS = ("Area", "Energy", "GDP", "Population")


def asem_rows(shared: Path, name: str) -> list[dict[str, str]]:
    """Read a file of the example as a list of rows; the `.csv` is added."""
    with (shared / "conformance" / "asem" / f"{name}.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def number(cell: str) -> float:
    """Read a number; R writes a missing one as an empty cell or as NA."""
    return float(cell) if cell not in ("", "NA") else np.nan


def asem_matrix(shared: Path, name: str, columns: tuple[str, ...]) -> NDArray[np.float64]:
    """Read columns of a file as numbers, in the file's order of rows."""
    return np.array([[number(row[column]) for column in columns] for row in asem_rows(shared, name)])


def asem_framework(shared: Path) -> Framework:
    """Build the tree of `iMeta`: 49 indicators, 8 pillars, 2 sub-indices, the index."""
    return Framework(
        [
            Node(
                row["iCode"],
                row["Parent"] or None,
                weight=number(row["Weight"]),
                direction=int(row["Direction"]),
                names={"en": row["iName"]},
                denominator=row["Denominator"] or None,
                target=number(row["Target"]) if row["Target"] else None,
            )
            for row in asem_rows(shared, "iMeta")
            if row["Type"] in ("Indicator", "Aggregate")
        ],
        title="Sustainable Connectivity",
    )


def asem_table(shared: Path, step: str) -> IndicatorTable:
    """Build the data set after a step: `Raw`, `Denominated`, `Screened`, `Imputed`, `Treated` or `Normalised`.

    Units stand in the order of the step's file, by code; groups and denominators come
    from `iData`, whose order is another.
    """
    codes = asem_framework(shared).indicators
    units = [row["uCode"] for row in asem_rows(shared, f"step_{step}")]
    about = {row["uCode"]: row for row in asem_rows(shared, "iData")}
    return IndicatorTable(
        units,
        codes,
        asem_matrix(shared, f"step_{step}", codes),
        names=[about[unit]["uName"] for unit in units],
        groups={name: np.array([about[unit][name] for unit in units]) for name in GROUPS},
        denominators={name: np.array([number(about[unit][name]) for unit in units]) for name in DENOMINATORS},
        origin=f"ASEM, {step}",
    )
