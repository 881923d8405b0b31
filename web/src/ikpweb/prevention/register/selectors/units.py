"""What the register of a unit's office holds, for pages about the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ikpweb.accounts.members import Member
from ikpweb.prevention.register.models import Action, Risk, RiskState
from ikpweb.prevention.register.models.action import OPEN, Status
from ikpweb.prevention.register.policies import actions_visible_to, risks_visible_to

__all__ = ["Held", "of_unit"]


@dataclass(frozen=True, slots=True)
class Held:
    """Open risks and actions of a unit; empty for whoever may not see them."""

    risks: Sequence[Risk] = ()
    actions: Sequence[Action] = ()

    def __bool__(self) -> bool:
        return bool(self.risks or self.actions)


def of_unit(member: Member | None, unit: str, *, most: int = 10) -> Held:
    """Give the gravest open risks of a unit, and the actions that are due first."""
    if member is None:
        return Held()
    risks = risks_visible_to(member).filter(office__unit=unit, state=RiskState.OPEN)
    actions = actions_visible_to(member).filter(office__unit=unit, status__in=(*OPEN, Status.DONE))
    gravest = sorted(risks, key=lambda each: (-each.likelihood * each.consequence, each.pk))[:most]
    due = sorted(actions, key=lambda each: (each.deadline or date.max, each.pk))[:most]
    return Held(gravest, due)
