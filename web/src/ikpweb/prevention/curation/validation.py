"""What a calendar, the links of an indicator and an action must say; every fault is a sentence at its field."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ikpweb.kit.errors import FieldError
from ikpweb.prevention import engine
from ikpweb.prevention.shipped import LEAST, Action, studies, terms

__all__ = [
    "LONGEST",
    "clean_action",
    "clean_calendar",
    "clean_code",
    "clean_links",
    "clean_reason",
    "key_for",
    "lacking_actions",
]

LONGEST: Mapping[str, int] = {"title": 120, "text": 1500, "name": 200, "note": 500, "base": 200, "source": 500}
#: A preventive step that starts earlier than this before its stage belongs to another stage.
_MOST_LEAD = 730
_MOST_ROWS = 120
_UNSAVED = re.compile("[\x00\ud800-\udfff]")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_CERTAINTIES = ("published", "derived", "assumed")
_TEXTS = ("title", "description", "mechanism", "done_when")

Content = Mapping[str, Any]


def clean_reason(reason: str, field: str = "reason") -> tuple[str, list[FieldError]]:
    """Bring a reason into its form; it must say something."""
    text = reason.strip()
    if len(text) < 10:
        return text, [FieldError(field, _("Tulis alasannya dalam satu kalimat (paling sedikit 10 huruf)."))]
    if len(text) > 1000 or _UNSAVED.search(text):
        return text, [FieldError(field, _("Alasannya terlalu panjang, atau memuat huruf yang tidak dapat disimpan."))]
    return text, []


def clean_code(code: str) -> list[FieldError]:
    """Say what is wrong with the code of a new election."""
    if not _CODE.fullmatch(code) or len(code) > 40:
        return [FieldError("code", _("Kode memuat huruf kecil, angka, dan tanda hubung, misalnya pemilu-2029."))]
    return []


# --- calendars -----------------------------------------------------------------------------------


def clean_calendar(given: Content) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring a calendar into its form, with all that is wrong with it; of a row at ``periods.<key>.<field>``.

    What is confirmed names its legal base and a source; its rows are then no longer assumed.
    """
    faults: list[FieldError] = []
    reader = _Reader(given, faults)
    content: dict[str, Any] = {
        "names": reader.names("names", LONGEST["name"]),
        "voting_day": reader.day("voting_day"),
        "legal_base": reader.text("legal_base", LONGEST["base"]),
        "sources": reader.lines("sources", LONGEST["source"]),
        "note": reader.text("note", LONGEST["note"]),
        "confirmed": bool(given.get("confirmed")),
        "copied_from": str(given.get("copied_from") or ""),
    }
    if not content["voting_day"] and "voting_day" not in {fault.field for fault in faults}:
        faults.append(FieldError("voting_day", _("Hari pemungutan suara belum diisi.")))
    if content["confirmed"]:
        if not content["legal_base"]:
            faults.append(FieldError("legal_base", _("Kalender yang sudah dicocokkan menyebut dasar hukumnya.")))
        if not content["sources"]:
            faults.append(FieldError("sources", _("Sebut sekurangnya satu sumber tempat tanggal-tanggalnya dibaca.")))
    rows = list(given.get("periods", ()))
    if len(rows) > _MOST_ROWS:
        faults.append(FieldError("periods", _("Terlalu banyak baris: paling banyak %(n)s.") % {"n": _MOST_ROWS}))
    content["periods"] = [_row(row, faults, confirmed=content["confirmed"]) for row in rows[:_MOST_ROWS]]
    return content, faults


def _row(given: Content, faults: list[FieldError], *, confirmed: bool) -> dict[str, Any]:
    found: list[FieldError] = []
    reader = _Reader(given, found)
    stages = [each for each in dict.fromkeys(given.get("stages", ())) if each]
    certainty = given.get("certainty") or "published"
    row: dict[str, Any] = {
        "key": str(given["key"]),
        "no": given.get("no"),
        "stages": [code for code in engine.stage_codes() if code in stages],
        "names": reader.names("names", LONGEST["name"]),
        "start": reader.day("start"),
        "end": reader.day("end"),
        "held": bool(given.get("held")),
        "certainty": "published" if confirmed and certainty == "assumed" else certainty,
        "note": reader.text("note", LONGEST["note"]),
        "legal_base": reader.text("legal_base", LONGEST["base"]),
        "source": reader.text("source", LONGEST["source"]),
    }
    wrong = {fault.field for fault in found}
    if not stages or not set(stages) <= set(engine.stage_codes()):
        found.append(FieldError("stages", _("Pilih tahapan umum yang memuat baris ini.")))
    if row["no"] is not None and not (isinstance(row["no"], int) and 0 < row["no"] < 1000):
        found.append(FieldError("no", _("Nomor baris adalah bilangan bulat, atau kosong.")))
    if certainty not in _CERTAINTIES:
        found.append(FieldError("certainty", _("Pilih terbit, turunan, atau asumsi.")))
    if row["start"] and not row["end"] and "end" not in wrong:
        found.append(FieldError("end", _("Isi hari terakhirnya; untuk satu hari saja, sama dengan hari pertama.")))
    if row["start"] and row["end"] and row["end"] < row["start"]:
        found.append(FieldError("end", _("Hari terakhir mendahului hari pertama.")))
    faults += [FieldError(f"periods.{row['key']}.{fault.field}", fault.sentence) for fault in found]
    return row


# --- links ---------------------------------------------------------------------------------------


def clean_links(given: Content) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring the links of an indicator into their form; each indicator belongs to one stage at least."""
    faults: list[FieldError] = []
    said = {str(each["key"]): each for each in given.get("links", ())}
    if not said:
        faults.append(FieldError("links", _("Setiap indikator menyangkut sekurangnya satu tahapan.")))
    if unknown := said.keys() - set(engine.stage_codes()):
        faults.append(FieldError("links", _("Tidak ada tahapan %(codes)s.") % {"codes": ", ".join(sorted(unknown))}))
    links = []
    for code in engine.stage_codes():
        if code not in said:
            continue
        found: list[FieldError] = []
        lead = said[code].get("lead")
        if not isinstance(lead, int) or not 0 <= lead <= _MOST_LEAD:
            sentence = _("Tulis bilangan bulat hari, 0 sampai %(most)s.") % {"most": _MOST_LEAD}
            found.append(FieldError("lead", sentence))
        note = _Reader(said[code], found).text("note", LONGEST["note"])
        faults += [FieldError(f"links.{code}.{fault.field}", fault.sentence) for fault in found]
        links.append({"key": code, "lead": lead, "note": note})
    return {"links": links}, faults


# --- actions -------------------------------------------------------------------------------------


def clean_action(given: Content, *, whole: bool) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring an action into its form, with all that is wrong with it; the `id` is given and stays.

    Parameters
    ----------
    whole : bool
        As the library holds it, in both languages. A proposal may leave English to the centre.
    """
    faults: list[FieldError] = []
    reader = _Reader(given, faults)
    known = {
        "indicators": list(engine.indicators()),
        "stages": list(engine.stage_codes()),
        "levels": list(terms().levels),
        "studies": list(studies()),
    }
    said = {name: [str(each) for each in dict.fromkeys(given.get(name) or ())] for name in known}
    # The first indicator is the main one; everything else stands in the order of the instrument, or of an election.
    content: dict[str, Any] = {
        "id": str(given["id"]),
        "indicators": [code for code in said["indicators"] if code in known["indicators"]],
        **{name: [code for code in known[name] if code in said[name]] for name in ("stages", "levels")},
        "form": str(given.get("form") or ""),
        "legal_base": reader.lines("legal_base", LONGEST["base"]),
        "effort": given.get("effort"),
        **{name: reader.names(name, LONGEST["title" if name == "title" else "text"], both=whole) for name in _TEXTS},
        "studies": [code for code in known["studies"] if code in said["studies"]],
    }
    for name, sentence in (
        ("indicators", _("Pilih sekurangnya satu indikator.")),
        ("stages", _("Pilih sekurangnya satu tahapan.")),
        ("levels", _("Pilih sekurangnya satu tingkat kantor.")),
    ):
        if not content[name]:
            faults.append(FieldError(name, sentence))
    if content["form"] not in terms().forms:
        faults.append(FieldError("form", _("Pilih bentuk pencegahannya.")))
    if not isinstance(content["effort"], int) or not 1 <= content["effort"] <= 1000:
        faults.append(FieldError("effort", _("Upaya adalah bilangan bulat hari orang, 1 sampai 1.000.")))
    return content, faults


def key_for(content: Content, taken: Sequence[str]) -> str:
    """Make the short name of a new action of its title: no other has it, and it never changes."""
    words = slugify(content["title"]["en"] or content["title"]["id"])[:60].strip("-") or "tindakan"
    stem = words if "-" in words else f"{words}-baru"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    return next(name for name in names if name not in taken)


def lacking_actions(actions: Sequence[Action]) -> list[str]:
    """Give the indicators that would have fewer actions than each must have."""
    times = Counter(code for action in actions if not action.withdrawn for code in action.indicators)
    return [code for code in engine.indicators() if times[code] < LEAST]


class _Reader:
    """Reads fields of what was given, and keeps what is wrong with them."""

    def __init__(self, given: Content, faults: list[FieldError]) -> None:
        self.given, self.faults = given, faults

    def text(self, name: str, longest: int) -> str:
        return self._checked(name, self.given.get(name), longest)

    def names(self, name: str, longest: int, *, both: bool = False) -> dict[str, str]:
        """Read a text in two languages; Indonesian is needed, English where `both` says so."""
        given = self.given.get(name) or {}
        found = {lang: self._checked(f"{name}.{lang}", given.get(lang), longest) for lang in ("id", "en")}
        if not found["id"]:
            self.faults.append(FieldError(f"{name}.id", _("Isian ini belum diisi.")))
        if both and not found["en"]:
            self.faults.append(FieldError(f"{name}.en", _("Terjemahan Inggris belum diisi.")))
        return found

    def lines(self, name: str, longest: int) -> list[str]:
        given = self.given.get(name) or []
        texts = given.splitlines() if isinstance(given, str) else given
        found = [self._checked(name, each, longest) for each in texts]
        return [each for each in dict.fromkeys(found) if each]

    def day(self, name: str) -> str:
        value = self.given.get(name)
        if not value:
            return ""
        try:
            return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
        except ValueError:
            self.faults.append(FieldError(name, _("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2024-02-14.")))
            return ""

    def _checked(self, name: str, value: Any, longest: int) -> str:
        text = str(value or "").strip()
        if _UNSAVED.search(text):
            self.faults.append(FieldError(name, _("Teks ini memuat huruf yang tidak dapat disimpan.")))
        elif len(text) > longest:
            sentence = _("Terlalu panjang: paling panjang %(longest)s huruf.") % {"longest": longest}
            self.faults.append(FieldError(name, sentence))
        return text
