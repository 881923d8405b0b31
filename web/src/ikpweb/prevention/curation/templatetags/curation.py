"""The card of the office's first page, and ways to rooms that may not be there yet."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.prevention.curation.policies import may_curate
from ikpweb.prevention.curation.selectors.coming import DAYS, coming, reach
from ikpweb.prevention.curation.selectors.proposals import waiting
from ikpweb.prevention.curation.transitions import Move

register = template.Library()

_ON_CARD = 3


@register.inclusion_tag("curation/parts/card.html")
def coming_card(member: Member) -> dict[str, Any]:
    """Show what begins or ends soon; to curators, how many proposals wait."""
    today = timezone.localdate()
    found = coming(today)
    last = reach()
    return {
        "coming": found[:_ON_CARD],
        "more": max(len(found) - _ON_CARD, 0),
        "days": DAYS,
        "over": last is None or last < today,
        "last": last,
        "waiting": waiting(member) if may_curate(member) else 0,
    }


@register.simple_tag
def way(name: str) -> str:
    """Give the address of a room, or nothing where it does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@register.filter
def proposal_move(move: str) -> str:
    """Say what a step of a proposal was."""
    return {
        Move.PROPOSE: _("diusulkan"),
        Move.CHANGE: _("diubah"),
        Move.WITHDRAW: _("ditarik"),
        Move.ACCEPT: _("diterima"),
        Move.REFUSE: _("ditolak"),
    }[Move(move)]
