"""The list of stations, from a file: read, shown what it says, and taken in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import RejectedError
from ikpweb.stations import policies
from ikpweb.stations.forms import ListFile
from ikpweb.stations.models import Day, Report, StationList
from ikpweb.stations.reading import COLUMNS, ListError
from ikpweb.stations.selectors.counts import registered
from ikpweb.stations.services.lists import keep_list, take_list
from ikpweb.stations.views.common import page

__all__ = ["bring_in", "listed"]


@member_required()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: MemberRequest, day: str) -> HttpResponse:
    """Show what is registered, and read a list; nothing is taken in yet."""
    found = _found(request, day)
    form = ListFile(request.POST or None, request.FILES or None)
    refused: RejectedError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_list(found, form.name, form.cleaned_data["file"], actor=request.member)
        except ListError as wrong:
            refused = wrong
        except RejectedError as wrong:
            form.add_error("file", wrong.sentence)
        else:
            return redirect("stations:listed", found.pk, kept.pk)
    context = {
        "form": form, "columns": COLUMNS, "refused": refused, "registered": registered(found),
        "late": Report.objects.filter(day=found.pk).exists(), "trail": _trail(found),
    }  # fmt: skip
    return page(request, "list.html", found, context, status=422 if form.errors or refused else 200)


@member_required()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: MemberRequest, day: str, number: int) -> HttpResponse:
    """Show what a list says, and take it in."""
    found = _found(request, day)
    kept = get_object_or_404(StationList, pk=number, day=found, author=request.member.person)
    if request.method == "POST":
        try:
            done = take_list(found, kept, actor=request.member)
        except RejectedError as refused:
            messages.error(request, refused.sentence)
            return redirect("stations:list", found.pk)
        messages.success(request, _("%(n)s TPS terdaftar.") % {"n": done})
        return redirect("stations:day", found.pk)
    trail = [*_trail(found), (reverse("stations:list", args=[found.pk]), _("Daftar TPS"))]
    return page(request, "listed.html", found, {"kept": kept, "registered": registered(found), "trail": trail})


def _found(request: MemberRequest, day: str) -> Day:
    """Give the day, if the member may say which stations it has."""
    if not policies.may_take_list(request.member):
        raise Http404
    return get_object_or_404(Day, pk=day)


def _trail(day: Day) -> list[tuple[str, str]]:
    return [(reverse("stations:home"), _("Laporan TPS")), (reverse("stations:day", args=[day.pk]), str(day))]
