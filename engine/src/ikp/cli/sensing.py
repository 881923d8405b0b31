"""The tables of a sensitivity analysis, as rows: one CSV each, with stable English headings."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ikp.result import IndexResult
from ikp.uncertainty.sensitivity import Alone, Flip, Sensitivity

__all__ = ["HEADINGS", "alone_rows", "flip_rows", "index_rows", "target_rows"]

Row = dict[str, Any]

_NUMBERS = ("first", "first_low", "first_high", "total", "total_low", "total_high")
#: Headings of every table, in order; the files are called as the keys.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "sensitivity": (
        "target", "unit", "category", "factor", "about", "first", "first_low", "first_high", "total", "total_low",
        "total_high",
    ),
    "targets": (
        "target", "unit", "category", "mean", "sd", "interaction", "width", "drift", "converged", "rows_lost",
    ),
    "one_at_a_time": (
        "factor", "about", "option", "draws", "rank_shift", "rank_shift_p05", "rank_shift_p95", "recategorised",
    ),
    "flips": (
        "unit", "name", "to", "cutoff", "gap", "kind", "parent", "size", "exact", "node", "now", "needed", "raw_now",
        "raw_needed",
    ),
}  # fmt: skip


def index_rows(found: Sensitivity) -> list[Row]:
    """Give every index of every target: for each target the factor with the largest total index first."""
    numbers = found.indices
    return [
        {
            "target": target.kind,
            "unit": target.unit,
            "category": target.label,
            "factor": found.factors[j],
            "about": found.about[j],
            **{name: float(getattr(numbers, name)[k, j]) for name in _NUMBERS},
        }
        for k, target in enumerate(found.targets)
        for j in np.argsort(-numbers.total[k], kind="stable").tolist()
    ]


def target_rows(found: Sensitivity) -> list[Row]:
    """Give mean and spread of every target, and how far its indices can be trusted."""
    numbers = found.indices
    return [
        {
            "target": target.kind,
            "unit": target.unit,
            "category": target.label,
            "mean": float(numbers.mean[k]),
            "sd": float(numbers.variance[k]) ** 0.5,
            "interaction": float(numbers.interaction[k]),
            "width": float(numbers.width[k]),
            "drift": float(numbers.drift[k]),
            "converged": bool(numbers.converged[k]),
            "rows_lost": int(numbers.lost[k]),
        }
        for k, target in enumerate(found.targets)
    ]


def alone_rows(found: Sequence[Alone]) -> list[Row]:
    return [
        {
            "factor": each.factor,
            "about": each.about,
            "option": each.option,
            "draws": each.draws,
            "rank_shift": each.shift,
            "rank_shift_p05": each.shift_low,
            "rank_shift_p95": each.shift_high,
            "recategorised": each.recategorised,
        }
        for each in found
    ]


def flip_rows(result: IndexResult, row: int, found: Sequence[Flip]) -> list[Row]:
    """Give a row per node that changes; one without a node where nothing moves the unit."""
    rows = []
    for each in found:
        head = {
            "unit": result.units[row],
            "name": result.names[row],
            "to": each.to.label,
            "cutoff": each.to.cutoff,
            "gap": each.to.gap,
            "kind": each.kind,
            "parent": each.parent,
            "size": None if each.size == float("inf") else each.size,
            "exact": each.exact,
        }
        moves = [
            {
                "node": move.code,
                "now": move.now,
                "needed": move.needed,
                "raw_now": move.raw_now,
                "raw_needed": move.raw_needed,
            }
            for move in each.moves
        ]
        nothing = dict.fromkeys(("node", "now", "needed", "raw_now", "raw_needed"))
        rows += [{**head, **move} for move in moves or [nothing]]
    return rows
