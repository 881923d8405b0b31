"""Pages of election day: how far it is, a regency, a station with all that was said of it, and keys."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.faults import RefusedError
from ikpweb.stations import policies
from ikpweb.stations.forms import NewKey
from ikpweb.stations.models import Batch, Day, Station, StationKey
from ikpweb.stations.selectors.progress import progress_of
from ikpweb.stations.selectors.regency import areas_of, marked, spoken
from ikpweb.stations.services.keys import make, revoke
from ikpweb.territory.models import Office

__all__ = ["board", "home", "keys", "regency", "revoke_key", "station"]

_READ = require_http_methods(["GET", "HEAD"])
#: Batches that a page shows.
_BATCHES = 10


@member_required()
@_READ
def home(request: MemberRequest) -> HttpResponse:
    """Show the days."""
    return render(request, "stations/home.html", {"days": Day.objects.all(), "now": timezone.now()})


@member_required()
@never_cache
@_READ
def board(request: MemberRequest, day: str) -> HttpResponse:
    """Show how far a day is: the provinces to the centre, the regencies of a province, or the own one."""
    found, own = get_object_or_404(Day, pk=day), request.member.office
    if own.level == Office.Level.REGENCY:
        return redirect("stations:regency", found.pk, own.pk)
    top = own
    if own.pk == Office.CENTRE and (asked := request.GET.get("di")):
        top = get_object_or_404(Office, pk=asked, level=Office.Level.PROVINCE)
    offices = list(Office.objects.filter(parent=top))
    now = timezone.now()
    return _page(request, "stations/day.html", found, {
        "top": top, "own": own, "progress": progress_of(found, top, offices, now), "now": now,
    })  # fmt: skip


@member_required()
@never_cache
@_READ
def regency(request: MemberRequest, day: str, office: str) -> HttpResponse:
    """Show a regency: what its stations said, those that are marked, and what is sealed."""
    found, held = _found(request, day, office)
    now = timezone.now()
    progress = progress_of(found, held, [held], now)
    return _page(request, "stations/regency.html", found, {
        "office": held, "progress": progress, "now": now, "districts": areas_of(found, held.pk),
        "marked": marked(found, held.pk), "keys": policies.may_have_keys(request.member, held),
        "batches": Batch.objects.filter(day=found, office=held)[:_BATCHES],
    })  # fmt: skip


@member_required()
@never_cache
@_READ
def station(request: MemberRequest, day: str, office: str, code: str) -> HttpResponse:
    """Show a station with all reports beside one another."""
    found, held = _found(request, day, office)
    row = get_object_or_404(Station, day=found, code=code, regency=held.unit_id)
    reports = spoken(found, row)
    said = [(question, [each.answers[place] for each in reports]) for place, question in enumerate(found.questions)]
    context = {"office": held, "station": row, "reports": reports, "said": said}
    return _page(request, "stations/station.html", found, context)


@member_required()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: MemberRequest, day: str, office: str) -> HttpResponse:
    """Show the keys of a regency's office, and make one; its text is in this answer and in no other."""
    found, held = _found(request, day, office, keys=True)
    form, text = NewKey(), ""
    if request.method == "POST":
        form = NewKey(request.POST)
        if form.is_valid():
            try:
                _key, text = make(found, held, form.cleaned_data["name"], actor=request.member)
                form = NewKey()
            except RefusedError as refused:
                form.add_error(refused.field or None, refused.sentence)
    rows = StationKey.objects.filter(day=found, office=held).select_related("made_by")
    context = {"office": held, "form": form, "text": text, "rows": rows}
    return _page(request, "stations/keys.html", found, context, status=422 if form.errors else 200)


@member_required()
@require_POST
def revoke_key(request: MemberRequest, day: str, office: str, number: int) -> HttpResponse:
    """Revoke a key."""
    found, held = _found(request, day, office, keys=True)
    key = get_object_or_404(StationKey, day=found, office=held, pk=number)
    revoke(key, actor=request.member)
    messages.success(request, _("Kunci %(key)s dicabut; dalam beberapa detik ia tidak membuka apa pun.") % {"key": key})
    return redirect("stations:keys", found.pk, held.pk)


def _found(request: MemberRequest, day: str, office: str, *, keys: bool = False) -> tuple[Day, Office]:
    """Give the day and the office, if the member may see its stations, or give out its keys."""
    found = get_object_or_404(Day, pk=day)
    held = get_object_or_404(Office.objects.select_related("unit", "parent"), pk=office)
    may = policies.may_have_keys if keys else policies.may_see_regency
    if not may(request.member, held):
        raise Http404
    return found, held


def _page(request: HttpRequest, template: str, day: Day, context: dict[str, Any], status: int = 200) -> HttpResponse:
    language = get_language() or "id"
    told = {"day": day, "training": day.training, "language": "en" if language.startswith("en") else "id"}
    return render(request, template, told | context, status=status)
