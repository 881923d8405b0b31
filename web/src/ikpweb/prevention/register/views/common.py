"""What the views of the register share: finding a risk or an action, refusals in words, the page of two versions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from ikpweb.accounts.members import MemberRequest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.register.models import Action, Risk
from ikpweb.prevention.register.selectors.listing import action_for
from ikpweb.prevention.register.selectors.risks import risk_for

__all__ = ["action_or_404", "client_in", "conflict_page", "number_in", "risk_or_404", "tell_refusal"]


def action_or_404(request: MemberRequest, key: int) -> Action:
    """Give an action that the member may see."""
    found = action_for(request.member, key) if key < 2**62 else None
    if found is None:
        raise Http404(str(key))
    return found


def risk_or_404(request: MemberRequest, key: int) -> Risk:
    """Give a risk that the member may see."""
    found = risk_for(request.member, key) if key < 2**62 else None
    if found is None:
        raise Http404(str(key))
    return found


def number_in(given: Mapping[str, str], name: str) -> int:
    """Read a whole number of a form; 0 where there is none."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def client_in(given: Mapping[str, str]) -> UUID:
    """Read the number of a request, which the page made."""
    try:
        return UUID(given.get("client", ""))
    except ValueError as unknown:
        raise Http404 from unknown


def tell_refusal(request: MemberRequest, refused: RejectedError) -> None:
    """Say above the page what was refused."""
    for faults in refused.faults.values():
        for fault in faults:
            messages.error(request, fault.sentence)


def conflict_page(request: MemberRequest, conflict: ConflictError, more: Mapping[str, Any]) -> HttpResponse:
    """Show what stood before, what the other one wrote and what this one wanted; nothing was written."""
    versions = next(iter(conflict.items.values()))
    differ = [name for name in versions["mine"] if versions["theirs"].get(name) != versions["mine"][name]]
    # What only the other one changed is not in question; of a move nothing else is there to be shown.
    names = [name for name in differ if versions["base"].get(name) != versions["mine"][name]] or differ
    sides = ("base", "theirs", "mine")
    fields = [
        {"name": name, "both": name in versions["both"], **{side: versions[side].get(name) for side in sides}}
        for name in names
    ]
    return render(request, "register/conflict.html", {**more, "fields": fields, "now": conflict.revision}, status=409)
