"""What columns and cells may be called: codes, and the words of both languages."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ikpweb.collection.spreadsheets.opening import SheetError
from ikpweb.watch.models import Kind, Source, Status
from ikpweb.watch.validation import LABELS

__all__ = ["EFFORT_COLUMNS", "EFFORT_NEEDED", "REPORT_COLUMNS", "REPORT_NEEDED", "coded", "day_of", "named"]

REPORT_COLUMNS = (
    "unit", "kind", "source", "indicator", "event_date", "entry_date", "verified_date", "status", "summary", "external",
)  # fmt: skip
REPORT_NEEDED = ("unit", "kind", "event_date")
EFFORT_COLUMNS = ("unit", "week", "supervisors")
EFFORT_NEEDED = EFFORT_COLUMNS

#: What else a column may be called, beside its code and its label in either language.
_ALSO: Mapping[str, str] = {
    "kode": "unit", "kode_daerah": "unit", "kode_wilayah": "unit", "wilayah": "unit", "kabupaten_kota": "unit",
    "jenis": "kind", "jenis_pelanggaran": "kind", "asal": "source", "sumber": "source",
    "tanggal": "event_date", "date": "event_date", "tanggal_lapor": "entry_date",
    "tanggal_verifikasi": "verified_date", "uraian": "summary", "nomor": "external", "nomor_laporan": "external",
    "minggu": "week", "week": "week", "pengawas": "supervisors", "jumlah_pengawas": "supervisors",
    "pengawas_aktif": "supervisors", "active_supervisors": "supervisors",
}  # fmt: skip
#: Columns that say nothing which could be brought in.
_PASSED = frozenset({"name", "nama", "nama_daerah", "label", "no"})
_CHOICES: Mapping[str, Any] = {"kind": Kind, "source": Source, "status": Status}
_SIGNS = re.compile(r"[^a-z0-9]+")
_INDONESIAN_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def _bare(text: Any) -> str:
    return _SIGNS.sub("_", str(text or "").strip().lower()).strip("_")


def named(
    head: Sequence[Any],
    columns: Sequence[str],
    needed: Sequence[str],
    *,
    labels: Mapping[str, Any] = LABELS,
    also: Mapping[str, str] = _ALSO,
) -> list[str]:
    """Find which column is which; an empty text for one that is passed over.

    Parameters
    ----------
    labels : mapping
        Column to what it is called on screen, in either language.
    also : mapping
        What else may stand above it, in small letters with ``_`` between words.

    Raises
    ------
    SheetError
        Where a needed column is not there, one is unknown, or there twice.
    """
    known = {_bare(name): name for name in columns}
    for language in ("id", "en"):
        with translation.override(language):
            known |= {_bare(labels[name]): name for name in columns if name in labels}
    known |= {text: name for text, name in also.items() if name in columns}
    names = [known.get(_bare(cell), "") for cell in head]
    lacking = [name for name in needed if name not in names]
    if lacking:
        raise SheetError(_("Kolom ini tidak ada: %(names)s.") % {"names": ", ".join(lacking)})
    unknown = [str(cell)[:40] for cell, name in zip(head, names, strict=True) if cell and not name and _bare(cell) not in _PASSED]  # fmt: skip # noqa: E501
    if unknown:
        raise SheetError(_("Kolom ini tidak dikenal: %(names)s.") % {"names": ", ".join(unknown)})
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise SheetError(_("Kolom ini ada lebih dari sekali: %(names)s.") % {"names": ", ".join(twice)})
    return names


def coded(name: str, value: Any, choices: Mapping[str, Any] = _CHOICES) -> Any:
    """Give the code of a cell that names one of the choices, in whichever language; other cells as they are."""
    if name not in choices or value in (None, ""):
        return value
    wanted = _bare(value)
    for code, label in choices[name].choices:
        for language in ("id", "en"):
            with translation.override(language):
                if wanted in {_bare(code), _bare(label)}:
                    return code
    return str(value)


def day_of(value: Any) -> Any:
    """Give the day of a cell: of a workbook's own, ``2024-02-14`` or ``14/02/2024``; other texts as they are."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value in (None, ""):
        return value
    text = str(value).strip()
    if found := _INDONESIAN_DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return text
    return text
