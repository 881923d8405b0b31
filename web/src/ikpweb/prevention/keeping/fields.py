"""Fields of kept rows: what each is called, what it may hold, and how a value is read, kept and told."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet, TextChoices
from django.utils.dateformat import format as date_format
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ikpweb.kit.errors import FieldError
from ikpweb.territory.models import Office, Unit
from ikpweb.territory.selectors import units

__all__ = ["Field", "Holds", "bare", "by_name", "cleaned", "content_of", "plain", "shown", "units_within"]

_SIGNS = re.compile(r"[^a-z0-9]+")
_UNSAVED = re.compile("[\x00\ud800-\udfff]")
#: More people than live in the largest province are a slip.
MOST_COUNTED = 60_000_000


class Holds(Enum):
    """What a field holds."""

    TEXT = "text"
    NOTE = "note"
    DAY = "day"
    COUNT = "count"
    CHOICE = "choice"
    UNITS = "units"
    ROW = "row"


@dataclass(frozen=True)
class Field:
    """One field of a row.

    Parameters
    ----------
    name : str
    label : str
        As people read it.
    holds : Holds
        ``COUNT`` may be empty: not reported, which is not zero. ``UNITS`` may be empty: the whole region
        of the office. ``ROW`` is another row of the same office.
    help : str
        A sentence below the field of a form.
    needed : bool
    longest : int
        Of a text.
    choices : type of TextChoices, optional
    rows : callable, optional
        Takes an office and gives the rows to choose from.
    """

    name: str
    label: str | Promise
    holds: Holds = Holds.TEXT
    help: str | Promise = ""
    needed: bool = False
    longest: int = 200
    choices: type[TextChoices] | None = None
    rows: Callable[[Office], QuerySet[Any]] | None = None

    @property
    def column(self) -> str:
        """The attribute that keeps it."""
        return f"{self.name}_id" if self.holds is Holds.ROW else self.name


def bare(text: str) -> str:
    """Give a name or number as it is compared: small letters and digits alone."""
    return _SIGNS.sub("", text.lower())[:200]


def by_name(*fields: Field) -> Mapping[str, Field]:
    """Give fields by their names, in their order."""
    return {field.name: field for field in fields}


def units_within(office: Office) -> list[Unit]:
    """Give the units of an office's region: its own and those below it, the larger first."""
    known = units()
    if office.pk == Office.CENTRE:
        return [unit for unit in known.values() if unit.valid_to is None]
    return [unit for unit in known.values() if office.pk in {unit.code, unit.parent_id} and unit.valid_to is None]


def cleaned(
    fields: Mapping[str, Field], given: Mapping[str, Any], office: Office
) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring what was given into its form, with all that is wrong with it.

    Returns
    -------
    dict, list of FieldError
        By field: text, day, whole number or None, code, sorted codes of units, or number of a row.
    """
    content: dict[str, Any] = {}
    faults: list[FieldError] = []
    for name, field in fields.items():
        try:
            content[name] = _READERS[field.holds](field, given.get(name), office)
        except ValueError as fault:
            faults.append(FieldError(name, str(fault)))
            continue
        if field.needed and content[name] in ("", None, []):
            faults.append(FieldError(name, _("%(field)s belum diisi.") % {"field": field.label}))
    return content, faults


def content_of(row: Model, fields: Mapping[str, Field], state: Iterable[str] = ()) -> dict[str, Any]:
    """Give what a row says as a plain value: what a step keeps, and two versions are compared by."""
    said = {
        name: sorted(unit.pk for unit in getattr(row, name).all())
        if field.holds is Holds.UNITS
        else getattr(row, field.column)
        for name, field in fields.items()
    }
    return plain({**said, **{name: getattr(row, name) for name in state}})


def plain(content: Mapping[str, Any]) -> dict[str, Any]:
    """Write days as ISO 8601 and numbers of rows as texts."""
    return {name: _plain(value) for name, value in content.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def shown(field: Field | None, value: Any) -> str:
    """Write a plain value as people read it; a dash where there is none."""
    if field is not None and field.holds is Holds.COUNT:
        return _("tidak dilaporkan") if value is None else str(number_format(value))
    if value in (None, "", []):
        return "–"
    return _WRITERS.get(field.holds, _as_text)(field, value) if field is not None else str(value)


def _as_text(_field: Field, value: Any) -> str:
    return str(value)


def _as_day(_field: Field, value: Any) -> str:
    return str(date_format(date.fromisoformat(str(value)), "j F Y"))


def _as_choice(field: Field, value: Any) -> str:
    return str(dict(field.choices.choices).get(value, value)) if field.choices else str(value)


def _as_units(_field: Field, value: Any) -> str:
    return ", ".join(str(units().get(code, code)) for code in value)


_WRITERS: Mapping[Holds, Callable[[Field, Any], str]] = {
    Holds.DAY: _as_day,
    Holds.CHOICE: _as_choice,
    Holds.UNITS: _as_units,
}


def _text(field: Field, value: Any, _office: Office) -> str:
    text = "" if value is None else str(value).strip()
    if _UNSAVED.search(text):
        raise ValueError(_("Teks ini memuat huruf yang tidak dapat disimpan."))
    if len(text) > field.longest:
        raise ValueError(_("Terlalu panjang: paling panjang %(longest)s huruf.") % {"longest": field.longest})
    return text


def _day(_field: Field, value: Any, _office: Office) -> date | None:
    if value in (None, ""):
        return None
    try:
        day = value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(_("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2024-02-14.")) from None
    if not 1990 <= day.year <= 2100:
        raise ValueError(_("Periksa tahunnya: tanggal ini terlalu jauh."))
    return day


def _count(_field: Field, value: Any, _office: Office) -> int | None:
    text = "" if value is None else str(value).strip().removesuffix(".0")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= MOST_COUNTED):
        raise ValueError(_("Tulis bilangan bulat mulai 0, atau kosongkan bila tidak dilaporkan."))
    return int(text)


def _choice(field: Field, value: Any, _office: Office) -> str:
    if value in (None, "") or field.choices is None:
        return ""
    if value not in field.choices.values:
        raise ValueError(_("Pilih salah satu: %(codes)s.") % {"codes": ", ".join(field.choices.values)})
    return str(value)


def _units(_field: Field, value: Any, office: Office) -> list[str]:
    codes = sorted({str(code) for code in value or []})
    here = {unit.code for unit in units_within(office)}
    if foreign := [code for code in codes if code not in here]:
        raise ValueError(_("Bukan daerah kantor Anda: %(codes)s.") % {"codes": ", ".join(foreign)[:200]})
    return codes


def _row(field: Field, value: Any, office: Office) -> UUID | None:
    if value in (None, "") or field.rows is None:
        return None
    try:
        key = value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        key = None
    if key is None or not field.rows(office).filter(pk=key).exists():
        raise ValueError(_("Yang dipilih tidak ada pada kantor ini."))
    return key


_READERS: Mapping[Holds, Callable[[Field, Any, Office], Any]] = {
    Holds.TEXT: _text,
    Holds.NOTE: _text,
    Holds.DAY: _day,
    Holds.COUNT: _count,
    Holds.CHOICE: _choice,
    Holds.UNITS: _units,
    Holds.ROW: _row,
}
