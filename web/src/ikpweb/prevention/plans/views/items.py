"""What people do with the items of a plan: look at one, decide, accept many, add."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.actions import terms
from ikpweb.prevention.plans import selectors, telling
from ikpweb.prevention.plans.asking import Asked
from ikpweb.prevention.plans.forms import ItemForm
from ikpweb.prevention.plans.models import ItemState, PlanItem
from ikpweb.prevention.plans.policies import may_decide_plan, units_for
from ikpweb.prevention.plans.services import deciding
from ikpweb.prevention.plans.transitions import WRITING, Move, allowed
from ikpweb.prevention.plans.views.common import pair, plan_page, ready_or_404, say

__all__ = ["accept_many", "add_item", "item", "move"]


@require_POST
@member_required(*WRITING)
def accept_many(request: MemberRequest, key: int) -> HttpResponse:
    """Accept the items that are ticked, or all that still stand."""
    found = ready_or_404(request, key)
    if request.POST.get("semua") == "ya":
        rows = found.items.filter(state=ItemState.PROPOSED).values_list("pk", "version")
        seen = dict(rows)
    else:
        seen = dict(pair(text) for text in request.POST.getlist("item") if pair(text) is not None)  # type: ignore[misc]
    if not seen:
        messages.error(request, _("Pilih dahulu usulan yang akan diterima."))
        return plan_page(request, found, status=422)
    try:
        done = deciding.accept_all(found, seen, actor=request.member)
    except RejectedError as refused:
        say(request, refused)
        return plan_page(request, found, status=422)
    except ConflictError:
        return plan_page(request, found, status=409, conflict=True)
    said = ngettext("{n} usulan masuk ke register.", "{n} usulan masuk ke register.", len(done))
    messages.success(request, said.format(n=len(done)))
    return redirect("plans:plan", key)


@member_required(*WRITING)
def add_item(request: MemberRequest, key: int) -> HttpResponse:
    """Choose an action of the library for a unit of the plan, and add it."""
    found = ready_or_404(request, key)
    units = list(units_for(request.member).filter(code__in=found.asked["units"]))
    wanted = request.POST.get("daerah") or request.GET.get("daerah", "")
    unit = next((each for each in units if each.pk == wanted), units[0] if len(units) == 1 else None)
    if request.method == "POST" and unit is not None:
        try:
            made = deciding.add(found, unit, request.POST.get("tindakan", "")[:80], actor=request.member)
        except RejectedError as refused:
            say(request, refused)
        else:
            messages.success(request, _("Tindakan ditambahkan ke rencana."))
            return redirect("plans:item", key, made.pk)
    context = {
        "plan": found,
        "training": found.training,
        "units": units,
        "unit": unit,
        "actions": selectors.addable(found, unit) if unit else [],
    }
    return render(request, "plans/add.html", context, status=422 if request.method == "POST" else 200)


def _item(request: MemberRequest, key: int, number: int) -> PlanItem:
    found = selectors.item_for(request.member, key, number)
    if found is None:
        raise Http404
    return found


@member_required()
def item(request: MemberRequest, key: int, item: int) -> HttpResponse:
    """Show an item: why it is there, down the chain, and what may be done with it."""
    return _item_page(request, _item(request, key, item))


def _item_page(
    request: MemberRequest, found: PlanItem, form: ItemForm | None = None, status: int = 200, *, conflict: bool = False
) -> HttpResponse:
    row = telling.rows_of([found], found.plan, selectors.library_by_id())[0]
    state = ItemState(found.state)
    mine = may_decide_plan(request.member, found.plan)
    code = found.plan.result.inputs["basis"]["code"]
    context = {
        "plan": found.plan,
        "training": found.plan.training,
        "item": found,
        "row": row,
        "ground": found.plan.result.inputs["grounds"][found.unit_id],
        "asked": Asked.from_dict(found.plan.asked),
        "computation": code.removeprefix("computation:") if code.startswith("computation:") else "",
        "may": {each.name for each in Move if mine and allowed(state, each)},
        "form": form or ItemForm(item=found, people=selectors.people_for(found.unit)),
        "steps": found.steps.all(),
        "terms": terms(),
        "conflict": conflict,
    }
    return render(request, "plans/item.html", context, status=status)


@require_POST
@member_required(*WRITING)
def move(request: MemberRequest, key: int, item: int) -> HttpResponse:
    """Take out, put back, change, accept or refuse an item."""
    found = _item(request, key, item)
    wanted, actor = request.POST.get("move", ""), request.member
    told = pair(f"0:{request.POST.get('seen', '')}")
    seen = told[1] if told else 0
    form = None
    try:
        if wanted == Move.CHANGE:
            form = ItemForm(request.POST, item=found, people=selectors.people_for(found.unit))
            if not form.is_valid():
                return _item_page(request, found, form, status=422)
            owner, due = form.content()
            deciding.change(found, owner=owner, due=due, seen=seen, actor=actor)
        elif wanted == Move.REFUSE:
            deciding.refuse(found, request.POST.get("reason", ""), seen=seen, actor=actor)
        elif wanted in _PLAIN:
            _PLAIN[wanted](found, seen=seen, actor=actor)
        else:
            raise Http404
    except RejectedError as refused:
        say(request, refused)
        return _item_page(request, _item(request, key, item), status=422)
    except ConflictError:
        return _item_page(request, _item(request, key, item), status=409, conflict=True)
    messages.success(request, _("Usulan masuk ke register.") if wanted == Move.ACCEPT else _("Tercatat."))
    if request.POST.get("kembali") == "rencana":
        return redirect("plans:plan", key)
    return redirect("plans:item", key, item)


_PLAIN: Any = {
    Move.TAKE_OUT.value: deciding.take_out,
    Move.PUT_BACK.value: deciding.put_back,
    Move.ACCEPT.value: deciding.accept,
}
