"""Recognising the shape of a data file by its headings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from ikp.framework import Framework
from ikp.io.labels import CodeBook
from ikp.io.report import Fault, Report

__all__ = ["ROLES", "TEXTS", "Extra", "Layout", "Shape", "recognise"]

Shape = Literal["events", "indicators", "dimensions"]
Extra = Literal["group", "denominator"]

#: What a column may be called, in both languages; the first word is the one of the documentation.
ROLES: Mapping[str, tuple[str, ...]] = {
    "unit": (
        "unit",
        "daerah",
        "wilayah",
        "kode",
        "kode_daerah",
        "kode_wilayah",
        "kode_kemendagri",
        "kode_bps",
        "unit_kemendagri",
        "unit_bps",
        "bps",
        "station",
        "tps",
        "kode_tps",
    ),
    "name": ("name", "nama", "nama_daerah", "nama_wilayah", "unit_name"),
    "indicator": ("indicator", "indikator", "kode_indikator"),
    "date": ("date", "tanggal"),
    "count": ("count", "jumlah", "jumlah_kejadian"),
    "grade": ("grade", "tingkat", "tingkat_kejadian"),
    "declaration": ("declaration", "pernyataan"),
    "period": ("period", "periode", "edition", "edisi", "year", "tahun"),
    "label": ("label",),
    "description": ("description", "uraian", "keterangan"),
    "source": ("source", "sumber"),
}
#: Columns whose cells are text even where a spreadsheet holds numbers in them.
TEXTS = ("unit", "name", "indicator", "period", "label")
_WIDE = ("unit", "name", "period", "label")
#: Columns that ikp writes itself and that are no surprise in a file of scores.
_OURS = ("score", "rank", "category", "coverage", "reason")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what, by place."""

    shape: Shape
    roles: Mapping[str, int]
    codes: Mapping[str, int] = field(default_factory=dict)
    extras: Mapping[str, int] = field(default_factory=dict)
    #: Columns without a heading; they must be empty.
    bare: tuple[int, ...] = ()


def recognise(
    headings: tuple[str, ...],
    line: int | None,
    framework: Framework,
    report: Report,
    *,
    shape: Shape | None = None,
    needs_grade: bool = True,
    extras: Mapping[str, Extra] | None = None,
) -> Layout | None:
    """Find the shape and what each column holds.

    *Events* have a column for the indicator; *indicators* one column per indicator;
    *dimensions* one column for every node of a complete cut of the framework. `shape`
    overrules what the headings say.

    Returns
    -------
    Layout or None
        None when the headings do not allow reading the rows; `report` says why.
    """
    columns = _sort(headings, line, framework, report, dict(extras or {}))
    chosen = shape or _shape(columns, framework)
    if chosen is None:
        example = ", ".join(framework.indicators[:3]) + ", …"
        report.add(Fault("shape-unknown", {"found": ", ".join(filter(None, headings)), "codes": example}), line)
        return None
    missing = [] if "unit" in columns.roles else [Fault("heading-missing", {"heading": "unit"})]
    if chosen == "events":
        used: tuple[str, ...] = ()
        needed = ("indicator", "grade") if needs_grade else ("indicator",)
        missing += [Fault("heading-missing", {"heading": role}) for role in needed if role not in columns.roles]
        candidates = {word: word for role, words in ROLES.items() if role not in columns.roles for word in words}
    else:
        used = _cut(columns.codes, framework) if chosen == "dimensions" else framework.indicators
        lacking = [code for code in used if code not in columns.codes]
        missing += [_lacking(chosen, lacking, sorted(columns.codes))] if lacking else []
        missing += [Fault("heading-missing", {"heading": name}) for name in extras or () if name not in columns.extras]
        candidates = {code.casefold(): code for code in lacking}
        columns.rest += [place for role, place in columns.roles.items() if role not in _WIDE]
    for fault in missing:
        report.add(fault, line)
    columns.rest += [place for code, place in columns.codes.items() if code not in used]
    for place in sorted(columns.rest):
        _explain(headings[place], line, candidates, report)
    if missing:
        return None
    roles = {role: place for role, place in columns.roles.items() if chosen == "events" or role in _WIDE}
    return Layout(chosen, roles, {code: columns.codes[code] for code in used}, columns.extras, columns.bare)


@dataclass(slots=True)
class _Columns:
    """The columns by what their headings say; `rest` says nothing known."""

    roles: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    extras: dict[str, int] = field(default_factory=dict)
    rest: list[int] = field(default_factory=list)
    bare: tuple[int, ...] = ()


def _sort(
    headings: tuple[str, ...], line: int | None, framework: Framework, report: Report, extras: Mapping[str, Extra]
) -> _Columns:
    book = CodeBook(framework, [node.code for node in framework.nodes if node.code != framework.root])
    found = _Columns(bare=tuple(place for place, heading in enumerate(headings) if not heading))
    for place, heading in enumerate(headings):
        code, role = book.find(heading), _role(heading)
        if not heading:
            continue
        if code:
            target, key = found.codes, code
        elif heading in extras:
            target, key = found.extras, heading
        elif role:
            target, key = found.roles, role
        else:
            found.rest.append(place)
            continue
        if key not in target:
            target[key] = place
        elif target is found.codes or headings[target[key]] == heading:
            report.add(Fault("heading-duplicate", {"heading": heading}), line, heading)
        else:
            found.rest.append(place)
    if "unit" not in found.roles and "name" in found.roles:
        found.roles["unit"] = found.roles.pop("name")
    return found


def _role(heading: str) -> str | None:
    word = "_".join(heading.casefold().replace("-", " ").replace("_", " ").split())
    return next((role for role, words in ROLES.items() if word in words), None)


def _shape(columns: _Columns, framework: Framework) -> Shape | None:
    """Decide by what is there: all indicators, a column of indicators, a complete cut, or most of something."""
    leaves, found = set(framework.indicators), columns.codes.keys()
    if leaves <= found:
        return "indicators"
    if "indicator" in columns.roles and "unit" in columns.roles:
        return "events"
    if not found:
        return None
    if set(_cut(columns.codes, framework)) <= found:
        return "dimensions"
    return "indicators" if 2 * len(leaves & found) >= len(found) else "dimensions"


def _cut(codes: Mapping[str, int], framework: Framework) -> tuple[str, ...]:
    """Give the cut that these columns make, or would make with some more.

    From the index down to every indicator, the first node that has a column stands for all
    below it; where none has, the sibling of those that have is lacking.
    """
    depths = [len(framework.path(code)) for code in codes if framework.children(code)]
    depth = min(depths, default=2)
    cut = set()
    for leaf in framework.indicators:
        path = framework.path(leaf)
        cut.add(next((code for code in path if code in codes), path[min(depth, len(path)) - 1]))
    return tuple(node.code for node in framework.nodes if node.code in cut)


def _lacking(shape: Shape, lacking: list[str], found: list[str]) -> Fault:
    if shape == "indicators":
        return Fault("table-indicators", {"count": len(lacking), "codes": ", ".join(lacking)})
    return Fault("framework-cut", {"codes": ", ".join(found) or "–", "missing": ", ".join(lacking)})


def _explain(heading: str, line: int | None, candidates: Mapping[str, str], report: Report) -> None:
    """Say of a column that is not used whether it looks like one that is lacking."""
    close = get_close_matches(heading.casefold(), list(candidates), 1, 0.6)
    if close:
        report.add(Fault("heading-unknown", {"heading": heading, "nearest": candidates[close[0]]}), line, heading)
    elif heading not in _OURS:
        report.add(Fault("heading-unused", {"heading": heading}), line, heading)
