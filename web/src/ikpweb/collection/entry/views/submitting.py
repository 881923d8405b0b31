"""Handing in, setting the rest to nil and taking that back, and choosing between two versions."""

import json
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.entry.common import base_context, conflict_page, submission_or_404
from ikpweb.collection.entry.forms import chosen, number_of, seen_of
from ikpweb.collection.models import Answer
from ikpweb.collection.policies import may_enter
from ikpweb.collection.selectors.grid import grid_of
from ikpweb.collection.selectors.lacking import lacking_in
from ikpweb.collection.services import save, undo
from ikpweb.kit.errors import ConflictError, RejectedError

__all__ = ["choose", "rest", "submit", "take_back"]

_ENTERING = (Role.ENTERER, Role.HEAD)


@member_required(*_ENTERING)
def rest(request: MemberRequest, cycle: str) -> HttpResponse:
    """Declare nil for all indicators that have no answer and no event: ask first, then do, and offer a way back."""
    submission = submission_or_404(request, cycle)
    if not may_enter(request.member, submission):
        raise PermissionDenied
    rows = [row for row in grid_of(submission).rows if not row.answer and not row.events]
    if request.method != "POST":
        return render(request, "collection/rest.html", {**base_context(request, submission), "rows": rows})
    # Only what the page had listed: an indicator that was answered meanwhile keeps its answer.
    listed = {row.question.code for row in rows} & set(request.POST.getlist("code"))
    changes = {"declarations": {code: {"answer": Answer.NIL.value} for code in listed}}
    save(submission, changes, seen=submission.revision, client=number_of(request.POST), actor=request.member)
    said = ngettext("%(number)s indikator dinyatakan nihil.", "%(number)s indikator dinyatakan nihil.", len(listed)) % {
        "number": len(listed)
    }
    messages.success(request, said)
    return redirect("collection:own", cycle)


@require_POST
@member_required(*_ENTERING)
def take_back(request: MemberRequest, cycle: str, number: int) -> HttpResponse:
    """Take back one's own last saving of answers."""
    submission = submission_or_404(request, cycle)
    try:
        undo(submission, number, client=uuid4(), actor=request.member)
    except RejectedError as refused:
        messages.error(request, refused.faults["revision"][0].sentence)
    else:
        messages.success(request, _("Dibatalkan: jawabannya kembali seperti sebelumnya."))
    return redirect("collection:own", cycle)


@require_POST
@member_required(*_ENTERING)
def choose(request: MemberRequest, cycle: str) -> HttpResponse:
    """Save what was chosen between two versions; or show the two versions of what a page could not save."""
    submission = submission_or_404(request, cycle)
    try:
        changes = json.loads(request.POST["changes"]) if "changes" in request.POST else chosen(request.POST)
        changes = {kind: dict(changes.get(kind, {})) for kind in ("declarations", "events")}
        held = {key: dict(content) for kind in changes.values() for key, content in kind.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise BadRequest from broken
    try:
        save(submission, changes, seen=seen_of(request.POST), client=number_of(request.POST), actor=request.member)
    except ConflictError as conflict:
        return conflict_page(request, submission, conflict, changes)
    except RejectedError as refused:
        for fault in (each for faults in refused.faults.values() for each in faults):
            messages.error(request, fault.sentence)
    else:
        messages.success(request, _("Pilihan Anda disimpan."))
    events = list(changes["events"])
    return redirect("collection:event", events[0]) if len(held) == 1 and events else redirect("collection:own", cycle)


@member_required(*_ENTERING)
def submit(request: MemberRequest, cycle: str) -> HttpResponse:
    """Show what is lacking, each with a way to its place; then hand in, and say what happens next."""
    submission = submission_or_404(request, cycle)
    if request.method == "POST":
        try:
            save(
                submission,
                {},
                seen=seen_of(request.POST),
                client=number_of(request.POST),
                submit=True,
                actor=request.member,
            )
        except RejectedError:
            messages.error(request, _("Belum dapat diajukan: masih ada yang kurang."))
        else:
            return redirect("collection:submit", cycle)
    context = {**base_context(request, submission), **lacking_in(submission)}
    return render(request, "collection/submit.html", context, status=422 if request.method == "POST" else 200)
