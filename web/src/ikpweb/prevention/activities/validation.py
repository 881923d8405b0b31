"""What an activity must say, in sentences for the person who enters it or sends a file."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.errors import FieldError
from ikpweb.kit.zones import in_zone
from ikpweb.prevention import engine
from ikpweb.prevention.activities.models import Form, Group
from ikpweb.watch.validation import OLDEST, demand_reason

__all__ = [
    "LABELS",
    "LONGEST",
    "MOST",
    "OLDEST",
    "clean_activity",
    "demand_reason",
    "month_fault",
    "today_at",
    "whole_number",
]

LABELS: Mapping[str, Any] = {
    "date": gettext_lazy("Tanggal kegiatan"),
    "form": gettext_lazy("Bentuk pencegahan"),
    "title": gettext_lazy("Judul kegiatan"),
    "stage": gettext_lazy("Tahapan"),
    "indicators": gettext_lazy("Indikator terkait"),
    "participants": gettext_lazy("Jumlah peserta"),
    "groups": gettext_lazy("Peserta menurut kelompok"),
    "partner": gettext_lazy("Mitra"),
    "action": gettext_lazy("Tindakan register"),
    "external": gettext_lazy("Nomor di sistem asal"),
    "status": gettext_lazy("Status"),
    "duplicate_of": gettext_lazy("Ganda dari"),
    "month": gettext_lazy("Bulan"),
    "number": gettext_lazy("Jumlah kegiatan"),
    "office": gettext_lazy("Kantor"),
    **{str(group.value): group.label for group in Group},
}
LONGEST: Mapping[str, int] = {"title": 200, "external": 80}
#: More than any meeting holds, or any office does in a month.
MOST = 1_000_000
_UNSAVED = re.compile("[\x00\ud800-\udfff]")


def today_at(office: str) -> date:
    """Give the day that it is now where an office lies."""
    return in_zone(timezone.now(), office)[0].date()


def clean_activity(given: Mapping[str, Any], office: str) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring the fields of an activity into their form, days as dates, with all that is wrong with them.

    Parameters
    ----------
    given : mapping
        By field, as texts or values.
    office : str
        Its code: it says which day it is.
    """
    faults: list[FieldError] = []
    content: dict[str, Any] = {}
    for name, read in _READERS.items():
        try:
            content[name] = read(name, given.get(name))
        except ValueError as fault:
            faults.append(FieldError(name, str(fault)))
    content["groups"], of_groups = _groups(given.get("groups"))
    faults += of_groups
    wrong = {fault.field for fault in faults}
    lacking = [name for name in ("date", "form", "title") if not content.get(name) and name not in wrong]
    faults += [FieldError(name, _("%(field)s belum diisi.") % {"field": LABELS[name]}) for name in lacking]
    return content, [*faults, *_misfits(content, today_at(office))]


def _groups(given: Any) -> tuple[dict[str, int], list[FieldError]]:
    """Read the participants by group; a group that nobody counted is left out, which is not zero."""
    told: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    read: dict[str, int] = {}
    faults = [FieldError("groups", _("Kelompok ini tidak dikenal.")) for group in told if group not in Group.values]
    for group in Group.values:
        try:
            number = whole_number(group, told.get(group))
        except ValueError as fault:
            faults.append(FieldError(group, str(fault)))
        else:
            read |= {} if number is None else {str(group): number}
    return read, faults


def _misfits(content: Mapping[str, Any], today: date) -> list[FieldError]:
    found = []
    day, whole = content.get("date"), content.get("participants")
    if day and day > today:
        found.append(FieldError("date", _("Tanggal ini belum tiba: yang dicatat adalah yang sudah terlaksana.")))
    if day and day < today - OLDEST:
        found.append(FieldError("date", _("Tanggal ini lebih dari sepuluh tahun lalu. Periksa tahunnya.")))
    if "participants" in content:
        found += _groups_beyond(content["groups"], whole)
    return found


def _groups_beyond(groups: Mapping[str, int], whole: int | None) -> list[FieldError]:
    """Find groups that are larger than all participants, and those of which nobody knows the whole."""
    if whole is None:
        sentence = _("Isi dahulu jumlah pesertanya; kelompok adalah bagian darinya.")
        return [FieldError(group, sentence) for group in groups]
    sentence = _("Kelompok ini tidak dapat lebih banyak daripada seluruh peserta.")
    found = [FieldError(group, sentence) for group, number in groups.items() if number > whole]
    if not found and groups.get(Group.WOMEN.value, 0) + groups.get(Group.MEN.value, 0) > whole:
        found.append(FieldError(Group.MEN.value, _("Perempuan dan laki-laki bersama melebihi jumlah peserta.")))
    return found


def month_fault(month: date, office: str) -> str:
    """Say what is wrong with the month of a count, if anything."""
    today = today_at(office)
    if month.day != 1:
        return _("Bulan ditulis dengan hari pertamanya.")
    if month > today:
        return _("Bulan ini belum mulai.")
    return _("Bulan ini lebih dari sepuluh tahun lalu. Periksa tahunnya.") if month < today - OLDEST else ""


def _form(_name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if value not in Form.values:
        raise ValueError(_("Pilih salah satu: %(codes)s.") % {"codes": ", ".join(Form.values)})
    return str(value)


def _stage(_name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if value not in engine.stage_codes():
        raise ValueError(_("Pilih salah satu: %(codes)s.") % {"codes": ", ".join(engine.stage_codes())})
    return str(value)


def _indicators(_name: str, value: Any) -> list[str]:
    wanted: Sequence[Any] = value if isinstance(value, (list, tuple)) else re.split(r"[\s,;|]+", str(value or ""))
    codes = {str(each).strip().upper() for each in wanted} - {""}
    if unknown := sorted(codes - set(engine.indicators())):
        raise ValueError(
            _("Tidak ada indikator %(codes)s. Kodenya I01 sampai I61.") % {"codes": ", ".join(unknown)[:80]}
        )
    return [code for code in engine.indicators() if code in codes]


def _text(name: str, value: Any) -> str:
    text = "" if value is None else str(value).strip()
    if _UNSAVED.search(text):
        raise ValueError(_("Teks ini memuat huruf yang tidak dapat disimpan."))
    if len(text) > LONGEST[name]:
        raise ValueError(_("Terlalu panjang: paling panjang %(longest)s huruf.") % {"longest": LONGEST[name]})
    return text


def _day(_name: str, value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(_("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2024-02-14.")) from None


def whole_number(_name: str, value: Any) -> int | None:
    """Read a whole number; nothing is unknown, which is not zero."""
    text = "" if value is None else str(value).strip().removesuffix(".0")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= MOST and len(text) < 9):
        raise ValueError(_("Tulis bilangan bulat dari 0 sampai %(most)s, atau kosongkan.") % {"most": MOST})
    return int(text)


def _number(_name: str, value: Any) -> UUID | None:
    if value in (None, ""):
        return None
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        raise ValueError(_("Ini bukan nomor yang dibuat platform.")) from None


def _action(_name: str, value: Any) -> int | None:
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise ValueError(_("Ini bukan nomor yang dibuat platform."))
    return int(text)


_READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "date": _day,
    "form": _form,
    "title": _text,
    "stage": _stage,
    "indicators": _indicators,
    "participants": whole_number,
    "partner": _number,
    "action": _action,
    "external": _text,
}
