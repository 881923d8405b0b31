"""Who may see what was reported of stations, who may give out keys, and who says which stations there are."""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.policies import MANAGERS, may_manage, may_see, offices_visible_to
from ikpweb.audit.actor import SYSTEM, Acting
from ikpweb.territory.models import Office

__all__ = ["may_have_keys", "may_see_regency", "may_take_list", "regencies_visible_to"]


def regencies_visible_to(member: Member | None) -> QuerySet[Office]:
    """Give the offices of regencies whose stations a member may see: the own one and those below."""
    return offices_visible_to(member).filter(level=Office.Level.REGENCY)


def may_see_regency(member: Member | None, office: Office) -> bool:
    """Tell whether a member may see the reports of a regency's stations."""
    return office.level == Office.Level.REGENCY and may_see(member, office)


def may_have_keys(member: Member | None, office: Office) -> bool:
    """Tell whether a member may make and revoke the keys of a regency's office: whoever looks after its members."""
    return office.level == Office.Level.REGENCY and may_manage(member, office)


def may_take_list(member: Acting | None) -> bool:
    """Tell whether somebody may take in the list of a day: the centre's head or administrator, and the own commands."""
    if not isinstance(member, Member):
        return member is SYSTEM
    return member.office.pk == Office.CENTRE and member.has(*MANAGERS)
