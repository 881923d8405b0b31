"""Saying something about a risk or an action."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.register.models import Action, Risk
from ikpweb.prevention.register.policies import may_comment
from ikpweb.prevention.register.services import comment
from ikpweb.prevention.register.views.common import action_or_404, client_in, risk_or_404, tell_refusal

__all__ = ["of_action", "of_risk"]


@require_POST
@member_required(Role.HEAD, Role.ENTERER)
def of_action(request: MemberRequest, key: int) -> HttpResponse:
    """Comment on an action."""
    return _said(request, action_or_404(request, key))


@require_POST
@member_required(Role.HEAD, Role.ENTERER)
def of_risk(request: MemberRequest, key: int) -> HttpResponse:
    """Comment on a risk."""
    return _said(request, risk_or_404(request, key))


def _said(request: MemberRequest, item: Risk | Action) -> HttpResponse:
    if not may_comment(request.member, item):
        raise Http404
    try:
        comment(item, request.POST.get("text", ""), client=client_in(request.POST), actor=request.member)
    except RejectedError as refused:
        tell_refusal(request, refused)
    else:
        messages.success(request, _("Komentar tercatat."))
    return redirect(f"{item.get_absolute_url()}#komentar")
