"""How far a day is: everywhere, in a regency, in a district of it, and a station with all that was said of it."""

from django.http import HttpResponse
from django.http.response import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.stations import policies
from ikpweb.stations.models import Batch, Day, Station
from ikpweb.stations.selectors.progress import progress_of
from ikpweb.stations.selectors.regency import areas_of, marked, spoken, stations_of
from ikpweb.stations.views.common import found_of, page, trail_of, way_to
from ikpweb.territory.models import Office

__all__ = ["board", "district", "home", "regency", "station"]

#: Batches, and stations that are marked, that a page shows.
_BATCHES, _MARKED = 10, 100


@member_required()
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """Show the days."""
    context = {"days": Day.objects.all(), "now": timezone.now(), "lists": policies.may_take_list(request.member)}
    return render(request, "stations/home.html", context)


@member_required()
@never_cache
@require_safe
def board(request: MemberRequest, day: str) -> HttpResponse:
    """Show how far a day is: the provinces to the centre, the regencies of a province, or the own one."""
    found, own = get_object_or_404(Day, pk=day), request.member.office
    if own.level == Office.Level.REGENCY:
        return redirect("stations:regency", found.pk, own.pk)
    top = own
    trail = [(reverse("stations:home"), _("Laporan TPS"))]
    if own.pk == Office.CENTRE and (asked := request.GET.get("di")):
        top = get_object_or_404(Office, pk=asked, level=Office.Level.PROVINCE)
        trail.append((reverse("stations:day", args=[found.pk]), str(found)))
    offices = list(Office.objects.filter(parent=top).select_related("unit"))
    now = timezone.now()
    return page(request, "day.html", found, {
        "top": top, "trail": trail, "progress": progress_of(found, top, offices, now), "now": now,
        "lists": policies.may_take_list(request.member),
    })  # fmt: skip


@member_required()
@never_cache
@require_safe
def regency(request: MemberRequest, day: str, office: str) -> HttpResponse:
    """Show a regency: what its stations said, those that are marked, and what is sealed; or lead to a station."""
    found, held = found_of(request, day, office)
    asked = request.GET.get("tps", "").strip()
    if asked and Station.objects.filter(day=found, code=asked, regency=held.unit_id).exists():
        return redirect("stations:station", found.pk, held.pk, asked)
    now = timezone.now()
    progress, seen = progress_of(found, held, [held], now), marked(found, held.pk)
    return page(request, "regency.html", found, {
        "office": held, "progress": progress, "now": now, "districts": areas_of(found, held.pk), "asked": asked,
        "marked": seen[:_MARKED], "more": max(0, len(seen) - _MARKED),
        "keys": policies.may_have_keys(request.member, held), "trail": trail_of(request.member, found, held),
        "batches": Batch.objects.filter(day=found, office=held)[:_BATCHES],
    })  # fmt: skip


@member_required()
@never_cache
@require_safe
def district(request: MemberRequest, day: str, office: str, code: str) -> HttpResponse:
    """Show the stations of a district, those that have not reported before the others."""
    found, held = found_of(request, day, office)
    rows = stations_of(found, held.pk, code)
    if not rows:
        raise Http404
    return page(request, "district.html", found, {
        "office": held, "name": rows[0].district, "rows": sorted(rows, key=lambda each: each.reports > 0),
        "silent": sum(not each.reports for each in rows), "trail": way_to(request.member, found, held),
    })  # fmt: skip


@member_required()
@never_cache
@require_safe
def station(request: MemberRequest, day: str, office: str, code: str) -> HttpResponse:
    """Show a station with all reports beside one another."""
    found, held = found_of(request, day, office)
    row = get_object_or_404(Station, day=found, code=code, regency=held.unit_id)
    reports = spoken(found, row)
    said = [(question, [each.answers[place] for each in reports]) for place, question in enumerate(found.questions)]
    trail = way_to(request.member, found, held)
    trail.append((reverse("stations:district", args=[found.pk, held.pk, row.code[:8]]), row.district))
    context = {"office": held, "station": row, "reports": reports, "said": said, "trail": trail}
    return page(request, "station.html", found, context)
