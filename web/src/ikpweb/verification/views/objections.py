"""Objections: made in the name of the office, answered a level above the reviewer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.models import Cycle
from ikpweb.verification.forms import AnswerForm, ReasonForm
from ikpweb.verification.models import Decision
from ikpweb.verification.selectors.objections import all_objections, objections_for
from ikpweb.verification.selectors.review import cards, lights, review_of
from ikpweb.verification.services import answer_objection, object_to
from ikpweb.verification.views.common import page_of, submission_or_404, telling_refusals
from ikpweb.verification.views.review import told_card

__all__ = ["answer", "contest", "objections"]

_PAGE = 50


@member_required(Role.VERIFIER, Role.HEAD, Role.OBSERVER)
def objections(request: MemberRequest, cycle: str) -> HttpResponse:
    """List the objections of a cycle that the member may see, those that wait first."""
    shown = get_object_or_404(Cycle.objects.defer("form"), pk=cycle)
    mine = set(objections_for(request.member, shown).values_list("pk", flat=True))
    page = page_of(all_objections(request.member, shown), request.GET.get("hal"), _PAGE)
    context = {"cycle": shown, "training": shown.training, "page": page, "mine": mine, "kept": ""}
    return render(request, "verification/objections.html", context)


@member_required(Role.HEAD)
def contest(request: MemberRequest, cycle: str, office: str, decision: int) -> HttpResponse:
    """Object to a decision about an item of one's own office."""
    shown = submission_or_404(request.member, cycle, office)
    found = Decision.objects.select_related("event", "submission__office", "person", "office")
    made = get_object_or_404(found, submission=shown, pk=decision)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling_refusals(request):
            object_to(made, form.cleaned_data["reason"], actor=request.member)
            messages.success(request, _("Sanggahan disampaikan kepada tingkat di atas pemeriksa."))
        return redirect("verification:submission", cycle, office)
    return _page(request, made, form, "verification/object.html")


def _page(request: MemberRequest, made: Decision, form: ReasonForm, template: str, **more: object) -> HttpResponse:
    """Show a form below the item that it is about."""
    shown = submission_or_404(request.member, made.submission.cycle_id, made.submission.office_id)
    review = review_of(shown, request.member)
    key = str(made.event_id) if made.event_id else made.indicator
    listed = [light for light in lights(review, indicator=made.indicator) if light.key == key]
    context = {
        "submission": shown,
        "cycle": shown.cycle,
        "training": shown.cycle.training,
        "decision": made,
        "cards": [told_card(card, can=()) for card in cards(review, listed, request.member)],
        "form": form,
        **more,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


@member_required(Role.VERIFIER, Role.HEAD)
def answer(request: MemberRequest, cycle: str, objection: int) -> HttpResponse:
    """Answer an objection: grant it, or let the decision stand."""
    shown = get_object_or_404(Cycle.objects.defer("form"), pk=cycle)
    made = get_object_or_404(all_objections(request.member, shown), pk=objection)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling_refusals(request):
            answer_objection(
                made, form.cleaned_data["granted"] == "ya", form.cleaned_data["reason"], actor=request.member
            )
            messages.success(request, _("Sanggahan dijawab."))
        return redirect("verification:objections", cycle)
    return _page(request, made.decision, form, "verification/answer.html", objection=made)
