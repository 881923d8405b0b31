"""What is done under an agreement: noted, changed, withdrawn."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.prevention.keeping.policies import may_write
from ikpweb.prevention.keeping.services.rows import Entered, change_row, enter_row, hold, refuse, withdraw_row
from ikpweb.prevention.partners.models import Activity, Agreement
from ikpweb.prevention.partners.sorts import ACTIVITIES, AGREEMENTS

__all__ = ["change_activity", "note_activity", "withdraw_activity"]


@audited(
    "partner_activity.entered",
    lambda _agreement, _given, *, key, **__: f"partner_activity:{key}",
    allowed=lambda agreement, *_, actor, **__: may_write(actor, agreement.office),
)
def note_activity(
    agreement: Agreement, given: Mapping[str, Any], *, key: UUID, client: UUID | None = None, actor: Member
) -> Entered[Activity]:
    """Note what was done under an agreement; see `keeping.services.rows.enter_row`.

    Raises
    ------
    RejectedError
        Also when the agreement is withdrawn.
    """
    held = hold(AGREEMENTS, agreement)  # nobody withdraws it meanwhile
    if held.withdrawn:
        refuse(held, _("Perjanjian ini sudah ditarik."))
    extra = {"agreement": held}
    done = enter_row(ACTIVITIES, held.office, given, key=key, client=client, extra=extra, actor=actor)
    tell(agreement=str(held.pk))
    return done


@audited(
    "partner_activity.changed",
    lambda activity, *_, **__: f"partner_activity:{activity.pk}",
    allowed=lambda activity, *_, actor, **__: may_write(actor, activity.office),
)
def change_activity(activity: Activity, given: Mapping[str, Any], *, seen: int, actor: Member) -> Activity:
    """Change what is said of an activity; see `keeping.services.rows.change_row`."""
    return change_row(ACTIVITIES, activity, given, seen=seen, actor=actor)


@audited(
    "partner_activity.withdrawn",
    lambda activity, *_, **__: f"partner_activity:{activity.pk}",
    allowed=lambda activity, *_, actor, **__: may_write(actor, activity.office),
)
def withdraw_activity(activity: Activity, reason: str, *, seen: int, actor: Member) -> Activity:
    """Take an activity back, with a reason; see `keeping.services.rows.withdraw_row`."""
    return withdraw_row(ACTIVITIES, activity, reason, seen=seen, actor=actor)
