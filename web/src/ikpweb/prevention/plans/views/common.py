"""What the views of plans share: finding a plan, its page, and saying what was refused."""

from collections import Counter
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.actions import terms
from ikpweb.prevention.plans import selectors, telling
from ikpweb.prevention.plans.asking import ALARM_FACTOR, CEILING, Asked
from ikpweb.prevention.plans.calendar import calendar_of
from ikpweb.prevention.plans.computing import progress_of
from ikpweb.prevention.plans.models import ItemState, Plan, PlanItem, PlanState
from ikpweb.prevention.plans.policies import may_decide_plan

__all__ = ["PER_PAGE", "pair", "plan_or_404", "plan_page", "ready_or_404", "say"]

PER_PAGE = 50
#: Items on a page that is to be printed.
_PRINTED = 1000
#: Units of which a page shows score before and after; the file has all.
_SHOWN_UNITS = 40


def plan_or_404(request: MemberRequest, key: int) -> Plan:
    found = selectors.plan_for(request.member, key)
    if found is None:
        raise Http404
    return found


def ready_or_404(request: MemberRequest, key: int) -> Plan:
    found = plan_or_404(request, key)
    if found.state != PlanState.READY:
        raise Http404
    return found


def plan_page(request: MemberRequest, found: Plan, status: int = 200, *, conflict: bool = False) -> HttpResponse:
    context: dict[str, Any] = {
        "plan": found,
        "training": found.training,
        "asked": Asked.from_dict(found.asked),
        "calendar": calendar_of(found.asked["calendar"]),
        "forms": [terms().forms[code] for code in found.asked["forms"]],
        "fixed": [(terms().forms[code], amount) for code, amount in found.asked["fixed"].items()],
        "units": len(found.asked["units"]),
        "conflict": conflict,
        "may_decide": may_decide_plan(request.member, found),
    }
    if found.state == PlanState.READY:
        context |= _found(request, found)
    elif found.state == PlanState.FAILED:
        context["problem"] = found.problem.get(get_language() or "id", found.problem.get("id", ""))
    else:
        context["done"], context["steps"] = progress_of(found)
    return render(request, "plans/plan.html", context, status=status)


def _found(request: MemberRequest, found: Plan) -> dict[str, Any]:
    asking = selectors.Asking.read(request.GET)
    result = found.result
    printing = request.GET.get("cetak") == "ya"
    items = selectors.items_of(found, asking)
    page = Paginator(items, _PRINTED if printing else PER_PAGE).get_page(request.GET.get("hal"))
    effects = selectors.effects(found)
    grains = Counter(each["grain"] for each in result.inputs["grounds"].values())
    query = request.GET.copy()
    query.pop("hal", None)
    return {
        "result": result,
        "basis": result.inputs["basis"],
        "basis_title": result.inputs["basis"]["titles"]["en" if get_language() == "en" else "id"],
        "best": selectors.level_of(result.found["levels"][0]),
        "plain": selectors.level_of(result.found["plain_levels"][0]),
        "difference": telling.difference(result.found),
        "gap": telling.gap_said(result.found),
        "explained": telling.explained(found),
        "totals": selectors.totals(found),
        "page": page,
        "rows": telling.rows_of(list(page.object_list), found, selectors.library_by_id()),
        "asking": asking,
        "printing": printing,
        "states": ItemState.choices,
        "all_forms": terms().forms,
        "effects": effects[:_SHOWN_UNITS],
        "more_effects": max(0, len(effects) - _SHOWN_UNITS),
        "places": [each.unit for each in effects] if len(effects) > 1 else [],
        "grains": grains,
        "chances": any(each["chance"] is not None for each in result.inputs["grounds"].values()),
        "alarms": result.inputs["alarms"],
        "silent_alarms": sum(not each["indicators"] for each in result.inputs["alarms"]),
        "levels": list(zip(result.found["levels"], result.found["plain_levels"], strict=True)),
        "ceiling": 100 * CEILING,
        "alarm_factor": ALARM_FACTOR,
        "client": uuid4(),
        "others": selectors.plans_of(request.member).filter(state=PlanState.READY).exclude(pk=found.pk)[:20],
        "query": query.urlencode(),
    }


def say(request: MemberRequest, refused: RejectedError) -> None:
    """Say each fault once, with the item that it is about where there is one."""
    keys = [key for key in refused.faults if key.isdigit()]
    items = PlanItem.objects.filter(pk__in=keys).select_related("unit")
    names = {str(each.pk): f"{each.unit}, {each.action}" for each in items}
    said = [
        f"{names[key]}: {fault.sentence}" if key in names and len(refused.faults) > 1 else fault.sentence
        for key, faults in refused.faults.items()
        for fault in faults
    ]
    for sentence in list(dict.fromkeys(said))[:20]:
        messages.error(request, sentence)


def pair(text: str) -> tuple[int, int] | None:
    """Read *number of an item:version that was seen*."""
    parts = text.split(":")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 12 for part in parts):
        return None
    return int(parts[0]), int(parts[1])
