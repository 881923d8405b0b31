"""Reports: the list with its filters, a new one, one with its steps, changing it, and every move."""

from datetime import date
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
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.territory.models import Office
from ikpweb.watch.content import report_content
from ikpweb.watch.forms import EditForm, NewForm
from ikpweb.watch.models import Kind, Report, Source, Status
from ikpweb.watch.policies import is_author, may_choose, may_enter
from ikpweb.watch.selectors.reports import asked_for, filtered, likely_duplicates, offices_for, report_for, steps_of
from ikpweb.watch.services import change, decide, enter, mark, reopen, unmark, withdraw
from ikpweb.watch.transitions import DECISIONS, Move, moves
from ikpweb.watch.views.common import conflict_page, number_in, report_or_404

__all__ = ["edit", "listing", "move", "new", "report"]

_PER_PAGE = 50
_ENTERING = (Role.ENTERER, Role.HEAD)


@member_required()
def listing(request: MemberRequest) -> HttpResponse:
    """Show the reports that the member may see, with their filters."""
    asked = asked_for(request.GET)
    query = request.GET.copy()
    query.pop("hal", None)
    page = Paginator(filtered(request.member, asked), _PER_PAGE).get_page(request.GET.get("hal"))
    context: dict[str, Any] = {
        "page": page,
        "asked": asked,
        "narrowed": any(value for name, value in asked.items() if name != "data"),
        "query": query.urlencode(),
        "training": asked["data"] == "latihan",
        "kinds": Kind.choices,
        "origins": Source.choices,
        "statuses": Status.choices,
        "places": _places(request),
        "may_enter": request.member.has(*_ENTERING),
        "may_choose": may_choose(request.member),
    }
    return render(request, "watch/reports.html", context)


def _places(request: MemberRequest) -> list[tuple[str, str]]:
    """Give the units to filter by: of the centre the provinces, of a province its regencies."""
    if request.member.office.level == Office.Level.REGENCY:
        return []
    level = "province" if request.member.office.pk == Office.CENTRE else "regency"
    return [(each.pk, str(each.unit)) for each in offices_for(request.member).filter(level=level)]


@member_required(*_ENTERING)
def new(request: MemberRequest) -> HttpResponse:
    """Enter a report."""
    training = request.GET.get("data") == "latihan"
    form = NewForm(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        office = offices_for(request.member).get(pk=form.cleaned_data["office"])
        numbers = {name: form.cleaned_data[name] for name in ("key", "client")}
        try:
            done = enter(office, form.content(), **numbers, training=training, actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        except ConflictError as conflict:
            return conflict_page(request, conflict, {"back": reverse("watch:reports"), "training": training})
        else:
            messages.success(request, _("Laporan dicatat. Orang lain yang memutuskannya."))
            return redirect("watch:report", done.report.pk)
    context = {"form": form, "training": training, "back": reverse("watch:reports")}
    return render(request, "watch/new.html", context, status=422 if form.errors else 200)


@member_required()
def report(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show a report with its steps, what may be done with it, and what may tell the same."""
    return _page(request, report_or_404(request, key))


def _page(request: MemberRequest, found: Report, status: int = 200) -> HttpResponse:
    may = moves(Status(found.status), request.member.roles, is_author=is_author(request.member, found))
    context = {
        "report": found,
        "training": found.training,
        "content": report_content(found),
        "steps": steps_of(found),
        "likely": likely_duplicates(request.member, found) if found.duplicate_of_id is None else [],
        "marked": found.duplicates.select_related("unit"),
        "may": {each.name for each in may},
        "may_enter": may_enter(request.member, found.office),
        "decisions": [(each.value, Status(to).label) for each, to in DECISIONS.items()],
    }
    return render(request, "watch/report.html", context, status=status)


@member_required(*_ENTERING)
def edit(request: MemberRequest, key: UUID) -> HttpResponse:
    """Change a report that is not decided."""
    found = report_or_404(request, key)
    form = EditForm(request.POST or None, report=found)
    if request.method == "POST" and form.is_valid():
        try:
            change(found, form.content(), seen=form.cleaned_data["seen"] or 0, actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        except ConflictError as conflict:
            merged = next(iter(conflict.items.values()))["merged"]
            again = EditForm(report=found, initial={**merged, "seen": conflict.revision})
            more = {"back": reverse("watch:report", args=[key]), "form": again, "report": found}
            return conflict_page(request, conflict, {**more, "training": found.training})
        else:
            messages.success(request, _("Laporan diubah."))
            return redirect("watch:report", key)
    context = {"form": form, "report": found, "training": found.training}
    return render(request, "watch/edit.html", context, status=422 if form.errors else 200)


@require_POST
@member_required(Role.ENTERER, Role.VERIFIER, Role.HEAD)
def move(request: MemberRequest, key: UUID) -> HttpResponse:
    """Decide, open again, withdraw, mark or unmark."""
    found = report_or_404(request, key)
    try:
        wanted = Move(request.POST.get("move", ""))
    except ValueError as unknown:
        raise Http404 from unknown
    try:
        _move(request, found, wanted)
    except RejectedError as refused:
        for faults in refused.faults.values():
            for fault in faults:
                messages.error(request, fault.sentence)
        return _page(request, report_or_404(request, key), status=422)
    except ConflictError as conflict:
        more = {"back": reverse("watch:report", args=[key]), "report": found, "training": found.training}
        return conflict_page(request, conflict, more)
    messages.success(request, _("Tercatat."))
    return redirect("watch:report", key)


def _move(request: MemberRequest, found: Report, wanted: Move) -> None:
    seen, reason = number_in(request.POST, "seen"), request.POST.get("reason", "")
    if wanted in DECISIONS:
        try:
            day = date.fromisoformat(request.POST["day"]) if request.POST.get("day") else None
        except ValueError:
            day = date.min  # no such day: the service says what it must be
        decide(found, wanted, day=day, reason=reason, seen=seen, actor=request.member)
    elif wanted == Move.REOPEN:
        reopen(found, reason, seen=seen, actor=request.member)
    elif wanted == Move.WITHDRAW:
        withdraw(found, reason, seen=seen, actor=request.member)
    elif wanted == Move.MARK:
        mark(found, _original(request), reason=reason, seen=seen, actor=request.member)
    elif wanted == Move.UNMARK:
        unmark(found, reason=reason, seen=seen, actor=request.member)
    else:
        raise Http404(wanted)


def _original(request: MemberRequest) -> Report:
    try:
        found = report_for(request.member, UUID(request.POST.get("of", "")))
    except ValueError as unknown:
        raise Http404 from unknown
    if found is None:
        raise Http404
    return found
