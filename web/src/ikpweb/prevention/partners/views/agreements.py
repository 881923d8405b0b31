"""Agreements: the list with its filters, a new one, one with its chain and what is done under it, and every move."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.keeping.fields import content_of
from ikpweb.prevention.keeping.forms import KeptForm
from ikpweb.prevention.keeping.policies import WRITERS, may_write
from ikpweb.prevention.keeping.telling import steps_of, told
from ikpweb.prevention.keeping.views import edited, entered, moved, offices_below
from ikpweb.prevention.partners.models import Agreement, Kind, Partner, Sector
from ikpweb.prevention.partners.selectors.agreements import (
    agreement_for,
    agreements_asked,
    asked_for,
    chain_of,
    counts_of,
    doubles_of,
    standing,
)
from ikpweb.prevention.partners.services import (
    change_agreement,
    end_early,
    make_agreement,
    note_activity,
    withdraw_agreement,
)
from ikpweb.prevention.partners.sorts import ACTIVITIES, AGREEMENTS
from ikpweb.prevention.partners.states import State

__all__ = ["agreement", "edit", "home", "move", "new", "note", "renew"]

_PER_PAGE = 50


@require_safe
@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """Show the agreements that the member may see, with their filters; all on one page for paper."""
    today, asked = timezone.localdate(), asked_for(request.GET)
    rows = agreements_asked(request.member, asked, today)
    query = request.GET.copy()
    query.pop("hal", None)
    paper = request.GET.get("cetak") == "1"
    page = Paginator(rows, max(rows.count(), 1) if paper else _PER_PAGE).get_page(request.GET.get("hal"))
    context: dict[str, Any] = {
        "page": page,
        "rows": [standing(each, today) for each in page],
        "asked": asked,
        "query": query.urlencode(),
        "paper": paper,
        "counts": counts_of(request.member, today),
        "sectors": Sector.choices,
        "kinds": Kind.choices,
        "states": State.choices,
        "offices": offices_below(request.member),
        "may_write": may_write(request.member, request.member.office),
        "today": today,
    }
    return render(request, "partners/agreements.html", context)


def _agreement(request: MemberRequest, key: UUID) -> Agreement:
    found = agreement_for(request.member, key)
    if found is None:
        raise Http404(str(key))
    return found


@member_required(*WRITERS)
def new(request: MemberRequest) -> HttpResponse:
    """Enter an agreement of the own office."""
    office = request.member.office
    form = KeptForm(request.POST, AGREEMENTS, office, initial={"partner": request.GET.get("mitra", "")[:40]})
    page = {
        "title": _("Catat perjanjian"),
        "button": _("Catat"),
        "back": reverse("partners:home"),
        "crumbs": [(reverse("partners:home"), _("Perjanjian"))],
        "first": None
        if Partner.objects.filter(office=office, withdrawn=False).exists()
        else (reverse("partners:institution-new"), _("Belum ada mitra: catat lembaganya dahulu")),
    }
    return entered(
        request,
        form,
        lambda form: make_agreement(office, form.content(), **form.numbers(), actor=request.member).row,
        said=_("Perjanjian dicatat."),
        page=page,
    )


@member_required(*WRITERS)
def renew(request: MemberRequest, key: UUID) -> HttpResponse:
    """Enter the agreement that goes on from one."""
    found = _agreement(request, key)
    if not may_write(request.member, found.office):
        raise Http404(str(key))
    before = content_of(found, AGREEMENTS.fields)
    begun = {name: before[name] for name in ("partner", "kind", "title", "scope", "units")}
    form = KeptForm(request.POST, AGREEMENTS, found.office, initial=begun)
    page = {
        "title": _("Perbarui perjanjian"),
        "under": str(found),
        "button": _("Catat pembaruan"),
        "back": found.get_absolute_url(),
        "crumbs": _crumbs(found),
    }
    return entered(
        request,
        form,
        lambda form: (
            make_agreement(found.office, form.content(), renews=found, **form.numbers(), actor=request.member).row
        ),
        said=_("Pembaruan dicatat: pengingat perjanjian sebelumnya berhenti."),
        page=page,
    )


def _crumbs(found: Agreement) -> list[tuple[str, str]]:
    return [(reverse("partners:home"), _("Perjanjian")), (found.get_absolute_url(), found.number or found.title)]


@require_safe
@member_required()
def agreement(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show an agreement with its chain, what is done under it, its files and its steps."""
    return _page(request, _agreement(request, key))


def _page(
    request: MemberRequest, found: Agreement, activity: KeptForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    stands = standing(found, today)
    writes = may_write(request.member, found.office) and not found.withdrawn
    activities = found.activities.filter(withdrawn=False)
    context = {
        "agreement": found,
        "stands": stands,
        "said": told(AGREEMENTS, found),
        "steps": steps_of(AGREEMENTS, found),
        "chain": [standing(each, today) for each in chain_of(found)],
        "doubles": doubles_of(found),
        "activities": activities,
        "unreported": activities.filter(participants__isnull=True).count(),
        "participants": sum(each.participants or 0 for each in activities),
        "reminders": found.reminders.all()[:10],
        "writes": writes,
        "may_renew": writes and not stands.renewed,
        "may_end": writes and found.ended_on is None and stands.state in {State.VALID, State.EXPIRING, State.EXPIRED},
        "activity_form": (activity or KeptForm(None, ACTIVITIES, found.office)) if writes else None,
    }
    return render(request, "partners/agreement.html", context, status=status)


@member_required(*WRITERS)
def edit(request: MemberRequest, key: UUID) -> HttpResponse:
    """Change what an agreement says."""
    found = _agreement(request, key)
    if not may_write(request.member, found.office):
        raise Http404(str(key))
    page = {
        "title": _("Ubah perjanjian"),
        "button": _("Simpan"),
        "back": found.get_absolute_url(),
        "again": reverse("partners:edit", args=[key]),
        "crumbs": _crumbs(found),
    }
    return edited(
        request,
        AGREEMENTS,
        found,
        lambda content, seen: change_agreement(found, content, seen=seen, actor=request.member),
        said=_("Perjanjian diubah."),
        page=page,
    )


@require_POST
@member_required(*WRITERS)
def move(request: MemberRequest, key: UUID) -> HttpResponse:
    """End an agreement before its time, or withdraw it."""
    found = _agreement(request, key)
    wanted = request.POST.get("move", "")
    if wanted not in {"end", "withdraw"}:
        raise Http404(wanted)

    def act(seen: int, reason: str) -> Agreement:
        if wanted == "withdraw":
            return withdraw_agreement(found, reason, seen=seen, actor=request.member)
        return end_early(found, _day(request.POST.get("day", "")), reason, seen=seen, actor=request.member)

    page = {"back": found.get_absolute_url(), "crumbs": _crumbs(found)}
    return moved(request, AGREEMENTS, found, act, said=_("Tercatat."), page=page)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # no such day: the service says what it must be


@require_POST
@member_required(*WRITERS)
def note(request: MemberRequest, key: UUID) -> HttpResponse:
    """Note what was done under an agreement."""
    found = _agreement(request, key)
    form = KeptForm(request.POST, ACTIVITIES, found.office)
    if form.is_valid():
        try:
            note_activity(found, form.content(), **form.numbers(), actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Kegiatan dicatat."))
            return redirect(f"{found.get_absolute_url()}#kegiatan")
    return _page(request, found, form, status=422)
