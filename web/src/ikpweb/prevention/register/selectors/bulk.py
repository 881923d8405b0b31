"""What a plan for many offices would do: which of them have the same action already, and what it takes in all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from ikpweb.accounts.members import Member
from ikpweb.prevention.register.models import Action, Status
from ikpweb.prevention.register.policies import actions_visible_to
from ikpweb.territory.models import Office

__all__ = ["Line", "batch_of", "lines_for"]


@dataclass(frozen=True, slots=True)
class Line:
    """An office of a plan, and those of its actions that are the same already."""

    office: Office
    same: Sequence[Action]


def lines_for(offices: Sequence[Office], content: Mapping[str, Any]) -> list[Line]:
    """Look up in each office what would stand there twice: the same of the library, or the same title."""
    alike = Q(title__iexact=content.get("title", ""))
    if content.get("library"):
        alike |= Q(library=content["library"])
    rows = Action.objects.filter(alike, office__in=[each.pk for each in offices]).exclude(status=Status.DROPPED)
    by_office: dict[str, list[Action]] = {}
    for row in rows.order_by("pk"):
        by_office.setdefault(row.office_id, []).append(row)
    return [Line(each, by_office.get(each.pk, ())) for each in offices]


def batch_of(member: Member | None, batch: UUID) -> Sequence[Action]:
    """Give what was put in together, as far as a member may see it."""
    rows = actions_visible_to(member).filter(batch=batch).select_related("office__unit", "owner", "assigned_by")
    return list(rows.order_by("office", "pk"))
