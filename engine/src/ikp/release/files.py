"""From what a release says to its files; the same contents always give the same bytes, Parquet aside."""

import csv
import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

import numpy as np
import scipy

from ikp.io.periods import SYNTHETIC
from ikp.io.safe import safe
from ikp.release.contents import FORMAT, KIND, Contents, Part
from ikp.release.describing import datapackage
from ikp.result import IndexResult
from ikp.table import IndicatorTable, Missing

__all__ = ["DATA", "RESULTS", "cell", "files_of"]

DATA = ("unit", "node", "value", "reason")
RESULTS = ("unit", "node", "score", "rank", "category", "category_label", "coverage", "reason")
MEANS = ("unit", "score", "rank", "category", "coverage")
COVERAGE = ("level", "item", "reason", "count")
EVIDENCE = ("unit", "node", "events", "files", "reason")
REGISTRY = ("unit", "name", "level", "parent")

Rows = Iterable[Sequence[object]]


def files_of(contents: Contents, *, parquet: bool = False) -> dict[str, bytes]:
    """Give the files of a release by name, all but MANIFEST and its signature.

    Parameters
    ----------
    contents : Contents
    parquet : bool
        Whether each table is given as Parquet too, which needs the extra ``ikp[files]``.

    Returns
    -------
    dict of str to bytes
        In the order of their names. Nothing is rounded; a missing number is an empty cell with its
        reason beside it; made-up data say so in every row.
    """
    synthetic = contents.synthetic
    tables: dict[str, tuple[Sequence[str], Rows]] = {
        "registry": (REGISTRY, ((each.code, each.name, each.level, each.parent) for each in contents.units)),
        "coverage": (COVERAGE, ([row[name] for name in COVERAGE] for row in contents.coverage)),
    }
    if contents.evidence:
        tables["evidence"] = (EVIDENCE, ([row[name] for name in EVIDENCE] for row in contents.evidence))
    files: dict[str, bytes] = {}
    for part in contents.parts:
        tables |= _tables(part)
        files[f"method/{part.level}/framework.json"] = _json({"framework": part.result.framework.to_dict()})
        files[f"method/{part.level}/recipe.json"] = _json({"recipe": part.result.recipe.to_dict()})
    for name, (headings, rows) in tables.items():
        files[f"{name}.csv"] = table = _csv(headings, rows, label=SYNTHETIC if synthetic else "")
        if parquet:
            files[f"{name}.parquet"] = _parquet(table)
    files["METHOD.md"] = contents.method.encode()
    files["CHANGES.md"] = contents.changes.encode()
    if contents.checkpoint is not None:
        files["audit/checkpoint.json"] = _json(dict(contents.checkpoint))
    files["release.json"] = _json(_about(contents))
    files["datapackage.json"] = _json(datapackage(contents, files))
    return dict(sorted(files.items()))


def _about(contents: Contents) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "name": contents.name,
        "code": contents.code,
        "version": contents.version,
        "titles": dict(contents.titles),
        "edition": contents.edition,
        "published": contents.published,
        "publisher": contents.publisher,
        "synthetic": contents.synthetic,
        "label": SYNTHETIC if contents.synthetic else "",
        "previous": contents.previous,
        "policy": dict(contents.policy),
        "levels": {part.level: _level(part) for part in contents.parts},
        "engine": {
            "version": contents.parts[0].result.engine_version if contents.parts else "",
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        **contents.facts,
    }


def _level(part: Part) -> dict[str, Any]:
    result = part.result
    return {
        "units": len(result.table.units),
        "nodes": list(result.table.codes),
        "digests": dict(result.digests),
        "cutoffs": {code: list(result.cutoffs(code)) for code in result.categories},
        "excluded": [
            {"code": each.code, "kind": each.kind, "reason": each.reason, "share": each.share}
            for each in result.excluded
        ],
    }


def _tables(part: Part) -> dict[str, tuple[Sequence[str], Rows]]:
    result, level = part.result, part.level
    tables: dict[str, tuple[Sequence[str], Rows]] = {
        f"data/{level}": (DATA, _data(result.table)),
        f"results/{level}": (RESULTS, _results(result)),
    }
    beside = {f"group:{name}": column for name, column in result.table.groups.items()}
    beside |= {f"denominator:{name}": column for name, column in result.table.denominators.items()}
    if beside:
        rows = zip(result.table.units, *(column.tolist() for column in beside.values()), strict=True)
        tables[f"data/{level}-units"] = (("unit", *beside), rows)
    if part.intervals:
        headings = tuple(part.intervals[0])
        tables[f"results/{level}-intervals"] = (headings, ([row[name] for name in headings] for row in part.intervals))
    if part.means:
        tables[f"results/{level}-means"] = (MEANS, ([row[name] for name in MEANS] for row in part.means))
    return tables


def _data(table: IndicatorTable) -> Iterator[Sequence[object]]:
    values = table.values.tolist()
    reasons = None if table.reasons is None else table.reasons.tolist()
    for i, unit in enumerate(table.units):
        for j, code in enumerate(table.codes):
            why = "" if reasons is None or not reasons[i][j] else Missing(reasons[i][j]).name.lower()
            yield unit, code, values[i][j], why


def _results(result: IndexResult) -> Iterator[Sequence[object]]:
    """Give every node of every unit, the index first: score, rank, category, coverage, or why there is none."""
    codes = [*reversed(result.framework.aggregates), *result.framework.indicators]
    columns = {code: _columns(result, code) for code in codes}
    for i, unit in enumerate(result.units):
        for code in codes:
            yield (unit, code, *(column[i] for column in columns[code]))


def _columns(result: IndexResult, code: str) -> list[list[Any]]:
    groups, labels = result.category_groups(code).tolist(), result.category(code).tolist()
    return [
        result.score(code).tolist(),
        result.rank(code).tolist(),
        groups,
        labels,
        result.coverage(code).tolist(),
        [Missing(why).name.lower() if why else "" for why in result.reason(code).tolist()],
    ]


def _csv(headings: Sequence[str], rows: Rows, *, label: str) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*headings, *(["label"] if label else [])])
    beside = [label] if label else []
    writer.writerows([*map(cell, row), *beside] for row in rows)
    return out.getvalue().encode()


def cell(value: object) -> object:
    """Write a number so that it is read back to the bit, a missing one as nothing, a text as no formula."""
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - NaN
            return ""
        return int(value) if value.is_integer() and abs(value) < 1e15 else repr(value + 0.0)
    return safe(value) if isinstance(value, str) else "" if value is None else value


def _parquet(table: bytes) -> bytes:
    import polars as pl

    out = BytesIO()
    texts = ("unit", "node", "name", "level", "parent", "reason", "category", "category_label", "label", "item")
    head = table.partition(b"\n")[0].decode().split(",")
    schema = {name: pl.String for name in head if name in texts}
    pl.read_csv(table, schema_overrides=schema, infer_schema_length=None).write_parquet(out, compression="zstd")
    return out.getvalue()


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n").encode()
