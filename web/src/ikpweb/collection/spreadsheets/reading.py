"""Reading an office's workbook back: its changes, and everything that is wrong with it, cell by cell."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from ikpweb.collection.form import questions
from ikpweb.collection.models import Answer, Submission
from ikpweb.collection.services.reading import MOST_EVENTS
from ikpweb.collection.spreadsheets.opening import SheetError, opened, rows_of
from ikpweb.collection.spreadsheets.words import coded, columns, heading
from ikpweb.collection.spreadsheets.workbook import ANSWERS, EVENTS, FORMAT, MARK
from ikpweb.collection.validation import clean_declaration, clean_event

__all__ = ["CellFault", "Told", "read_workbook"]


@dataclass(frozen=True)
class CellFault:
    """What is wrong with a cell, and where it is."""

    sheet: str
    row: int
    column: str
    heading: str
    sentence: str

    @property
    def place(self) -> str:
        """The cell as spreadsheet programs name it."""
        return f"{self.column}{self.row}"


@dataclass
class Told:
    """What a workbook says."""

    seen: int = 0
    declarations: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Item to its row.
    rows: dict[str, int] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)

    def declare(self, answered: Collection[str]) -> None:
        """Say that there are events, where some are brought in and nothing was said of their indicator."""
        for content in self.events.values():
            code = content["indicator"]
            if code not in answered and code not in self.declarations:
                self.declarations[code] = {"answer": Answer.EVENTS.value, "reason": ""}

    @property
    def changes(self) -> dict[str, dict[str, Any]]:
        """As `services.save` takes them."""
        return {"declarations": self.declarations, "events": self.events}


def read_workbook(data: bytes, submission: Submission) -> Told:
    """Read an office's workbook.

    Raises
    ------
    SheetError
        If it cannot be read at all, or belongs to another office, cycle or form.
    """
    book = opened(data)
    try:
        about = _mark(book, submission)
        told = Told(seen=int(about["revision"]))
        _answers(book, submission, told)
        _events(book, submission, told, about.get("file", ""))
        if not told.faults:
            told.declare(set(submission.declarations.values_list("indicator", flat=True)))
    finally:
        book.close()
    return told


def _mark(book: Workbook, submission: Submission) -> dict[str, str]:
    """Check whose workbook it is; give what it says of itself."""
    if MARK not in book.sheetnames:
        raise SheetError(_("Ini bukan lembar isian dari halaman ini. Unduh lembar isian, lalu isi yang itu."))
    about = {str(row[0]): str(row[1]) for _number, row in rows_of(book, MARK) if len(row) > 1 and row[0]}
    if about.get("format") != FORMAT:
        raise SheetError(_("Lembar isian ini dari versi lain. Unduh yang baru, lalu pindahkan isinya."))
    if about.get("cycle") != submission.cycle_id:
        raise SheetError(_("Lembar isian ini dari putaran lain (%(cycle)s).") % {"cycle": about.get("cycle", "?")[:40]})
    if about.get("office") != submission.office_id:
        raise SheetError(
            _("Lembar isian ini milik kantor lain (%(office)s).") % {"office": about.get("office", "?")[:8]}
        )
    if about.get("form") != submission.cycle.form_digest:
        raise SheetError(_("Formulir putaran ini bukan yang dipakai lembar isian ini. Unduh yang baru."))
    revision = about.get("revision", "")
    if not revision.isdecimal() or int(revision) > submission.revision:
        raise SheetError(_("Lembar isian ini menyebut revisi yang tidak ada. Unduh yang baru."))
    return about


def _answers(book: Workbook, submission: Submission, told: Told) -> None:
    asked = questions(submission.cycle, submission.office.level)
    for number, row in rows_of(book, ANSWERS):
        code, answer, reason = _padded(row, 5)[0], _padded(row, 5)[3], _padded(row, 5)[4]
        if number == 1 or code is None:
            continue
        code = str(code).strip()
        if code not in asked:
            told.faults.append(
                CellFault(ANSWERS, number, "A", _("Kode"), _("Indikator ini tidak ditanyakan dalam putaran ini."))
            )
        elif answer is not None:
            given = {"answer": coded("answer", answer), "reason": "" if reason is None else str(reason)}
            content, faults = clean_declaration(given)
            place = {"answer": "D", "reason": "E"}
            told.faults += [
                CellFault(ANSWERS, number, place[fault.field], heading(fault.field), fault.sentence) for fault in faults
            ]
            told.declarations[code], told.rows[code] = content, number


def _events(book: Workbook, submission: Submission, told: Told, file: str) -> None:
    asked = questions(submission.cycle, submission.office.level)
    names = ["id", "indicator", *columns()]
    letters = {name: get_column_letter(j) for j, name in enumerate(names, start=1)}

    def fault(number: int, name: str, sentence: str) -> None:
        told.faults.append(CellFault(EVENTS, number, letters[name], heading(name), sentence))

    for number, row in rows_of(book, EVENTS):
        cells = dict(zip(names, _padded(row, len(names)), strict=False))
        if number == 1 or all(_empty(value) for name, value in cells.items() if name != "id"):
            continue
        key = _key(cells.pop("id"), file, number)
        if key is None:
            fault(number, "id", _("Nomor kejadian rusak. Salin barisnya ke baris siap isi yang kosong."))
            continue
        if key in told.events:
            fault(
                number,
                "id",
                _("Nomor ini sama dengan baris %(row)s. Salin isinya ke baris siap isi yang kosong.")
                % {"row": told.rows[key]},
            )
            continue
        indicator = str(cells.pop("indicator") or "").split(" ")[0]
        content, faults = clean_event({"indicator": indicator, **{n: coded(n, value) for n, value in cells.items()}})
        if indicator not in asked:
            fault(number, "indicator", _("Pilih indikator dari daftar."))
        for each in faults:
            fault(number, each.field, each.sentence)
        told.events[key], told.rows[key] = content, number
        if len(told.events) > MOST_EVENTS:
            raise SheetError(_("Lebih dari %(most)s kejadian. Kirim bertahap.") % {"most": MOST_EVENTS})


def _padded(row: Sequence[Any], width: int) -> list[Any]:
    return [*row[:width], *[None] * (width - len(row))]


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _key(value: Any, file: str, number: int) -> str | None:
    """Give the number of an event; a row beyond those that have one gets a number of its file and place, the same
    each time that the file is sent.
    """
    if _empty(value):
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"ikp:{file}:{number}"))
    try:
        return str(uuid.UUID(str(value).strip()))
    except ValueError:
        return None
