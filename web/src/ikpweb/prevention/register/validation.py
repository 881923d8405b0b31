"""What a risk and an action must say, in sentences for the person who writes it or whose program sends it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.errors import FieldError
from ikpweb.prevention.actions import terms
from ikpweb.prevention.engine import indicators, stage_codes
from ikpweb.prevention.register.matrix import SCALE

__all__ = ["LABELS", "LONGEST", "MOST_STEPS", "clean_action", "clean_risk", "demand_reason"]

LABELS: Mapping[str, Any] = {
    "office": gettext_lazy("Kantor"),
    "indicator": gettext_lazy("Indikator"),
    "title": gettext_lazy("Judul"),
    "description": gettext_lazy("Uraian singkat"),
    "likelihood": gettext_lazy("Kemungkinan"),
    "consequence": gettext_lazy("Akibat"),
    "state": gettext_lazy("Keadaan"),
    "library": gettext_lazy("Tindakan pustaka"),
    "library_version": gettext_lazy("Versi pustaka"),
    "risk": gettext_lazy("Risiko"),
    "indicators": gettext_lazy("Indikator"),
    "stage": gettext_lazy("Tahapan"),
    "form": gettext_lazy("Bentuk pencegahan"),
    "owner": gettext_lazy("Penanggung jawab"),
    "deadline": gettext_lazy("Tenggat"),
    "steps_to_do": gettext_lazy("Langkah kerja"),
    "cost": gettext_lazy("Biaya (rupiah)"),
    "effort": gettext_lazy("Upaya (hari orang)"),
    "alarms": gettext_lazy("Alarm dini"),
    "events": gettext_lazy("Kejadian"),
    "status": gettext_lazy("Status"),
}
LONGEST: Mapping[str, int] = {"title": 200, "description": 1000, "library": 80, "library_version": 40, "step": 200}
MOST_STEPS = 30
#: More than a hundred billion rupiah, or a hundred years of one person, is a slip of the keyboard.
MOST_COST, MOST_EFFORT = 100_000_000_000, 36_500
#: A deadline further away than this is a slip in the year.
LATEST = timedelta(days=3653)
_UNSAVED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_LIBRARY = re.compile(r"[a-z0-9][a-z0-9-]*")


def clean_risk(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring the fields of a risk into their form, with all that is wrong with them."""
    content, faults = _read(given, _RISK)
    if not content.get("title") and not _has(faults, "title"):
        faults.append(FieldError("title", _("Beri risiko ini judul: apa yang dapat terjadi.")))
    return content, faults


def clean_action(
    given: Mapping[str, Any], *, today: date, before: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring the fields of an action into their form, days as dates, with all that is wrong with them.

    Parameters
    ----------
    today : date
        Where its office lies.
    before : mapping, optional
        What stands, of an action that is changed: a deadline that has passed may stay as it is.
    """
    content, faults = _read(given, _ACTION)
    if not content.get("title") and not _has(faults, "title"):
        faults.append(FieldError("title", _("Beri tindakan ini judul: apa yang dikerjakan.")))
    day = content.get("deadline")
    kept = before is not None and day is not None and before.get("deadline") == day.isoformat()
    if day and day < today and not kept:
        faults.append(FieldError("deadline", _("Tenggat ini sudah lewat. Pilih hari ini atau sesudahnya.")))
    if day and day > today + LATEST:
        faults.append(FieldError("deadline", _("Tenggat ini lebih dari sepuluh tahun lagi. Periksa tahunnya.")))
    return content, faults


def demand_reason(reason: str) -> FieldError | None:
    """Say what is wrong with a reason, if anything."""
    text = reason.strip()
    if len(text) < 10:
        return FieldError("reason", _("Tulis alasannya dalam satu kalimat (paling sedikit 10 huruf)."))
    if len(text) > 1000 or _UNSAVED.search(text):
        return FieldError("reason", _("Alasannya terlalu panjang, atau memuat huruf yang tidak dapat disimpan."))
    return None


def _read(
    given: Mapping[str, Any], readers: Mapping[str, Callable[[str, Any], Any]]
) -> tuple[dict[str, Any], list[FieldError]]:
    content, faults = {}, []
    for name, reader in readers.items():
        try:
            content[name] = reader(name, given.get(name))
        except ValueError as fault:
            faults.append(FieldError(name, str(fault)))
    return content, faults


def _has(faults: Sequence[FieldError], field: str) -> bool:
    return any(fault.field == field for fault in faults)


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(_("Isian ini harus berupa teks."))  # noqa: TRY004 - a fault of what was sent, not of the code
    text = value.replace("\r\n", "\n").strip()
    if _UNSAVED.search(text):
        raise ValueError(_("Teks ini memuat huruf yang tidak dapat disimpan."))
    if len(text) > LONGEST[name]:
        raise ValueError(_("Terlalu panjang: paling panjang %(longest)s huruf.") % {"longest": LONGEST[name]})
    return text


def _one_of(value: Any, known: Sequence[str]) -> str:
    text = "" if value is None else str(value)
    if text and text not in known:
        raise ValueError(_("%(value)s tidak dikenal.") % {"value": text[:40]})
    return text


def _indicator(_name: str, value: Any) -> str:
    return _one_of(value, indicators())


def _indicators(_name: str, value: Any) -> list[str]:
    listed = [] if value in (None, "") else list(value)
    wanted = {_one_of(each, indicators()) for each in listed} - {""}
    return [code for code in indicators() if code in wanted]


def _stage(_name: str, value: Any) -> str:
    return _one_of(value, stage_codes())


def _form(_name: str, value: Any) -> str:
    return _one_of(value, tuple(terms().forms))


def _library(name: str, value: Any) -> str:
    text = _text(name, value)
    if text and not _LIBRARY.fullmatch(text):
        raise ValueError(_("%(value)s tidak dikenal.") % {"value": text[:40]})
    return text


def _grade(_name: str, value: Any) -> int | None:
    if str(value) not in {str(each) for each in SCALE}:
        raise ValueError(_("Pilih 1 sampai 5."))
    return int(value)


def _whole(name: str, value: Any) -> int | None:
    if value in (None, ""):
        return None
    most = MOST_COST if name == "cost" else MOST_EFFORT
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or len(text) > 12 or int(text) > most:
        raise ValueError(_("Tulis bilangan bulat dari 0 sampai %(most)s, tanpa titik.") % {"most": most})
    return int(text)


def _key(_name: str, value: Any) -> int | None:
    if value in (None, ""):
        return None
    text = str(value)
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise ValueError(_("%(value)s tidak dikenal.") % {"value": text[:40]})
    return int(text)


def _day(_name: str, value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(_("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2024-02-14.")) from None


def _steps(_name: str, value: Any) -> list[dict[str, Any]]:
    """Take rows of ``text`` and ``done``, or plain texts; empty ones are left out."""
    rows = []
    for each in value or []:
        row = {"text": each, "done": False} if isinstance(each, str) else each
        if not isinstance(row, Mapping):
            raise ValueError(_("Isian ini harus berupa teks."))  # noqa: TRY004 - as above
        text = _text("step", row.get("text"))
        if text:
            rows.append({"text": text, "done": bool(row.get("done"))})
    if len(rows) > MOST_STEPS:
        raise ValueError(_("Paling banyak %(most)s langkah.") % {"most": MOST_STEPS})
    return rows


def _numbers(name: str, value: Any) -> list[int]:
    return sorted({number for each in value or [] if (number := _key(name, each)) is not None})


def _uuids(_name: str, value: Any) -> list[str]:
    found = set()
    for each in value or []:
        try:
            found.add(str(UUID(str(each))))
        except ValueError:
            raise ValueError(_("%(value)s bukan nomor kejadian.") % {"value": str(each)[:40]}) from None
    return sorted(found)


_RISK: Mapping[str, Callable[[str, Any], Any]] = {
    "indicator": _indicator,
    "title": _text,
    "description": _text,
    "likelihood": _grade,
    "consequence": _grade,
}
_ACTION: Mapping[str, Callable[[str, Any], Any]] = {
    "title": _text,
    "description": _text,
    "library": _library,
    "library_version": _text,
    "risk": _key,
    "indicators": _indicators,
    "stage": _stage,
    "form": _form,
    "owner": _key,
    "deadline": _day,
    "steps_to_do": _steps,
    "cost": _whole,
    "effort": _whole,
    "alarms": _numbers,
    "events": _uuids,
}
