"""Trainings and outreach events: lists with their filters, new ones, one with its steps, and every move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.prevention.cadres.models import Form, Programme
from ikpweb.prevention.cadres.policies import may_read_people
from ikpweb.prevention.cadres.selectors.lists import (
    asked_for,
    doubles_of,
    event_for,
    events_asked,
    training_for,
    trainings_asked,
)
from ikpweb.prevention.cadres.selectors.sums import equity_of, reported
from ikpweb.prevention.cadres.services import (
    change_outreach,
    change_training,
    enter_outreach,
    enter_training,
    withdraw_outreach,
    withdraw_training,
)
from ikpweb.prevention.cadres.sorts import OUTREACH, TRAININGS
from ikpweb.prevention.keeping.fields import content_of
from ikpweb.prevention.keeping.forms import KeptForm
from ikpweb.prevention.keeping.policies import WRITERS, may_write
from ikpweb.prevention.keeping.sorts import Sort
from ikpweb.prevention.keeping.telling import steps_of, told
from ikpweb.prevention.keeping.views import edited, entered, file_answer, moved, offices_below

__all__ = ["Room", "edit", "listing", "move", "new", "one", "room_of", "table"]

_PER_PAGE = 50
Text = str | Promise


@dataclass(frozen=True)
class Room:
    """What differs between trainings and outreach: their words, services and selectors; the pages are the same."""

    subject: str
    title: Text
    lead: Text
    new_title: Text
    edit_title: Text
    entered: Text
    changed: Text
    withdrawn: Text
    sort: Sort[Any]
    asked: Callable[[Member, Mapping[str, Any]], QuerySet[Any]]
    find: Callable[[Member, UUID], Any]
    enter: Callable[..., Any]
    change: Callable[..., Any]
    withdraw: Callable[..., Any]
    count: str

    @property
    def address(self) -> str:
        """Where its list is."""
        return reverse("cadres:list", args=[self.subject])

    @property
    def crumbs(self) -> list[tuple[str, Text]]:
        """The way to its list."""
        return [(reverse("cadres:home"), _("Partisipatif")), (self.address, self.title)]


ROOMS = {
    "pelatihan": Room(
        "pelatihan",
        _("Pelatihan"),
        _("Setiap pelatihan dengan jumlah pesertanya. Nama orang tidak dicatat di sini."),
        _("Catat pelatihan"),
        _("Ubah pelatihan"),
        _("Pelatihan dicatat."),
        _("Pelatihan diubah."),
        _("Pelatihan ditarik."),
        TRAININGS,
        trainings_asked,
        training_for,
        enter_training,
        change_training,
        withdraw_training,
        "alumni",
    ),
    "sosialisasi": Room(
        "sosialisasi",
        _("Sosialisasi"),
        _("Setiap kegiatan dengan jumlah pesertanya. Kelompok peserta bertumpang tindih, maka tidak dijumlahkan."),
        _("Catat sosialisasi"),
        _("Ubah sosialisasi"),
        _("Sosialisasi dicatat."),
        _("Sosialisasi diubah."),
        _("Sosialisasi ditarik."),
        OUTREACH,
        events_asked,
        event_for,
        enter_outreach,
        change_outreach,
        withdraw_outreach,
        "participants",
    ),
}


def room_of(subject: str) -> Room:
    """Give the room of an address."""
    if subject not in ROOMS:
        raise Http404(subject)
    return ROOMS[subject]


@require_safe
@member_required()
def listing(request: MemberRequest, subject: str) -> HttpResponse:
    """Show the rows that the member may see, with their filters and sums; all on one page for paper."""
    room, asked = room_of(subject), asked_for(request.GET)
    rows = room.asked(request.member, asked)
    query = request.GET.copy()
    query.pop("hal", None)
    paper = request.GET.get("cetak") == "1"
    context: dict[str, Any] = {
        "room": room,
        "page": Paginator(rows, max(rows.count(), 1) if paper else _PER_PAGE).get_page(request.GET.get("hal")),
        "asked": asked,
        "query": query.urlencode(),
        "paper": paper,
        "sum": reported(rows, room.count),
        "equity": equity_of(rows),
        "programmes": Programme.choices,
        "forms": Form.choices if subject == "sosialisasi" else [],
        "offices": offices_below(request.member),
        "may_write": may_write(request.member, request.member.office),
    }
    return render(request, "cadres/list.html", context)


@member_required(*WRITERS)
def new(request: MemberRequest, subject: str) -> HttpResponse:
    """Enter a row of the own office."""
    room, office = room_of(subject), request.member.office
    page = {"title": room.new_title, "button": _("Catat"), "back": room.address, "crumbs": room.crumbs}
    return entered(
        request,
        KeptForm(request.POST, room.sort, office),
        lambda form: room.enter(office, form.content(), **form.numbers(), actor=request.member).row,
        said=str(room.entered),
        page={**page, "lead": room.lead},
    )


def _row(request: MemberRequest, room: Room, key: UUID) -> Any:
    found = room.find(request.member, key)
    if found is None:
        raise Http404(str(key))
    return found


@require_safe
@member_required()
def one(request: MemberRequest, subject: str, key: UUID) -> HttpResponse:
    """Show a row with its files and its steps."""
    room = room_of(subject)
    found = _row(request, room, key)
    writes = may_write(request.member, found.office) and not found.withdrawn
    people = may_read_people(request.member) and subject == "pelatihan" and found.office == request.member.office
    context = {
        "room": room,
        "row": found,
        "said": told(room.sort, found),
        "steps": steps_of(room.sort, found),
        "doubles": doubles_of(found),
        "writes": writes,
        "people": found.people.filter(erased_at__isnull=True).count() if people else None,
        "may_people": people and writes,
    }
    return render(request, "cadres/one.html", context)


@member_required(*WRITERS)
def edit(request: MemberRequest, subject: str, key: UUID) -> HttpResponse:
    """Change a row."""
    room = room_of(subject)
    found = _row(request, room, key)
    if not may_write(request.member, found.office):
        raise Http404(str(key))
    page = {
        "title": room.edit_title,
        "button": _("Simpan"),
        "back": found.get_absolute_url(),
        "again": reverse("cadres:edit", args=[subject, key]),
        "crumbs": [*room.crumbs, (found.get_absolute_url(), str(found))],
    }
    return edited(
        request,
        room.sort,
        found,
        lambda content, seen: room.change(found, content, seen=seen, actor=request.member),
        said=str(room.changed),
        page=page,
    )


@require_POST
@member_required(*WRITERS)
def move(request: MemberRequest, subject: str, key: UUID) -> HttpResponse:
    """Withdraw a row."""
    room = room_of(subject)
    found = _row(request, room, key)
    return moved(
        request,
        room.sort,
        found,
        lambda seen, reason: room.withdraw(found, reason, seen=seen, actor=request.member),
        said=str(room.withdrawn),
        page={"back": found.get_absolute_url(), "crumbs": room.crumbs},
    )


@require_safe
@member_required()
def table(request: MemberRequest, subject: str, form: str) -> HttpResponse:
    """Give the rows that were asked for as a file: counts and places, no person."""
    room, asked = room_of(subject), asked_for(request.GET)
    rows = room.asked(request.member, asked)
    told_rows = [{"office": each.office_id, **content_of(each, room.sort.fields)} for each in rows]
    about = {"day": timezone.localdate(), **asked, "empty": "not reported"}
    return file_answer(subject, form, ("office", *room.sort.fields), told_rows, about=about)
