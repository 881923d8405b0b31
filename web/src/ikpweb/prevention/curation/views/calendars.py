"""Calendars of elections: one with its versions, a new one, changing one, taking one back."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention import engine
from ikpweb.prevention.curation.content import content_of_schedule
from ikpweb.prevention.curation.forms import CalendarForm, NewCalendarForm, ReasonForm, RowForm, RowFormSet, Rows
from ikpweb.prevention.curation.models import Subject
from ikpweb.prevention.curation.policies import may_curate
from ikpweb.prevention.curation.selectors.calendars import all_schedules
from ikpweb.prevention.curation.selectors.versions import told, versions_of
from ikpweb.prevention.curation.services import (
    change_calendar,
    make_calendar,
    restore_calendar,
    withdraw_calendar,
)
from ikpweb.prevention.curation.views.common import curators, history, say_refused, versus
from ikpweb.prevention.curation.words import here
from ikpweb.prevention.engine import Schedule

__all__ = ["calendar", "edit", "move", "new"]

_SORT = Subject.Sort.CALENDAR


def _found(code: str) -> Schedule:
    found = all_schedules().get(code)
    if found is None:
        raise Http404(code)
    return found


@member_required()
def calendar(request: MemberRequest, code: str) -> HttpResponse:
    """Show a calendar with its rows and versions."""
    return _page(request, _found(code))


def _page(request: MemberRequest, found: Schedule, status: int = 200) -> HttpResponse:
    code = found.election.code
    context = {
        "schedule": found,
        "names": _stage_names(),
        "history": history(told(versions_of(_SORT, code))),
        "may_curate": may_curate(request.member),
        "form": ReasonForm(initial={"seen": found.version}),
    }
    return render(request, "curation/calendar.html", context, status=status)


def _stage_names() -> dict[str, Any]:
    return {stage.code: stage.names for stage in engine.stage_list()}


@curators
def new(request: MemberRequest) -> HttpResponse:
    """Make the calendar of a new election."""
    known = {code: here(each.election.names) for code, each in all_schedules().items() if each.voting_day}
    initial = {"copied_from": request.GET.get("dari", "")}
    form = NewCalendarForm(request.POST or None, known=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            make_calendar(
                said["code"],
                form.content(),
                copied_from=said["copied_from"],
                reason=said["reason"],
                actor=request.member,
            )
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("Kalender dibuat. Semua tanggalnya asumsi sampai dicocokkan dengan dasar hukum.")
            )
            return redirect("curation:calendar", said["code"])
    return render(request, "curation/calendar_new.html", {"form": form}, status=422 if form.errors else 200)


@curators
def edit(request: MemberRequest, code: str) -> HttpResponse:
    """Make a new version of a calendar."""
    found = _found(code)
    content = content_of_schedule(found)
    if request.method != "POST":
        return _edit_page(request, found, *_forms(content, found.version))
    form, rows = CalendarForm(request.POST), cast(Rows, RowFormSet(request.POST, prefix="p"))
    if form.is_valid() and rows.is_valid():
        taken = {row["key"] for row in content["periods"]} | _keys_before(code)
        given = {**form.content(), "periods": rows.contents(taken)}
        said = form.cleaned_data
        try:
            change_calendar(code, given, reason=said["reason"], seen=said["seen"] or 0, actor=request.member)
        except RejectedError as refused:
            for field, sentence in rows.refuse(refused):
                name = field.replace(".", "_")
                form.add_error(name if name in form.fields else None, sentence)
        except ConflictError as conflict:
            merged = next(iter(conflict.items.values()))["merged"]
            again = _forms(merged, conflict.revision, reason=said["reason"])
            return _edit_page(request, found, *again, fields=versus(conflict), status=409)
        else:
            messages.success(request, _("Tersimpan sebagai versi baru."))
            return redirect("curation:calendar", code)
    return _edit_page(request, found, form, rows, status=422)


def _keys_before(code: str) -> set[str]:
    """Give the keys that rows of earlier versions had: a feed must not give another day under a known number."""
    return {row["key"] for each in versions_of(_SORT, code) for row in each.content["periods"]}


def _forms(content: dict[str, Any], version: int, reason: str = "") -> tuple[CalendarForm, Any]:
    head = CalendarForm(initial={**CalendarForm.initial_of(content), "seen": version, "reason": reason})
    rows = RowFormSet(prefix="p", initial=[RowForm.initial_of(row) for row in content["periods"]])
    return head, rows


def _edit_page(
    request: MemberRequest, found: Schedule, form: CalendarForm, rows: Any, *, fields: Any = None, status: int = 200
) -> HttpResponse:
    context = {"schedule": found, "form": form, "rows": rows, "fields": fields}
    return render(request, "curation/calendar_edit.html", context, status=status)


@require_POST
@curators
def move(request: MemberRequest, code: str) -> HttpResponse:
    """Take a calendar back, or put it into force again."""
    services = {"withdraw": withdraw_calendar, "restore": restore_calendar}
    service = services.get(request.POST.get("move", ""))
    form = ReasonForm(request.POST)
    if service is None:
        raise Http404
    if not form.is_valid():
        return _page(request, _found(code), status=422)
    said = form.cleaned_data
    try:
        service(code, said["reason"], seen=said["seen"] or 0, actor=request.member)
    except RejectedError as refused:
        say_refused(request, refused)
        return _page(request, _found(code), status=422)
    except ConflictError:
        messages.error(request, _("Orang lain mengubahnya lebih dahulu. Ini versi yang berlaku sekarang."))
        return _page(request, _found(code), status=409)
    messages.success(request, _("Tercatat."))
    return redirect("curation:calendar", code)
