"""Blind double grading: the sample, the second grade without the first, differences, and the report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.collection.content import event_content
from ikpweb.collection.form import question_of, questions
from ikpweb.collection.models import Cycle, Evidence
from ikpweb.verification import policies
from ikpweb.verification.forms import GradeForm, SampleForm, SettleForm
from ikpweb.verification.selectors.grading import differing, report, sampled_of, to_grade
from ikpweb.verification.services import draw_sample, grade_blind, settle_grade
from ikpweb.verification.showing import rows_of
from ikpweb.verification.views.common import page_of, telling_refusals

__all__ = ["agreement", "double", "draw", "grade", "settle"]

_PAGE = 50
_READERS = (Role.VERIFIER, Role.HEAD, Role.OBSERVER)
#: What the second grader must not see: the first grade, and what would give it away.
_HIDDEN = ("indicator", "grade", "narrative")


def _cycle(code: str) -> Cycle:
    return get_object_or_404(Cycle.objects.defer("form"), pk=code)


@member_required(*_READERS)
def double(request: MemberRequest, cycle: str) -> HttpResponse:
    """Show what waits for a second grade, and where two people differ."""
    shown = _cycle(cycle)
    context = {
        "cycle": shown,
        "training": shown.training,
        "page": page_of(to_grade(request.member, shown), request.GET.get("hal"), _PAGE),
        "differing": list(differing(request.member, shown).prefetch_related("grades")[:200]),
        "drawn": sampled_of(request.member, shown).count(),
        "may_draw": policies.may_freeze(request.member) and shown.stage in {Cycle.Stage.OPEN, Cycle.Stage.CLOSED},
        "form": SampleForm(),
        "kept": "",
    }
    return render(request, "verification/double.html", context)


@require_POST
@member_required(Role.HEAD)
def draw(request: MemberRequest, cycle: str) -> HttpResponse:
    """Draw the sample."""
    shown, form = _cycle(cycle), SampleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Bagian sampel harus antara 0 dan 100 persen, dan benih berupa bilangan bulat."))
        return redirect("verification:double", cycle)
    given = form.cleaned_data
    with telling_refusals(request):
        drawn = draw_sample(
            shown,
            share=given["share"] / 100,
            risk_share=given["risk_share"] / 100,
            seed=given["seed"],
            actor=request.member,
        )
        sentence = _("Ditarik %(chance)s kejadian secara acak dan %(risk)s karena risiko, dari %(all)s.")
        messages.success(request, sentence % {"chance": drawn.chance, "risk": drawn.risk, "all": drawn.out_of})
    return redirect("verification:double", cycle)


@member_required(Role.VERIFIER, Role.HEAD)
def grade(request: MemberRequest, cycle: str, sampled: int) -> HttpResponse:
    """Show an event without its grade and take the second one, then go on to the next."""
    shown = _cycle(cycle)
    found = get_object_or_404(to_grade(request.member, shown), pk=sampled)
    event = found.event
    question = question_of(shown, event.submission.office.level, event.indicator)
    form = GradeForm(request.POST or None, grades=question.grades if question else [])
    if request.method == "POST" and form.is_valid():
        with telling_refusals(request):
            grade_blind(found, int(form.cleaned_data["grade"]), actor=request.member)
            messages.success(request, _("Penilaian kedua tercatat."))
        following = to_grade(request.member, shown).first()
        return (
            redirect("verification:grade", cycle, following.pk) if following else redirect("verification:double", cycle)
        )
    context = {
        "cycle": shown,
        "training": shown.training,
        "event": event,
        "question": question,
        "rows": rows_of(event_content(event), without=_HIDDEN),
        "files": Evidence.objects.filter(events=event),
        "form": form,
    }
    return render(request, "verification/grade.html", context, status=422 if form.is_bound else 200)


@member_required(Role.VERIFIER, Role.HEAD)
def settle(request: MemberRequest, cycle: str, sampled: int) -> HttpResponse:
    """Show both grades of an event, and settle which one counts."""
    shown = _cycle(cycle)
    found = get_object_or_404(sampled_of(request.member, shown), pk=sampled)
    second = found.grades.first()
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with telling_refusals(request):
            settle_grade(found, int(form.cleaned_data["grade"]), form.cleaned_data["reason"], actor=request.member)
            messages.success(request, _("Perbedaan diselesaikan."))
        return redirect("verification:double", cycle)
    event = found.event
    question = question_of(shown, event.submission.office.level, event.indicator)
    context = {
        "cycle": shown,
        "training": shown.training,
        "sampled": found,
        "second": second,
        "event": event,
        "question": question,
        "rows": rows_of(event_content(event), without=_HIDDEN),
        "files": Evidence.objects.filter(events=event),
        "form": form,
    }
    return render(request, "verification/settle.html", context, status=422 if form.is_bound else 200)


@member_required(*_READERS)
def agreement(request: MemberRequest, cycle: str) -> HttpResponse:
    """Show how far first and second grades agree."""
    shown = _cycle(cycle)
    names = {code: asked.name for level in ("province", "regency") for code, asked in questions(shown, level).items()}
    found = report(request.member, shown, lambda code: names.get(code, code))
    context = {"cycle": shown, "training": shown.training, "report": found}
    return render(request, "verification/agreement.html", context)
