"""Reading single cells: a value where it is certain, a fault where it is not. Nothing is guessed."""

import re
from datetime import date, datetime, timedelta
from math import inf, isfinite, nan

from ikp.events import Declaration
from ikp.io.report import Fault
from ikp.io.safe import plain
from ikp.io.source import Cell

__all__ = [
    "as_count",
    "as_date",
    "as_declaration",
    "as_grade",
    "as_number",
    "as_text",
    "is_blank",
    "is_grouped",
    "is_slashed",
]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_COMMA = re.compile(r"[+-]?(\d+,\d*|,\d+)([eE][+-]?\d{1,3})?", re.ASCII)
#: 1.234 or 12,345,678: marks where thousands are parted, and nothing else.
_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(([.,])\d{3})(\2\d{3})*", re.ASCII)
#: 1.234,5 or 1,234.5: marks between thousands beside a decimal mark.
_BOTH = re.compile(r"[+-]?\d{1,3}(([.,])\d{3})(\2\d{3})*[.,]\d+", re.ASCII)
_WHOLE = re.compile(r"([+−-]?)(\d{1,15})([.,]0*)?", re.ASCII)
_ERROR = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA)")
_NO_NUMBER = {
    "nan",
    "na",
    "n/a",
    "n.a.",
    "null",
    "none",
    "nil.",
    "-",
    "–",
    "—",
    ".",
    "..",
    "...",
    "tad",
    "tidak tersedia",
}
_INFINITE = re.compile(r"[+-]?(inf|infinity|∞)")
_WORDS = {
    "nil": Declaration.NIL,
    "nihil": Declaration.NIL,
    "no data": Declaration.NO_DATA,
    "tidak ada data": Declaration.NO_DATA,
    "not applicable": Declaration.NOT_APPLICABLE,
    "tidak berlaku": Declaration.NOT_APPLICABLE,
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:.*)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_SERIAL = re.compile(r"\d{5}([.,]\d+)?", re.ASCII)
_FIRST_SERIAL = date(1899, 12, 30)


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell is empty or holds only spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_grouped(text: str) -> bool:
    """Tell whether marks stand in a text as between thousands and nowhere else: ``1.234``, not ``0.234``."""
    return bool(_GROUPS.fullmatch(text))


def as_text(cell: Cell) -> str:
    """Give a cell as text without spaces around it; empty for an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat(sep=" ")
    return plain(cell.strip()) if isinstance(cell, str) else str(cell)


def as_number(cell: Cell, *, comma: bool = False) -> float | Declaration | Fault:
    """Read a number, or a word that says why there is none; NaN for an empty cell.

    `comma` says that decimals are written with a comma.
    """
    if isinstance(cell, (int, float)):
        return float(cell) if isfinite(cell) else Fault("number-infinite", {"cell": cell})
    text = as_text(cell)
    if not text:
        return nan
    if (_COMMA if comma and "," in text else _NUMBER).fullmatch(text):
        value = float(text.replace(",", "."))
        return value if abs(value) < inf else Fault("number-infinite", {"cell": text})
    return _declared(text) or _no_number(text)


def _declared(text: str) -> Declaration | None:
    return _WORDS.get(" ".join(text.casefold().split()))


def _no_number(text: str) -> Fault:
    """Say why a text is no number, naming the usual causes."""
    mended = text.replace(",", ".")
    folded = text.casefold()
    if _ERROR.fullmatch(text):
        code = "formula-error"
    elif folded in _NO_NUMBER:
        code = "number-nan"
    elif _INFINITE.fullmatch(folded):
        code = "number-infinite"
    elif _GROUPS.fullmatch(text):
        code, mended = "number-thousands", re.sub(r"[.,]", "", text)
    elif _BOTH.fullmatch(text):
        whole, decimals = re.split(r"[.,](?=\d+$)", text)
        code, mended = "number-thousands", f"{re.sub(r'[.,]', '', whole)}.{decimals}"
    elif _COMMA.fullmatch(text):
        code = "number-decimal-comma"
    else:
        code = "number-text"
    return Fault(code, {"cell": text, "mended": mended})


def as_count(cell: Cell) -> int | Fault | None:
    """Read a count; None for an empty cell. ``3.0`` is 3; a text ``1.234`` may be two numbers and is a fault."""
    text = as_text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
    if not text:
        return None
    if isinstance(cell, str) and _GROUPS.fullmatch(text):
        return _no_number(text)
    if whole := _WHOLE.fullmatch(text):
        number = int(whole[2])
        return Fault("count-negative", {"cell": text}) if number and whole[1] in ("-", "−") else number
    is_number = _NUMBER.fullmatch(text) or _COMMA.fullmatch(text)
    return Fault("count-fraction", {"cell": text}) if is_number else _no_number(text)


def as_grade(cell: Cell, low: int, high: int) -> int | Fault | None:
    """Read a grade on the scale from `low` to `high`; None for an empty cell."""
    grade = as_count(cell)
    if isinstance(grade, int) and low <= grade <= high:
        return grade
    if grade is None or (isinstance(grade, Fault) and grade.code in {"formula-error", "number-nan"}):
        return grade
    return Fault("grade-scale", {"cell": as_text(cell), "low": low, "high": high})


def as_declaration(cell: Cell) -> Declaration | Fault:
    """Read a declaration in either language; `NONE` for an empty cell."""
    text = as_text(cell)
    return Declaration.NONE if not text else _declared(text) or Fault("declaration-unknown", {"cell": text})


def as_date(cell: Cell) -> date | Fault | None:
    """Read a day: ``2024-02-14`` or ``14/02/2024``; None for an empty cell."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = as_text(cell)
    if not text:
        return None
    if iso := _ISO.fullmatch(text):
        return _day(text, iso[1], iso[2], iso[3])
    if slashed := _SLASHED.fullmatch(text):
        return _day(text, slashed[4], slashed[3], slashed[1])
    return _no_date(text, is_number=not isinstance(cell, str) or bool(_SERIAL.fullmatch(text)))


def _day(text: str, *parts: str) -> date | Fault:
    try:
        return date(*map(int, parts))
    except ValueError:
        return Fault("date-impossible", {"cell": text})


def _no_date(text: str, *, is_number: bool) -> Fault:
    # 2958465 is 9999-12-31, the last day that spreadsheets know.
    if is_number and 1 <= (number := float(text.replace(",", "."))) < 2_958_466:
        return Fault("date-serial", {"cell": text, "mended": (_FIRST_SERIAL + timedelta(int(number))).isoformat()})
    return Fault("formula-error" if _ERROR.fullmatch(text) else "date-format", {"cell": text})


def is_slashed(cell: Cell) -> bool:
    """Tell whether a date is written with the day first."""
    return isinstance(cell, str) and bool(_SLASHED.fullmatch(cell.strip()))
