"""The page of the sign-off with its summary, the *berita acara*, and the acceptance for the country."""

from collections import Counter, defaultdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.models import Answer, Cycle, State, Submission
from ikpweb.collection.selectors.drafts import lapsed
from ikpweb.territory.models import Office
from ikpweb.verification import policies
from ikpweb.verification.forms import ReasonForm
from ikpweb.verification.minutes import open_minutes
from ikpweb.verification.models import SignOff
from ikpweb.verification.selectors.summary import summary_of
from ikpweb.verification.services import (
    accept_nationally,
    accept_province,
    sign_off,
    undo_acceptance,
    undo_sign_off,
)
from ikpweb.verification.services.signing import undecided, unsettled
from ikpweb.verification.views.common import submission_or_404, telling_refusals

__all__ = ["acceptance", "accepted", "accepted_province", "minutes", "sign", "signed", "unaccepted", "unsigned"]


@member_required(Role.VERIFIER, Role.HEAD, Role.OBSERVER)
def sign(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Show what was decided, and what still keeps the submission from being signed off."""
    return _page(request, submission_or_404(request.member, cycle, office))


def _page(request: MemberRequest, shown: Submission, form: ReasonForm | None = None) -> HttpResponse:
    member, stage = request.member, shown.stage
    open_ = shown.cycle.stage in {Cycle.Stage.OPEN, Cycle.Stage.CLOSED}
    waiting = undecided(shown)
    differ = unsettled(shown)
    is_submitted, is_signed = stage == Submission.Stage.SUBMITTED, stage == Submission.Stage.SIGNED
    context = {
        "submission": shown,
        "training": shown.cycle.training,
        "summary": summary_of(shown),
        "answers": [answer.label for answer in Answer],
        "waiting": [(State(state).label, number) for state, number in sorted(waiting.items())],
        "lapsed": lapsed(shown),
        "returned_at_close": bool(waiting[State.RETURNED]) and shown.cycle.stage == Cycle.Stage.CLOSED,
        "differ": differ,
        "sign_offs": SignOff.objects.filter(submission=shown).select_related("person", "office", "undone_by"),
        "may_sign": open_ and is_submitted and not waiting and not differ and policies.may_sign(member, shown),
        "may_accept": open_ and is_signed and policies.may_accept_nationally(member, shown),
        "may_undo": open_ and is_signed and policies.may_undo_sign_off(member, shown),
        "may_undo_acceptance": open_ and stage == Submission.Stage.ACCEPTED and policies.may_freeze(member),
        "form": form or ReasonForm(),
    }
    return render(request, "verification/sign.html", context, status=422 if form else 200)


@require_POST
@member_required(Role.HEAD)
def signed(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Sign a submission off."""
    shown = submission_or_404(request.member, cycle, office)
    with telling_refusals(request):
        sign_off(shown, actor=request.member)
        messages.success(request, _("Isian disahkan; berita acaranya tersegel di bawah."))
    return redirect("verification:sign", cycle, office)


@require_POST
@member_required(Role.HEAD)
def unsigned(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Take a sign-off back."""
    shown = submission_or_404(request.member, cycle, office)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form)
    with telling_refusals(request):
        undo_sign_off(shown, reason=form.cleaned_data["reason"], actor=request.member)
        messages.success(request, _("Pengesahan dibatalkan."))
    return redirect("verification:sign", cycle, office)


@require_POST
@member_required(Role.HEAD)
def accepted(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Accept one signed submission for the country."""
    shown = submission_or_404(request.member, cycle, office)
    with telling_refusals(request):
        accept_nationally(shown, actor=request.member)
        messages.success(request, _("Diterima secara nasional."))
    return redirect("verification:sign", cycle, office)


@require_POST
@member_required(Role.HEAD)
def unaccepted(request: MemberRequest, cycle: str, office: str) -> HttpResponse:
    """Take the acceptance back."""
    shown = submission_or_404(request.member, cycle, office)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form)
    with telling_refusals(request):
        undo_acceptance(shown, reason=form.cleaned_data["reason"], actor=request.member)
        messages.success(request, _("Penerimaan nasional dibatalkan."))
    return redirect("verification:sign", cycle, office)


@member_required()
def minutes(request: MemberRequest, cycle: str, office: str, sign_off: int) -> HttpResponse:
    """Give the sealed *berita acara*: to the office, and to those above it."""
    shown = submission_or_404(request.member, cycle, office)
    made = get_object_or_404(SignOff, submission=shown, pk=sign_off, kind=SignOff.Kind.UNIT)
    answer = HttpResponse(open_minutes(made), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="berita-acara-{cycle}-{office}-{made.pk}.pdf"'
    return answer


@member_required(Role.HEAD, Role.VERIFIER, Role.OBSERVER)
def acceptance(request: MemberRequest, cycle: str) -> HttpResponse:
    """Show, by province, how many submissions are where on their way to the acceptance."""
    shown = get_object_or_404(Cycle.objects.defer("form"), pk=cycle)
    context = {"cycle": shown, "training": shown.training, "at_centre": policies.at_centre(request.member)}
    if not context["at_centre"]:
        return render(request, "verification/acceptance.html", context, status=404)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for code, parent, stage in shown.submissions.values_list("office", "office__parent", "stage"):
        counts[parent if parent and parent != Office.CENTRE else code][stage] += 1
    names = dict(Office.objects.filter(parent=Office.CENTRE).values_list("code", "name"))
    stages = list(Submission.Stage)
    context["stages"] = [stage.label for stage in stages]
    context["rows"] = [
        (
            code,
            names.get(code, code),
            [(stage.label, counts[code][stage]) for stage in stages],
            counts[code][Submission.Stage.SIGNED],
        )
        for code in sorted(counts)
    ]
    context["may_accept"] = policies.may_freeze(request.member) and shown.stage in {
        Cycle.Stage.OPEN,
        Cycle.Stage.CLOSED,
    }
    return render(request, "verification/acceptance.html", context)


@require_POST
@member_required(Role.HEAD)
def accepted_province(request: MemberRequest, cycle: str, province: str) -> HttpResponse:
    """Accept all signed submissions of a province."""
    shown = get_object_or_404(Cycle.objects.defer("form"), pk=cycle)
    office = get_object_or_404(Office, pk=province, parent=Office.CENTRE)
    with telling_refusals(request):
        done = accept_province(shown, office, actor=request.member)
        messages.success(request, _("%(number)s isian %(office)s diterima.") % {"number": len(done), "office": office})
    return redirect("verification:acceptance", cycle)
