"""What the templates of the office area say in one word."""

from typing import Any

from django import template

from ikpweb.accounts.members import Member, offices_of
from ikpweb.accounts.models import Role
from ikpweb.accounts.navigation import items_for

register = template.Library()


@register.inclusion_tag("office/parts/nav.html", takes_context=True)
def office_nav(context: dict[str, Any]) -> dict[str, Any]:
    """Show what the member may open, with the entry of the page that is shown marked."""
    request = context["request"]
    member: Member | None = request.member
    entries = list(items_for(member)) if member else []
    # The longest address that begins the page's own is the entry it belongs to: the first page begins them all.
    here = max((address for address, _ in entries if request.path.startswith(address)), key=len, default="")
    return {"entries": entries, "here": here}


@register.inclusion_tag("office/parts/who.html", takes_context=True)
def office_who(context: dict[str, Any]) -> dict[str, Any]:
    """Show who is signed in for which office, with a way to another office and out."""
    request = context["request"]
    member: Member | None = request.member
    others = [each for each in offices_of(request.user) if member is None or each != member.office]
    return {
        "person": request.user,
        "member": member,
        "roles": [Role(role).label for role in Role if member and role in member.roles],
        "others": others,
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }
