"""Asking for a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.plans import policies
from ikpweb.prevention.plans.models import Plan
from ikpweb.prevention.plans.validation import clean_asked
from ikpweb.territory.models import Office

__all__ = ["Proposed", "propose"]


@dataclass(frozen=True)
class Proposed:
    """The plan, and whether it was asked for already."""

    plan: Plan
    repeated: bool = False


@audited(
    "plan.asked",
    lambda _office, _given, *, client, **_: f"plan:{client}",
    allowed=lambda office, *_, actor, **__: policies.may_propose(actor, office),
)
def propose(
    office: Office, given: Mapping[str, Any], *, client: UUID, after: Plan | None = None, actor: Member
) -> Proposed:
    """Ask for a plan; it then waits to be computed. Asked twice with one number, it is one plan.

    Parameters
    ----------
    given : mapping
        The fields of `asking.Asked`, as `validation.clean_asked` takes them.
    client : UUID
        Made by the page that asks.
    after : Plan, optional
        A plan of the same office to go on from.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong.
    """
    if standing := Plan.objects.filter(office=office, client=client).first():
        tell(repeated=standing.pk)
        return Proposed(standing, repeated=True)
    asked, training, faults = clean_asked(actor, given)
    if asked is None or faults:
        raise RejectedError({"plan": faults})
    try:
        with transaction.atomic():
            made = Plan(
                office=office,
                client=client,
                asked=asked.to_dict(),
                after=after,
                training=training,
                made_by=actor.person,
                made_at=timezone.now(),
            )
            made.save(force_insert=True)
    except IntegrityError:  # the same request's other copy was a moment faster
        tell(repeated=True)
        return Proposed(Plan.objects.get(office=office, client=client), repeated=True)
    tell(plan=made.pk, asked=digest_of(made.asked), units=len(asked.units), **({"training": True} if training else {}))
    return Proposed(made)
