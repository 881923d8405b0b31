"""Who may see and write what an office keeps: its own people write, those above read."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.territory.models import Office

__all__ = ["WRITERS", "below", "may_write"]

_M = TypeVar("_M", bound=Model)
#: Who writes for their office.
WRITERS = (Role.ENTERER, Role.HEAD)


def below(member: Member | None, rows: QuerySet[_M], office: str = "office") -> QuerySet[_M]:
    """Keep the rows of the member's office and of those below it."""
    if member is None:
        return rows.none()
    if member.office.pk == Office.CENTRE:
        return rows
    return rows.filter(Q(**{office: member.office.pk}) | Q(**{f"{office}__parent": member.office.pk}))


def may_write(member: Member | None, office: Office) -> bool:
    """Tell whether a member may enter and change what an office keeps: its own enterers and heads."""
    return member is not None and member.office.pk == office.pk and member.has(*WRITERS)
