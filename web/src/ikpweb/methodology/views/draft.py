"""A draft as a whole: its tree and faults, what it is, cut-offs, recipes, history."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology import engine
from ikpweb.methodology.checking import faults_of
from ikpweb.methodology.content import Content
from ikpweb.methodology.edits import ChangeAbout, SetCutoffs, SetRecipe
from ikpweb.methodology.forms.draft import AboutForm, CutoffsForm, DiscardForm, RecipeForm
from ikpweb.methodology.models import Draft
from ikpweb.methodology.selectors import revisions_of, tree_of
from ikpweb.methodology.services import discard_draft
from ikpweb.methodology.views.common import READERS, WRITERS, draft_of, language, page, saved

__all__ = ["about", "cutoffs", "discard", "draft", "history", "recipe", "revision"]


@member_required(*READERS)
def draft(request: MemberRequest, draft: str) -> HttpResponse:
    """Show a draft: its tree, and everything that keeps it from being frozen."""
    return _whole(request, draft_of(request, draft))


def _whole(request: MemberRequest, shown: Draft, form: DiscardForm | None = None) -> HttpResponse:
    faults = faults_of(shown.content) if shown.stage == Draft.Stage.OPEN else []
    told: dict[str, Any] = {
        "tree": tree_of(shown.content),
        "faults": faults,
        "faulty": {fault.item for fault in faults},
        "levels": list(shown.content["recipes"]),
        "form": form or DiscardForm(),
    }
    return page(request, "draft", shown, status=422 if form else 200, **told)


@member_required(*WRITERS)
def about(request: MemberRequest, draft: str) -> HttpResponse:
    """Say what the edition is."""
    shown = draft_of(request, draft)
    told: dict[str, Any] = {"faults": [fault for fault in faults_of(shown.content) if fault.kind == "about"]}
    if request.method == "POST":
        form = AboutForm(request.POST)
        to = ("methodology:about", shown.pk)
        return saved(request, shown, form, lambda: ChangeAbout(form.fields_of()), to=to, template="about", **told)
    form = AboutForm(initial={**AboutForm.initial_of(shown.content), "seen": shown.revision})
    return page(request, "about", shown, form=form, **told)


def _level(content: Content, level: str) -> str:
    if level not in content["recipes"]:
        raise Http404(_("Rancangan ini tidak memiliki tingkat itu."))
    return level


@member_required(*WRITERS)
def cutoffs(request: MemberRequest, draft: str, level: str) -> HttpResponse:
    """Say between which scores the categories of a level lie."""
    shown = draft_of(request, draft)
    known = engine.cutoffs_of(shown.content, _level(shown.content, level))
    told: dict[str, Any] = {"level": level, "cutoffs": known, "levels": list(shown.content["recipes"])}
    if request.method == "POST":
        form = CutoffsForm(request.POST, cutoffs=known, language=language())

        def edit() -> SetCutoffs:
            given = form.cleaned_data
            evidence = {"certainty": given["certainty"], "source": given["source"].strip()}
            return SetCutoffs(level, given["fitted"], evidence)

        to = ("methodology:cutoffs", shown.pk, level)
        return saved(request, shown, form, edit, to=to, template="cutoffs", **told)
    mode = CutoffsForm.FIXED if any(node.values for node in known) else CutoffsForm.DATA
    initial = {"seen": shown.revision, "mode": mode, "certainty": "assumed"}
    return page(
        request, "cutoffs", shown, form=CutoffsForm(initial=initial, cutoffs=known, language=language()), **told
    )


@member_required(*WRITERS)
def recipe(request: MemberRequest, draft: str, level: str) -> HttpResponse:
    """Write a level's recipe as the engine reads it."""
    shown = draft_of(request, draft)
    written = shown.content["recipes"][_level(shown.content, level)]
    told: dict[str, Any] = {"level": level, "levels": list(shown.content["recipes"])}
    if request.method == "POST":
        form = RecipeForm(request.POST)
        read, problems = engine.read_recipe(form["recipe"].value() or "")
        if form.is_valid():
            for said in problems:
                form.add_error("recipe", said.in_language(language()))
        to = ("methodology:recipe", shown.pk, level)
        return saved(request, shown, form, lambda: SetRecipe(level, read or {}), to=to, template="recipe", **told)
    text = json.dumps(written, ensure_ascii=False, indent=1)
    form = RecipeForm(initial={"recipe": text, "seen": shown.revision})
    faults = [fault for fault in faults_of(shown.content) if fault.item == f"recipe:{level}"]
    return page(request, "recipe", shown, form=form, faults=faults, **told)


@member_required(*READERS)
def history(request: MemberRequest, draft: str) -> HttpResponse:
    """List all changes of a draft."""
    shown = draft_of(request, draft)
    return page(request, "history", shown, revisions=revisions_of(shown))


@member_required(*READERS)
def revision(request: MemberRequest, draft: str, number: int) -> HttpResponse:
    """Show one change, field by field."""
    shown = draft_of(request, draft)
    found = get_object_or_404(shown.revisions.select_related("person"), number=number)
    return page(request, "revision", shown, revision=found)


@member_required(*WRITERS)
def discard(request: MemberRequest, draft: str) -> HttpResponse:
    """Give a draft up, with a reason."""
    shown = draft_of(request, draft)
    if request.method != "POST":
        return redirect("methodology:draft", shown.pk)
    form = DiscardForm(request.POST)
    if form.is_valid():
        try:
            discard_draft(shown, reason=form.cleaned_data["reason"], actor=request.member)
        except RejectedError as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            messages.success(request, _("Rancangan dibuang; riwayatnya tetap dapat dibaca."))
            return redirect("methodology:home")
    return _whole(request, shown, form)
