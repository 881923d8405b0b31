"""Activities: the list with its filters, a new one, one with its steps, changing it, and every move."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import offices_visible_to
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention import engine
from ikpweb.prevention.activities.content import activity_content
from ikpweb.prevention.activities.forms import ActivityForm
from ikpweb.prevention.activities.models import Activity, Form, Status
from ikpweb.prevention.activities.policies import may_write
from ikpweb.prevention.activities.selectors.activities import (
    activity_for,
    asked_for,
    filtered,
    likely_duplicates,
    steps_of,
)
from ikpweb.prevention.activities.services.entering import change, enter, mark, restore, unmark, withdraw
from ikpweb.prevention.activities.transitions import Move, moves
from ikpweb.territory.models import Office

__all__ = ["activity", "edit", "home", "move", "new", "places_for", "sample_of"]

_PER_PAGE = 50
_WRITING = (Role.ENTERER, Role.HEAD)


def sample_of(request: MemberRequest) -> bool:
    """Tell whether the made-up data is asked for."""
    return request.GET.get("data") == "latihan"


def places_for(request: MemberRequest) -> list[tuple[str, str]]:
    """Give the offices to filter by: of the centre the provinces and itself, of a province itself and its regencies."""
    if request.member.office.level == Office.Level.REGENCY:
        return []
    rows = offices_visible_to(request.member).filter(valid_to__isnull=True)
    if request.member.office.pk == Office.CENTRE:
        rows = rows.exclude(level=Office.Level.REGENCY)
    return [(each.pk, each.name) for each in rows]


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """Show the activities that the member may see, with their filters."""
    asked = asked_for(request.GET)
    query = request.GET.copy()
    query.pop("hal", None)
    context: dict[str, Any] = {
        "page": Paginator(filtered(request.member, asked), _PER_PAGE).get_page(request.GET.get("hal")),
        "asked": asked,
        "narrowed": any(value for name, value in asked.items() if name != "data"),
        "query": query.urlencode(),
        "sample": asked["data"] == "latihan",
        "forms": Form.choices,
        "statuses": Status.choices,
        "stages": engine.stage_list(),
        "places": places_for(request),
        "may_write": may_write(request.member, request.member.office),
    }
    return render(request, "activities/home.html", context)


@member_required(*_WRITING)
def new(request: MemberRequest) -> HttpResponse:
    """Enter an activity of the member's office."""
    sample = sample_of(request)
    linked = {"partner": request.GET.get("mitra", "")[:40], "action": request.GET.get("tindakan", "")[:40]}
    form = ActivityForm(request.POST or None, initial=linked)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"] or form.initial["key"]
        try:
            done, repeated = enter(
                request.member.office, form.content(), key=key, training=sample, actor=request.member
            )
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Kegiatan ini sudah tercatat.") if repeated else _("Kegiatan dicatat."))
            return redirect(done.get_absolute_url())
    context = {"form": form, "sample": sample, "back": _listing(sample=sample)}
    return render(request, "activities/new.html", context, status=422 if form.errors else 200)


def _listing(*, sample: bool) -> str:
    return reverse("activities:home") + ("?data=latihan" if sample else "")


def _or_404(request: MemberRequest, key: UUID) -> Activity:
    found = activity_for(request.member, key)
    if found is None:
        raise Http404(str(key))
    return found


@member_required()
def activity(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show an activity with its steps, its files, what may be done with it, and what may tell the same."""
    return _page(request, _or_404(request, key))


def _page(request: MemberRequest, found: Activity, status: int = 200) -> HttpResponse:
    mine = may_write(request.member, found.office)
    may = moves(Status(found.status), request.member.roles) if mine else frozenset()
    context = {
        "activity": found,
        "sample": found.training,
        "content": activity_content(found),
        "steps": steps_of(found),
        "likely": likely_duplicates(found) if found.duplicate_of_id is None and found.status == Status.COUNTED else [],
        "marked": found.duplicates.all(),
        "may": {each.name for each in may},
        "back": _listing(sample=found.training),
    }
    return render(request, "activities/activity.html", context, status=status)


@member_required(*_WRITING)
def edit(request: MemberRequest, key: UUID) -> HttpResponse:
    """Change an activity."""
    found = _or_404(request, key)
    form = ActivityForm(request.POST or None, activity=found)
    if request.method == "POST" and form.is_valid():
        try:
            change(found, form.content(), seen=form.cleaned_data["seen"] or 0, actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        except ConflictError as conflict:
            merged = next(iter(conflict.items.values()))["merged"]
            again = ActivityForm(activity=found, initial={**merged, "seen": conflict.revision})
            return _conflict(request, found, conflict, form=again)
        else:
            messages.success(request, _("Kegiatan diubah."))
            return redirect(found.get_absolute_url())
    context = {"form": form, "activity": found, "sample": found.training}
    return render(request, "activities/edit.html", context, status=422 if form.errors else 200)


def _conflict(request: MemberRequest, found: Activity, conflict: ConflictError, **more: Any) -> HttpResponse:
    """Show what stood before, what the other one wrote and what this one wanted; nothing was written."""
    versions = next(iter(conflict.items.values()))
    names = [name for name in versions["mine"] if versions["theirs"].get(name) != versions["mine"][name]]
    sides = ("base", "theirs", "mine")
    fields = [
        {"name": name, "both": name in versions["both"], **{side: versions[side].get(name) for side in sides}}
        for name in names
    ]
    context = {"activity": found, "sample": found.training, "fields": fields, **more}
    return render(request, "activities/conflict.html", context, status=409)


@require_POST
@member_required(*_WRITING)
def move(request: MemberRequest, key: UUID) -> HttpResponse:
    """Withdraw, restore, mark or unmark."""
    found = _or_404(request, key)
    try:
        _move(request, found)
    except RejectedError as refused:
        for faults in refused.faults.values():
            for fault in faults:
                messages.error(request, fault.sentence)
        return _page(request, _or_404(request, key), status=422)
    except ConflictError as conflict:
        return _conflict(request, found, conflict)
    messages.success(request, _("Tercatat."))
    return redirect(found.get_absolute_url())


def _move(request: MemberRequest, found: Activity) -> None:
    told, actor = request.POST, request.member
    text, reason = told.get("seen", ""), told.get("reason", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    match told.get("move"):
        case Move.WITHDRAW:
            withdraw(found, reason, seen=seen, actor=actor)
        case Move.RESTORE:
            restore(found, reason, seen=seen, actor=actor)
        case Move.MARK:
            mark(found, _original(request), seen=seen, actor=actor)
        case Move.UNMARK:
            unmark(found, seen=seen, actor=actor)
        case _:
            raise Http404


def _original(request: MemberRequest) -> Activity:
    try:
        return _or_404(request, UUID(request.POST.get("of", "")))
    except ValueError as unknown:
        raise Http404 from unknown
