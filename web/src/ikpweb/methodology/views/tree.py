"""The nodes of a draft: added, changed, moved, removed; and their rubrics."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.methodology.checking import faults_of
from ikpweb.methodology.content import TIERS, below, children, depth, indicators, path
from ikpweb.methodology.edits import AddNode, ChangeNode, ChangeRubric, MoveNode, RemoveNode, ShiftNode
from ikpweb.methodology.forms.draft import MoveForm, NodeForm, RubricForm
from ikpweb.methodology.forms.fields import SeenForm
from ikpweb.methodology.models import Draft
from ikpweb.methodology.services import change_draft
from ikpweb.methodology.views.common import READERS, WRITERS, doing, draft_of, language, node_in, page, saved

__all__ = ["add", "move", "node", "remove", "rubric", "shift"]


def _told(shown: Draft, code: str) -> dict[str, Any]:
    content = shown.content
    steps = depth(content, code)
    seen = {"seen": shown.revision}
    faults = faults_of(content)
    return {
        "node": node_in(shown, code),
        "above": path(content, code)[:-1],
        "children": children(content, code),
        "depth": steps,
        "may_add": steps + 1 < TIERS,
        "is_indicator": not children(content, code),
        "move": MoveForm(initial=seen, content=content, code=code, language=language()) if steps else None,
        "faults": [fault for fault in faults if fault.item in {f"node:{code}", f"rubric:{code}"}],
    }


@member_required(*WRITERS)
def add(request: MemberRequest, draft: str, parent: str) -> HttpResponse:
    """Put a new node under another one."""
    shown = draft_of(request, draft)
    above = node_in(shown, parent)
    if depth(shown.content, parent) + 1 >= TIERS:
        raise Http404(_("Di bawah sebuah indikator tidak ada simpul lain."))
    told: dict[str, Any] = {
        "above": path(shown.content, parent),
        "depth": depth(shown.content, parent) + 1,
        "parent": above,
    }
    if request.method == "POST":
        form = NodeForm(request.POST)

        def edit() -> AddNode:
            return AddNode(parent, {**form.fields_of(), "denominator": None, "target": None})

        to = ("methodology:node", shown.pk, form.data.get("code", ""))
        return saved(request, shown, form, edit, to=to, template="add", **told)
    initial = {"seen": shown.revision, "weight": 1, "direction": 1, "certainty": "assumed"}
    return page(request, "add", shown, form=NodeForm(initial=initial), **told)


@member_required(*READERS)
def node(request: MemberRequest, draft: str, node: str) -> HttpResponse:
    """Show a node, and change it."""
    shown = draft_of(request, draft)
    told = _told(shown, node)
    if request.method == "POST":
        form = NodeForm(request.POST)
        to = ("methodology:node", shown.pk, form.data.get("code", ""))
        return saved(request, shown, form, lambda: ChangeNode(node, form.fields_of()), to=to, template="node", **told)
    form = NodeForm(initial={**NodeForm.initial_of(told["node"]), "seen": shown.revision})
    return page(request, "node", shown, form=form, **told)


@require_POST
@member_required(*WRITERS)
def move(request: MemberRequest, draft: str, node: str) -> HttpResponse:
    """Put a node under another parent."""
    shown = draft_of(request, draft)
    told = _told(shown, node)
    form = MoveForm(request.POST, content=shown.content, code=node, language=language())

    def edit() -> MoveNode:
        return MoveNode(node, form.cleaned_data["parent"])

    to = ("methodology:node", shown.pk, node)
    return saved(request, shown, form, edit, to=to, template="moving", **told)


@require_POST
@member_required(*WRITERS)
def shift(request: MemberRequest, draft: str, node: str) -> HttpResponse:
    """Change places with the sibling before or after."""
    shown = draft_of(request, draft)
    node_in(shown, node)
    by = -1 if request.POST.get("to") == "before" else 1
    form = SeenForm(request.POST)
    if form.is_valid():
        edit, seen = ShiftNode(node, by), form.cleaned_data["seen"]
        doing(request, lambda: change_draft(shown, edit, seen=seen, actor=request.member), _("Urutan diubah."))
    return redirect("methodology:node", shown.pk, node)


@member_required(*WRITERS)
def remove(request: MemberRequest, draft: str, node: str) -> HttpResponse:
    """Show what goes with a node, and take it away."""
    shown = draft_of(request, draft)
    gone = node_in(shown, node)
    if gone["parent"] is None:
        raise Http404(_("Indeks itu sendiri tidak dapat dihapus."))
    under = below(shown.content, node)
    rubrics = [each["code"] for each in (gone, *under) if each["code"] in shown.content["rubrics"]]
    told: dict[str, Any] = {"node": gone, "above": path(shown.content, node)[:-1], "under": under, "rubrics": rubrics}
    if request.method == "POST":
        form = SeenForm(request.POST)
        to = ("methodology:draft", shown.pk)
        return saved(request, shown, form, lambda: RemoveNode(node), to=to, template="remove", **told)
    return page(request, "remove", shown, form=SeenForm(initial={"seen": shown.revision}), **told)


@member_required(*WRITERS)
def rubric(request: MemberRequest, draft: str, node: str) -> HttpResponse:
    """Write the rubric of an indicator."""
    shown = draft_of(request, draft)
    of = node_in(shown, node)
    if of not in indicators(shown.content):
        raise Http404(_("%(code)s bukan indikator, jadi tidak memiliki rubrik.") % {"code": node[:40]})
    faults = [fault for fault in faults_of(shown.content) if fault.item == f"rubric:{node}"]
    told: dict[str, Any] = {"node": of, "above": path(shown.content, node)[:-1], "faults": faults}
    if request.method == "POST":
        form = RubricForm(request.POST)
        to = ("methodology:rubric", shown.pk, node)
        return saved(
            request, shown, form, lambda: ChangeRubric(node, form.rubric_of()), to=to, template="rubric", **told
        )
    initial = {**RubricForm.initial_of(shown.content["rubrics"].get(node, {})), "seen": shown.revision}
    return page(request, "rubric", shown, form=RubricForm(initial=initial), **told)
