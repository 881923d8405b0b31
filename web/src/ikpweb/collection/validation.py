"""What an answer and an event must say, in sentences for the person who enters them.

Two strengths: a draft may be unfinished, but what it says must be of its kind; what is
submitted must be whole. The rules of single fields are data (`FIELDS`), so that the page
checks them without a connection by the same table.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ikpweb.collection.choices import ACTORS, STAGES
from ikpweb.collection.models import Answer, Cycle, Event
from ikpweb.kit.country import country
from ikpweb.kit.errors import FieldError

__all__ = [
    "FIELDS",
    "SENTENCES",
    "Field",
    "check_declaration",
    "check_event",
    "clean_declaration",
    "clean_event",
    "rules",
    "sentences",
]


@dataclass(frozen=True, slots=True)
class Field:
    """The rule of one field of an event."""

    kind: str
    label: Any
    required: bool = False
    least: float | None = None
    most: float | None = None
    longest: int | None = None
    #: The codes that may be chosen.
    choices: tuple[str, ...] = ()
    #: What an empty one stands for.
    default: int | None = None


_BOUNDS = country().bounds
FIELDS: Mapping[str, Field] = {
    "date": Field("date", gettext_lazy("Tanggal"), required=True),
    "date_to": Field("date", gettext_lazy("Sampai tanggal")),
    "district": Field("text", gettext_lazy("Kecamatan"), required=True, longest=100),
    "village": Field("text", gettext_lazy("Desa/kelurahan"), longest=100),
    "place": Field("text", gettext_lazy("Tempat"), longest=200),
    "lat": Field("number", gettext_lazy("Lintang"), least=_BOUNDS[0], most=_BOUNDS[1]),
    "lon": Field("number", gettext_lazy("Bujur"), least=_BOUNDS[2], most=_BOUNDS[3]),
    "stage": Field("choice", gettext_lazy("Tahapan"), required=True, choices=tuple(STAGES)),
    "count": Field("whole", gettext_lazy("Jumlah kejadian"), required=True, least=1, most=100_000, default=1),
    "grade": Field("whole", pgettext_lazy("kejadian", "Tingkat"), required=True, least=1, most=country().grades),
    "actors": Field("list", gettext_lazy("Pelaku menurut jenis"), choices=tuple(ACTORS)),
    "source": Field("choice", gettext_lazy("Jenis sumber"), required=True, choices=tuple(Event.Source.values)),
    "reference": Field("text", gettext_lazy("Nomor atau tautan sumber"), longest=300),
    "narrative": Field("text", gettext_lazy("Uraian"), required=True, longest=5000),
    "unevidenced": Field("text", gettext_lazy("Alasan tanpa berkas bukti"), longest=1000),
}

_REASON = Field("text", gettext_lazy("Alasan"), longest=2000)
_SURROGATE = re.compile("[\ud800-\udfff]")

#: 2.000 is two thousand in Indonesia, and two where decimals have a point.
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+", re.ASCII)

#: What is said of a fault; the page says the same without a connection.
SENTENCES: Mapping[str, Any] = {
    "lacking": gettext_lazy("%(field)s belum diisi."),
    "longest": gettext_lazy("Terlalu panjang: paling panjang %(longest)s huruf."),
    "date": gettext_lazy("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2024-02-14."),
    "number": gettext_lazy("Isian ini harus berupa angka."),
    "whole": gettext_lazy("Isian ini harus berupa bilangan bulat."),
    "thousands": gettext_lazy(
        "Angka ini bisa berarti ribuan atau pecahan. Tulis tanpa titik atau koma, misalnya 2000."
    ),
    "span": gettext_lazy("Angka ini harus antara %(least)s dan %(most)s."),
    "choice": gettext_lazy("Pilih salah satu yang tersedia."),
    "period": gettext_lazy("Tanggal harus di dalam masa putaran, %(first)s sampai %(last)s."),
    "order": gettext_lazy("Tanggal terakhir mendahului tanggal pertama."),
    "point": gettext_lazy("Isi lintang dan bujur, atau kosongkan keduanya."),
    "unevidenced": gettext_lazy(
        "Lampirkan berkas bukti, atau tulis alasan mengapa tidak ada (paling sedikit 10 huruf)."
    ),
}


def sentences() -> dict[str, str]:
    """Give the sentences in the language of the page, with their blanks."""
    return {name: str(sentence) for name, sentence in SENTENCES.items()}


def rules() -> dict[str, dict[str, Any]]:
    """Give the rules of the fields as plain values, for the page."""
    return {name: {**asdict(field), "label": str(field.label)} for name, field in FIELDS.items()}


def clean_declaration(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring an answer into its form; what is not of its kind is a fault."""
    answer = given.get("answer")
    if answer not in Answer.values:
        return {}, [FieldError("answer", _("Pilih nihil, ada kejadian, tidak ada data, atau tidak berlaku."))]
    try:
        return {"answer": answer, "reason": _text(_REASON, given.get("reason"))}, []
    except ValueError as fault:
        return {}, [FieldError("reason", str(fault))]


def check_declaration(content: Mapping[str, Any], events: int) -> list[FieldError]:
    """Check an answer that is to be submitted, with the number of events that stand under its indicator."""
    answer = content["answer"]
    if answer == Answer.EVENTS and events == 0:
        return [
            FieldError(
                "answer",
                _("Jawabannya ada kejadian, tetapi belum ada kejadian yang dicatat. Catat satu, atau ubah jawabannya."),
            )
        ]
    if answer != Answer.EVENTS and events > 0:
        return [
            FieldError(
                "answer",
                _("Ada kejadian yang dicatat, tetapi jawabannya lain. Ubah jawabannya, atau tarik kejadiannya."),
            )
        ]
    if answer in {Answer.NO_DATA, Answer.NOT_APPLICABLE} and len(content["reason"]) < 10:
        return [FieldError("reason", _("Tulis alasannya dalam satu kalimat (paling sedikit 10 huruf)."))]
    return []


def clean_event(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """Bring the fields of an event into their form; unknown fields are faults, absent ones are empty."""
    unknown = [name for name in given if name not in FIELDS and name != "indicator"]
    faults = [FieldError(name, _("Isian ini tidak dikenal.")) for name in unknown]
    indicator = given.get("indicator")
    content: dict[str, Any] = {"indicator": indicator if isinstance(indicator, str) else ""}
    for name, field in FIELDS.items():
        value = given.get(name)
        try:
            content[name] = _READERS[field.kind](field, value)
        except ValueError as fault:
            faults.append(FieldError(name, str(fault)))
    return content, faults


def check_event(content: Mapping[str, Any], cycle: Cycle, evidence: int) -> list[FieldError]:
    """Check an event that is to be submitted: whole, within the cycle's period, with evidence or a reason."""
    return [*_lacking(content), *_misfits(content, cycle), *_unproven(content, evidence)]


def _lacking(content: Mapping[str, Any]) -> Iterator[FieldError]:
    for name, field in FIELDS.items():
        if field.required and content.get(name) in (None, "", []):
            yield FieldError(name, str(SENTENCES["lacking"]) % {"field": field.label})


def _misfits(content: Mapping[str, Any], cycle: Cycle) -> Iterator[FieldError]:
    first, last = (date.fromisoformat(text) if text else None for text in (content["date"], content["date_to"]))
    if first and not cycle.period_from <= first <= cycle.period_to:
        span = {"first": f"{cycle.period_from:%d-%m-%Y}", "last": f"{cycle.period_to:%d-%m-%Y}"}
        yield FieldError("date", str(SENTENCES["period"]) % span)
    if first and last and last < first:
        yield FieldError("date_to", str(SENTENCES["order"]))
    if (content["lat"] is None) != (content["lon"] is None):
        yield FieldError("lat", str(SENTENCES["point"]))


def _unproven(content: Mapping[str, Any], evidence: int) -> Iterator[FieldError]:
    if evidence == 0 and len(content["unevidenced"]) < 10:
        yield FieldError("unevidenced", str(SENTENCES["unevidenced"]))


def _text(field: Field, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(_("Isian ini harus berupa teks."))  # noqa: TRY004 - a fault of what was sent, not of the code
    if "\x00" in value or (not value.isascii() and _SURROGATE.search(value)):  # no database keeps these
        raise ValueError(_("Teks ini memuat huruf yang tidak dapat disimpan."))
    if field.longest and len(value) > field.longest:
        raise ValueError(str(SENTENCES["longest"]) % {"longest": field.longest})
    return value.strip()


def _date(_field: Field, value: Any) -> str | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise ValueError(str(SENTENCES["date"])) from None


def _number(field: Field, value: Any) -> float | None:
    if value in (None, ""):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ValueError(str(SENTENCES["number"])) from None
    if not isfinite(number) or not (field.least or -1e9) <= number <= (field.most or 1e9):
        span = {"least": field.least, "most": field.most}
        raise ValueError(str(SENTENCES["span"]) % span)
    return number


def _whole(field: Field, value: Any) -> int | None:
    if isinstance(value, str) and _GROUPED.fullmatch(value.strip()):
        raise ValueError(str(SENTENCES["thousands"]))
    number = _number(field, value)
    if number is not None and number != int(number):
        raise ValueError(str(SENTENCES["whole"]))
    return field.default if number is None else int(number)


def _choice(field: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    if value not in field.choices:
        raise ValueError(str(SENTENCES["choice"]))
    return str(value)


def _list(field: Field, value: Any) -> list[str]:
    if value in (None, ""):
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) and each in field.choices for each in value):
        raise ValueError(_("Isian ini harus berupa daftar jenis pelaku yang tersedia."))
    return sorted(set(value))


_READERS: Mapping[str, Callable[[Field, Any], Any]] = {
    "text": _text,
    "date": _date,
    "number": _number,
    "whole": _whole,
    "choice": _choice,
    "list": _list,
}
