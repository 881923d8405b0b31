"""The supervisors that were active in a unit, week by week."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.territory.models import Office
from ikpweb.watch.models import Effort
from ikpweb.watch.policies import may_enter
from ikpweb.watch.selectors.reports import offices_for
from ikpweb.watch.services.effort import Cell, save_effort
from ikpweb.watch.validation import today_in
from ikpweb.watch.views.common import number_in

__all__ = ["effort", "grid"]

#: Weeks on a page.
WEEKS = 16


@member_required()
def effort(request: MemberRequest) -> HttpResponse:
    """Show an office its own weeks; to those above, the offices to choose from with what they last said."""
    if request.member.office.level == Office.Level.REGENCY:
        return redirect("watch:effort-of", request.member.office.pk)
    found = list(offices_for(request.member).filter(level="regency"))
    training = request.GET.get("data") == "latihan"
    rows = Effort.objects.filter(unit__in=[each.pk for each in found], training=training).order_by("unit", "week")
    last = {each.unit_id: each for each in rows}
    context = {"offices": [(each, last.get(each.pk)) for each in found], "training": training}
    return render(request, "watch/effort_offices.html", context)


@member_required()
def grid(request: MemberRequest, office: str) -> HttpResponse:
    """Show the weeks of an office's unit, and take what is written in them."""
    found = offices_for(request.member).filter(pk=office).first()
    if found is None:
        raise Http404(office)
    training = request.GET.get("data") == "latihan"
    given: dict[str, str] = {}
    faults: dict[str, list[str]] = {}
    if request.method == "POST":
        given = {name: request.POST[name] for name in request.POST if name.startswith("n-")}
        cells, faults = _cells(request)
        if not faults:
            try:
                changed = save_effort(found, cells, training=training, actor=request.member)
            except RejectedError as refused:
                faults = {week: [fault.sentence for fault in each] for week, each in refused.faults.items()}
            except ConflictError as conflict:
                faults = {week: [_theirs(item["theirs"]["supervisors"])] for week, item in conflict.items.items()}
                return _page(request, found, given=given, faults=faults, training=training, status=409)
            else:
                messages.success(request, _("%(n)s minggu tersimpan.") % {"n": changed})
                return redirect(f"{reverse('watch:effort-of', args=[office])}{'?data=latihan' if training else ''}")
    return _page(request, found, given=given, faults=faults, training=training, status=422 if faults else 200)


def _theirs(number: int | None) -> str:
    if number is None:
        return _("Orang lain mengosongkan minggu ini. Simpan lagi bila angka Anda yang benar.")
    return _("Orang lain menulis %(n)s. Simpan lagi bila angka Anda yang benar.") % {"n": number}


def _cells(request: MemberRequest) -> tuple[dict[date, Cell], dict[str, list[str]]]:
    """Read the numbers of the form; an empty one is unknown, which is not zero."""
    cells, faults = {}, {}
    source = request.POST.get("source", "").replace("\x00", "")[:120]
    for name in request.POST:
        if not name.startswith("n-"):
            continue
        text = request.POST[name].strip()
        try:
            week = date.fromisoformat(name[2:])
        except ValueError as unknown:
            raise Http404 from unknown
        if text and not (text.isascii() and text.isdigit() and len(text) < 9):
            faults[week.isoformat()] = [_("Tulis bilangan bulat, atau kosongkan bila tidak diketahui.")]
            continue
        cells[week] = Cell(int(text) if text else None, seen=number_in(request.POST, f"v-{week}"), source=source)
    return cells, faults


def _page(
    request: MemberRequest,
    office: Office,
    *,
    given: dict[str, str],
    faults: dict[str, list[str]],
    training: bool,
    status: int,
) -> HttpResponse:
    today = today_in(str(office.unit_id))
    newest = today - timedelta(today.weekday())
    try:
        until = min(date.fromisoformat(request.GET.get("sampai", "")), newest)
    except ValueError:
        until = newest
    until -= timedelta(until.weekday())
    weeks = [until - timedelta(7 * back) for back in range(WEEKS)]
    standing = {
        each.week: each for each in Effort.objects.filter(unit=office.unit_id, training=training, week__in=weeks)
    }
    context = {
        "office": office,
        "training": training,
        "editable": may_enter(request.member, office) and request.member.has(Role.ENTERER, Role.HEAD),
        "rows": [
            {
                "week": week,
                "end": week + timedelta(6),
                "row": standing.get(week),
                "said": given.get(f"n-{week}", standing[week].supervisors if week in standing else ""),
                "faults": faults.get(week.isoformat(), []),
            }
            for week in weeks
        ],
        "older": (weeks[-1] - timedelta(7)).isoformat(),
        "newer": min(until + timedelta(7 * WEEKS), newest).isoformat() if until < newest else "",
    }
    return render(request, "watch/effort.html", context, status=status)
