"""One event: entering, correcting, withdrawing, and what may be the same thing reported elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.blind import hidden_grades
from ikpweb.collection.choices import ACTORS, STAGES
from ikpweb.collection.content import event_content
from ikpweb.collection.entry.common import (
    base_context,
    conflict_page,
    event_or_404,
    said_a_word,
    submission_or_404,
)
from ikpweb.collection.entry.forms import event_given, number_of, seen_of
from ikpweb.collection.form import question_of, said
from ikpweb.collection.models import Answer, Event, State, Submission
from ikpweb.collection.policies import may_enter, sides_of
from ikpweb.collection.selectors.duplicates import likely_duplicates
from ikpweb.collection.selectors.grid import decision_on
from ikpweb.collection.selectors.history import history_of
from ikpweb.collection.services import save, withdraw
from ikpweb.collection.transitions import TRANSITIONS, Move, Standing, moves
from ikpweb.collection.validation import FIELDS, rules, sentences
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError

__all__ = ["event", "new", "similar", "take_back"]

_ENTERING = (Role.ENTERER, Role.HEAD)


@member_required(*_ENTERING)
def new(request: MemberRequest, cycle: str, indicator: str) -> HttpResponse:
    """Enter an event under an indicator; the page makes its number, so that it is the same event when sent twice."""
    submission = submission_or_404(request, cycle)
    if question_of(submission.cycle, submission.office.level, indicator) is None:
        raise Http404(indicator)
    if not may_enter(request.member, submission):
        raise PermissionDenied
    if request.method == "POST":
        try:
            key = UUID(request.POST.get("id", ""))
        except ValueError as fault:
            raise Http404 from fault
        return _saved(request, submission, key, None, indicator)
    return _page(request, submission, uuid4(), indicator)


@member_required()
def event(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show an event, and save it from the plain form or add a comment."""
    found = event_or_404(request, key)
    if request.method == "POST" and "comment" in request.POST:
        said_a_word(request, found.submission, found.indicator, found)
        return redirect("collection:event", key)
    if request.method == "POST":
        return _saved(request, found.submission, key, found, found.indicator)
    return _page(request, found.submission, key, found)


@member_required()
def similar(request: MemberRequest, key: UUID) -> HttpResponse:
    """Give the part of the page that names likely duplicates, for the page to renew."""
    found = event_or_404(request, key)
    like = likely_duplicates(request.member, found.submission, event_content(found), str(key))
    return render(request, "collection/parts/duplicates.html", {"duplicates": like})


@require_POST
@member_required(*_ENTERING)
def take_back(request: MemberRequest, key: UUID) -> HttpResponse:
    """Withdraw an event with a reason."""
    found = event_or_404(request, key)
    try:
        withdraw(found, request.POST.get("reason", ""), seen=seen_of(request.POST), actor=request.member)
    except RejectedError as refused:
        for fault in refused.faults[str(key)]:
            messages.error(request, fault.sentence)
    else:
        messages.success(request, _("Kejadian ditarik. Ia tetap dapat dibaca dan tidak dihitung."))
    return redirect("collection:event", key)


def _saved(
    request: MemberRequest, submission: Submission, key: UUID, found: Event | None, indicator: str
) -> HttpResponse:
    content = event_given(request.POST, indicator)
    changes: dict[str, dict[str, Any]] = {
        "declarations": _declared(submission, indicator),
        "events": {str(key): content},
    }
    try:
        save(submission, changes, seen=seen_of(request.POST), client=number_of(request.POST), actor=request.member)
    except RejectedError as refused:
        messages.error(request, str(refused))
        faults = refused.faults.get(str(key), ())
        return _page(request, submission, key, found or indicator, given=content, faults=faults)
    except ConflictError as conflict:
        return conflict_page(request, submission, conflict, changes)
    messages.success(request, _("Kejadian disimpan sebagai draf."))
    if found is None:  # the next thing is its files
        return redirect(f"{reverse('collection:event', args=[key])}#bukti-{key}")
    return redirect("collection:event", key)


def _declared(submission: Submission, indicator: str) -> dict[str, dict[str, str]]:
    """Say that there are events, where nothing or nil was said before."""
    standing = submission.declarations.filter(indicator=indicator).first()
    if standing is None or standing.answer == Answer.NIL:
        return {indicator: {"answer": Answer.EVENTS.value}}
    return {}


def _page(
    request: MemberRequest,
    submission: Submission,
    key: UUID,
    shown: Event | str,
    *,
    given: Mapping[str, Any] | None = None,
    faults: Sequence[FieldError] = (),
) -> HttpResponse:
    """Show an event, or an empty form under an indicator."""
    found, indicator = (shown, shown.indicator) if isinstance(shown, Event) else (None, shown)
    question = question_of(submission.cycle, submission.office.level, indicator)
    if question is None:
        raise Http404(indicator)
    content = {**_empty(), **(event_content(found) if found else {}), **(given or {})}
    base = base_context(request, submission)
    blind = found is not None and key in hidden_grades(request.member, submission.cycle, found)
    if blind:
        content["grade"] = None
    editable = base["may_enter"] and (found is None or (State(found.state), Move.EDIT) in TRANSITIONS)
    context = {
        **base,
        "key": key,
        "event": found,
        "question": question,
        "content": content,
        "blind": blind,
        "editable": editable,
        "faults": {fault.field: fault.sentence for fault in faults},
        "other_faults": [fault.sentence for fault in faults if fault.field not in FIELDS],
        "fields": FIELDS,
        "stages": _stages(question.stages),
        "actors": [(code, name, code in content["actors"]) for code, name in ACTORS.items()],
        "sources": Event.Source.choices,
        "declare": bool(editable and _declared(submission, indicator)),
        "page": {
            "rules": rules(),
            "sentences": sentences(),
            "period": [submission.cycle.period_from.isoformat(), submission.cycle.period_to.isoformat()],
            "shown": [f"{day:%d-%m-%Y}" for day in (submission.cycle.period_from, submission.cycle.period_to)],
            "evidence": found.evidence.count() if found else 0,
        },
    }
    if found:
        who = Standing(
            sides_of(request.member, submission.office),
            request.member.roles,
            is_author=found.author_id == request.member.person.pk,
        )
        context |= {
            "decision": decision_on(submission, indicator, found),
            "moves": moves(State(found.state), who) if base["may_enter"] else frozenset(),
            "duplicates": likely_duplicates(request.member, submission, event_content(found), str(key)),
            "comments": found.comments.select_related("author", "office"),
            "history": history_of(submission, str(key), events=True, without={"grade"} if blind else frozenset()),
        }
    return render(request, "collection/event.html", context, status=422 if faults else 200)


def _empty() -> dict[str, Any]:
    return {name: [] if field.kind == "list" else field.default or "" for name, field in FIELDS.items()}


def _stages(usual: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the stages to choose from: those that the indicator usually belongs to first."""
    first = [(code, said(names)) for code, names in STAGES.items() if code in usual]
    rest = [(code, said(names)) for code, names in STAGES.items() if code not in usual]
    if not first:
        return [("", rest)]
    return [(_("biasa untuk indikator ini"), first), (_("tahapan lain"), rest)]
