"""Risks: the matrix with the list, a new one, its page, changing it, closing and withdrawing it."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.register import policies
from ikpweb.prevention.register.forms import RiskForm, indicator_choices
from ikpweb.prevention.register.matrix import CONSEQUENCES, LIKELIHOODS, Level, level_of
from ikpweb.prevention.register.models import Risk, RiskState
from ikpweb.prevention.register.selectors.history import comments_of, steps_of
from ikpweb.prevention.register.selectors.listing import offices_below
from ikpweb.prevention.register.selectors.risks import appetite_now, asked_of_risks, filtered_risks, matrix_of
from ikpweb.prevention.register.services import change_risk, enter_risk, move_risk
from ikpweb.prevention.register.transitions import RiskMove, risk_moves
from ikpweb.prevention.register.views.common import conflict_page, number_in, risk_or_404, tell_refusal

__all__ = ["edit", "listing", "move", "new", "risk"]

_PER_PAGE = 50
_WRITING = (Role.HEAD, Role.ENTERER)


@require_safe
@member_required()
def listing(request: MemberRequest) -> HttpResponse:
    """Show the matrix of the risks that the member may see, and the list of them, or of one cell."""
    asked = asked_of_risks(request.GET)
    cells, appetite = appetite_now()
    query = request.GET.copy()
    query.pop("hal", None)
    beside = query.copy()
    for name in ("kemungkinan", "akibat"):
        beside.pop(name, None)
    page = Paginator(filtered_risks(request.member, asked), _PER_PAGE).get_page(request.GET.get("hal"))
    context = {
        "view": "risks",
        "asked": asked,
        "page": page,
        "listed": [(each, level_of(cells, each.likelihood, each.consequence)) for each in page],
        "query": query.urlencode(),
        "beside": beside.urlencode(),
        "matrix": matrix_of(filtered_risks(request.member, asked, cell=False), cells),
        "appetite": appetite,
        "levels": Level,
        "likelihoods": LIKELIHOODS,
        "consequences": CONSEQUENCES,
        "states": RiskState.choices,
        "indicators": indicator_choices(),
        "places": [(each.pk, str(each.unit)) for each in offices_below(request.member)],
        "may_write": policies.may_write(request.member, request.member.office),
    }
    return render(request, "register/risks.html", context)


@member_required(*_WRITING)
def new(request: MemberRequest) -> HttpResponse:
    """Enter a risk of one's own office."""
    start = {name: request.GET[given] for name, given in (("indicator", "indikator"),) if given in request.GET}
    form = RiskForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        client = form.cleaned_data["client"] or uuid4()
        try:
            made = enter_risk(request.member.office, form.content(), client=client, actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Risiko dicatat."))
            return redirect(made)
    context = {"form": form, "back": reverse("register:risks")}
    return render(request, "register/risk_new.html", context, status=422 if form.errors else 200)


@require_safe
@member_required()
def risk(request: MemberRequest, key: int) -> HttpResponse:
    """Show a risk with its actions, files, comments and history."""
    return _page(request, risk_or_404(request, key))


def _page(request: MemberRequest, found: Risk, status: int = 200) -> HttpResponse:
    cells, appetite = appetite_now()
    may = risk_moves(RiskState(found.state), request.member.roles, policies.side_of(request.member, found))
    context = {
        "risk": found,
        "level": level_of(cells, found.likelihood, found.consequence),
        "appetite": appetite,
        "likelihood": LIKELIHOODS[found.likelihood],
        "consequence": CONSEQUENCES[found.consequence],
        "actions": found.actions.select_related("owner"),
        "may": {each.value for each in may},
        "reasoned": [each for each in RiskMove if each in may - {RiskMove.CHANGE}],
        "may_comment": policies.may_comment(request.member, found),
        "may_write": policies.may_write(request.member, found.office),
        "comments": comments_of(found),
        "client": uuid4(),
        "steps": steps_of(found),
        "people": {},
    }
    return render(request, "register/risk.html", context, status=status)


@member_required(*_WRITING)
def edit(request: MemberRequest, key: int) -> HttpResponse:
    """Change a risk that is open."""
    found = risk_or_404(request, key)
    if not policies.may_write(request.member, found.office):
        raise Http404
    form = RiskForm(request.POST or None, risk=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_risk(found, form.content(), seen=form.cleaned_data["seen"] or 0, actor=request.member)
        except RejectedError as refused:
            form.refuse(refused)
        except ConflictError as conflict:
            merged = next(iter(conflict.items.values()))["merged"]
            again = RiskForm(risk=found, initial={**merged, "seen": conflict.revision})
            more = {"back": found.get_absolute_url(), "form": again, "send": reverse("register:risk-edit", args=[key])}
            return conflict_page(request, conflict, more)
        else:
            messages.success(request, _("Risiko diubah."))
            return redirect(found)
    context = {"form": form, "risk": found}
    return render(request, "register/risk_edit.html", context, status=422 if form.errors else 200)


@require_POST
@member_required(*_WRITING)
def move(request: MemberRequest, key: int) -> HttpResponse:
    """Close, withdraw or open a risk again."""
    found = risk_or_404(request, key)
    if not policies.may_write(request.member, found.office):
        raise Http404
    try:
        wanted = RiskMove(request.POST.get("move", ""))
    except ValueError as unknown:
        raise Http404 from unknown
    seen, reason = number_in(request.POST, "seen"), request.POST.get("reason", "")
    try:
        move_risk(found, wanted, reason=reason, seen=seen, actor=request.member)
    except RejectedError as refused:
        tell_refusal(request, refused)
        return _page(request, risk_or_404(request, key), status=422)
    except ConflictError as conflict:
        return conflict_page(request, conflict, {"back": found.get_absolute_url()})
    messages.success(request, _("Tercatat."))
    return redirect(found)
