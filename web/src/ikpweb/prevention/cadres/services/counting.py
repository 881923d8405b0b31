"""Trainings and outreach events: entered, changed, withdrawn."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited
from ikpweb.prevention.cadres.models import Outreach, Training
from ikpweb.prevention.cadres.sorts import OUTREACH, TRAININGS
from ikpweb.prevention.keeping.policies import may_write
from ikpweb.prevention.keeping.services.rows import Entered, change_row, enter_row, refuse, withdraw_row
from ikpweb.territory.models import Office

__all__ = [
    "change_outreach",
    "change_training",
    "enter_outreach",
    "enter_training",
    "withdraw_outreach",
    "withdraw_training",
]


@audited(
    "training.entered",
    lambda _office, _given, *, key, **__: f"training:{key}",
    allowed=lambda office, *_, actor, **__: may_write(actor, office),
)
def enter_training(
    office: Office, given: Mapping[str, Any], *, key: UUID, client: UUID | None = None, actor: Member
) -> Entered[Training]:
    """Enter a training of an office; see `keeping.services.rows.enter_row`."""
    return enter_row(TRAININGS, office, given, key=key, client=client, actor=actor)


@audited(
    "training.changed",
    lambda training, *_, **__: f"training:{training.pk}",
    allowed=lambda training, *_, actor, **__: may_write(actor, training.office),
)
def change_training(training: Training, given: Mapping[str, Any], *, seen: int, actor: Member) -> Training:
    """Change what is said of a training; see `keeping.services.rows.change_row`."""
    return change_row(TRAININGS, training, given, seen=seen, actor=actor)


@audited(
    "training.withdrawn",
    lambda training, *_, **__: f"training:{training.pk}",
    allowed=lambda training, *_, actor, **__: may_write(actor, training.office),
)
def withdraw_training(training: Training, reason: str, *, seen: int, actor: Member) -> Training:
    """Take a training back, with a reason.

    Raises
    ------
    RejectedError, ConflictError
        As `change_training`; also while records of people stand by it.
    """
    held = withdraw_row(TRAININGS, training, reason, seen=seen, actor=actor)
    if held.people.filter(erased_at__isnull=True).exists():
        refuse(held, _("Masih ada catatan alumni pada pelatihan ini. Hapus catatannya dahulu."))
    return held


@audited(
    "outreach.entered",
    lambda _office, _given, *, key, **__: f"outreach:{key}",
    allowed=lambda office, *_, actor, **__: may_write(actor, office),
)
def enter_outreach(
    office: Office, given: Mapping[str, Any], *, key: UUID, client: UUID | None = None, actor: Member
) -> Entered[Outreach]:
    """Enter an outreach event of an office; see `keeping.services.rows.enter_row`."""
    return enter_row(OUTREACH, office, given, key=key, client=client, actor=actor)


@audited(
    "outreach.changed",
    lambda event, *_, **__: f"outreach:{event.pk}",
    allowed=lambda event, *_, actor, **__: may_write(actor, event.office),
)
def change_outreach(event: Outreach, given: Mapping[str, Any], *, seen: int, actor: Member) -> Outreach:
    """Change what is said of an outreach event; see `keeping.services.rows.change_row`."""
    return change_row(OUTREACH, event, given, seen=seen, actor=actor)


@audited(
    "outreach.withdrawn",
    lambda event, *_, **__: f"outreach:{event.pk}",
    allowed=lambda event, *_, actor, **__: may_write(actor, event.office),
)
def withdraw_outreach(event: Outreach, reason: str, *, seen: int, actor: Member) -> Outreach:
    """Take an outreach event back, with a reason; see `keeping.services.rows.withdraw_row`."""
    return withdraw_row(OUTREACH, event, reason, seen=seen, actor=actor)
