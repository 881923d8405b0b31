"""Signing in: allauth's view, behind the count of failed attempts."""

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator

__all__ = ["RemoveKey", "SignIn", "SignOut", "by_invitation"]


@method_decorator(axes_dispatch, name="dispatch")
class SignIn(LoginView):  # type: ignore[misc] # allauth has no types
    """E-mail and password; the second factor is a stage of allauth that follows."""

    form_invalid = axes_form_invalid(LoginView.form_invalid)


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
