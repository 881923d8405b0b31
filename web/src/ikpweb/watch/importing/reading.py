"""Reading a file of reports or of effort: what every row says, and everything that is wrong with it, cell by cell."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from ikpweb.accounts.members import Member
from ikpweb.audit.services import digest_of
from ikpweb.collection.spreadsheets.opening import SheetError, lines_of
from ikpweb.collection.spreadsheets.reading import CellFault
from ikpweb.territory.models import Office
from ikpweb.watch.engine import read_units
from ikpweb.watch.importing.words import (
    EFFORT_COLUMNS,
    EFFORT_NEEDED,
    REPORT_COLUMNS,
    REPORT_NEEDED,
    coded,
    day_of,
    named,
)
from ikpweb.watch.models import Source
from ikpweb.watch.selectors.indicators import unknown_indicator
from ikpweb.watch.selectors.reports import offices_for
from ikpweb.watch.services.effort import MOST_SUPERVISORS
from ikpweb.watch.services.holding import as_said
from ikpweb.watch.validation import LABELS, OLDEST, clean_report, today_in

__all__ = ["Read", "read_effort", "read_reports"]


@dataclass
class Read:
    """What a file says: a plain value a row, and everything that is wrong with it."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


def read_reports(data: bytes, name: str, *, system: str, training: bool = False, member: Member) -> Read:
    """Read a file with one report a row.

    Raises
    ------
    SheetError
        If it cannot be read at all, or lacks a column that nothing can be done without.
    """
    table = _Table(data, name, REPORT_COLUMNS, REPORT_NEEDED, member)
    seen: dict[str, int] = {}
    twins: Counter[str] = Counter()
    for line, cells, office in table.rows():
        given = {column: _read(column, cells.get(column)) for column in REPORT_COLUMNS if column != "unit"}
        given |= {"system": system, "source": given["source"] or Source.OTHER.value}
        unit = office.unit if office else None
        content, faults = clean_report(given, unit, imported=True)
        faults = [fault for fault in faults if fault.field != "unit"]  # which unit is wrong, is told already
        for fault in [*faults, *unknown_indicator(content)]:
            table.fault(line, fault.field, fault.sentence)
        external = content.get("external", "")
        if external and office and (first := seen.setdefault(f"{office.pk} {external}", line)) != line:
            table.fault(line, "external", _("Nomor ini sudah ada pada baris %(row)s.") % {"row": first})
        if office:
            said = as_said(content)
            table.read.rows.append(
                {"line": line, "office": office.pk, "key": _key({**said, "training": training}, twins), "content": said}
            )
    return table.done()


def _read(column: str, value: Any) -> Any:
    if column.endswith("_date"):
        return day_of(value)
    value = coded(column, value)
    return value if value is None or isinstance(value, str) else _text(value)


def _text(value: Any) -> str:
    """Write a number as the text that was meant: a workbook keeps the report 17 as 17.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _key(content: Mapping[str, Any], twins: Counter[str]) -> str:
    """Make a report's number from what it says, so that the same file sent twice enters nothing twice.

    Another system's own number stands for the report, whatever changes in it.
    """
    numbered = {name: content.get(name) for name in ("unit", "system", "external", "training")}
    digest = digest_of(numbered if content.get("external") else dict(content))
    twins[digest] += 1
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"ikp:report:{digest}:{twins[digest]}"))


def read_effort(data: bytes, name: str, *, member: Member) -> Read:
    """Read a file with the active supervisors of one unit and week a row; any day names its week.

    Raises
    ------
    SheetError
        If it cannot be read at all, or lacks a column.
    """
    table = _Table(data, name, EFFORT_COLUMNS, EFFORT_NEEDED, member)
    seen: dict[tuple[str, date], int] = {}
    for line, cells, office in table.rows():
        week, number = day_of(cells.get("week")), _whole(cells.get("supervisors"))
        try:
            day = week if isinstance(week, date) else date.fromisoformat(str(week))
        except ValueError:
            table.fault(line, "week", _("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2024-02-14."))
            continue
        if number is None:
            sentence = _("Jumlah pengawas harus bilangan bulat dari 0 sampai %(most)s.")
            table.fault(line, "supervisors", sentence % {"most": MOST_SUPERVISORS})
        monday = day - timedelta(day.weekday())
        if office is None:
            continue
        today = today_in(office.pk)
        if not today - OLDEST <= monday <= today:
            table.fault(line, "week", _("Minggu ini belum mulai, atau lebih dari sepuluh tahun lalu."))
        if (first := seen.setdefault((office.pk, monday), line)) != line:
            table.fault(line, "week", _("Minggu ini sudah ada pada baris %(row)s.") % {"row": first})
        table.read.rows.append({"line": line, "office": office.pk, "week": monday.isoformat(), "supervisors": number})
    return table.done()


def _whole(value: Any) -> int | None:
    text = str(value).strip().removesuffix(".0") if value is not None else ""
    return int(text) if text.isascii() and text.isdigit() and int(text) <= MOST_SUPERVISORS else None


class _Table:
    """A table with its columns found and its units read; notes what is wrong where it stands."""

    def __init__(self, data: bytes, name: str, columns: Sequence[str], needed: Sequence[str], member: Member) -> None:
        lines = lines_of(data, name)
        head = next(lines, None)
        if head is None:
            raise SheetError(_("Berkas ini kosong."))
        self.names = named(head[1], columns, needed)
        self.lines = [(number, row) for number, row in lines if any(cell not in (None, "") for cell in row)]
        if not self.lines:
            raise SheetError(_("Berkas ini hanya memuat judul kolom."))
        self.read = Read()
        self._head = str(head[1][self.names.index("unit")])
        self._offices = {each.pk: each for each in offices_for(member)}

    def rows(self) -> Iterator[tuple[int, dict[str, Any], Office | None]]:
        """Give line, cells by column, and the office; None where the unit is wrong, which is noted."""
        place = self.names.index("unit")
        texts = [_code(row[place] if place < len(row) else None) for _number, row in self.lines]
        units = read_units(texts, self._head)
        for (line, row), text in zip(self.lines, texts, strict=True):
            cells = {name: value for name, value in zip(self.names, row, strict=False) if name}
            code, sentence = units[text]
            office = self._offices.get(code)
            if sentence:
                self.fault(line, "unit", sentence)
            elif office is None:
                self.fault(line, "unit", _("Daerah ini bukan daerah kantor Anda, atau sudah tidak ada."))
            yield line, cells, office

    def fault(self, line: int, name: str, sentence: str) -> None:
        """Note what is wrong with a cell."""
        column = get_column_letter(self.names.index(name) + 1) if name in self.names else "A"
        self.read.faults.append(CellFault("", line, column, str(LABELS.get(name, name)), sentence))

    def done(self) -> Read:
        """Give what was read, faults in the order of their lines."""
        self.read.faults.sort(key=lambda fault: fault.row)
        return self.read


def _code(value: Any) -> str:
    """Give the code of a unit: 15.71 is easily taken for a number, which loses a zero at its end."""
    if isinstance(value, float):
        return f"{value:.2f}" if value < 100 else str(int(value))
    return str(value if value is not None else "").strip()
