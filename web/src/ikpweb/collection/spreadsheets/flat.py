"""One table for many offices, as the centre brings it in: a row is an answer, or an event.

The exports have the same columns, so that what was taken out can be corrected and brought in. The template
that `ikp template` writes is understood too: what it does not ask for stays to be filled in by the office.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from ikpweb.audit.services import digest_of
from ikpweb.collection.engine import code_of, headings_of_template
from ikpweb.collection.form import questions
from ikpweb.collection.models import Cycle, Declaration, Event, Submission
from ikpweb.collection.services.reading import MOST_EVENTS
from ikpweb.collection.spreadsheets.opening import SheetError, lines_of
from ikpweb.collection.spreadsheets.reading import CellFault, Told
from ikpweb.collection.spreadsheets.words import LANGUAGES, coded, columns, heading
from ikpweb.collection.validation import clean_declaration, clean_event

__all__ = ["COLUMNS", "Flat", "read_flat"]

COLUMNS = ("office", "indicator", "answer", "reason", "id", *columns())
#: Columns of an export that say nothing which could be brought in.
_PASSED = frozenset({"office_name", "cycle", "indicator_name", "state", "revision", "author", "changed_at"})


@dataclass
class Flat:
    """What a table says, by office, and everything that is wrong with it."""

    offices: dict[str, Told] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)


def read_flat(data: bytes, name: str, cycle: Cycle) -> Flat:
    """Read a table of many offices, CSV or XLSX.

    Raises
    ------
    SheetError
        If it cannot be read at all, or lacks a column that nothing can be done without.
    """
    lines = lines_of(data, name)
    head = next(lines, None)
    if head is None:
        raise SheetError(_("Berkas ini kosong."))
    names = _named(head[1])
    flat = Flat()
    held = {each.office_id: each for each in Submission.objects.filter(cycle=cycle).select_related("office")}
    seen_keys: set[str] = set()
    twins: Counter[str] = Counter()
    reader = _Rows(cycle, held, names, flat, seen_keys, twins)
    for number, row in lines:
        reader.take(number, row)
    _declare(flat, held)
    return flat


def _named(head: Sequence[Any]) -> list[str]:
    """Find which column is which: by its code, or by its heading in either language."""
    known: dict[str, str] = headings_of_template() | {name: name for name in (*COLUMNS, *_PASSED)}
    for language in LANGUAGES:
        with translation.override(language):
            known |= {heading(name).lower(): name for name in COLUMNS}
    names = [known.get(str(cell or "").strip().lower(), "") for cell in head]
    lacking = [name for name in ("office", "indicator") if name not in names]
    if lacking:
        raise SheetError(_("Kolom ini tidak ada: %(names)s.") % {"names": ", ".join(lacking)})
    unknown = [str(cell)[:40] for cell, name in zip(head, names, strict=True) if cell and not name]
    if unknown:
        raise SheetError(_("Kolom ini tidak dikenal: %(names)s.") % {"names": ", ".join(unknown)})
    twice = [name for name, times in Counter(filter(None, names)).items() if times > 1]
    if twice:
        raise SheetError(_("Kolom ini ada lebih dari sekali: %(names)s.") % {"names": ", ".join(twice)})
    return names


@dataclass
class _Rows:
    """Takes row after row."""

    cycle: Cycle
    held: Mapping[str, Submission]
    names: Sequence[str]
    flat: Flat
    keys: set[str]
    twins: Counter[str]

    def take(self, number: int, row: Sequence[Any]) -> None:
        """Take one row: an answer where it has one, else an event."""
        cells = {name: value for name, value in zip(self.names, row, strict=False) if name and value not in (None, "")}
        if not cells:
            return
        office = _code(cells.get("office"))
        submission = self.held.get(office)
        if submission is None:
            self.fault(number, "office", _("Tidak ada kantor yang melapor dengan kode ini dalam putaran ini."))
            return
        indicator = str(cells.get("indicator", "")).split(" ")[0]
        if indicator not in questions(self.cycle, submission.office.level):
            self.fault(number, "indicator", _("Indikator ini tidak ditanyakan dalam putaran ini."))
            return
        told = self.flat.offices.setdefault(office, Told(seen=submission.revision))
        if "answer" in cells:
            self._answer(number, indicator, cells, told)
        else:
            self._event(number, office, indicator, cells, told)

    def fault(self, number: int, name: str, sentence: str) -> None:
        """Note what is wrong with a cell."""
        place = self.names.index(name) + 1 if name in self.names else 1
        self.flat.faults.append(CellFault("", number, get_column_letter(place), heading(name), sentence))

    def _answer(self, number: int, indicator: str, cells: Mapping[str, Any], told: Told) -> None:
        if indicator in told.declarations:
            self.fault(number, "indicator", _("Sudah dijawab pada baris %(row)s.") % {"row": told.rows[indicator]})
            return
        given = {"answer": coded("answer", cells["answer"]), "reason": str(cells.get("reason", ""))}
        content, faults = clean_declaration(given)
        for each in faults:
            self.fault(number, each.field, each.sentence)
        told.declarations[indicator], told.rows[indicator] = content, number

    def _event(self, number: int, office: str, indicator: str, cells: Mapping[str, Any], told: Told) -> None:
        said = {name: coded(name, cells.get(name)) for name in columns()}
        if "reference" not in self.names and said["source"] not in {"", *Event.Source.values}:
            # A template asks for the source in words; they say where to look, not of which kind it is.
            said |= {"source": "", "reference": said["source"]}
        content, faults = clean_event({"indicator": indicator, **said})
        for each in faults:
            self.fault(number, each.field, each.sentence)
        try:
            key = str(uuid.UUID(str(cells["id"]))) if "id" in cells else self._made(office, content)
        except ValueError:
            self.fault(number, "id", _("Nomor kejadian harus berupa UUID."))
            return
        if key in self.keys:
            self.fault(number, "id", _("Nomor ini ada dua kali."))
            return
        self.keys.add(key)
        told.events[key], told.rows[key] = content, number
        if len(told.events) > MOST_EVENTS:
            raise SheetError(_("Lebih dari %(most)s kejadian. Kirim bertahap.") % {"most": MOST_EVENTS})

    def _made(self, office: str, content: Mapping[str, Any]) -> str:
        """Make the number of an event from what it says, so that the same table sent twice enters nothing twice."""
        digest = digest_of([self.cycle.pk, office, content])
        self.twins[digest] += 1
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"ikp:{digest}:{self.twins[digest]}"))


def _code(value: Any) -> str:
    """Give the code of an office: 15.71 is easily taken for a number, which loses a zero at its end."""
    if isinstance(value, float):
        return f"{value:.2f}"
    return code_of(str(value if value is not None else "").strip())


def _declare(flat: Flat, held: Mapping[str, Submission]) -> None:
    numbers = [held[office].pk for office in flat.offices]
    answered: dict[str, set[str]] = defaultdict(set)
    standing = Declaration.objects.filter(submission__in=numbers)
    for office, indicator in standing.values_list("submission__office", "indicator"):
        answered[office].add(indicator)
    for office, told in flat.offices.items():
        told.declare(answered[office])
