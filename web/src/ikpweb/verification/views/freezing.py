"""The freeze of a cycle: one asks, another confirms the same digest."""

from collections import Counter
from typing import cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required, refused
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.models import Cycle, Submission
from ikpweb.territory.models import Office
from ikpweb.verification import policies
from ikpweb.verification.dataset import dataset_path, left_out
from ikpweb.verification.models import Freeze
from ikpweb.verification.services import ask_freeze, confirm_freeze, withdraw_freeze
from ikpweb.verification.views.common import telling_refusals

__all__ = ["asked", "confirmed", "dataset", "freeze", "withdrawn"]

_READERS = (Role.HEAD, Role.OBSERVER, Role.ANALYST, Role.ADMINISTRATOR)


def _outside(request: MemberRequest) -> HttpResponse | None:
    """Refuse members of other offices: what the country reports is seen at the centre."""
    if policies.at_centre(request.member):
        return None
    return refused(request, _("Halaman ini untuk kantor pusat."))


@member_required(*_READERS)
def freeze(request: MemberRequest, cycle: str) -> HttpResponse:
    """Show what would be frozen, what is left out, and who asked."""
    if answer := _outside(request):
        return answer
    shown = get_object_or_404(Cycle.objects.defer("form"), pk=cycle)
    stages = Counter(shown.submissions.values_list("stage", flat=True))
    within = stages[Submission.Stage.ACCEPTED] + stages[Submission.Stage.FROZEN]
    out = left_out(shown)
    names = dict(Office.objects.filter(pk__in=out).values_list("code", "name"))
    reasons = {
        "not-reported": _("tidak melapor"),
        "not-verified": _("belum selesai diverifikasi"),
        "not-accepted": _("belum diterima pusat"),
    }
    standing = shown.freezes.filter(withdrawn_at=None).select_related("asked_by", "confirmed_by").first()
    context = {
        "cycle": shown,
        "training": shown.training,
        "within": within,
        "offices": sum(stages.values()),
        "share": within / sum(stages.values()) if stages else 0.0,
        "out": [(code, names[code], reasons[reason]) for code, reason in out.items()],
        "by_reason": [(reasons[reason], number) for reason, number in sorted(Counter(out.values()).items())],
        "standing": standing,
        "mine": standing is not None and standing.asked_by_id == request.user.pk,
        "may_freeze": policies.may_freeze(request.member) and shown.stage == Cycle.Stage.CLOSED,
        "is_file": standing is not None and dataset_path(shown.pk, standing.digest).exists(),
    }
    return render(request, "verification/freeze.html", context)


@require_POST
@member_required(Role.HEAD)
def asked(request: MemberRequest, cycle: str) -> HttpResponse:
    """Ask for the freeze."""
    if answer := _outside(request):
        return answer
    with telling_refusals(request):
        ask_freeze(get_object_or_404(Cycle, pk=cycle), note=request.POST.get("note", ""), actor=request.member)
        messages.success(request, _("Pembekuan diminta. Orang kedua di pusat mengonfirmasinya."))
    return redirect("verification:freeze", cycle)


def _standing(cycle: str) -> Freeze:
    return get_object_or_404(Freeze, cycle=cycle, withdrawn_at=None)


@require_POST
@member_required(Role.HEAD)
def confirmed(request: MemberRequest, cycle: str) -> HttpResponse:
    """Confirm the freeze, as a second person."""
    if answer := _outside(request):
        return answer
    with telling_refusals(request):
        confirm_freeze(_standing(cycle), actor=request.member)
        messages.success(request, _("Putaran dibekukan; datanya tidak berubah lagi."))
    return redirect("verification:freeze", cycle)


@require_POST
@member_required(Role.HEAD)
def withdrawn(request: MemberRequest, cycle: str) -> HttpResponse:
    """Take the request back."""
    if answer := _outside(request):
        return answer
    with telling_refusals(request):
        withdraw_freeze(_standing(cycle), actor=request.member)
        messages.success(request, _("Permintaan pembekuan ditarik."))
    return redirect("verification:freeze", cycle)


@member_required(*_READERS)
def dataset(request: MemberRequest, cycle: str) -> HttpResponse:
    """Give the frozen data set as it lies on the disk."""
    if answer := _outside(request):
        return answer
    made = get_object_or_404(Freeze, cycle=cycle, confirmed_at__isnull=False)
    path = dataset_path(cycle, made.digest)
    file = FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="application/gzip")
    return cast(HttpResponse, file)  # the door's type knows of answers that are not streamed only
