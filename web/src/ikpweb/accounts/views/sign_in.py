"""Signing in: allauth's view, behind the count of failed attempts."""

from allauth.account.views import LoginView
from axes.decorators import axes_dispatch, axes_form_invalid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator

__all__ = ["SignIn", "by_invitation"]


@method_decorator(axes_dispatch, name="dispatch")
class SignIn(LoginView):  # type: ignore[misc] # allauth has no types
    """E-mail and password; the second factor is a stage of allauth that follows."""

    form_invalid = axes_form_invalid(LoginView.form_invalid)


def by_invitation(request: HttpRequest) -> HttpResponse:
    """Say how one becomes a member: nobody signs up by themselves."""
    return render(request, "account/signup_closed.html")
