"""Signing in: allauth's view, behind the count of failed attempts."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateFactorView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.views import ListUserSessionsView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator

from ikpweb.accounts.services.sign_in import renew_session
from ikpweb.accounts.signals import acting

__all__ = ["CodeAgain", "KeyAgain", "PasswordAgain", "RemoveKey", "Sessions", "SignIn", "SignOut", "by_invitation"]


@method_decorator(axes_dispatch, name="dispatch")
class SignIn(LoginView):  # type: ignore[misc] # allauth has no types
    """E-mail and password; the second factor is a stage of allauth that follows."""

    form_invalid = axes_form_invalid(LoginView.form_invalid)


class _Renewed:
    """Who shows password or factor once more goes on in a session with a new key."""

    def form_valid(self, form: Form) -> HttpResponse:
        request: Any = self.request  # type: ignore[attr-defined] # of Django's view
        actor = acting(request, request.user)
        renew_session(request.user, session=request.session, way=type(self).__name__, actor=actor)
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


class PasswordAgain(_Renewed, ReauthenticateView):  # type: ignore[misc]
    """The password, once more."""


class CodeAgain(_Renewed, ReauthenticateFactorView):  # type: ignore[misc]
    """A code of the second factor, once more."""


class KeyAgain(_Renewed, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """The security key, once more."""


@method_decorator(reauthentication_required, name="post")
class Sessions(ListUserSessionsView):  # type: ignore[misc]
    """One's own sessions; ending them asks for the password or the factor, which a thief of a session has not."""


class SignOut(LogoutView):  # type: ignore[misc]
    """Ends the session, and has the browser forget all that the platform kept in it: drafts, and what was half sent."""

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        answer: HttpResponse = super().post(*args, **kwargs)
        # Cookies stay: the session is over on the server, and the language is the reader's.
        answer["Clear-Site-Data"] = '"storage"'
        return answer


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]
    """Removing a security key: not the last factor of somebody who needs one, as with the app."""

    def form_valid(self, form: Form) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        answer: HttpResponse = super().form_valid(form)
        return answer


def by_invitation(request: HttpRequest) -> HttpResponse:
    """Say how one becomes a member: nobody signs up by themselves."""
    return render(request, "account/signup_closed.html")
