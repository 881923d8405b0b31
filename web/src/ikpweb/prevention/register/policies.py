"""Who may see and change the register: an office its own, a province its regencies' to read, the centre all."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import may_see
from ikpweb.prevention.register.models import Action, ActionStep, Risk, Status
from ikpweb.prevention.register.transitions import Move, Side
from ikpweb.territory.models import Office

__all__ = [
    "actions_visible_to",
    "is_doer",
    "may_add_files",
    "may_assign",
    "may_comment",
    "may_set_appetite",
    "may_write",
    "risks_visible_to",
    "side_of",
]

_M = TypeVar("_M", bound=Model)
_WRITING = (Role.HEAD, Role.ENTERER)


def _below(member: Member | None, rows: QuerySet[_M]) -> QuerySet[_M]:
    """Keep the rows of the member's office and of those below it."""
    if member is None:
        return rows.none()
    if member.office.pk == Office.CENTRE:
        return rows
    return rows.filter(Q(office=member.office.pk) | Q(office__parent=member.office.pk))


def risks_visible_to(member: Member | None) -> QuerySet[Risk]:
    """Give the risks of the member's office and of those below it; nobody else's."""
    return _below(member, Risk.objects.select_related("office"))


def actions_visible_to(member: Member | None) -> QuerySet[Action]:
    """Give the actions of the member's office and of those below it; nobody else's."""
    return _below(member, Action.objects.select_related("office"))


def side_of(member: Member | None, item: Risk | Action) -> Side | None:
    """Tell where a member stands to a risk or an action; None for a stranger."""
    if member is None:
        return None
    if member.office.pk == item.office_id:
        return Side.OWN
    if not member.office.is_above(item.office):
        return None
    own = isinstance(item, Action) and item.assigned_by_id == member.office.pk
    return Side.ASSIGNER if own else Side.ABOVE


def may_write(member: Member | None, office: Office) -> bool:
    """Tell whether a member may write risks and actions of an office: its own people."""
    return member is not None and member.office.pk == office.pk and member.has(*_WRITING)


def may_assign(member: Member | None, office: Office) -> bool:
    """Tell whether a member may put actions into the register of an office: their own, or one below it."""
    return member is not None and may_see(member, office) and member.has(*_WRITING)


def may_comment(member: Member | None, item: Risk | Action) -> bool:
    """Tell whether a member may say a word about what they see; who only reads does not."""
    return member is not None and may_see(member, item.office) and member.has(*_WRITING)


def may_set_appetite(member: Member | None) -> bool:
    """Tell whether a member may say what the matrix means: the centre's head."""
    return member is not None and member.office.pk == Office.CENTRE and member.has(Role.HEAD)


def may_add_files(member: Member, item: Risk | Action) -> bool:
    """Tell whether a member may put files to a risk or an action: its own office, until it is confirmed."""
    closed = isinstance(item, Action) and item.status in {Status.CONFIRMED, Status.DROPPED}
    return may_write(member, item.office) and not closed


def is_doer(member: Member, action: Action) -> bool:
    """Tell whether a member said last that an action is done."""
    last = ActionStep.objects.filter(item=action, move=Move.FINISH).order_by("-number")
    return last.values_list("by", flat=True).first() == member.person.pk
