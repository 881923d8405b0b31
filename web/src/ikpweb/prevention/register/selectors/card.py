"""What waits for a member in the register."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.prevention.register.models import Action, Status
from ikpweb.prevention.register.policies import actions_visible_to
from ikpweb.prevention.register.selectors.listing import LATE, late

__all__ = ["Waiting", "waiting_for"]

_MOST = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """The member's own open actions, those that are late, and what waits for a head; nothing when all is done."""

    mine: Sequence[Action]
    mine_number: int
    late: int
    to_accept: int
    to_confirm: int

    def __bool__(self) -> bool:
        return bool(self.mine_number or self.late or self.to_accept or self.to_confirm)


def waiting_for(member: Member) -> Waiting:
    """Give what waits for a member."""
    rows = actions_visible_to(member)
    mine = rows.filter(owner=member.person.pk, status__in=LATE)
    head = member.has(Role.HEAD)
    near = Q(office=member.office.pk) | Q(office__parent=member.office.pk)
    return Waiting(
        mine=list(mine[:_MOST]),
        mine_number=mine.count(),
        late=rows.filter(late(timezone.localdate())).count(),
        to_accept=rows.filter(office=member.office.pk, status=Status.PROPOSED).count() if head else 0,
        to_confirm=rows.filter(near, status=Status.DONE).count() if head else 0,
    )
