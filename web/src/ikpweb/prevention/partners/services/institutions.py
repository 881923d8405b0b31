"""Partners: entered, changed, withdrawn."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited
from ikpweb.prevention.keeping.policies import may_write
from ikpweb.prevention.keeping.services.rows import Entered, change_row, enter_row, refuse, withdraw_row
from ikpweb.prevention.partners.models import Partner
from ikpweb.prevention.partners.sorts import PARTNERS
from ikpweb.territory.models import Office

__all__ = ["change_partner", "make_partner", "withdraw_partner"]


@audited(
    "partner.entered",
    lambda _office, _given, *, key, **__: f"partner:{key}",
    allowed=lambda office, *_, actor, **__: may_write(actor, office),
)
def make_partner(
    office: Office, given: Mapping[str, Any], *, key: UUID, client: UUID | None = None, actor: Member
) -> Entered[Partner]:
    """Enter a partner of an office; see `keeping.services.rows.enter_row`."""
    return enter_row(PARTNERS, office, given, key=key, client=client, actor=actor)


@audited(
    "partner.changed",
    lambda partner, *_, **__: f"partner:{partner.pk}",
    allowed=lambda partner, *_, actor, **__: may_write(actor, partner.office),
)
def change_partner(partner: Partner, given: Mapping[str, Any], *, seen: int, actor: Member) -> Partner:
    """Change what is said of a partner; see `keeping.services.rows.change_row`."""
    return change_row(PARTNERS, partner, given, seen=seen, actor=actor)


@audited(
    "partner.withdrawn",
    lambda partner, *_, **__: f"partner:{partner.pk}",
    allowed=lambda partner, *_, actor, **__: may_write(actor, partner.office),
)
def withdraw_partner(partner: Partner, reason: str, *, seen: int, actor: Member) -> Partner:
    """Take a partner back, with a reason.

    Raises
    ------
    RejectedError, ConflictError
        As `change_partner`; also while an agreement with it counts: it would have nobody to be with.
    """
    held = withdraw_row(PARTNERS, partner, reason, seen=seen, actor=actor)
    if held.agreements.filter(withdrawn=False).exists():
        refuse(held, _("Masih ada perjanjian dengan mitra ini. Tarik atau pindahkan perjanjiannya dahulu."))
    return held
