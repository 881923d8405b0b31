"""Writing an empty sheet to fill in, with drop-downs, that `read_data` reads back."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from os import PathLike
from pathlib import Path
from typing import Any

from ikp.framework import Framework
from ikp.io.atomic import atomic_file
from ikp.io.headings import Shape
from ikp.io.labels import labelled
from ikp.io.paths import refuse_suffix
from ikp.io.safe import safe
from ikp.io.templatetexts import DECLARATIONS, INSTRUCTIONS, LISTS, SHEETS, heading, hints
from ikp.io.xlsxout import workbook
from ikp.problems import Lang

__all__ = ["Guidance", "write_template"]

_EVENTS = ("unit", "indicator", "date", "count", "grade", "declaration", "description", "source")
_TEXTS = ("unit", "indicator", "declaration", "description", "source")
#: Rows of a sheet of events that are ready to be filled in.
_READY = 5000


@dataclass(frozen=True, slots=True)
class Guidance:
    """A further sheet for those who grade events, in the language of the template.

    Parameters
    ----------
    sheet : str
        What the sheet is called.
    headings : sequence of str
    rows : sequence of sequence of str
        One per indicator.
    note : str
        Whose guidance it is; it stands in the instructions.
    """

    sheet: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str


def write_template(
    path: str | PathLike[str],
    framework: Framework,
    units: Mapping[str, str],
    *,
    shape: Shape = "events",
    lang: Lang = "id",
    grades: tuple[int, int] = (1, 4),
    guidance: Guidance | None = None,
) -> None:
    """Write an empty sheet to fill in.

    XLSX has drop-downs for units, indicators, grades and declarations, headings that
    cannot be changed by accident, units as text, a sheet that explains the indicators,
    one that lists the units, and instructions. CSV has the headings, and the units where
    the shape has a row for each.

    Parameters
    ----------
    path : path
        Ends in ``.xlsx`` or ``.csv``.
    framework : Framework
    units : mapping
        Code to name, in the order in which they are to be listed.
    shape : {'events', 'indicators', 'dimensions'}
        *dimensions* are the children of the index.
    lang : {'id', 'en'}
    grades : pair of int
        The scale of the grades.
    guidance : Guidance, optional
        How to grade; only an XLSX of events has room for it.

    Raises
    ------
    UsageError
        If the file cannot be written, its ending is unknown, or an extra package is missing.
    """
    match Path(path).suffix.lower():
        case ".csv":
            content = _csv(framework, units, shape, lang)
        case ".xlsx":
            shown = guidance if shape == "events" else None
            content = _xlsx(framework, units, shape, lang=lang, grades=grades, guidance=shown)
        case _:
            raise refuse_suffix(path, (".xlsx", ".csv"))
    with atomic_file(path) as file:
        file.write(content)


def _codes(framework: Framework, shape: Shape) -> tuple[str, ...]:
    return framework.children(framework.root) if shape == "dimensions" else framework.indicators


def _csv(framework: Framework, units: Mapping[str, str], shape: Shape, lang: Lang) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if shape == "events":
        writer.writerow([heading(role, lang) for role in _EVENTS])
    else:
        codes = _codes(framework, shape)
        writer.writerow([heading("unit", lang), heading("name", lang), *codes])
        writer.writerows([safe(unit), safe(name), *([""] * len(codes))] for unit, name in units.items())
    return out.getvalue().encode()


def _xlsx(
    framework: Framework,
    units: Mapping[str, str],
    shape: Shape,
    *,
    lang: Lang,
    grades: tuple[int, int],
    guidance: Guidance | None,
) -> bytes:
    out = BytesIO()
    with workbook(out, rows=max(len(units), _READY)) as book:
        data, explained, listed, instructions = (book.add_worksheet(name) for name in SHEETS[lang])
        style = _Style(book)
        codes = _codes(framework, shape)
        _explain(explained, framework, codes, lang, style)
        _list(listed, LISTS[lang][:3], [(labelled(unit, name), unit, name) for unit, name in units.items()], style)
        lines = [line.format(low=grades[0], high=grades[1]) for line in INSTRUCTIONS[shape][lang]]
        if guidance:
            _list(book.add_worksheet(guidance.sheet), guidance.headings, guidance.rows, style)
            lines.append(guidance.note)
        _list(
            instructions, [framework.title or framework[framework.root].name(lang)], [(line,) for line in lines], style
        )
        if shape == "events":
            lists = {
                "unit": f"='{SHEETS[lang][2]}'!$A$2:$A${len(units) + 1}",
                "indicator": f"='{SHEETS[lang][1]}'!$A$2:$A${len(codes) + 1}",
                "grade": list(range(grades[0], grades[1] + 1)),
                "declaration": list(DECLARATIONS[lang]),
            }
            _events(data, lists, lang, style)
        else:
            entries = [labelled(code, framework[code].name(lang)) for code in codes]
            _wide(data, [heading("unit", lang), heading("name", lang), *entries], units, style)
        data.freeze_panes(1, 0 if shape == "events" else 2)
        # Without a password: it keeps from accidents, and anyone may lift it.
        data.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
        data.activate()
    return out.getvalue()


class _Style:
    """The formats of a template; only unlocked cells can be written in a protected sheet."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7E6E6"})
        self.text = book.add_format({"num_format": "@", "locked": False})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "locked": False})
        self.number = book.add_format({"locked": False})
        self.fixed = book.add_format({"num_format": "@"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})


def _events(sheet: Any, lists: Mapping[str, Any], lang: Lang, style: _Style) -> None:
    widths = {"unit": 34, "indicator": 60, "declaration": 18, "description": 50, "source": 30}
    for place, role in enumerate(_EVENTS):
        cells = style.text if role in _TEXTS else style.day if role == "date" else style.number
        sheet.set_column(place, place, widths.get(role, 12), cells)
        sheet.write_string(0, place, heading(role, lang), style.head)
        rule: dict[str, Any] = {}
        if role in lists:
            rule = {"validate": "list", "source": lists[role]}
        elif role == "count":
            rule = {"validate": "integer", "criteria": ">=", "value": 0}
        if rule:
            hint = hints(role, lang)
            sheet.data_validation(1, place, _READY, place, {**rule, "input_message": hint, "error_message": hint})


def _wide(sheet: Any, headings: Sequence[str], units: Mapping[str, str], style: _Style) -> None:
    sheet.set_column(0, 0, 14, style.fixed)
    sheet.set_column(1, 1, 34, style.fixed)
    sheet.set_column(2, len(headings) - 1, 16, style.number)
    for place, text in enumerate(headings):
        sheet.write_string(0, place, text, style.head)
    for row, (unit, name) in enumerate(units.items(), start=1):
        sheet.write_string(row, 0, unit, style.fixed)
        sheet.write_string(row, 1, name, style.fixed)


def _explain(sheet: Any, framework: Framework, codes: Sequence[str], lang: Lang, style: _Style) -> None:
    rows = []
    for code in codes:
        node = framework[code]
        above = " › ".join(framework[each].name(lang) for each in framework.path(code)[1:-1])
        definition = node.definitions.get(lang) or next(iter(node.definitions.values()), "")
        rows.append((labelled(code, node.name(lang)), code, node.name(lang), above, definition))
    _list(sheet, LISTS[lang], rows, style)


def _list(sheet: Any, headings: Sequence[str], rows: Sequence[Sequence[str]], style: _Style) -> None:
    """Write a sheet of texts that explains and is not to be filled in."""
    widths = (100,) if len(headings) == 1 else (60, 12, 50, 40, 80)
    for place, text in enumerate(headings):
        sheet.set_column(place, place, widths[min(place, len(widths) - 1)], style.wrapped)
        sheet.write_string(0, place, text, style.head)
    for row, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, style.wrapped)
    sheet.freeze_panes(1, 0)
    sheet.protect()
