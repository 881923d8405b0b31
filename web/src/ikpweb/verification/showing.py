"""Says the fields of an item in words, in the language of the page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.collection.choices import ACTORS, STAGES
from ikpweb.collection.form import said
from ikpweb.collection.models import Answer, Event
from ikpweb.collection.validation import FIELDS

__all__ = ["label_of", "move_label", "rows_of", "told"]

_LABELS: Mapping[str, Any] = {
    "indicator": gettext_lazy("Indikator"),
    "answer": gettext_lazy("Jawaban"),
    "reason": gettext_lazy("Alasan"),
}


def label_of(field: str) -> str:
    """Give the name of a field."""
    return str(_LABELS[field] if field in _LABELS else FIELDS[field].label)


def told(field: str, value: Any) -> str:
    """Say a value of a field, as revisions keep it; a dash where there is none."""
    if value in (None, "", []):
        return "–"
    if field in {"date", "date_to"}:
        return str(date_format(date.fromisoformat(value), "j F Y"))
    if field == "actors":
        return ", ".join(str(ACTORS.get(each, each)) for each in value)
    choices = {"answer": Answer.choices, "source": Event.Source.choices}
    if field in choices:
        return str(dict(choices[field]).get(value, value))
    if field == "stage" and value in STAGES:
        return said(STAGES[value])
    return str(value)


def rows_of(content: Mapping[str, Any], *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Give label and value of all fields that say something."""
    hidden = set(without)
    return [
        (label_of(field), told(field, value))
        for field, value in content.items()
        if field not in hidden and value not in (None, "", [])
    ]


def move_label(move: str) -> str:
    """Name a move as something that was done."""
    names = {
        "accept": _("diterima"),
        "return": _("dikembalikan"),
        "reject": _("ditolak"),
        "undecide": _("keputusan dibatalkan"),
        "grant": _("sanggahan dikabulkan"),
        "uphold": _("sanggahan ditolak"),
    }
    return names.get(move, move)
