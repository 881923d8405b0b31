"""Fields and values of contents as people read them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ikpweb.prevention import engine
from ikpweb.prevention.shipped import studies, terms

__all__ = ["LABELS", "field_said", "here", "value_said"]

LABELS: Mapping[str, Any] = {
    "names": gettext_lazy("Nama"),
    "voting_day": gettext_lazy("Hari pemungutan suara"),
    "legal_base": gettext_lazy("Dasar hukum"),
    "sources": gettext_lazy("Sumber"),
    "source": gettext_lazy("Sumber"),
    "note": gettext_lazy("Catatan"),
    "confirmed": gettext_lazy("Sudah dicocokkan dengan dasar hukum"),
    "copied_from": gettext_lazy("Disalin dari"),
    "periods": gettext_lazy("Baris"),
    "no": gettext_lazy("No."),
    "stages": gettext_lazy("Tahapan"),
    "start": gettext_lazy("Hari pertama"),
    "end": gettext_lazy("Hari terakhir"),
    "held": gettext_lazy("Berlangsung"),
    "certainty": gettext_lazy("Kepastian"),
    "links": gettext_lazy("Tahapan"),
    "lead": gettext_lazy("Hari sebelumnya"),
    "indicators": gettext_lazy("Indikator"),
    "levels": gettext_lazy("Tingkat kantor"),
    "form": gettext_lazy("Bentuk pencegahan"),
    "effort": gettext_lazy("Upaya (hari orang)"),
    "title": gettext_lazy("Judul"),
    "description": gettext_lazy("Uraian"),
    "mechanism": gettext_lazy("Cara kerja yang diharapkan"),
    "done_when": gettext_lazy("Tanda selesai"),
    "studies": gettext_lazy("Penelitian"),
    "id": gettext_lazy("Tanda"),
}
_LANGS = {"id": gettext_lazy("Indonesia"), "en": gettext_lazy("Inggris")}
_DAYS = ("voting_day", "start", "end")


def here(texts: Mapping[Any, str]) -> str:
    """Give a text in the page's language; where it is not said in it, in Indonesian."""
    return texts["en" if get_language() == "en" else "id"] or texts["id"]


def field_said(name: str, *contents: Mapping[str, Any]) -> str:
    """Name a field of a flat content: *Masa kampanye: hari pertama*; rows are named by the content that has them."""
    parts = name.split(".")
    if parts[0] == "periods" and len(parts) > 2:
        return f"{_row_name(parts[1], contents)}: {field_said('.'.join(parts[2:]))}"
    if parts[0] == "links" and len(parts) > 2:
        stages = {stage.code: stage.names for stage in engine.stage_list()}
        return f"{here(stages[parts[1]])}: {field_said('.'.join(parts[2:]))}"
    label = str(LABELS.get(parts[0], parts[0]))
    return f"{label} ({_LANGS[parts[1]]})" if len(parts) > 1 and parts[1] in _LANGS else label


def _row_name(key: str, contents: Sequence[Mapping[str, Any]]) -> str:
    for content in contents:
        for row in content.get("periods", ()):
            if row["key"] == key:
                return here(row["names"])
    return _("baris %(key)s") % {"key": key}


def value_said(value: Any, name: str) -> str:
    """Write the value of a flat field."""
    field = next((part for part in reversed(name.split(".")) if part not in _LANGS), name)
    if value is True:
        return _("ya")
    if value is False:
        return _("tidak")
    if value in (None, "", []):
        return "–"
    if field in _DAYS:
        return str(date_format(date.fromisoformat(value), "j F Y"))
    words = _words(field)
    if isinstance(value, list):
        return "; ".join(words.get(each, str(each)) for each in value)
    return words.get(value, str(value))


def _words(field: str) -> Mapping[Any, str]:
    if field == "stages":
        return {stage.code: here(stage.names) for stage in engine.stage_list()}
    if field == "levels":
        return {code: here(texts) for code, texts in terms().levels.items()}
    if field == "form":
        return {code: here(texts) for code, texts in terms().forms.items()}
    if field == "studies":
        return {code: each.citation for code, each in studies().items()}
    if field == "certainty":
        return {"published": _("terbit"), "derived": _("turunan"), "assumed": _("asumsi")}
    return {}
