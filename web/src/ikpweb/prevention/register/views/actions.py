"""One action: a new one, its page with history, files and comments, changing it, and every move of it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import offices_visible_to
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.files.selectors import standing_of
from ikpweb.prevention.register import policies
from ikpweb.prevention.register.content import content_of
from ikpweb.prevention.register.forms import ActionForm, from_library
from ikpweb.prevention.register.models import Action, Status
from ikpweb.prevention.register.selectors.choices import events_for, library_action, library_for
from ikpweb.prevention.register.selectors.history import comments_of, people_in, steps_of
from ikpweb.prevention.register.services import add_action, change_action, move_action
from ikpweb.prevention.register.services import tick as tick_step
from ikpweb.prevention.register.transitions import ACTION_TABLE, Move, action_moves
from ikpweb.prevention.register.views.common import action_or_404, conflict_page, number_in, tell_refusal
from ikpweb.territory.models import Office

__all__ = ["action", "edit", "move", "new", "tick"]

_WRITING = (Role.HEAD, Role.ENTERER)


def _office(request: MemberRequest) -> Office:
    """Give the office that an action is for: one's own, or one below that the address names."""
    code = request.GET.get("kantor") or request.member.office.pk
    found = get_object_or_404(
        offices_visible_to(request.member).select_related("unit"), pk=code[:8].replace("\x00", "")
    )
    if not policies.may_assign(request.member, found):
        raise Http404
    return found


@member_required(*_WRITING)
def new(request: MemberRequest) -> HttpResponse:
    """Put an action into the register, from the library or in one's own words."""
    office = _office(request)
    library = request.GET.get("pustaka", "")
    start: dict[str, Any] = (
        {"alarms": request.GET.getlist("alarm")}
        | from_library(library)
        | {name: request.GET[given] for name, given in (("risk", "risiko"),) if given in request.GET}
    )
    form = ActionForm(request.POST or None, member=request.member, office=office, initial=start)
    if request.method == "POST" and form.is_valid():
        planned = office.pk == request.member.office.pk or request.member.has(Role.HEAD)
        client = form.cleaned_data["client"] or uuid4()
        try:
            made = add_action(office, form.content(), client=client, planned=planned, actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Tindakan masuk ke dalam register."))
            return redirect(made)
    context = {
        "form": form,
        "office": office,
        "chosen": library_action(library),
        "library": library_for(office),
        "back": reverse("register:home"),
    }
    return render(request, "register/action_new.html", context, status=422 if form.errors else 200)


@require_safe
@member_required()
def action(request: MemberRequest, key: int) -> HttpResponse:
    """Show an action: what, who, until when, how far, what proves it, what was said, what happened."""
    return _page(request, action_or_404(request, key))


def _page(request: MemberRequest, found: Action, status: int = 200, reason: str = "") -> HttpResponse:
    member = request.member
    stands, side = Status(found.status), policies.side_of(member, found)
    may = action_moves(stands, member.roles, side, is_doer=policies.is_doer(member, found))
    told = steps_of(found)
    content = content_of(found)
    context: dict[str, Any] = {
        "action": found,
        "content": content,
        "today": timezone.localdate(),
        "may": {each.value for each in may},
        "quick": [each for each in Move if each in may - {Move.CHANGE} and not ACTION_TABLE[stands, each].needs_reason],
        "reasoned": [each for each in Move if each in may and ACTION_TABLE[stands, each].needs_reason],
        "is_doer": stands == Status.DONE and policies.is_doer(member, found),
        "evidenced": standing_of(found.about).exists(),
        "may_comment": policies.may_comment(member, found),
        "comments": comments_of(found),
        "client": uuid4(),
        "steps": told,
        "people": people_in(told),
        "alarms": found.alarms.select_related("unit"),
        "events": events_for(member, content["events"]),
        "chosen": library_action(found.library),
        "reason": reason,
    }
    return render(request, "register/action.html", context, status=status)


@member_required(*_WRITING)
def edit(request: MemberRequest, key: int) -> HttpResponse:
    """Change an action that is not done."""
    found = action_or_404(request, key)
    if not policies.may_write(request.member, found.office):
        raise Http404
    form = ActionForm(request.POST or None, member=request.member, office=found.office, action=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_action(found, form.content(), seen=form.cleaned_data["seen"] or 0, actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        except ConflictError as conflict:
            merged = next(iter(conflict.items.values()))["merged"]
            start = {**merged, "seen": conflict.revision}
            again = ActionForm(member=request.member, office=found.office, action=found, initial=start)
            more = {
                "back": found.get_absolute_url(),
                "form": again,
                "send": reverse("register:action-edit", args=[key]),
            }
            return conflict_page(request, conflict, more)
        else:
            messages.success(request, _("Tindakan diubah."))
            return redirect(found)
    context = {"form": form, "action": found, "office": found.office}
    return render(request, "register/action_edit.html", context, status=422 if form.errors else 200)


@require_POST
@member_required(*_WRITING)
def move(request: MemberRequest, key: int) -> HttpResponse:
    """Make a move, from the action's own page or from the board."""
    found = action_or_404(request, key)
    try:
        wanted = Move(request.POST.get("move", ""))
    except ValueError as unknown:
        raise Http404 from unknown
    reason = request.POST.get("reason", "")
    try:
        move_action(found, wanted, reason=reason, seen=number_in(request.POST, "seen"), actor=request.member)
    except RejectedError as refused:
        tell_refusal(request, refused)
        return _page(request, action_or_404(request, key), status=422, reason=reason)
    except ConflictError as conflict:
        return conflict_page(request, conflict, {"back": found.get_absolute_url()})
    messages.success(request, _("Tercatat."))
    return redirect(_back(request, found))


def _back(request: MemberRequest, found: Action) -> str:
    """Give where the form came from: the board with its filters, or the action."""
    given = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if given.startswith("/") and safe else found.get_absolute_url()


@require_POST
@member_required(*_WRITING)
def tick(request: MemberRequest, key: int) -> HttpResponse:
    """Mark a step as done, or as not done."""
    found = action_or_404(request, key)
    if not policies.may_write(request.member, found.office):
        raise Http404
    done, seen = request.POST.get("done") == "1", number_in(request.POST, "seen")
    try:
        tick_step(found, number_in(request.POST, "number"), done=done, seen=seen, actor=request.member)
    except RejectedError as refused:
        tell_refusal(request, refused)
        return _page(request, action_or_404(request, key), status=422)
    except ConflictError as conflict:
        return conflict_page(request, conflict, {"back": found.get_absolute_url()})
    return redirect(f"{found.get_absolute_url()}#langkah")
