"""What the study found, as it is kept: read without anything being drawn, and without the machinery that draws.

``data/outcomes/findings.csv``, ``lift.csv`` and ``rates.csv`` hold what `ikp.editions.validation` gives
for every edition, level and reading with published scores and known outcomes, with the seed and the
numbers of draws in `ikp.editions.findings`.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from ikp.editions import place
from ikp.registry import Level

__all__ = ["STUDY", "Reading", "kept"]

Reading = Literal["own", "regencies", "province"]


#: What the study looks at: everything that there is, so that nothing is chosen for what it shows.
STUDY: tuple[tuple[str, Level, Reading], ...] = (
    ("2024", "province", "own"),
    ("2024", "province", "regencies"),
    ("2024", "regency", "own"),
    ("2024", "regency", "province"),
    ("pilkada-2024", "province", "own"),
    ("pilkada-2024", "regency", "own"),
    ("pilkada-2020", "province", "own"),
    ("pilkada-2020", "regency", "own"),
    ("2019", "province", "own"),
    ("2019-rev", "province", "own"),
)

_TEXTS = ("edition", "level", "reading", "outcome", "list", "model", "influential", "category", "part")
_WHOLE = ("n", "positives", "k", "hits", "rest", "rest_hits", "top_k", "top_hits", "top_rest", "top_rest_hits")


@cache
def kept(table: str) -> tuple[Mapping[str, Any], ...]:
    """Give the rows of the study as they are kept: ``findings``, ``lift`` or ``rates``; NaN for an empty cell."""
    return tuple(
        MappingProxyType({key: _read(key, cell) for key, cell in row.items()})
        for row in place.table("outcomes", f"{table}.csv")
    )


def _read(key: str, cell: str) -> Any:
    if key in _TEXTS or key.endswith(("_reason", "_method", "_unit")):
        return cell
    return int(cell) if key in _WHOLE else float(cell or "nan")
