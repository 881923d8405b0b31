"""Screens of cycles."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required, refused
from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.cycles.forms import DEADLINES, CycleForm, DeadlineForm
from ikpweb.collection.models import Cycle, Submission
from ikpweb.collection.selectors.drafts import drafts_in
from ikpweb.collection.services.cycles import close_cycle, make_cycle, may_run_cycles, move_deadlines, open_cycle
from ikpweb.territory.models import Office

__all__ = ["close", "cycle", "cycles", "deadlines", "new", "start"]

_READERS = (Role.ANALYST, Role.HEAD, Role.PUBLISHER, Role.ADMINISTRATOR, Role.OBSERVER)


@member_required(*_READERS)
def cycles(request: MemberRequest) -> HttpResponse:
    """List all cycles, the newest period first."""
    done = Q(submissions__stage__in=[stage for stage in Submission.Stage.values if stage != Submission.Stage.DRAFT])
    found = Cycle.objects.select_related("edition").annotate(
        offices=Count("submissions"), submitted=Count("submissions", filter=done)
    )
    return render(request, "cycles/list.html", {"cycles": found, "may_run": may_run_cycles(request.member)})


@member_required(*_READERS)
def cycle(request: MemberRequest, code: str) -> HttpResponse:
    """Show one cycle: its form, its deadlines, and what can be done with it."""
    return _page(request, get_object_or_404(Cycle.objects.select_related("edition"), pk=code))


def _page(request: MemberRequest, shown: Cycle, form: DeadlineForm | None = None) -> HttpResponse:
    stages = dict(shown.submissions.values_list("stage").annotate(n=Count("pk")).order_by())
    counts = [(stage.label, stages.get(stage.value, 0)) for stage in Submission.Stage]
    context: dict[str, Any] = {
        "cycle": shown,
        "training": shown.training,
        "counts": counts,
        "offices": sum(stages.values()),
        "drafts": drafts_in(shown),
        "levels": [(level, len(questions)) for level, questions in sorted(shown.form.items())],
        "may_run": may_run_cycles(request.member),
        "checks": request.member.has(Role.HEAD, Role.OBSERVER),
        "freezes": _after_entry(shown, request.member),
        "form": form or DeadlineForm(initial={name: getattr(shown, name) for name in DEADLINES}),
    }
    return render(request, "cycles/cycle.html", context, status=422 if form else 200)


def _after_entry(shown: Cycle, member: Member) -> bool:
    """Tell whether the freeze is the next step, and the member's to see."""
    ended = shown.stage in {Cycle.Stage.CLOSED, Cycle.Stage.FROZEN}
    return ended and member.office.pk == Office.CENTRE and member.has(Role.ANALYST, Role.HEAD, Role.OBSERVER)


@member_required(Role.HEAD, Role.ADMINISTRATOR)
def new(request: MemberRequest) -> HttpResponse:
    """Prepare a cycle."""
    if not may_run_cycles(request.member):
        return refused(request, _("Putaran disiapkan oleh ketua atau administrator kantor pusat."))
    form = CycleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = make_cycle(given.pop("code"), actor=request.member, **given)
        messages.success(request, _("Putaran %(title)s disiapkan. Periksa, lalu buka.") % {"title": made.title})
        return redirect("cycles:cycle", made.pk)
    return render(request, "cycles/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@member_required(Role.HEAD, Role.ADMINISTRATOR)
def start(request: MemberRequest, code: str) -> HttpResponse:
    """Open a cycle: from now on offices enter."""
    shown = get_object_or_404(Cycle, pk=code)
    count = open_cycle(shown, actor=request.member)
    messages.success(request, _("Putaran dibuka untuk %(count)s kantor.") % {"count": count})
    return redirect("cycles:cycle", code)


@require_POST
@member_required(Role.HEAD, Role.ADMINISTRATOR)
def close(request: MemberRequest, code: str) -> HttpResponse:
    """Close a cycle: reviews go on, entry ends."""
    close_cycle(get_object_or_404(Cycle, pk=code), actor=request.member)
    messages.success(request, _("Pengisian ditutup. Verifikasi tetap berjalan."))
    return redirect("cycles:cycle", code)


@require_POST
@member_required(Role.HEAD, Role.ADMINISTRATOR)
def deadlines(request: MemberRequest, code: str) -> HttpResponse:
    """Move the deadlines of a cycle that is not frozen."""
    shown = get_object_or_404(Cycle.objects.select_related("edition"), pk=code)
    form = DeadlineForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form)
    move_deadlines(shown, **form.cleaned_data, actor=request.member)
    messages.success(request, _("Batas waktu diubah."))
    return redirect("cycles:cycle", code)
