"""Deciding what of the programme is public: what holds, what waits, what would be seen, and what was decided before."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ikpweb.accounts.access import member_required
from ikpweb.accounts.members import MemberRequest
from ikpweb.accounts.models import Role
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.programme import policies
from ikpweb.prevention.programme.models import Disclosure, Kind, Level
from ikpweb.prevention.programme.selectors.released import disclosures, in_force, release_of, waiting
from ikpweb.prevention.programme.services.disclosing import ask, close, confirm, refuse
from ikpweb.prevention.programme.suppression import LEAST
from ikpweb.prevention.programme.views.public import tables_of

__all__ = ["decide", "disclosure", "preview"]


@member_required()
def disclosure(request: MemberRequest) -> HttpResponse:
    """Show what is decided about the public; only at the centre."""
    return _page(request)


def _page(request: MemberRequest, status: int = 200) -> HttpResponse:
    if not policies.may_see_disclosures(request.member):
        raise PermissionDenied
    held, asked = in_force(), waiting()
    given = request.POST if status != 200 else {}
    now = held.levels if held else {}
    since = (
        held.since
        if held and held.state == Disclosure.State.CONFIRMED
        else timezone.localdate().replace(month=1, day=1)
    )
    context: dict[str, Any] = {
        "held": held,
        "asked": asked,
        "kinds": [
            (kind.value, kind.label, given.get(f"level-{kind.value}") or now.get(kind.value, Level.NOTHING.value))
            for kind in Kind
        ],
        "levels": Level.choices,
        "since": given.get("since") or f"{since:%Y-%m}",
        "reason": given.get("reason", ""),
        "may_ask": policies.may_ask(request.member),
        "may_confirm": asked is not None and policies.may_confirm(request.member, asked),
        "mine": asked is not None and asked.asked_by_id == request.member.person.pk,
        "earlier": disclosures(),
        "least": LEAST,
    }
    return render(request, "programme/disclosure.html", context, status=status)


@member_required()
def preview(request: MemberRequest, number: int) -> HttpResponse:
    """Show the centre what the public would see by a decision, before it holds."""
    if not policies.may_see_disclosures(request.member):
        raise PermissionDenied
    found = get_object_or_404(Disclosure, number=number)
    shown = release_of(found)
    context = {"release": shown, "decision": found, "least": LEAST, **tables_of(shown)}
    return render(request, "programme/preview.html", context)


@require_POST
@member_required(Role.HEAD, Role.PUBLISHER)
def decide(request: MemberRequest) -> HttpResponse:
    """Ask, confirm, refuse or close."""
    if not policies.may_see_disclosures(request.member):
        raise PermissionDenied
    try:
        said = _done(request)
    except RejectedError as refused:
        for faults in refused.faults.values():
            for fault in faults:
                messages.error(request, fault.sentence)
        return _page(request, status=422)
    messages.success(request, said)
    return redirect("programme:disclosure")


def _done(request: MemberRequest) -> str:
    told, actor = request.POST, request.member
    match told.get("move"):
        case "ask":
            levels = {kind: told.get(f"level-{kind}", Level.NOTHING.value) for kind in Kind.values}
            ask(levels, _month(told.get("since", "")), told.get("reason", ""), actor=actor)
            return _("Diusulkan. Orang kedua di pusat yang mengesahkannya; sampai itu tidak ada yang berubah.")
        case "confirm":
            confirm(_asked(told.get("number", "")), actor=actor)
            return _("Disahkan. Publik sekarang melihatnya.")
        case "refuse":
            refuse(_asked(told.get("number", "")), told.get("reason", ""), actor=actor)
            return _("Usulan tidak disahkan. Tidak ada yang berubah bagi publik.")
        case "close":
            close(told.get("reason", ""), actor=actor)
            return _("Ditutup semuanya. Publik tidak melihat angka program lagi.")
    raise Http404


def _asked(text: str) -> Disclosure:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    return get_object_or_404(Disclosure, number=number)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return date.max  # no such month: the service says what it must be
