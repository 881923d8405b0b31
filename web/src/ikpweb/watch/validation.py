"""What a report must say, in sentences for the person who enters it or whose program sends it."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.errors import FieldError
from ikpweb.kit.zones import in_zone
from ikpweb.territory.models import Unit
from ikpweb.watch.models import Kind, Source, Status

__all__ = ["LABELS", "LONGEST", "OLDEST", "clean_report", "demand_reason", "today_in"]

LABELS: Mapping[str, Any] = {
    "unit": gettext_lazy("Daerah"),
    "kind": gettext_lazy("Jenis dugaan pelanggaran"),
    "source": gettext_lazy("Asal"),
    "indicator": gettext_lazy("Indikator"),
    "event_date": gettext_lazy("Tanggal kejadian"),
    "entry_date": gettext_lazy("Tanggal masuk"),
    "verified_date": gettext_lazy("Tanggal keputusan"),
    "status": gettext_lazy("Status"),
    "summary": gettext_lazy("Ringkasan"),
    "system": gettext_lazy("Sistem asal"),
    "external": gettext_lazy("Nomor di sistem asal"),
    "duplicate_of": gettext_lazy("Ganda dari"),
}
LONGEST: Mapping[str, int] = {"indicator": 40, "summary": 500, "system": 40, "external": 80}
#: Events further back than ten years are a slip in a date, not a report.
OLDEST = timedelta(days=3653)
_CHOICES: Mapping[str, Any] = {"kind": Kind, "source": Source, "status": Status}
_DAYS = ("event_date", "entry_date", "verified_date")
_UNSAVED = re.compile("[\x00\ud800-\udfff]")


def today_in(unit: str) -> date:
    """Give the day that it is now where a unit lies."""
    return in_zone(timezone.now(), unit)[0].date()


def clean_report(
    given: Mapping[str, Any], unit: Unit | None, *, imported: bool = False, entered: date | None = None
) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring the fields of a report into their form, days as dates, with all that is wrong with them.

    Parameters
    ----------
    given : mapping
        By field, as texts or days; fields of the platform's own making are left out of it.
    unit : Unit or None
        Where it happened, as far as `given` names a unit that there is.
    imported : bool
        From another system: it says itself when it was entered, when it was decided and how.
    entered : date, optional
        When the report was entered, of one that stands already.
    """
    faults: list[FieldError] = []
    content: dict[str, Any] = {"unit": unit.pk if unit else ""}
    if unit is None:
        faults.append(FieldError("unit", _("Tidak ada daerah dengan kode ini.")))
    today = today_in(unit.pk) if unit else timezone.localdate()
    readers = {**dict.fromkeys(_CHOICES, _choice), **dict.fromkeys(LONGEST, _text), **dict.fromkeys(_DAYS, _day)}
    for name in [name for name in LABELS if name in readers and (imported or name not in _OF_SYSTEMS)]:
        try:
            content[name] = readers[name](name, given.get(name))
        except ValueError as fault:
            faults.append(FieldError(name, str(fault)))
    if "entry_date" not in _wrong(faults):
        content["entry_date"] = content.get("entry_date") or entered or today
    if imported and not content.get("status"):
        content["status"] = Status.ENTERED.value
    return content, [*faults, *_lacking(content, faults), *_misfits(content, today)]


_OF_SYSTEMS = frozenset({"entry_date", "verified_date", "status", "system", "external"})


def demand_reason(key: str, reason: str) -> FieldError | None:
    """Say what is wrong with a reason, if anything."""
    text = reason.strip()
    if len(text) < 10:
        return FieldError(key, _("Tulis alasannya dalam satu kalimat (paling sedikit 10 huruf)."))
    if len(text) > 1000 or _UNSAVED.search(text):
        return FieldError(key, _("Alasannya terlalu panjang, atau memuat huruf yang tidak dapat disimpan."))
    return None


def _wrong(faults: list[FieldError]) -> set[str]:
    return {fault.field for fault in faults}


def _lacking(content: Mapping[str, Any], faults: list[FieldError]) -> list[FieldError]:
    wrong = _wrong(faults)
    needed = [name for name in ("kind", "source", "event_date") if not content.get(name) and name not in wrong]
    return [FieldError(name, _("%(field)s belum diisi.") % {"field": LABELS[name]}) for name in needed]


def _misfits(content: Mapping[str, Any], today: date) -> list[FieldError]:
    """Find days that cannot be together, and a decision without its day."""
    event, entry, verified = (content.get(name) for name in _DAYS)
    coming = [name for name in _DAYS if content.get(name) and content[name] > today]
    found = [FieldError(name, _("Tanggal ini belum tiba.")) for name in coming]
    if event and event < today - OLDEST:
        found.append(FieldError("event_date", _("Tanggal ini lebih dari sepuluh tahun lalu. Periksa tahunnya.")))
    if event and entry and entry < event:
        found.append(FieldError("entry_date", _("Tanggal masuk mendahului tanggal kejadian.")))
    if entry and verified and verified < entry:
        found.append(FieldError("verified_date", _("Tanggal keputusan mendahului tanggal masuk.")))
    status = content.get("status")
    if status in {Status.ENTERED, Status.WITHDRAWN} and verified:
        found.append(FieldError("status", _("Ada tanggal keputusan, tetapi statusnya belum diputuskan.")))
    if status and status not in {Status.ENTERED, Status.WITHDRAWN} and "verified_date" in content and not verified:
        found.append(FieldError("verified_date", _("Statusnya sudah diputuskan: isi tanggal keputusannya.")))
    if content.get("external") and not content.get("system"):
        found.append(FieldError("system", _("Nomor dari sistem lain memerlukan nama sistemnya.")))
    return found


def _choice(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if value not in _CHOICES[name].values:
        raise ValueError(_("Pilih salah satu: %(codes)s.") % {"codes": ", ".join(_CHOICES[name].values)})
    return str(value)


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(_("Isian ini harus berupa teks."))  # noqa: TRY004 - a fault of what was sent, not of the code
    if _UNSAVED.search(value):
        raise ValueError(_("Teks ini memuat huruf yang tidak dapat disimpan."))
    if len(value.strip()) > LONGEST[name]:
        raise ValueError(_("Terlalu panjang: paling panjang %(longest)s huruf.") % {"longest": LONGEST[name]})
    return value.strip()


def _day(_name: str, value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(_("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2024-02-14.")) from None
