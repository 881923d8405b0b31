"""An action with everybody who changed it, and taking it out of the library."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.curation.forms import ReasonForm
from ikpweb.prevention.curation.policies import may_curate, may_propose
from ikpweb.prevention.curation.selectors.library import find, versions
from ikpweb.prevention.curation.selectors.proposals import filtered
from ikpweb.prevention.curation.selectors.versions import told
from ikpweb.prevention.curation.services import restore_action, withdraw_action
from ikpweb.prevention.curation.views.common import history, say_refused

__all__ = ["action", "move"]


@member_required()
def action(request: MemberRequest, key: str) -> HttpResponse:
    """Show an action with its versions, who made them, and what is proposed about it."""
    return _page(request, key)


def _page(request: MemberRequest, key: str, status: int = 200) -> HttpResponse:
    found = find(key)
    if found is None:
        raise Http404(key)
    context = {
        "action": found,
        "history": history(told(versions(key))),
        "proposals": filtered(request.member).filter(code=key)[:10],
        "may_curate": may_curate(request.member),
        "may_propose": may_propose(request.member),
        "form": ReasonForm(initial={"seen": found.version}),
    }
    return render(request, "curation/action.html", context, status=status)


@require_POST
@member_required()
def move(request: MemberRequest, key: str) -> HttpResponse:
    """Take an action out of the library, or put it in again."""
    services = {"withdraw": withdraw_action, "restore": restore_action}
    service = services.get(request.POST.get("move", ""))
    form = ReasonForm(request.POST)
    if service is None or find(key) is None:
        raise Http404
    if not form.is_valid():
        return _page(request, key, status=422)
    said = form.cleaned_data
    try:
        service(key, said["reason"], seen=said["seen"] or 0, actor=request.member)
    except RejectedError as refused:
        say_refused(request, refused)
        return _page(request, key, status=422)
    except ConflictError:
        messages.error(request, _("Orang lain mengubahnya lebih dahulu. Ini versi yang berlaku sekarang."))
        return _page(request, key, status=409)
    messages.success(request, _("Tercatat."))
    return redirect("curation:action", key)
