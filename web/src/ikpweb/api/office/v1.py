"""Version 1 of the office's API: the form, what an office has entered, saving and handing in."""

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest
from ninja import Query

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.api.asked import Asked
from ikpweb.api.office.activities import router as activities
from ikpweb.api.office.computed import router as computed
from ikpweb.api.office.effects import router as effects
from ikpweb.api.office.interface import OfficeInterface
from ikpweb.api.office.partners import router as partners
from ikpweb.api.office.planning import router as planning
from ikpweb.api.office.register import router as register
from ikpweb.api.office.schemas import Changes, Form, Saved, Stored
from ikpweb.api.office.watching import router as watching
from ikpweb.api.problems import ApiError
from ikpweb.collection.blind import hidden_grades
from ikpweb.collection.choices import ACTORS, STAGES
from ikpweb.collection.content import declaration_content, event_content
from ikpweb.collection.form import questions, said
from ikpweb.collection.models import Event, Submission
from ikpweb.collection.selectors import submission_for
from ikpweb.collection.services import save
from ikpweb.collection.validation import rules, sentences

__all__ = ["office_api"]

_SUBMISSION = "/cycles/{cycle}/submissions/{office}"

office_api = OfficeInterface(
    title="ikp: office",
    version="1",
    urls_namespace="office-api-v1",
    description=(
        "What an office enters in a cycle. For members who are signed in; writing needs the header X-CSRFToken "
        "with the token of a page. An answer that acknowledges is on disk."
    ),
)

office_api.add_router("", watching)
office_api.add_router("", register)
office_api.add_router("", activities)
office_api.add_router("", partners)
office_api.add_router("", planning)
office_api.add_router("", effects)
office_api.add_router("", computed)


def _member(request: HttpRequest) -> Member:
    return cast(MemberRequest, request).member


def _submission(request: HttpRequest, cycle: str, office: str) -> Submission:
    found = submission_for(_member(request), cycle, office)
    if found is None:
        raise ApiError("unknown-submission", cycle=cycle, office=office)
    return found


@office_api.get(f"{_SUBMISSION}/form", response=Form, operation_id="form", summary="What is asked of an office",
                tags=["entry"], openapi_extra={"x-summary-id": "Yang ditanyakan kepada kantor"})  # fmt: skip
def form(request: HttpRequest, cycle: str, office: str, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give the frozen form of a cycle with the rules of its fields: all that a page needs to check without a line."""
    held = _submission(request, cycle, office)
    return {
        "cycle": held.cycle_id,
        "level": held.office.level,
        "training": held.cycle.training,
        "digest": held.cycle.form_digest,
        "period": [held.cycle.period_from.isoformat(), held.cycle.period_to.isoformat()],
        "due": held.cycle.due_entry,
        "questions": list(questions(held.cycle, held.office.level).values()),
        "rules": rules(),
        "sentences": sentences(),
        "stages": {code: said(names) for code, names in STAGES.items()},
        "actors": {code: str(name) for code, name in ACTORS.items()},
        "sources": {str(value): str(label) for value, label in Event.Source.choices},
    }


@office_api.get(_SUBMISSION, response=Stored, operation_id="submission", url_name="submission",
                summary="What an office has entered",
                tags=["entry"], openapi_extra={"x-summary-id": "Isian sebuah kantor"})  # fmt: skip
def stored(request: HttpRequest, cycle: str, office: str, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Give answers and events as they stand, with their state and revision; without the grade of an event that waits
    for a second one by whoever asks.
    """
    held = _submission(request, cycle, office)
    blind = hidden_grades(_member(request), held.cycle)
    return {
        "cycle": held.cycle_id,
        "office": held.office_id,
        "stage": held.stage,
        "revision": held.revision,
        "declarations": {
            each.indicator: {**declaration_content(each), "state": each.state, "revision": each.revision}
            for each in held.declarations.all()
        },
        "events": {
            str(each.pk): {
                "content": {**event_content(each), **({"grade": None} if each.pk in blind else {})},
                "state": each.state,
                "revision": each.revision,
            }
            for each in held.events.all()
        },
    }


@office_api.put(_SUBMISSION, response=Saved, operation_id="save", summary="Save answers and events",
                tags=["entry"], openapi_extra={"x-summary-id": "Simpan jawaban dan kejadian"})  # fmt: skip
def put(request: HttpRequest, cycle: str, office: str, changes: Changes, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Save as a draft what is named, whole or not at all."""
    return _saved(request, cycle, office, changes, submit=False)


@office_api.post(f"{_SUBMISSION}/submit", response=Saved, operation_id="submit", summary="Save and hand in",
                 tags=["entry"], openapi_extra={"x-summary-id": "Simpan dan ajukan"})  # fmt: skip
def submit(request: HttpRequest, cycle: str, office: str, changes: Changes, asked: Query[Asked]) -> dict[str, Any]:  # noqa: ARG001
    """Save what is named, then hand in everything, or say all that is lacking."""
    return _saved(request, cycle, office, changes, submit=True)


def _saved(request: HttpRequest, cycle: str, office: str, given: Changes, *, submit: bool) -> dict[str, Any]:
    held = _submission(request, cycle, office)
    changes: Mapping[str, Any] = {"declarations": given.declarations, "events": given.events}
    done = save(held, changes, seen=given.seen, client=given.client, submit=submit, actor=_member(request))
    return {"revision": done.revision, "changed": done.changed, "repeated": done.repeated, "news": done.news}
