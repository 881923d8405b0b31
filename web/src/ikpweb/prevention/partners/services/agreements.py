"""Agreements: entered, renewed, changed, ended before their time, withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.prevention.keeping.policies import may_write
from ikpweb.prevention.keeping.services.rows import Entered, change_row, enter_row, hold, move_row, refuse, withdraw_row
from ikpweb.prevention.partners.models import Agreement
from ikpweb.prevention.partners.sorts import AGREEMENTS
from ikpweb.territory.models import Office

__all__ = ["change_agreement", "end_early", "make_agreement", "withdraw_agreement"]


@audited(
    "agreement.entered",
    lambda _office, _given, *, key, **__: f"agreement:{key}",
    allowed=lambda office, _given, *, renews=None, actor, **__: (
        may_write(actor, office) and (renews is None or may_write(actor, renews.office))
    ),
)
def make_agreement(
    office: Office,
    given: Mapping[str, Any],
    *,
    key: UUID,
    client: UUID | None = None,
    renews: Agreement | None = None,
    actor: Member,
) -> Entered[Agreement]:
    """Enter an agreement of an office; see `keeping.services.rows.enter_row`.

    Parameters
    ----------
    renews : Agreement, optional
        The one that this goes on from: it is reminded of no more.

    Raises
    ------
    RejectedError
        Also when `renews` is renewed already, withdrawn, or with another partner.
    """
    previous = None if renews is None else hold(AGREEMENTS, renews)  # of two who renew it, one waits and is refused
    if previous is not None:
        _may_follow(previous, given, key, client)
    done = enter_row(AGREEMENTS, office, given, key=key, client=client, extra={"renews": previous}, actor=actor)
    if previous is not None:
        tell(renews=str(previous.pk))
    return done


def _may_follow(previous: Agreement, given: Mapping[str, Any], key: UUID, client: UUID | None) -> None:
    after = Agreement.objects.filter(renews=previous, withdrawn=False).first()
    if after is not None and after.pk != key and (client is None or after.client != client):
        refuse(previous, _("Perjanjian ini sudah diperbarui oleh yang lain."))
    if previous.withdrawn:
        refuse(previous, _("Perjanjian yang ditarik tidak diperbarui."))
    if str(given.get("partner") or "") != str(previous.partner_id):
        raise RejectedError({str(previous.pk): [FieldError("partner", _("Pembaruan adalah dengan mitra yang sama."))]})


@audited(
    "agreement.changed",
    lambda agreement, *_, **__: f"agreement:{agreement.pk}",
    allowed=lambda agreement, *_, actor, **__: may_write(actor, agreement.office),
)
def change_agreement(agreement: Agreement, given: Mapping[str, Any], *, seen: int, actor: Member) -> Agreement:
    """Change what an agreement says; see `keeping.services.rows.change_row`."""
    return change_row(AGREEMENTS, agreement, given, seen=seen, actor=actor)


@audited(
    "agreement.ended",
    lambda agreement, *_, **__: f"agreement:{agreement.pk}",
    allowed=lambda agreement, *_, actor, **__: may_write(actor, agreement.office),
)
def end_early(agreement: Agreement, day: date | None, reason: str, *, seen: int, actor: Member) -> Agreement:
    """Say that an agreement was ended before its last day, and why.

    Parameters
    ----------
    day : date or None
        The first day on which it holds no more.

    Raises
    ------
    RejectedError, ConflictError
        As `change_agreement`; also when the day cannot be.
    """
    latest = timezone.localdate() if agreement.valid_to is None else min(timezone.localdate(), agreement.valid_to)
    if day is None or not agreement.valid_from <= day <= latest:
        refuse(agreement, _("Hari berakhirnya harus antara hari pertama berlaku dan hari ini."), "ended_on")
    return move_row(AGREEMENTS, agreement, "end", {"ended_on": day}, reason=reason, seen=seen, actor=actor)


@audited(
    "agreement.withdrawn",
    lambda agreement, *_, **__: f"agreement:{agreement.pk}",
    allowed=lambda agreement, *_, actor, **__: may_write(actor, agreement.office),
)
def withdraw_agreement(agreement: Agreement, reason: str, *, seen: int, actor: Member) -> Agreement:
    """Take an agreement back that was entered by mistake, with a reason.

    Raises
    ------
    RejectedError, ConflictError
        As `change_agreement`; also when another one renews it, or something was done under it.
    """
    held = withdraw_row(AGREEMENTS, agreement, reason, seen=seen, actor=actor)
    if Agreement.objects.filter(renews=held, withdrawn=False).exists():
        refuse(held, _("Perjanjian ini diperbarui oleh yang lain. Tarik pembaruannya dahulu."))
    if held.activities.filter(withdrawn=False).exists():
        refuse(held, _("Ada kegiatan di bawah perjanjian ini. Tarik kegiatannya dahulu."))
    return held
