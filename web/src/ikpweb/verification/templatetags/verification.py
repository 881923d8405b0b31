"""What the templates of verification say in one word."""

from math import isnan

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.verification import policies
from ikpweb.verification.agreement import Agreement
from ikpweb.verification.selectors.offices import Overview, cycles_of, overview

register = template.Library()


@register.filter
def verification_links(member: Member) -> list[tuple[str, str]]:
    """Give address and name of the pages of a cycle's verification that a member may open."""
    links = [("verification:objections", _("Sanggahan"))]
    if policies.at_centre(member):
        links.append(("verification:acceptance", _("Penerimaan nasional")))
    links.append(("verification:double", _("Penilaian ganda")))
    if policies.at_centre(member) and member.has(Role.HEAD, Role.OBSERVER, Role.ANALYST):
        links.append(("verification:freeze", _("Pembekuan")))
    return links


@register.filter
def get(known: dict[str, int], key: str) -> int:
    """Give a count by its name, none is zero."""
    return known.get(key, 0)


@register.filter
def share(value: float) -> str:
    """Write a share as per cent, a dash where there is none."""
    return "–" if isnan(value) else f"{number_format(100 * value, 1)}%"


@register.filter
def coefficient(value: float) -> str:
    """Write a coefficient with two decimals, a dash where there is too little to say."""
    return "–" if isnan(value) else str(number_format(value, 2))


@register.filter
def span(found: Agreement) -> str:
    """Write the interval of an alpha, a dash where there is none."""
    if isnan(found.alpha_from):
        return "–"
    return f"{coefficient(found.alpha_from)} … {coefficient(found.alpha_to)}"


@register.simple_tag
def verification_card(member: Member) -> Overview | None:
    """Give what waits for a member in the newest cycle; nothing to those who do not verify."""
    if not member.has(Role.VERIFIER, Role.HEAD, Role.OBSERVER):
        return None
    cycles = cycles_of(member)
    return overview(member, cycles[0]) if cycles else None
