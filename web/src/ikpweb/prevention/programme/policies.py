"""Who may see boards and decide what is public."""

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.prevention.programme.models import Disclosure
from ikpweb.territory.models import Office

__all__ = ["may_ask", "may_confirm", "may_see_disclosures"]


def may_see_disclosures(member: Member | None) -> bool:
    """Tell whether a member may read what was decided: everybody at the centre."""
    return member is not None and member.office.pk == Office.CENTRE


def may_ask(member: Member | None) -> bool:
    """Tell whether a member may ask for figures to be opened, and close all of them: the centre's head."""
    return member is not None and member.office.pk == Office.CENTRE and member.has(Role.HEAD)


def may_confirm(member: Member | None, asked: Disclosure | None = None) -> bool:
    """Tell whether a member may confirm or refuse: a head or publisher of the centre who did not ask for it."""
    centre = member is not None and member.office.pk == Office.CENTRE and member.has(Role.HEAD, Role.PUBLISHER)
    return centre and (asked is None or (member is not None and asked.asked_by_id != member.person.pk))
