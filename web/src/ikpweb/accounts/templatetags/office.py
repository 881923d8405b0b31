"""What the templates of the office area say in one word."""

from typing import Any

from django import template

from ikpweb.accounts.members import Member, offices_of
from ikpweb.accounts.models import FactorLoss, Role
from ikpweb.accounts.navigation import items_for
from ikpweb.accounts.policies import may_confirm_loss, may_lift_loss

register = template.Library()


@register.inclusion_tag("office/parts/nav.html", takes_context=True)
def office_nav(context: dict[str, Any]) -> dict[str, Any]:
    """Show what the member may open, with the entry of the page that is shown marked."""
    request = context["request"]
    member: Member | None = request.member
    entries = list(items_for(member)) if member else []
    # The longest address that begins the page's own is the entry it belongs to; the first page begins them all.
    inside = [address for address, item in entries if request.path.startswith(address) and item.name != "office:home"]
    here = max(inside, key=len, default=request.path)
    return {"entries": entries, "here": here}


@register.inclusion_tag("office/parts/who.html", takes_context=True)
def office_who(context: dict[str, Any]) -> dict[str, Any]:
    """Show who is signed in for which office, with a way to another office and out."""
    request = context["request"]
    member: Member | None = request.member
    # Who signed in with this very request came without any.
    found = offices_of(request.user) if request.offices is None else request.offices
    others = [each for each in found if member is None or each != member.office]
    return {
        "person": request.user,
        "member": member,
        "roles": [Role(role).label for role in Role if member and role in member.roles],
        "others": others,
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }


@register.simple_tag(takes_context=True)
def may_decide(context: dict[str, Any], loss: FactorLoss) -> dict[str, bool]:
    """Say what the member may do about a lost second factor in its present state."""
    member: Member = context["request"].member
    confirm = may_confirm_loss(member, loss)
    return {
        "confirm": confirm and loss.confirmed_at is None,
        "lift": may_lift_loss(member, loss) and loss.confirmed_at is not None,
        "refuse": confirm,
    }
