"""The door of the office area: who is not signed in goes to the sign-in, who may not enter reads why."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from ikpweb.accounts.factors import way_to_factor
from ikpweb.accounts.members import Member, MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.accounts.services.sign_in import note_refused
from ikpweb.accounts.signals import acting

__all__ = ["denied", "member_required", "refusal", "refused", "stale_form"]

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def member_required(*roles: str) -> Callable[[V], V]:
    """Let only members in: with one of these roles in the office they act for, or any role when none is named.

    Nobody who is not signed in comes further than the sign-in page; nobody comes further than
    the second factor without it; everybody else reads why not (403).
    """

    def wrap(view: V) -> V:
        @functools.wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return refusal(request, *roles) or view(request, *args, **kwargs)

        inner.member_required = roles  # type: ignore[attr-defined] # the walk of strangers reads it
        return inner  # type: ignore[return-value]

    return wrap


def refusal(given: HttpRequest, *roles: str) -> HttpResponse | None:
    """Give the answer that keeps a request out, or None when it may enter."""
    request = cast(MemberRequest, given)
    person = request.user
    if not person.is_authenticated:
        if request.session_over == "membership":
            return refused(request, _("Keanggotaan Anda sudah berakhir, dan dengannya sesi ini."))
        if request.session_over:
            messages.info(request, _("Sesi Anda berakhir karena terlalu lama. Masuklah lagi untuk melanjutkan."))
        if request.method == "POST":
            messages.warning(request, _("Yang baru saja Anda kirim belum tersimpan: kirim lagi setelah masuk."))
        return redirect_to_login(_way_back(request), resolve_url(settings.LOGIN_URL))
    if request.factor_missing:
        return redirect_to_login(_way_back(request), resolve_url(way_to_factor(person)))
    member: Member | None = request.member
    if member is None:
        _note(request)
        return refused(request, _("Anda tidak lagi, atau belum, menjadi anggota kantor mana pun."))
    if roles and not member.has(*roles):
        _note(request)
        names = ", ".join(str(Role(role).label) for role in roles)
        return refused(
            request,
            _("Halaman ini untuk peran %(roles)s; di %(office)s Anda tidak memilikinya.")
            % {"roles": names, "office": member.office},
        )
    return None


def _way_back(request: HttpRequest) -> str:
    """Give the page to come back to: after a form the one it stood on, as most addresses of forms are no pages."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc == request.get_host() and before.path:
        return urlunsplit(("", "", before.path, before.query, ""))
    return resolve_url("office:home")


def _note(request: MemberRequest) -> None:
    match = request.resolver_match
    actor = request.member.actor if request.member else acting(request, request.user)
    note_refused((match.view_name if match else "") or "?", actor=actor)


def refused(request: HttpRequest, reason: str, *, role: bool = True) -> HttpResponse:
    """Say in a sentence why somebody may not enter; and, where it is for want of a `role`, who gives roles."""
    return render(request, "office/refused.html", {"reason": reason, "role": role}, status=403)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer for a service that refused, wherever it was called."""
    return refused(request, _("Peran Anda di kantor ini tidak mengizinkan tindakan itu. Penolakannya tercatat."))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer for a form without the token of its page: left open for long, or sent from elsewhere."""
    said = _("Formulir ini sudah kedaluwarsa, atau dikirim dari tempat lain. Muat ulang halamannya dan kirim lagi.")
    return refused(request, said, role=False)
