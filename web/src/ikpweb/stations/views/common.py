"""What all pages of election day share: what they are about, the way back, and how they are shown."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.stations import policies
from ikpweb.stations.models import Day
from ikpweb.territory.models import Office

__all__ = ["found_of", "page", "trail_of", "way_to"]


def found_of(request: MemberRequest, day: str, office: str, *, keys: bool = False) -> tuple[Day, Office]:
    """Give the day and the office, if the member may see its stations, or give out its keys."""
    found = get_object_or_404(Day, pk=day)
    held = get_object_or_404(Office.objects.select_related("unit", "parent__unit"), pk=office)
    may = policies.may_have_keys if keys else policies.may_see_regency
    if not may(request.member, held):
        raise Http404
    return found, held


def trail_of(member: Member, day: Day, office: Office) -> list[tuple[str, str]]:
    """Give the way to a regency's page, as far as it begins above the member's own office."""
    way = [(reverse("stations:home"), _("Laporan TPS"))]
    if member.office.level == Office.Level.REGENCY:
        return way
    board = reverse("stations:day", args=[day.pk])
    way.append((board, str(day)))
    if member.office.pk == Office.CENTRE and office.parent is not None:
        way.append((f"{board}?di={office.parent.pk}", str(office.parent.unit)))
    return way


def way_to(member: Member, day: Day, office: Office) -> list[tuple[str, str]]:
    """Give the way to a page below a regency's."""
    return [*trail_of(member, day, office), (reverse("stations:regency", args=[day.pk, office.pk]), str(office.unit))]


def page(request: HttpRequest, template: str, day: Day, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Show a page about a day; one that is made up says so."""
    language = get_language() or "id"
    told = {"day": day, "training": day.training, "language": "en" if language.startswith("en") else "id"}
    return render(request, f"stations/{template}", told | context, status=status)
