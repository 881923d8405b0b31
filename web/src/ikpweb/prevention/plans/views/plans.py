"""The list of plans, a new one, one with its items, how far it is, one that goes on, and two beside each other."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.plans import selectors, telling
from ikpweb.prevention.plans.asking import ALARM_FACTOR, CEILING, Asked
from ikpweb.prevention.plans.computing import progress_of
from ikpweb.prevention.plans.forms import PlanForm
from ikpweb.prevention.plans.models import PlanState
from ikpweb.prevention.plans.policies import may_propose, units_for
from ikpweb.prevention.plans.services.proposing import propose
from ikpweb.prevention.plans.transitions import WRITING
from ikpweb.prevention.plans.views.common import PER_PAGE, pair, plan_or_404, plan_page, ready_or_404, say
from ikpweb.territory.models import Office

__all__ = ["again", "compare", "home", "new", "plan", "progress"]


@member_required()
def home(request: MemberRequest) -> HttpResponse:
    """List the plans that the member may see."""
    rows = selectors.plans_of(request.member)
    words = request.GET.get("cari", "")[:80].strip()
    if words:
        rows = rows.filter(office__name__icontains=words)
    if request.GET.get("kantor") == "sendiri":
        rows = rows.filter(office=request.member.office)
    query = request.GET.copy()
    query.pop("hal", None)
    context = {
        "page": Paginator([(each, Asked.from_dict(each.asked)) for each in rows], PER_PAGE).get_page(
            request.GET.get("hal")
        ),
        "words": words,
        "own": request.GET.get("kantor") == "sendiri",
        "below": request.member.office.level != Office.Level.REGENCY,
        "may_propose": may_propose(request.member, request.member.office),
        "query": query.urlencode(),
    }
    return render(request, "plans/home.html", context)


@member_required(*WRITING)
def new(request: MemberRequest) -> HttpResponse:
    """Ask for a plan; ``?daerah=`` chooses units at first."""
    known = set(units_for(request.member).values_list("code", flat=True))
    chosen = [code for code in request.GET.get("daerah", "").split(",") if code in known]
    form = PlanForm(request.POST or None, member=request.member, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            done = propose(
                request.member.office, form.content(), client=form.cleaned_data["client"], actor=request.member
            )
        except RejectedError as refused:
            form.refuse(refused)
        else:
            return redirect("plans:plan", done.plan.pk)
    context = {"form": form, "ceiling": 100 * CEILING, "alarm_factor": ALARM_FACTOR}
    return render(request, "plans/new.html", context, status=422 if form.errors else 200)


@member_required()
def plan(request: MemberRequest, key: int) -> HttpResponse:
    """Show a plan: what it reaches beside the plain one, its items with their reasons, and what is assumed."""
    return plan_page(request, plan_or_404(request, key))


@require_safe
@member_required()
def progress(request: MemberRequest, key: int) -> HttpResponse:
    """Tell a page that waits how far the computation is."""
    found = plan_or_404(request, key)
    done, of = progress_of(found)
    answer = JsonResponse({"state": found.state, "done": done, "of": of})
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@member_required(*WRITING)
def again(request: MemberRequest, key: int) -> HttpResponse:
    """Ask for a plan that goes on from this one: what was taken out stays out, what was added stays in."""
    found = ready_or_404(request, key)
    try:
        client = UUID(request.POST.get("client", ""))
    except ValueError as none:
        raise Http404 from none
    asked = Asked.from_dict(found.asked)
    given = {name: getattr(asked, name) for name in found.asked}
    try:
        done = propose(found.office, given, client=client, after=found, actor=request.member)
    except RejectedError as refused:
        say(request, refused)
        return plan_page(request, found, status=422)
    return redirect("plans:plan", done.plan.pk)


@member_required()
def compare(request: MemberRequest, key: int) -> HttpResponse:
    """Show two plans beside each other."""
    found = ready_or_404(request, key)
    told = pair(f"0:{request.GET.get('dengan', '')}")
    other = selectors.plan_for(request.member, told[1]) if told else None
    if other is None or other.state != PlanState.READY or other.pk == found.pk:
        raise Http404
    held = selectors.compared(found, other)
    actions = selectors.library_by_id()
    context = {
        "one": found,
        "other": other,
        "training": found.training or other.training,
        "held": held,
        "levels": [selectors.level_of(each.result.found["levels"][0]) for each in (found, other)],
        "asked": [Asked.from_dict(each.asked) for each in (found, other)],
        "only_one": telling.rows_of(held.only_one[:100], found, actions),
        "only_other": telling.rows_of(held.only_other[:100], other, actions),
        "same_input": found.result.input_digest == other.result.input_digest,
    }
    return render(request, "plans/compare.html", context)
