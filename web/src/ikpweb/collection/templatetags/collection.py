"""What the templates of collection say in one word: values of fields as people read them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.collection import form
from ikpweb.collection.choices import ACTORS, STAGES
from ikpweb.collection.models import Answer, Declaration, Event, State, Submission
from ikpweb.collection.selectors import submissions_of
from ikpweb.collection.selectors.grid import grid_of
from ikpweb.collection.validation import FIELDS

register = template.Library()


@register.filter
def said(texts: Any) -> str:
    """Give a text in the language of the page."""
    return form.said(texts) if texts else ""


@register.filter
def of(mapping: Any, key: Any) -> Any:
    """Look up in a mapping."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def field_name(name: str) -> str:
    """Name a field of an event or a declaration."""
    own = {"answer": _("Jawaban"), "reason": _("Alasan")}
    return own.get(name) or str(FIELDS[name].label)


@register.filter
def shown(value: Any, name: str) -> str:
    """Write the value of a field as people read it."""
    if value in (None, "", []):
        return "–"
    return _WRITERS[name](value) if name in _WRITERS else str(value)


def _day(value: Any) -> str:
    return str(date_format(value if isinstance(value, date) else date.fromisoformat(value), "j F Y"))


_WRITERS: Mapping[str, Callable[[Any], str]] = {
    "answer": lambda value: str(Answer(value).label),
    "stage": lambda value: form.said(STAGES[value]) if value in STAGES else str(value),
    "source": lambda value: str(Event.Source(value).label),
    "actors": lambda value: ", ".join(str(ACTORS.get(code, code)) for code in value),
    "date": _day,
    "date_to": _day,
}


@register.filter
def state_name(state: str) -> str:
    """Name a state."""
    return str(State(state).label)


@register.inclusion_tag("collection/parts/mine.html")
def my_submissions(member: Member) -> dict[str, Any]:
    """Show the open submissions of the member's office, with progress, deadline and what came back."""
    mine = submissions_of(member).filter(office=member.office.pk, cycle__stage="open").order_by("cycle__due_entry")
    return {"cards": [_card(each) for each in mine]}


def _card(submission: Submission) -> dict[str, Any]:
    asked = form.questions(submission.cycle, submission.office.level)
    answered = Declaration.objects.filter(submission=submission, indicator__in=asked).count()
    returned = [
        model.objects.filter(submission=submission, state=State.RETURNED).count() for model in (Declaration, Event)
    ]
    return {
        "submission": submission,
        "cycle": submission.cycle,
        "answered": answered,
        "total": len(asked),
        "returned": sum(returned),
        "reasons": grid_of(submission).returned[:3] if sum(returned) else [],
    }
