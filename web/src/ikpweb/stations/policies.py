"""Who may see what was reported of stations, and who may give out keys."""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.policies import may_manage, may_see, offices_visible_to
from ikpweb.territory.models import Office

__all__ = ["may_have_keys", "may_see_regency", "regencies_visible_to"]


def regencies_visible_to(member: Member | None) -> QuerySet[Office]:
    """Give the offices of regencies whose stations a member may see: the own one and those below."""
    return offices_visible_to(member).filter(level=Office.Level.REGENCY)


def may_see_regency(member: Member | None, office: Office) -> bool:
    """Tell whether a member may see the reports of a regency's stations."""
    return office.level == Office.Level.REGENCY and may_see(member, office)


def may_have_keys(member: Member | None, office: Office) -> bool:
    """Tell whether a member may make and revoke the keys of a regency's office: whoever looks after its members."""
    return office.level == Office.Level.REGENCY and may_manage(member, office)
