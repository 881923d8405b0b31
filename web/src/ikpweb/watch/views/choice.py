"""How alarms are chosen: what the centre says, and what it said before."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ikpweb.accounts.access import member_required, refused
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.watch.forms import ChoiceForm
from ikpweb.watch.models import Choice, Watch
from ikpweb.watch.policies import may_choose
from ikpweb.watch.selectors.inputs import choice_now
from ikpweb.watch.services.watching import choose_policy

__all__ = ["choice"]


@member_required(Role.HEAD, Role.ANALYST)
def choice(request: MemberRequest) -> HttpResponse:
    """Show how alarms are chosen, and take another choice."""
    if not may_choose(request.member):
        return refused(request, _("Pemilihan alarm diatur oleh ketua atau analis di pusat."), role=False)
    now = choice_now()
    form = ChoiceForm(
        request.POST or None, initial={name: getattr(now, name) for name in ("method", "policy", "value")}
    )
    if request.method == "POST" and form.is_valid():
        choose_policy(**form.cleaned_data, actor=request.member)
        messages.success(request, _("Tersimpan. Pantauan dihitung lagi dalam satu menit."))
        return redirect("watch:choice")
    context = {
        "form": form,
        "now": now,
        "earlier": Choice.objects.select_related("by")[:20],
        "last": Watch.objects.filter(training=False).order_by("-made_at").first(),
    }
    return render(request, "watch/choice.html", context, status=422 if form.errors else 200)
