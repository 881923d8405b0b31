"""The words that cells hold, to codes and back: a workbook may be filled in under either language."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ikpweb.collection.choices import ACTORS, STAGES
from ikpweb.collection.models import Answer, Event
from ikpweb.collection.validation import FIELDS

__all__ = ["LANGUAGES", "coded", "columns", "heading", "names_of", "worded"]

LANGUAGES = ("id", "en")

_CHOICES: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "answer": lambda: {value: str(label) for value, label in Answer.choices},
    "source": lambda: {value: str(label) for value, label in Event.Source.choices},
    "stage": lambda: {code: names[_language()] for code, names in STAGES.items()},
    "actors": lambda: {code: str(name) for code, name in ACTORS.items()},
}


def _language() -> str:
    return "en" if translation.get_language() == "en" else "id"


def names_of(field: str) -> Mapping[str, str]:
    """Give the names of a field's codes in the language of the page."""
    return _CHOICES[field]()


def heading(name: str) -> str:
    """Give the heading of a column in the language of the page."""
    own = {
        "id": _("Nomor"),
        "indicator": _("Indikator"),
        "answer": _("Jawaban"),
        "reason": _("Alasan"),
        "state": _("Keadaan"),
        "office": _("Kantor"),
    }
    return own.get(name) or str(FIELDS[name].label)


@lru_cache(maxsize=16)
def _codes(field: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {_plain(name): code for code, name in _CHOICES[field]().items()}
    return found | {_plain(code): code for code in _CHOICES[field]()}


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def coded(field: str, value: Any) -> Any:
    """Bring a cell into what the services take: codes for names, days as ISO 8601, a point for a comma.

    What is not known stays as it is: the rule of the field says what is wrong with it.
    """
    if value is None:
        return [] if field == "actors" else ""
    reader: Callable[[str, Any], Any] = _READERS.get(field, _text)
    return reader(field, value)


def _list(field: str, value: Any) -> list[str]:
    parts = [part.strip() for part in str(value).replace(",", ";").split(";") if part.strip()]
    # Names have commas of their own in neither language.
    return [_codes(field).get(_plain(part), part) for part in parts]


def _choice(field: str, value: Any) -> str:
    return _codes(field).get(_plain(str(value)), str(value))


def _number(_field: str, value: Any) -> Any:
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value if plain else str(value).strip().replace(",", ".")


def _text(_field: str, value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _day(_field: str, value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip()
    for style in ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, style).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return text


_READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "actors": _list,
    "answer": _choice,
    "stage": _choice,
    "source": _choice,
    "date": _day,
    "date_to": _day,
    "lat": _number,
    "lon": _number,
    "count": _number,
    "grade": _number,
}


def worded(field: str, value: Any) -> Any:
    """Bring a value into what a cell shows; None for an empty one."""
    if value in (None, "", []):
        return None
    if field == "actors":
        return "; ".join(names_of(field).get(code, code) for code in value)
    if field in _CHOICES:
        return names_of(field).get(value, value)
    return value


def columns() -> Iterator[str]:
    """Give the fields of an event in the order of their columns."""
    yield from FIELDS
