"""Results as rows for tables and machines; the keys are stable and those of results.csv."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

import numpy as np

from ikp.io.safe import safe
from ikp.result import IndexResult
from ikp.table import Missing

__all__ = ["as_csv", "result_rows", "unscored"]


def result_rows(result: IndexResult) -> list[dict[str, Any]]:
    """Give all units from the highest score on; those without one come last, with None for it."""
    score, rank, coverage = result.score(), result.rank(), result.coverage()
    label, group = result.category(), result.category_groups()
    children = result.framework.children(result.framework.root)
    parts = {code: result.score(code) for code in children}
    order = np.lexsort((np.arange(len(score)), -np.nan_to_num(score, nan=-np.inf)))
    return [
        {
            "unit": result.units[i],
            "name": result.names[i],
            **({} if result.periods is None else {"period": result.periods[i]}),
            "score": _known(score[i]),
            "rank": None if np.isnan(rank[i]) else _whole(rank[i]),
            "category": label[i] or None,
            "group": group[i] or None,
            "coverage": float(coverage[i]),
            **{code: _known(parts[code][i]) for code in children},
        }
        for i in order
    ]


def unscored(result: IndexResult) -> list[dict[str, Any]]:
    """Give the units without a score, each with its reason."""
    score, reasons = result.score(), result.reason()
    return [
        {"unit": result.units[i], "name": result.names[i], "reason": Missing(int(reasons[i])).name.lower()}
        for i in np.flatnonzero(np.isnan(score))
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _whole(rank: float) -> float | int:
    """Give a rank as a whole number, unless ties share an average."""
    return int(rank) if rank == int(rank) else float(rank)


def as_csv(headings: Sequence[str], rows: Iterable[Mapping[str, Any]], *, synthetic: bool) -> str:
    """Write rows as CSV: nothing rounded, missing is empty, made-up data labelled in every row."""
    out = StringIO()
    writer = csv.DictWriter(out, [*headings, *(["label"] if synthetic else [])], lineterminator="\n")
    writer.writeheader()
    label = {"label": "SINTETIS"} if synthetic else {}
    writer.writerows({**{key: _cell(row[key]) for key in headings}, **label} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> object:
    if value is None or value != value:  # noqa: PLR0124 - NaN, of Python's and NumPy's numbers
        return ""
    if isinstance(value, str):
        return safe(value)
    return value.item() if isinstance(value, np.generic) else value
