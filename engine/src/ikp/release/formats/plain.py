"""The figures of a release as one table: CSV, JSON and Parquet, each read back to the bit."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

from ikp.errors import UsageError, problem
from ikp.release.files import cell
from ikp.release.formats.figures import COLUMNS, Figures

__all__ = ["as_csv", "as_json", "as_parquet"]


def as_csv(figures: Figures) -> bytes:
    """Write a row per reading, unit and node; a text that a spreadsheet would run gets an apostrophe."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows(map(cell, row) for row in figures.rows)
    return out.getvalue().encode()


def as_json(figures: Figures) -> bytes:
    """Write the release as one document: what it is, its registry, its frameworks, all figures, the other tables.

    Tables are given as ``columns`` and ``rows``, as data frames read them; a missing number is null.
    """
    document = {
        "release": {**figures.about, "digest": figures.digest},
        "meaning": {column.name: {"id": column.id, "en": column.en} for column in COLUMNS},
        "frameworks": {level: tree.to_dict() for level, tree in figures.frameworks.items()},
        "figures": _split([column.name for column in COLUMNS], figures.rows),
        "tables": {name: _split(table.headings, table.rows) for name, table in figures.tables.items()},
        "method": figures.method,
        "changes": figures.changes,
    }
    return (json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n").encode()


def _split(headings: Any, rows: Any) -> dict[str, Any]:
    return {"columns": list(headings), "rows": [list(row) for row in rows]}


def as_parquet(figures: Figures) -> bytes:
    """Write the same rows as `as_csv`, with types.

    Raises
    ------
    UsageError
        If polars is not installed.
    """
    try:
        import polars as pl
    except ImportError:
        raise UsageError(problem("file-extra", kind="Parquet", package="polars")) from None
    schema = {column.name: pl.String if column.kind == "text" else pl.Float64 for column in COLUMNS}
    out = BytesIO()
    pl.DataFrame(list(figures.rows), schema=schema, orient="row").write_parquet(out, compression="zstd")
    return out.getvalue()
