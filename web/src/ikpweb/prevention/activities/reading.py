"""Reading a file of activities or of counts: what every row says, and everything that is wrong with it, cell by cell.

A file is about the office of who sends it: no column names another one.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from ikpweb.audit.services import digest_of
from ikpweb.collection.spreadsheets.opening import SheetError, lines_of
from ikpweb.collection.spreadsheets.reading import CellFault
from ikpweb.prevention.activities.content import as_said
from ikpweb.prevention.activities.models import Form, Group
from ikpweb.prevention.activities.validation import LABELS, clean_activity, month_fault, whole_number
from ikpweb.territory.models import Office
from ikpweb.watch.importing.words import coded, day_of, named

__all__ = ["COLUMNS", "NEEDED", "Read", "read_activities", "read_counts"]

#: By what a file is about; as `ActivitySheet.Subject`.
COLUMNS: Mapping[str, Sequence[str]] = {
    "activities": ("date", "form", "title", "stage", "indicators", "participants", *Group.values, "external"),
    "counts": ("month", "form", "number"),
}
NEEDED: Mapping[str, Sequence[str]] = {"activities": ("date", "form", "title"), "counts": ("month", "form", "number")}

#: What else a column may be called, beside its code and its label in either language.
_ALSO: Mapping[str, str] = {
    "tanggal": "date", "tanggal_pelaksanaan": "date", "hari": "date", "bentuk": "form", "jenis": "form",
    "judul": "title", "kegiatan": "title", "nama_kegiatan": "title", "uraian": "title", "tahap": "stage",
    "indikator": "indicators", "peserta": "participants", "difabel": "disability", "disabilitas": "disability",
    "nomor": "external", "nomor_formulir": "external", "bulan": "month", "jumlah": "number", "banyaknya": "number",
}  # fmt: skip
_CHOICES: Mapping[str, Any] = {"form": Form}


@dataclass
class Read:
    """What a file says: a plain value a row, and everything that is wrong with it."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


def read_activities(data: bytes, name: str, *, office: Office, training: bool = False) -> Read:
    """Read a file with one activity a row.

    Raises
    ------
    SheetError
        If it cannot be read at all, or lacks a column that nothing can be done without.
    """
    table = _Table(data, name, "activities")
    seen: dict[str, int] = {}
    twins: Counter[str] = Counter()
    for line, cells in table.rows():
        given: dict[str, Any] = {column: _plain(coded(column, value, _CHOICES)) for column, value in cells.items()}
        given |= {"date": day_of(cells.get("date")), "groups": {group: cells.get(group) for group in Group.values}}
        content, faults = clean_activity(given, office.pk)
        for fault in faults:
            table.fault(line, fault.field, fault.sentence)
        external = content.get("external", "")
        if external and (first := seen.setdefault(external, line)) != line:
            table.fault(line, "external", _("Nomor ini sudah ada pada baris %(row)s.") % {"row": first})
        said = as_said({name: value for name, value in content.items() if name not in ("partner", "action")})
        key = _key({**said, "office": office.pk, "training": training}, twins)
        table.read.rows.append({"line": line, "key": key, "content": said})
    return table.done()


def _plain(value: Any) -> Any:
    """Write a number as the text that was meant: a workbook keeps the entry 17 as 17.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else value


def _key(content: Mapping[str, Any], twins: Counter[str]) -> str:
    """Make an activity's number from what it says, so that the same file sent twice enters nothing twice.

    Another system's own number stands for the activity, whatever changes in it.
    """
    numbered = {name: content.get(name) for name in ("office", "external", "training")}
    digest = digest_of(numbered if content.get("external") else dict(content))
    twins[digest] += 1
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"ikp:activity:{digest}:{twins[digest]}"))


def read_counts(data: bytes, name: str, *, office: Office) -> Read:
    """Read a file with the number of activities of one month and form a row; any day names its month.

    Raises
    ------
    SheetError
        If it cannot be read at all, or lacks a column.
    """
    table = _Table(data, name, "counts")
    seen: dict[tuple[date, str], int] = {}
    for line, cells in table.rows():
        month, form = _month(cells.get("month")), coded("form", cells.get("form"), _CHOICES)
        number = None
        try:
            number = whole_number("number", cells.get("number"))
        except ValueError as fault:
            table.fault(line, "number", str(fault))
        else:
            if number is None:
                table.fault(line, "number", _("%(field)s belum diisi.") % {"field": LABELS["number"]})
        if form not in Form.values:
            table.fault(line, "form", _("Pilih salah satu: %(codes)s.") % {"codes": ", ".join(Form.values)})
        if month is None:
            table.fault(line, "month", _("Tulis bulan sebagai tahun-bulan, misalnya 2024-02."))
            continue
        if sentence := month_fault(month, office.pk):
            table.fault(line, "month", sentence)
        if (first := seen.setdefault((month, str(form)), line)) != line:
            table.fault(line, "month", _("Bulan dan bentuk ini sudah ada pada baris %(row)s.") % {"row": first})
        table.read.rows.append({"line": line, "month": month.isoformat(), "form": form, "number": number})
    return table.done()


def _month(value: Any) -> date | None:
    day = day_of(value)
    if isinstance(day, date):
        return day.replace(day=1)
    try:
        return date.fromisoformat(f"{str(day or '').strip()[:7]}-01")
    except ValueError:
        return None


class _Table:
    """A table with its columns found; notes what is wrong where it stands."""

    def __init__(self, data: bytes, name: str, subject: str) -> None:
        lines = lines_of(data, name)
        head = next(lines, None)
        if head is None:
            raise SheetError(_("Berkas ini kosong."))
        self.names = named(head[1], COLUMNS[subject], NEEDED[subject], labels=LABELS, also=_ALSO)
        self.lines = [(number, row) for number, row in lines if any(cell not in (None, "") for cell in row)]
        if not self.lines:
            raise SheetError(_("Berkas ini hanya memuat judul kolom."))
        self.read = Read()

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give the line and the cells by column."""
        for line, row in self.lines:
            yield line, {name: value for name, value in zip(self.names, row, strict=False) if name}

    def fault(self, line: int, name: str, sentence: str) -> None:
        """Note what is wrong with a cell."""
        column = get_column_letter(self.names.index(name) + 1) if name in self.names else "A"
        self.read.faults.append(CellFault("", line, column, str(LABELS.get(name, name)), sentence))

    def done(self) -> Read:
        """Give what was read, faults in the order of their lines."""
        self.read.faults.sort(key=lambda fault: fault.row)
        return self.read
