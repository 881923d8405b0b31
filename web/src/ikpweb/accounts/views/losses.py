"""A lost second factor: asking between password and second factor, confirming in the office area."""

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.stages import AuthenticateStage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts import letters
from ikpweb.accounts.access import member_required
from ikpweb.accounts.forms.members import Loss
from ikpweb.accounts.links import absolute
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import FactorLoss, User
from ikpweb.accounts.policies import MANAGERS, may_lift_loss, offices_managed_by
from ikpweb.accounts.problems import NotNow
from ikpweb.accounts.selectors import addresses_of_managers
from ikpweb.accounts.services import losses as services
from ikpweb.accounts.signals import acting
from ikpweb.territory.models import Office

__all__ = ["ask", "decide"]


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def ask(request: HttpRequest) -> HttpResponse:
    """Ask to have the factor taken away: only for who has just given the right password."""
    person: User = request._login_stage.login.user  # type: ignore[attr-defined] # noqa: SLF001 - allauth puts it there
    form = Loss(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            loss = services.ask(person, reason=form.cleaned_data["reason"], actor=acting(request, person))
        except NotNow as reason:
            return render(request, "office/lost_factor.html", {"said": reason}, status=409)
        link = absolute(reverse("office:members"), request)
        told = {"person": person, "office": loss.office, "link": link}
        letters.send("loss_asked", addresses_of_managers(loss.office, but=person), **told)
        letters.send("loss_mine", [person.email])
        said = _("Permintaan tercatat. Ketua kantor Anda akan menghubungi Anda untuk memastikan bahwa ini Anda.")
        return render(request, "office/lost_factor.html", {"said": said})
    return render(request, "office/lost_factor.html", {"form": form})


@member_required(*MANAGERS)
@require_POST
def decide(request: MemberRequest, number: int) -> HttpResponse:
    """Confirm, lift or refuse."""
    managed = FactorLoss.objects.filter(office__in=offices_managed_by(request.member))
    loss = get_object_or_404(managed.select_related("person", "office"), pk=number)
    what = request.POST.get("what", "")
    try:
        if what == "confirm":
            services.confirm(loss, actor=request.member)
            told = {"person": loss.person, "office": loss.office, "link": absolute(reverse("office:members"), request)}
            letters.send("loss_asked", addresses_of_managers(Office.objects.get(pk=Office.CENTRE)), **told)
            messages.success(request, _("Dipastikan. Sekarang pusat melepas faktornya."))
        elif what == "lift" and may_lift_loss(request.member, loss):
            services.lift(loss, actor=request.member)
            letters.send("loss_lifted", [loss.person.email], link=absolute(reverse("account_login"), request))
            messages.success(request, _("Faktor dilepas; orangnya memasang yang baru saat masuk."))
        elif what == "refuse":
            services.refuse(loss, actor=request.member)
            letters.send("loss_refused", [loss.person.email])
    except NotNow as reason:
        messages.error(request, str(reason))
    return redirect("office:members")
