"""The members of an office: who they are, inviting, ending; following an invitation."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ikpweb.accounts import letters
from ikpweb.accounts.access import member_required
from ikpweb.accounts.forms.members import Accept, Invite
from ikpweb.accounts.links import absolute
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Invitation, Membership, Role, User
from ikpweb.accounts.policies import MANAGERS, offices_managed_by
from ikpweb.accounts.problems import NotNow
from ikpweb.accounts.selectors import losses_for, memberships_of, offices_like, open_invitations
from ikpweb.accounts.services import members as services
from ikpweb.accounts.services import sign_in
from ikpweb.accounts.sessions import OFFICE_KEY
from ikpweb.accounts.signals import acting
from ikpweb.territory.models import Office

__all__ = ["accept", "end", "end_sessions", "invite", "members", "withdraw"]

#: More offices than these are searched for instead of chosen from a list.
_FEW = 60


def _managed(request: MemberRequest, code: str) -> Office:
    """Give an office that the member looks after; of another one it is not even said that it exists."""
    if "\0" in code:  # no code has one, and PostgreSQL refuses the question
        raise Http404
    office: Office = get_object_or_404(offices_managed_by(request.member), pk=code)
    return office


@member_required(*MANAGERS)
def members(request: MemberRequest, code: str = "") -> HttpResponse:
    """Show the members of an office, the open invitations, and the form of the next one."""
    words = request.GET.get("office", "").replace("\0", "").strip()[:80]
    asked: dict[str, Any] = {}
    if words and not code:
        found = list(offices_like(offices_managed_by(request.member), words))
        if len(found) == 1:
            return redirect("office:members-of", found[0].pk)
        asked = {"words": words, "found": found[:_FEW], "number": len(found)}
    office = _managed(request, code or request.member.office.pk)
    return _page(request, office, Invite(member=request.member, office=office), asked=asked)


def _page(
    request: MemberRequest, office: Office, form: Invite, *, status: int = 200, asked: dict[str, Any] | None = None
) -> HttpResponse:
    offices = offices_managed_by(request.member).order_by("code")
    number = offices.count()
    told = {
        "office": office,
        "number": number,
        "offices": offices if 1 < number <= _FEW else [],
        "asked": asked or {},
        "memberships": memberships_of(office),
        "invitations": open_invitations(office),
        "losses": losses_for(request.member),
        "form": form,
    }
    return render(request, "office/members.html", told, status=status)


@member_required(*MANAGERS)
@require_POST
def invite(request: MemberRequest, code: str) -> HttpResponse:
    """Invite somebody to an office; the link goes out by mail."""
    office = _managed(request, code)
    form = Invite(request.POST, member=request.member, office=office)
    if not form.is_valid():
        return _page(request, office, form, status=422)
    given = form.cleaned_data
    invitation, secret = services.invite(
        office, given["email"], given["role"], valid_to=given["valid_to"], actor=request.member
    )
    link = absolute(reverse("office:accept", args=[secret]), request)
    letters.send_invitation(invitation, link, by=str(request.member.person))
    messages.success(request, _("Undangan untuk %(email)s dikirim.") % {"email": invitation.email})
    return redirect("office:members-of", office.pk)


@member_required(*MANAGERS)
@require_POST
def withdraw(request: MemberRequest, number: int) -> HttpResponse:
    """Take an invitation back."""
    managed = Invitation.objects.filter(office__in=offices_managed_by(request.member))
    invitation = get_object_or_404(managed.select_related("office"), pk=number)
    try:
        services.withdraw(invitation, actor=request.member)
    except NotNow as reason:
        messages.error(request, str(reason))
    return redirect("office:members-of", invitation.office_id)


@member_required(*MANAGERS)
@require_POST
def end(request: MemberRequest, number: int) -> HttpResponse:
    """End a membership."""
    managed = Membership.objects.filter(office__in=offices_managed_by(request.member))
    membership = get_object_or_404(managed.select_related("office", "person"), pk=number)
    try:
        services.end_membership(membership, actor=request.member)
        messages.success(request, _("Keanggotaan %(person)s diakhiri.") % {"person": membership.person})
    except NotNow as reason:
        messages.error(request, str(reason))
    return redirect("office:members-of", membership.office_id)


@member_required(*MANAGERS)
@require_POST
def end_sessions(request: MemberRequest, number: int) -> HttpResponse:
    """Sign a member out everywhere: a lost laptop, an account that somebody else may use."""
    managed = Membership.objects.filter(office__in=offices_managed_by(request.member))
    membership = get_object_or_404(managed.select_related("office", "person"), pk=number)
    sign_in.end_sessions(membership.person, actor=request.member)
    messages.success(request, _("Semua sesi %(person)s diakhiri.") % {"person": membership.person})
    return redirect("office:members-of", membership.office_id)


@never_cache
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Follow an invitation: a new person gives name and password, a known one signs in first."""
    digest = services.digest_of_secret(secret)
    invitation = get_object_or_404(Invitation.objects.select_related("office"), secret_digest=digest)
    known = User.objects.filter(email=invitation.email).first()
    form = Accept(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and not invitation.closed:
        try:
            answer = _as_known(request, invitation, known) if known else _as_new(request, invitation, form)
        except NotNow as reason:  # somebody was quicker
            messages.error(request, str(reason))
            answer = redirect("account_login")
        if answer:
            return answer
        status = 422
    told = {"invitation": invitation, "known": known, "form": form, "role": Role(invitation.role).label}
    return render(request, "office/accept.html", told, status=status)


def _as_known(request: HttpRequest, invitation: Invitation, person: User) -> HttpResponse:
    if request.user != person:
        return redirect_to_login(request.path)
    services.accept_as(invitation, person=person, actor=acting(request, person))
    request.session[OFFICE_KEY] = invitation.office_id
    return redirect("office:home")


def _as_new(request: HttpRequest, invitation: Invitation, form: Accept) -> HttpResponse | None:
    if not form.is_valid():
        return None
    actor = replace(acting(request), label=f"undangan:{invitation.pk}", office=invitation.office_id)
    given = form.cleaned_data
    try:
        services.accept_as_new_person(invitation, name=given["name"], password=given["password1"], actor=actor)
    except ValidationError as problem:
        form.add_error("password1", problem)
        return None
    if request.user.is_authenticated:  # somebody else sat at this computer
        logout(request)
    messages.success(request, _("Akun Anda siap. Masuklah dengan surel dan kata sandi Anda."))
    return redirect("account_login")
