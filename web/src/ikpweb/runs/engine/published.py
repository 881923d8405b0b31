"""Translates the engine's published results into rows."""

from collections.abc import Iterator
from math import isnan
from typing import Any

from ikp import __version__ as engine_version
from ikp.editions.published import Facts, Published, editions, facts, published, rows

__all__ = ["LEVELS", "READINGS", "edition_codes", "engine_version", "figure_rows", "run_facts", "score_rows"]

LEVELS = ("province", "regency")
READINGS = ("own", "regencies")


def edition_codes() -> tuple[str, ...]:
    """Give the editions of which results are published."""
    return editions()


def score_rows(edition: str, level: str, reading: str) -> Iterator[dict[str, Any]]:
    """Give the published scores of units, as the fields of `Score`; names that are no unit are left out."""
    for each in published(edition, level, "regencies" if reading == "regencies" else "own"):
        if each.unit:
            yield _score(each)


def _score(each: Published) -> dict[str, Any]:
    fine = each.other.get("category_fine", "")
    return {
        "unit_id": each.unit,
        "total": None if isnan(each.total) else each.total,
        "parts": dict(each.dimensions),
        "rank": each.rank,
        "category": each.category,
        "label": fine or each.category,
        "part_categories": dict(each.dimension_categories),
        "certainty": each.certainty.get("total", ""),
    }


def run_facts(edition: str, level: str) -> dict[str, Any]:
    """Give what is published about all units of the level together."""
    told: Facts = facts(edition, level)
    return {
        "units": told.units,
        "means": dict(told.means),
        "counts": dict(told.counts),
        "part_counts": {node: dict(counts) for node, counts in told.dimension_counts.items()},
        "sources": list(told.sources),
        "note": told.note,
    }


def figure_rows(edition: str) -> Iterator[dict[str, Any]]:
    """Give every printed figure of an edition, as the fields of `Figure`."""
    for row in rows(edition):
        yield {
            "level": row["level"],
            "unit_id": row["unit"] or None,
            "printed_name": row["name"],
            "quantity": row["quantity"],
            "reading": row["reading"],
            "value": row["value"],
            "certainty": row["certainty"],
            "source": row["source"],
            "note": row["note"],
            "status": row["status"],
        }
