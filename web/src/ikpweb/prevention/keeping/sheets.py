"""Reading a file with a row a line: what every cell says, and everything that is wrong with it, cell by cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from ikpweb.collection.spreadsheets.opening import MOST_BYTES, SheetError, lines_of
from ikpweb.collection.spreadsheets.reading import CellFault
from ikpweb.kit.errors import FieldError
from ikpweb.prevention.keeping.fields import Field, Holds
from ikpweb.watch.engine import read_units
from ikpweb.watch.importing.words import coded, day_of, named

__all__ = ["FileForm", "Line", "Read", "Table", "notes_of", "numbers_of"]

Does = Literal["new", "same", "kept"]
_PARTS = re.compile(r"[;|\n]")
#: A file with more rows is sent in parts: everything in it is entered at one go.
MOST_LINES = 2000


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("Berkas"), allow_empty_file=True, help_text=gettext_lazy("CSV (UTF-8) atau XLSX.")
    )

    def clean_file(self) -> bytes:
        """Read the file, no more of it than may be."""
        given = self.cleaned_data["file"]
        self.name = str(given.name)
        return bytes(given.read(MOST_BYTES + 1))


@dataclass
class Read:
    """What a file says: a plain value a row, and everything that is wrong with it."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A row of a file, what it does, and where it differs from what stands: label, there, in the file."""

    number: int
    said: str
    does: Does
    fields: Sequence[tuple[str, str, str]] = ()


def numbers_of(lines: Sequence[Line]) -> dict[str, int]:
    """Count the rows by what they do."""
    return {does: sum(line.does == does for line in lines) for does in ("new", "same", "kept")}


def notes_of(fields: Mapping[str, Field]) -> list[tuple[str, str, str]]:
    """Give the choices of each column, for the second sheet of a template: column, code, meaning."""
    return [
        (str(each.label), str(code), str(label))
        for each in fields.values()
        if each.choices is not None
        for code, label in each.choices.choices
    ]


class Table:
    """A table with its columns found; notes what is wrong where it stands.

    Raises
    ------
    SheetError
        If it cannot be read at all, or lacks a column that nothing can be done without.
    """

    def __init__(self, data: bytes, name: str, fields: Mapping[str, Field], also: Mapping[str, str]) -> None:
        lines = lines_of(data, name)
        head = next(lines, None)
        if head is None:
            raise SheetError(_("Berkas ini kosong."))
        labels = {each.name: each.label for each in fields.values()}
        needed = [each.name for each in fields.values() if each.needed]
        self.fields = fields
        self.names = named(head[1], list(fields), needed, labels=labels, also=also)
        self.lines = [(number, row) for number, row in lines if any(cell not in (None, "") for cell in row)]
        if not self.lines:
            raise SheetError(_("Berkas ini hanya memuat judul kolom."))
        if len(self.lines) > MOST_LINES:
            raise SheetError(_("Lebih dari %(most)s baris. Kirim bertahap.") % {"most": MOST_LINES})
        self.read = Read()
        self._head = head[1]
        self._units = self._read_units()

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give line and cells by field; a unit that is none is noted."""
        choices = {each.name: each.choices for each in self.fields.values() if each.choices is not None}
        for line, row in self.lines:
            given: dict[str, Any] = {}
            for name, cell in zip(self.names, row, strict=False):
                if not name:
                    continue
                match self.fields[name].holds:
                    case Holds.DAY:
                        given[name] = day_of(cell)
                    case Holds.UNITS:
                        given[name] = self._codes(line, name, cell)
                    case _:
                        given[name] = _text(coded(name, cell, choices))
            yield line, given

    def fault(self, line: int, name: str, sentence: str) -> None:
        """Note what is wrong with a cell."""
        column = get_column_letter(self.names.index(name) + 1) if name in self.names else "A"
        label = str(self.fields[name].label) if name in self.fields else name
        self.read.faults.append(CellFault("", line, column, label, sentence))

    def note(self, line: int, faults: Sequence[FieldError]) -> None:
        """Note what a check found wrong with a row."""
        for fault in faults:
            self.fault(line, fault.field, fault.sentence)

    def done(self) -> Read:
        """Give what was read, faults in the order of their lines."""
        self.read.faults.sort(key=lambda fault: fault.row)
        return self.read

    def _read_units(self) -> Mapping[str, tuple[str, str]]:
        places = [place for place, name in enumerate(self.names) if name and self.fields[name].holds is Holds.UNITS]
        texts = [
            text for _number, row in self.lines for place in places if place < len(row) for text in _split(row[place])
        ]
        return read_units(texts, str(self._head[places[0]])) if texts else {}

    def _codes(self, line: int, name: str, cell: Any) -> list[str]:
        codes = []
        for text in _split(cell):
            code, sentence = self._units[text]
            if sentence:
                self.fault(line, name, sentence)
            else:
                codes.append(code)
        return codes


def _split(cell: Any) -> list[str]:
    """Give the units of a cell: 15.71 is easily taken for a number, which loses a zero at its end."""
    if isinstance(cell, float):
        return [f"{cell:.2f}" if cell < 100 else str(int(cell))]
    return [part.strip() for part in _PARTS.split(str(cell if cell is not None else "")) if part.strip()]


def _text(value: Any) -> Any:
    """Write a number as the text that was meant: a workbook keeps the number 17 as 17.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if value is None else str(value)
