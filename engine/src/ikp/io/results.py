"""Writing what was computed: results.csv, contributions.csv and run.json, all together or not at all."""

import csv
import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import StringIO
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from ikp.errors import problem
from ikp.io.atomic import atomic_folder
from ikp.io.periods import SYNTHETIC
from ikp.io.safe import safe
from ikp.problems import Problem
from ikp.result import IndexResult
from ikp.table import Missing

__all__ = ["RUN_KIND", "not_ours", "said", "write_file", "write_results"]

#: What *run.json* calls itself; a folder without it was not written here.
RUN_KIND = "ikp-run"
_RUN = "run.json"
_UNITS = 1024


def write_results(
    result: IndexResult,
    folder: str | PathLike[str],
    *,
    names: Mapping[str, str] | None = None,
    run: Mapping[str, Any] | None = None,
    extra: Mapping[str, str | bytes] | None = None,
) -> tuple[Path, ...]:
    """Write a result into a folder.

    *results.csv* has a row per unit: ``unit,name,score,rank,category,coverage``, then one
    column per dimension; ``period`` after the unit in a panel, ``reason`` at the end where
    a score is missing, ``label`` where the data are made up. *contributions.csv* has a row
    per unit and node. *run.json* holds what is needed to do it again: digests, versions,
    framework, recipe with all that was fitted, and what `run` adds.

    Nothing is rounded. Texts that a spreadsheet would take for a formula get an apostrophe.

    Parameters
    ----------
    result : IndexResult
    folder : path
        Made, or replaced when an earlier run wrote it and nothing else is in it.
    names : mapping, optional
        Unit to name; left out, those of the result.
    run : mapping, optional
        Further keys of *run.json*, such as ``seed``, ``options``, ``created``.
    extra : mapping, optional
        Further files by name, such as a report.

    Returns
    -------
    tuple of Path
        The files.

    Raises
    ------
    UsageError
        If the folder is not ours to replace, or cannot be made.
    """
    calls = dict(zip(result.units, result.names, strict=True)) | dict(names or {})
    files: dict[str, Iterable[bytes]] = {
        "results.csv": _csv(result, _results(result, calls)),
        "contributions.csv": _csv(result, _contributions(result)),
    }
    for name, content in (extra or {}).items():
        files[name] = [content.encode() if isinstance(content, str) else content]
    with atomic_folder(folder, lambda found: not_ours(found, _RUN, RUN_KIND)) as part:
        digests = {name: write_file(part / name, blocks) for name, blocks in files.items()}
        document = _document(result, digests) | dict(run or {})
        text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        write_file(part / _RUN, [text.encode()])
    return tuple(Path(folder) / name for name in (*files, _RUN))


def write_file(path: Path, blocks: Iterable[bytes]) -> str:
    """Write a file and give its SHA-256."""
    sha = hashlib.sha256()
    with path.open("wb") as file:
        for block in blocks:
            file.write(block)
            sha.update(block)
    return sha.hexdigest()


Table = tuple[list[str], Iterator[Sequence[object]]]


def _csv(result: IndexResult, table: Table) -> Iterator[bytes]:
    """Give a table as CSV, some thousand rows at a time; made-up data say so in every row."""
    headings, rows = table
    label = [SYNTHETIC] if result.table.synthetic else []
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*headings, *(["label"] if label else [])])
    for number, row in enumerate(rows, start=1):
        writer.writerow([*row, *label])
        if number % 4096 == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _results(result: IndexResult, names: Mapping[str, str]) -> Table:
    dimensions = result.framework.children(result.framework.root)
    columns: dict[str, Sequence[object]] = {"unit": [safe(unit) for unit in result.units]}
    if result.periods is not None:
        columns["period"] = [safe(str(period)) for period in result.periods]
    columns |= {
        "name": [safe(names[unit]) for unit in result.units],
        "score": _cells(result.score()),
        "rank": [rank if rank == "" else _whole(rank) for rank in _cells(result.rank())],
        "category": [safe(label) for label in result.category()],
        "coverage": _cells(result.coverage()),
    }
    columns |= {safe(code): _cells(result.score(code)) for code in dimensions}
    reasons = result.reason()
    if reasons.any():
        columns["reason"] = [Missing(why).name.lower() if why else "" for why in reasons]
    return list(columns), zip(*columns.values(), strict=True)


def _contributions(result: IndexResult) -> Table:
    """Give every node below the index: what it adds to its parent and to the index, and its own score."""
    framework = result.framework
    nodes = [node for node in framework.nodes if node.parent is not None]
    to_parent: dict[str, NDArray[np.float64]] = {}
    for parent in framework.aggregates:
        shares = result.contributions(parent)
        to_parent |= {child: shares[:, k] for k, child in enumerate(framework.children(parent))}
    to_index: dict[str, NDArray[np.float64]] = {}
    depth = {node.code: len(framework.path(node.code)) for node in framework.nodes}
    for level in range(2, max(depth.values()) + 1):
        # A complete cut: the nodes at this depth, and the indicators above it.
        cut = [code for code in depth if depth[code] == level or (code in framework.indicators and depth[code] < level)]
        shares = result.contributions_to_index(cut)
        to_index |= {code: shares[:, k] for k, code in enumerate(cut)}
    panel = [] if result.periods is None else [[safe(str(period)) for period in result.periods]]
    headings = ["unit", *(["period"] if panel else []), "node", "parent"]
    headings += ["contribution_to_parent", "contribution_to_index", "score"]

    def rows() -> Iterator[Sequence[object]]:
        heads = list(zip([safe(unit) for unit in result.units], *panel, strict=True))
        numbers = [(to_parent[node.code], to_index[node.code], result.score(node.code)) for node in nodes]
        for start in range(0, len(heads), _UNITS):
            # Some units at a time: as Python's numbers, those of a whole country's villages fill the memory.
            part = slice(start, start + _UNITS)
            cells = [[_cells(column[part]) for column in columns] for columns in numbers]
            for row, head in enumerate(heads[part]):
                for node, columns in zip(nodes, cells, strict=True):
                    yield (*head, safe(node.code), safe(str(node.parent)), *(column[row] for column in columns))

    return headings, rows()


def _cells(values: NDArray[np.float64]) -> list[float | str]:
    """Give numbers as they are, and missing ones as empty cells; never a negative zero."""
    return ["" if value != value else value + 0.0 for value in values.tolist()]  # noqa: PLR0124 - NaN


def _whole(rank: float | str) -> object:
    return int(rank) if isinstance(rank, float) and rank.is_integer() else rank


def _document(result: IndexResult, files: Mapping[str, str]) -> dict[str, Any]:
    table = result.table
    return {
        "kind": RUN_KIND,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": {
            "version": result.engine_version,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "synthetic": table.synthetic,
        "label": SYNTHETIC if table.synthetic else "",
        "digests": dict(result.digests),
        "data": {"origin": table.origin, "rows": len(table), "indicators": list(table.codes)},
        "seed": None,
        "framework": result.framework.to_dict(),
        "recipe": result.recipe.to_dict(),
        "cutoffs": {code: list(result.cutoffs(code)) for code in result.categories},
        "excluded": [
            {"code": each.code, "kind": each.kind, "reason": each.reason, "share": each.share}
            for each in result.excluded
        ],
        "problems": [said(each) for each in result.problems],
        "files": dict(files),
    }


def said(found: Problem) -> dict[str, Any]:
    """Give a problem with its sentences in both languages."""
    return {
        "code": found.code,
        "severity": found.severity,
        "id": found.sentence("id"),
        "en": found.sentence("en"),
    }


def not_ours(folder: Path, run: str, kind: str) -> Problem | None:
    """Say why a folder must not be replaced: it is no earlier run, or holds more than the run wrote.

    Parameters
    ----------
    folder : path
    run : str
        The file that lists what a run wrote.
    kind : str
        What that file calls itself.
    """
    try:
        document = json.loads((folder / run).read_text(encoding="utf-8"))
        ours = {run, *document["files"]} if document["kind"] == kind else set()
    except (OSError, ValueError, KeyError, TypeError):
        ours = set()
    if not ours:
        return problem("out-foreign", path=folder)
    others = sorted(each.name for each in folder.iterdir() if each.name not in ours)
    return problem("out-more", path=folder, files=others) if others else None
