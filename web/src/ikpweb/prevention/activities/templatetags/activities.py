"""What the templates say of activities in one word: values of fields as people read them, numbers with points."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.dateformat import format as date_format
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ikpweb.prevention import engine
from ikpweb.prevention.activities.models import Form, Group, Status
from ikpweb.prevention.activities.transitions import Move
from ikpweb.prevention.activities.validation import LABELS
from ikpweb.prevention.templatetags.prevention import spoken

register = template.Library()

#: The pages of what an activity is linked to: rooms beside and above this one, named by address alone.
_LINKED: Mapping[str, str] = {"partner": "partners:institution", "action": "register:action"}


@register.filter
def grouped(value: int | None) -> str:
    """Write a number with its thousands apart; a dash where there is none."""
    return "–" if value is None else str(number_format(value, force_grouping=True))


@register.filter
def field_name(name: str) -> str:
    """Name a field of an activity."""
    return str(LABELS.get(name, name))


@register.filter
def shown(value: Any, name: str) -> str:
    """Write the value of a field as people read it."""
    if value in (None, "", [], {}):
        return "–"
    return _WRITERS[name](value) if name in _WRITERS else str(value)


def _day(value: Any) -> str:
    return str(date_format(value if isinstance(value, date) else date.fromisoformat(value), "j F Y"))


def _stage(code: str) -> str:
    return next((spoken(each.names) for each in engine.stage_list() if each.code == code), code)


def _indicators(codes: list[str]) -> str:
    known = engine.known()
    return "; ".join(f"{code} {spoken(known[code].names)}" if code in known else code for code in codes)


def _groups(groups: Mapping[str, int]) -> str:
    named = ((str(Group(group).label), number_format(number, force_grouping=True)) for group, number in groups.items())
    return ", ".join(f"{label}: {number}" for label, number in named)


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "date": _day,
    "month": lambda value: str(date_format(date.fromisoformat(value), "F Y")),
    "form": lambda value: str(Form(value).label),
    "status": lambda value: str(Status(value).label),
    "stage": _stage,
    "indicators": _indicators,
    "participants": lambda value: str(number_format(value, force_grouping=True)),
    "groups": _groups,
}


@register.filter
def linked(value: Any, name: str) -> str:
    """Give the address of what a field names; an empty text where it names nothing that has one."""
    if not value or name not in _LINKED:
        return ""
    try:
        return reverse(_LINKED[name], args=[value])
    except NoReverseMatch:
        return ""


@register.filter
def move_name(move: str) -> str:
    """Say what a step of an activity was."""
    return {
        Move.ENTER: _("dicatat"),
        Move.IMPORT: _("masuk dari berkas"),
        Move.CHANGE: _("diubah"),
        Move.WITHDRAW: _("ditarik"),
        Move.RESTORE: _("dihitung kembali"),
        Move.MARK: _("ditandai ganda"),
        Move.UNMARK: _("tanda ganda dilepas"),
    }.get(Move(move), move)
