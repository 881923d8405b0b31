"""Frameworks as CSV: one row per node, so that anyone can write one in a spreadsheet."""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any

from ikp.errors import DataError
from ikp.events import Declaration
from ikp.framework import Framework, Node
from ikp.io.atomic import atomic_file
from ikp.io.cells import as_number
from ikp.io.csvfile import CsvSource
from ikp.io.paths import Readable, shown
from ikp.io.recipes import read_part
from ikp.io.report import Fault, Report
from ikp.io.tables import rows_of
from ikp.problems import Problem

__all__ = ["FRAMEWORK_COLUMNS", "read_framework", "write_framework"]

#: The columns of a framework; only the first two are required. Other languages may be
#: added as ``name_xx`` and ``definition_xx``.
FRAMEWORK_COLUMNS = (
    "code",
    "parent",
    "weight",
    "direction",
    "name_id",
    "name_en",
    "definition_id",
    "definition_en",
    "measure",
    "denominator",
    "target",
    "certainty",
    "source",
    "note",
)
_TEXT = re.compile(r"(name|definition)_[a-z]{2,3}")
_CERTAINTIES = ("", "published", "derived", "assumed")


def read_framework(path: Readable, title: str | None = None) -> Framework:
    """Read a framework from CSV, or from the ``framework`` of a JSON file such as *run.json*.

    Parameters
    ----------
    path : path or file in a package
    title : str, optional
        What the index is called; left out, the name of its root.

    Raises
    ------
    UsageError
        If the file cannot be opened.
    DataError
        With every problem, each with file, line and column.
    """
    if shown(path).lower().endswith(".json"):
        return _from_plain(read_part(path, "framework"), shown(path))
    source = CsvSource(path)
    report = Report(source.file)
    _check_headings(source.headings, report)
    if report.has_errors:
        raise DataError(report.problems)
    nodes: list[Node] = []
    lines: dict[str, int] = {}
    for line, cells in rows_of(source, report):
        row = {heading: cell.strip() for heading, cell in zip(source.headings, cells, strict=True)}
        nodes.append(_node(row, line, report))
        lines[row["code"]] = line
    if not nodes:
        report.add(Fault("file-no-rows"))
    if report.has_errors:
        raise DataError(report.problems)
    try:
        framework = Framework(nodes)
    except DataError as error:
        raise DataError([_placed(each, source.file, lines) for each in error.problems]) from None
    root = framework[framework.root]
    return Framework(nodes, next(iter(root.names.values()), root.code) if title is None else title)


def _check_headings(headings: tuple[str, ...], report: Report) -> None:
    for needed in ("code", "parent"):
        if needed not in headings:
            report.add(Fault("heading-missing", {"heading": needed}), 1)
    for place, heading in enumerate(headings):
        if heading in headings[:place]:
            report.add(Fault("heading-duplicate", {"heading": heading}), 1, heading)
        elif heading not in FRAMEWORK_COLUMNS and not _TEXT.fullmatch(heading):
            nearest = get_close_matches(heading, FRAMEWORK_COLUMNS, 1, 0.0)[0]
            report.add(Fault("heading-unknown", {"heading": heading or "“”", "nearest": nearest}), 1, heading)


def _node(row: Mapping[str, str], line: int, report: Report) -> Node:
    def number(column: str, default: float) -> float:
        text = row.get(column, "")
        found = as_number(text)
        if isinstance(found, Declaration):
            found = Fault("number-text", {"cell": text})
        if isinstance(found, Fault):
            report.add(found, line, column)
            return default
        return found if text else default

    if not row["code"]:
        report.add(Fault("code-empty"), line, "code")
    certainty = row.get("certainty", "")
    if certainty not in _CERTAINTIES:
        known = ", ".join(_CERTAINTIES[1:])
        report.add(
            Fault("recipe-value", {"path": "certainty", "value": certainty, "expected": known}), line, "certainty"
        )
    target = number("target", float("nan"))
    direction = number("direction", 1.0)
    return Node(
        code=row["code"],
        parent=row["parent"] or None,
        weight=number("weight", 1.0),
        # A direction such as 0.5 is left as it is: the framework refuses it with its own sentence.
        direction=int(direction) if direction.is_integer() else direction,  # type: ignore[arg-type]
        names=_by_language(row, "name_"),
        definitions=_by_language(row, "definition_"),
        measure=row.get("measure", ""),
        denominator=row.get("denominator") or None,
        target=None if target != target else target,  # noqa: PLR0124 - NaN stands for an empty cell
        certainty=certainty,
        source=row.get("source", ""),
        note=row.get("note", ""),
    )


def _by_language(row: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in row.items() if key.startswith(prefix) and text}


def _placed(found: Problem, file: str, lines: Mapping[str, int]) -> Problem:
    """Add the place to a problem that the framework found among its nodes."""
    columns = {"framework-weight": "weight", "framework-direction": "direction", "framework-parent": "parent"}
    code = str(found.params.get("code", ""))
    return replace(found, file=file, line=lines.get(code), column=columns.get(found.code))


def _from_plain(data: Mapping[str, Any], file: str) -> Framework:
    """Read what `Framework.to_dict` wrote; the texts that do not define the index are not in it."""
    try:
        tiers = {node["code"]: node["tier"] for node in data["nodes"]}
        nodes = [Node(**{key: value for key, value in node.items() if key != "tier"}) for node in data["nodes"]]
        return Framework(nodes, data["title"], tiers)
    except (KeyError, TypeError) as error:
        raise DataError(Problem("file-syntax", {"kind": "framework", "detail": error}, file)) from None


def write_framework(framework: Framework, path: str | Path) -> None:
    """Write a framework as CSV, or as JSON with its tiers; whole or not at all.

    CSV holds every text; the tiers are counted anew when it is read. JSON holds what
    defines the index (`Framework.to_dict`), for a framework that was cut.
    """
    if Path(path).suffix.lower() == ".json":
        text = json.dumps({"framework": framework.to_dict()}, ensure_ascii=False, indent=1) + "\n"
    else:
        text = _as_csv(framework)
    with atomic_file(path) as file:
        file.write(text.encode())


def _as_csv(framework: Framework) -> str:
    languages = {key for node in framework.nodes for key in (*node.names, *node.definitions)} - {"id", "en"}
    more = [f"{what}_{language}" for language in sorted(languages) for what in ("name", "definition")]
    out = StringIO()
    writer = csv.DictWriter(out, [*FRAMEWORK_COLUMNS, *more], restval="", lineterminator="\n")
    writer.writeheader()
    for node in framework.nodes:
        plain = {
            "code": node.code,
            "parent": node.parent or "",
            "weight": repr(node.weight),
            "direction": node.direction,
            "measure": node.measure,
            "denominator": node.denominator or "",
            "target": "" if node.target is None else repr(node.target),
            "certainty": node.certainty,
            "source": node.source,
            "note": node.note,
        }
        names = {f"name_{language}": text for language, text in node.names.items()}
        definitions = {f"definition_{language}": text for language, text in node.definitions.items()}
        writer.writerow({**plain, **names, **definitions})
    return out.getvalue()
