"""The board: who has reported, who is late, what waits; and the calendar of deadlines."""

from collections import Counter
from datetime import UTC, date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.collection.models import Cycle
from ikpweb.collection.policies import submissions_visible_to
from ikpweb.kit import formats
from ikpweb.oversight import workdays
from ikpweb.oversight.map import progress_map
from ikpweb.oversight.selectors import STATUS, OfficeProgress, by_indicator, by_office, cycles_of, totals
from ikpweb.territory.models import Office

__all__ = ["board", "calendar", "feed", "home", "indicators", "office", "table"]

_PER_PAGE = 100
_SORTS = {
    "kantor": lambda each: each.office.pk,
    "keadaan": lambda each: (list(STATUS).index(each.status), each.share),
    "terjawab": lambda each: each.share,
    "menunggu": lambda each: -each.waiting,
    "dikembalikan": lambda each: -each.returned,
}


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """Lead to the running cycle, or say that there is none."""
    cycles = cycles_of(request.member)
    return redirect("board:board", cycles[0].pk) if cycles else render(request, "board/none.html")


def _cycle(request: MemberRequest, code: str) -> Cycle:
    """Give a cycle in which the member's office takes part; another one does not exist for them."""
    visible = submissions_visible_to(request.member).values("cycle")
    return get_object_or_404(Cycle.objects.filter(pk__in=visible), pk=code)


def _chosen(request: MemberRequest, cycle: Cycle) -> tuple[list[OfficeProgress], list[OfficeProgress], dict[str, str]]:
    """Give all visible offices of the level, those that fit the filters, and what was asked."""
    asked = {name: request.GET.get(name, "")[:80] for name in ("tingkat", "provinsi", "keadaan", "cari", "urut")}
    levels = [level for level in ("regency", "province") if level in cycle.form]
    asked["tingkat"] = asked["tingkat"] if asked["tingkat"] in levels else levels[0]
    everyone = by_office(cycle, submissions_visible_to(request.member), timezone.now(), level=asked["tingkat"])
    shown = [each for each in everyone if _fits(each, asked)]
    sort = _SORTS.get(asked["urut"].removeprefix("-"), _SORTS["kantor"])
    shown.sort(key=sort, reverse=asked["urut"].startswith("-"))
    return everyone, shown, asked


def _fits(each: OfficeProgress, asked: dict[str, str]) -> bool:
    state = asked["keadaan"]
    fits_state = state in {"", each.status} or (state == "terlambat" and (each.late or each.on_time is False))
    fits_place = asked["provinsi"] in {"", each.office.pk, each.office.parent_id}
    return fits_state and fits_place and asked["cari"].lower() in each.office.name.lower()


@member_required()
def board(request: MemberRequest, cycle: str) -> HttpResponse:
    """Show map, totals and table of the offices that the member may see."""
    now, here = timezone.now(), _cycle(request, cycle)
    everyone, shown, asked = _chosen(request, here)
    query = request.GET.copy()
    query.pop("hal", None)
    context: dict[str, Any] = {
        "cycle": here,
        "now": now,
        "training": here.training,
        "cycles": cycles_of(request.member),
        "asked": asked,
        "levels": list(here.form),
        "totals": totals(everyone, now),
        "statuses": STATUS,
        "map": progress_map(here, everyone, asked["tingkat"]),
        "page": Paginator(shown, _PER_PAGE).get_page(request.GET.get("hal")),
        "found": len(shown),
        "alone": len(everyone) == 1 and submissions_visible_to(request.member).filter(cycle=here).count() == 1,
        "query": query.urlencode(),
        "provinces": Office.objects.filter(level="province") if request.member.office.pk == Office.CENTRE else [],
        "left": workdays.workdays_between(timezone.localdate(), timezone.localtime(here.due_entry).date()),
    }
    return render(request, "board/board.html", context)


@member_required()
def table(request: MemberRequest, cycle: str, form: str) -> HttpResponse:
    """Give the table of the board as a file."""
    here = _cycle(request, cycle)
    _everyone, shown, asked = _chosen(request, here)
    columns = ["office", "name", "status", "answered", "asked", "events", "waiting", "returned", "on_time", "label"]
    rows = [
        {
            "office": each.office.pk,
            "name": each.office.name,
            "status": each.status,
            "answered": each.answered,
            "asked": each.asked,
            "events": each.events,
            "waiting": each.waiting,
            "returned": each.returned,
            "on_time": "" if each.on_time is None else each.on_time,
            "label": "SINTETIS" if here.training else "",
        }
        for each in shown
    ]
    about = {"cycle": here.pk, "title": here.title, "level": asked["tingkat"], "synthetic": here.training}
    body = {
        "csv": lambda: formats.to_csv(columns, rows, indonesian=request.GET.get("format") == "id"),
        "xlsx": lambda: formats.to_xlsx(columns, rows, about),
        "json": lambda: formats.to_json(columns, rows, about),
    }[form]()
    answer = HttpResponse(body, content_type=formats.CONTENT_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="pemantauan-{here.pk}.{form}"'
    return answer


@member_required()
def indicators(request: MemberRequest, cycle: str) -> HttpResponse:
    """Show how each indicator is answered."""
    here = _cycle(request, cycle)
    level = request.GET.get("tingkat", "")
    visible = submissions_visible_to(request.member).filter(cycle=here)
    if level not in here.form:  # the level on which the member sees most offices: an own one alone tells little
        own = Counter(visible.values_list("office__level", flat=True))
        level = max(here.form, key=lambda each: own[each])
    rows = by_indicator(here, visible, level)
    context = {
        "cycle": here,
        "training": here.training,
        "level": level,
        "levels": list(here.form),
        "rows": [(row, row.names.get(get_language() or "id") or row.names.get("id", row.code)) for row in rows],
    }
    return render(request, "board/indicators.html", context)


@member_required()
def office(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Show how far one office is, and what is sent to it."""
    here, now = _cycle(request, cycle), timezone.now()
    found = by_office(here, submissions_visible_to(request.member).filter(office=office), now)
    if not found:
        raise Http404
    notices = here.notices.filter(office=office)[:20]
    context = {"cycle": here, "training": here.training, "one": found[0], "notices": notices, "now": now}
    return render(request, "board/office.html", context)


@member_required()
def calendar(request: MemberRequest) -> HttpResponse:
    """Show deadlines among working days and holidays."""
    today = timezone.localdate()
    last = today + timedelta(days=120)
    cycles = [cycle for cycle in cycles_of(request.member) if cycle.stage != Cycle.Stage.FROZEN]
    off = {
        **workdays.off_days(today.year, get_language() or "id"),
        **workdays.off_days(last.year, get_language() or "id"),
    }
    rows: list[tuple[date, str, str, int]] = [
        (
            timezone.localtime(moment).date(),
            name,
            cycle.title,
            workdays.workdays_between(today, timezone.localtime(moment).date()),
        )
        for cycle in cycles
        for name, moment in _deadlines(cycle)
    ]
    holidays = [(day, name) for day, name in sorted(off.items()) if today <= day <= last]
    context = {"rows": sorted(rows), "holidays": holidays, "today": today, "last": last}
    return render(request, "board/calendar.html", context)


def _deadlines(cycle: Cycle) -> list[tuple[str, Any]]:
    return [
        (_("Batas pengisian oleh kantor"), cycle.due_entry),
        (_("Batas pengesahan oleh provinsi"), cycle.due_province),
        (_("Batas penerimaan oleh pusat"), cycle.due_centre),
    ]


@member_required()
def feed(request: MemberRequest) -> HttpResponse:
    """Give the deadlines as a calendar file (iCalendar, RFC 5545)."""
    events = Calendar()
    events.add("prodid", "-//ikp//pemantauan//ID")
    events.add("version", "2.0")
    for cycle in cycles_of(request.member):
        for number, (name, moment) in enumerate(_deadlines(cycle), start=1):
            day = timezone.localtime(moment).date()
            event = Event()
            event.add("uid", f"{cycle.pk}-{number}@ikp")
            event.add("dtstamp", timezone.now().astimezone(UTC))
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
            event.add("summary", f"{name}: {cycle.title}" + (" (SINTETIS)" if cycle.training else ""))
            events.add_component(event)
    answer = HttpResponse(events.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="batas-waktu.ics"'
    return answer
