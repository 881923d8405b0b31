"""The register as a table, as a board of columns, as a calendar, and as a page to print."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.prevention.register import policies
from ikpweb.prevention.register.forms import form_choices, indicator_choices, stage_choices
from ikpweb.prevention.register.models import Status
from ikpweb.prevention.register.months import month_in, month_of
from ikpweb.prevention.register.selectors.columns import columns_of
from ikpweb.prevention.register.selectors.listing import asked_for, filtered, numbers_of, offices_below

__all__ = ["board", "calendar", "listing", "printed"]

_PER_PAGE = 50
#: A page to print that is longer is a file to take.
_MOST_PRINTED = 500


def _context(request: MemberRequest, view: str) -> dict[str, Any]:
    """Give what all views of the register say: the filters, the numbers, and who may do what."""
    asked = asked_for(request.GET)
    rows = filtered(request.member, asked)
    query = request.GET.copy()
    for name in ("hal", "bulan"):
        query.pop(name, None)
    return {
        "view": view,
        "asked": asked,
        "rows": rows,
        "numbers": numbers_of(rows),
        "query": query.urlencode(),
        "today": timezone.localdate(),
        "statuses": Status.choices,
        "stages": stage_choices(),
        "forms": form_choices(),
        "indicators": indicator_choices(),
        "places": [(each.pk, str(each.unit)) for each in offices_below(request.member)],
        "may_write": policies.may_write(request.member, request.member.office),
        "may_assign": policies.may_assign(request.member, request.member.office)
        and request.member.office.level != "regency",
    }


@require_safe
@member_required()
def listing(request: MemberRequest) -> HttpResponse:
    """Show the actions as a table that can be sorted."""
    context = _context(request, "table")
    page = Paginator(context["rows"], _PER_PAGE).get_page(request.GET.get("hal"))
    query = request.GET.copy()
    for name in ("hal", "urut"):
        query.pop(name, None)
    return render(request, "register/table.html", {**context, "page": page, "sorting": query.urlencode()})


@require_safe
@member_required()
def board(request: MemberRequest) -> HttpResponse:
    """Show the actions in columns by status, each with the moves that the member may make."""
    context = _context(request, "board")
    return render(request, "register/board.html", {**context, "columns": columns_of(request.member, context["rows"])})


@require_safe
@member_required()
def calendar(request: MemberRequest) -> HttpResponse:
    """Show the deadlines of a month among working days and holidays."""
    context = _context(request, "calendar")
    today: date = context["today"]
    first = month_in(request.GET.get("bulan", ""), today)
    month = month_of(first, list(context["rows"].filter(deadline__year=first.year, deadline__month=first.month)))
    undated = context["rows"].filter(
        deadline__isnull=True, status__in=[Status.PROPOSED, Status.PLANNED, Status.RUNNING]
    )
    return render(request, "register/calendar.html", {**context, "month": month, "undated": undated.count()})


@require_safe
@member_required()
def printed(request: MemberRequest) -> HttpResponse:
    """Show what was asked for as a page to print, with nothing around it."""
    context = _context(request, "print")
    rows = list(context["rows"][: _MOST_PRINTED + 1])
    more = {"listed": rows[:_MOST_PRINTED], "cut": len(rows) > _MOST_PRINTED, "now": timezone.now()}
    return render(request, "register/print.html", {**context, **more})
