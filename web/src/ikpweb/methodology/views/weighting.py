"""Weighting by experts: the centre opens and closes it, each expert scores on a page of their own."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology import policies
from ikpweb.methodology.agreement import derived_weights
from ikpweb.methodology.content import node_of
from ikpweb.methodology.forms.fields import SeenForm
from ikpweb.methodology.forms.weighting import ExpertForm, OpenForm, ScoresForm
from ikpweb.methodology.models import Draft, Expert, Weighting
from ikpweb.methodology.selectors import progress_of, results_of
from ikpweb.methodology.services import apply_weights, ask_expert, close_weighting, open_weighting, save_scores
from ikpweb.methodology.views.common import READERS, WRITERS, doing, draft_of, language, page

__all__ = ["applied", "asked", "closed", "opened", "score", "weighting"]


@member_required(*READERS)
@never_cache
def weighting(request: MemberRequest, draft: str) -> HttpResponse:
    """Show the weightings of a draft: who was asked and how far they are; what came out of closed ones."""
    return _shown(request, draft_of(request, draft), ExpertForm())


def _shown(request: MemberRequest, shown: Draft, form: ExpertForm, status: int = 200) -> HttpResponse:
    rounds = list(shown.weightings.select_related("opened_by", "closed_by"))
    here = next((each for each in rounds if each.closed_at is None), rounds[0] if rounds else None)
    wanted = request.GET.get("nomor", "")
    here = next((each for each in rounds if str(each.pk) == wanted), here)
    told: dict[str, Any] = {
        "rounds": rounds,
        "here": here,
        "open_form": OpenForm(),
        "form": form,
        "progress": progress_of(here) if here else [],
        "number": len(here.asked) if here else 0,
    }
    if here and here.closed_at:
        told |= _results(shown, here)
    return page(request, "weighting", shown, status=status, **told)


def _results(shown: Draft, here: Weighting) -> dict[str, Any]:
    results = results_of(here)
    weights, left = derived_weights(shown.content, results.means)
    names = {each["code"]: each["names"] for each in here.asked}
    rows = []
    for opinion in results.opinions:
        node = node_of(shown.content, opinion.code)
        before = node["weight"] if node else None
        rows.append((opinion, names[opinion.code], before, weights.get(opinion.code)))
    return {"results": results, "rows": rows, "left": left, "seen": SeenForm(initial={"seen": shown.revision})}


@require_POST
@member_required(*WRITERS)
def opened(request: MemberRequest, draft: str) -> HttpResponse:
    """Open a weighting."""
    shown = draft_of(request, draft)
    form = OpenForm(request.POST)
    due = form.cleaned_data["due"] if form.is_valid() else None
    doing(
        request,
        lambda: open_weighting(shown, due=due, actor=request.member),
        _("Pembobotan dibuka. Mintalah para ahli."),
    )
    return redirect("methodology:weighting", shown.pk)


def _one(request: MemberRequest, draft: str, number: int) -> Weighting:
    found: Weighting = get_object_or_404(
        Weighting.objects.select_related("draft"), draft=draft_of(request, draft), pk=number
    )
    return found


@require_POST
@member_required(*WRITERS)
def asked(request: MemberRequest, draft: str, number: int) -> HttpResponse:
    """Ask somebody to score."""
    here = _one(request, draft, number)
    form = ExpertForm(request.POST)
    if form.is_valid():
        try:
            expert = ask_expert(here, form.cleaned_data["email"], actor=request.member)
        except RejectedError as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            doing(request, lambda: None, _("%(person)s diminta menilai.") % {"person": expert.person})
            return redirect("methodology:weighting", draft)
    return _shown(request, here.draft, form, 422)


@require_POST
@member_required(*WRITERS)
def closed(request: MemberRequest, draft: str, number: int) -> HttpResponse:
    """End the scoring."""
    here = _one(request, draft, number)
    doing(request, lambda: close_weighting(here, actor=request.member), _("Pembobotan ditutup; hasilnya di bawah."))
    return redirect("methodology:weighting", draft)


@require_POST
@member_required(*WRITERS)
def applied(request: MemberRequest, draft: str, number: int) -> HttpResponse:
    """Bring the weights into the draft."""
    here = _one(request, draft, number)
    form = SeenForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        doing(request, lambda: apply_weights(here, seen=seen, actor=request.member), _("Bobot diterapkan."))
    return redirect("methodology:weighting", draft)


@member_required()
@never_cache
def score(request: MemberRequest, weighting: int) -> HttpResponse:
    """Let an expert score; nobody else sees the page, and nobody sees another's."""
    expert: Expert | None = policies.expert_of(request.member, weighting)
    if expert is None:
        raise Http404
    here = expert.weighting
    kept = dict(expert.scores.values_list("indicator", "score"))
    form = ScoresForm(request.POST or None, weighting=here)
    if request.method == "POST" and form.is_valid():
        finish = "finish" in request.POST
        scores = form.scores()
        kept |= scores
        try:
            save_scores(expert, scores, actor=request.member)  # what was answered is kept, whether all of it or not
            if finish:
                save_scores(expert, {}, finish=True, actor=request.member)
        except RejectedError as refused:
            form.add_error(None, refused.sentence)
        else:
            doing(request, lambda: None, _("Selesai. Terima kasih.") if finish else _("Disimpan."))
            return redirect("methodology:score", here.pk)
    groups: dict[str, list[tuple[dict[str, object], int | None]]] = {}
    for each in here.asked:
        name = " · ".join(above["names"].get(language(), above["code"]) for above in each["under"])
        groups.setdefault(name, []).append((each, kept.get(each["code"])))
    told = {
        "expert": expert,
        "weighting": here,
        "draft": here.draft,
        "form": form,
        "groups": list(groups.items()),
        "scored": len(kept),
        "number": len(here.asked),
        "language": language(),
        "scores": (1, 2, 3, 4),
    }
    return render(request, "methodology/score.html", told, status=422 if form.errors else 200)
