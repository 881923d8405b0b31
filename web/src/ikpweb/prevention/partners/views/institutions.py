"""Partners: the list with its filters, a new one, one with its agreements, changing and withdrawing it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.prevention.keeping.forms import KeptForm
from ikpweb.prevention.keeping.policies import WRITERS, may_write
from ikpweb.prevention.keeping.telling import steps_of, told
from ikpweb.prevention.keeping.views import edited, entered, moved, offices_below
from ikpweb.prevention.partners.models import Partner, Sector
from ikpweb.prevention.partners.selectors.agreements import (
    asked_for,
    doubles_of,
    partner_for,
    partners_asked,
    standing,
)
from ikpweb.prevention.partners.services import change_partner, make_partner, withdraw_partner
from ikpweb.prevention.partners.sorts import PARTNERS

__all__ = ["edit_institution", "institution", "institutions", "move_institution", "new_institution"]

_PER_PAGE = 50


@require_safe
@member_required()
def institutions(request: MemberRequest) -> HttpResponse:
    """Show the partners that the member may see, with their filters; all on one page for paper."""
    asked = asked_for(request.GET)
    rows = partners_asked(request.member, asked, timezone.localdate())
    query = request.GET.copy()
    query.pop("hal", None)
    paper = request.GET.get("cetak") == "1"
    context: dict[str, Any] = {
        "page": Paginator(rows, max(rows.count(), 1) if paper else _PER_PAGE).get_page(request.GET.get("hal")),
        "asked": asked,
        "query": query.urlencode(),
        "paper": paper,
        "sectors": Sector.choices,
        "offices": offices_below(request.member),
        "may_write": may_write(request.member, request.member.office),
    }
    return render(request, "partners/institutions.html", context)


def _partner(request: MemberRequest, key: UUID) -> Partner:
    found = partner_for(request.member, key)
    if found is None:
        raise Http404(str(key))
    return found


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(reverse("partners:institutions"), _("Lembaga")), *more]


@member_required(*WRITERS)
def new_institution(request: MemberRequest) -> HttpResponse:
    """Enter a partner of the own office."""
    office = request.member.office
    return entered(
        request,
        KeptForm(request.POST, PARTNERS, office),
        lambda form: make_partner(office, form.content(), **form.numbers(), actor=request.member).row,
        said=_("Mitra dicatat. Catat perjanjiannya bila ada."),
        page={
            "title": _("Catat lembaga mitra"),
            "button": _("Catat"),
            "back": reverse("partners:institutions"),
            "crumbs": _crumbs(),
        },
    )


@require_safe
@member_required()
def institution(request: MemberRequest, key: UUID) -> HttpResponse:
    """Show a partner with its agreements."""
    found, today = _partner(request, key), timezone.localdate()
    rows = found.agreements.filter(withdrawn=False).select_related("office", "partner").prefetch_related("renewals")
    context = {
        "partner": found,
        "said": told(PARTNERS, found),
        "steps": steps_of(PARTNERS, found),
        "agreements": [standing(each, today) for each in rows],
        "doubles": doubles_of(found),
        "writes": may_write(request.member, found.office) and not found.withdrawn,
    }
    return render(request, "partners/institution.html", context)


@member_required(*WRITERS)
def edit_institution(request: MemberRequest, key: UUID) -> HttpResponse:
    """Change what is said of a partner."""
    found = _partner(request, key)
    if not may_write(request.member, found.office):
        raise Http404(str(key))
    page = {
        "title": _("Ubah lembaga mitra"),
        "button": _("Simpan"),
        "back": found.get_absolute_url(),
        "again": reverse("partners:institution-edit", args=[key]),
        "crumbs": _crumbs((found.get_absolute_url(), found.name)),
    }
    return edited(
        request,
        PARTNERS,
        found,
        lambda content, seen: change_partner(found, content, seen=seen, actor=request.member),
        said=_("Mitra diubah."),
        page=page,
    )


@require_POST
@member_required(*WRITERS)
def move_institution(request: MemberRequest, key: UUID) -> HttpResponse:
    """Withdraw a partner."""
    found = _partner(request, key)
    return moved(
        request,
        PARTNERS,
        found,
        lambda seen, reason: withdraw_partner(found, reason, seen=seen, actor=request.member),
        said=_("Mitra ditarik."),
        page={"back": found.get_absolute_url(), "crumbs": _crumbs((found.get_absolute_url(), found.name))},
    )
