"""Entering a risk, changing what it says, closing and withdrawing it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.register import policies
from ikpweb.prevention.register.content import RISK_WRITTEN, content_of
from ikpweb.prevention.register.models import Risk, RiskState
from ikpweb.prevention.register.models.action import OPEN
from ikpweb.prevention.register.services.holding import done_before, hold, reason_for, refuse, write
from ikpweb.prevention.register.transitions import RISK_AIMS, RiskMove, risk_allowed
from ikpweb.prevention.register.validation import clean_risk
from ikpweb.territory.models import Office

__all__ = ["change_risk", "enter_risk", "move_risk"]


def _about(risk: Risk, *_: object, **__: object) -> str:
    return risk.about


def _may(risk: Risk, *_: object, actor: Member, **__: object) -> bool:
    return policies.may_write(actor, risk.office)


@audited(
    "risk.entered",
    lambda *_, client, **__: f"risk-request:{client}",
    allowed=lambda office, *_, actor, **__: policies.may_write(actor, office),
)
def enter_risk(office: Office, given: Mapping[str, Any], *, client: UUID, actor: Member) -> Risk:
    """Enter a risk of an office.

    Parameters
    ----------
    given : mapping
        The fields of `content.RISK_WRITTEN`.
    client : UUID
        Made by the page or program for this request: sent twice, it is one risk.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong.
    """
    content, faults = clean_risk(given)
    if faults:
        raise RejectedError({str(client): faults})
    if found := Risk.objects.filter(office=office, client=client).first():
        tell(repeated=found.pk)
        return found
    now = timezone.now()
    risk = Risk(office=office, client=client, author=actor.person, made_at=now, **content)
    try:
        with transaction.atomic():
            write(risk, RiskMove.ADD, actor=actor, at=now, new=True)
    except IntegrityError:  # the same one's second request was a moment faster
        found = Risk.objects.filter(office=office, client=client).first()
        if found is None:
            raise
        tell(repeated=found.pk)
        return found
    tell(risk=risk.pk)
    return risk


@audited("risk.changed", _about, allowed=_may)
def change_risk(risk: Risk, given: Mapping[str, Any], *, seen: int, actor: Member) -> Risk:
    """Change what a risk says; what is not named stays as it is.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong, or when it is closed.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = hold(risk)
    before = content_of(held)
    content, faults = clean_risk({name: given.get(name, before[name]) for name in RISK_WRITTEN})
    if faults:
        raise RejectedError({str(held.pk): faults})
    said = {name: content[name] for name in RISK_WRITTEN if name in given}
    if done_before(held, RiskMove.CHANGE, seen, actor, said):
        return held
    _demand(held, RiskMove.CHANGE, actor)
    if all(before[name] == value for name, value in said.items()):
        tell(unchanged=True)
        return held
    for name, value in said.items():
        setattr(held, name, value)
    write(held, RiskMove.CHANGE, actor=actor, at=timezone.now())
    return held


@audited("risk.moved", _about, allowed=_may)
def move_risk(risk: Risk, move: RiskMove, *, reason: str = "", seen: int, actor: Member) -> Risk:
    """Close a risk, withdraw one that was entered by mistake, or open either again.

    Raises
    ------
    RejectedError
        When the table does not allow it, without a reason, or while actions against it are open.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = hold(risk)
    transition = risk_allowed(RiskState(held.state), move, actor.roles, policies.side_of(actor, held))
    if done_before(held, move, seen, actor, {"state": RISK_AIMS[move].value} if move in RISK_AIMS else {}):
        return held
    to = _demand(held, move, actor)
    said = reason_for(held, reason, needed=transition is not None and transition.needs_reason)
    if move != RiskMove.REOPEN and (left := held.actions.filter(status__in=OPEN).count()):
        refuse(held, _("%(n)s tindakan untuk risiko ini belum selesai. Selesaikan atau batalkan dahulu.") % {"n": left})
    held.state = to
    write(held, move, reason=said, actor=actor, at=timezone.now())
    return held


def _demand(risk: Risk, move: RiskMove, actor: Member) -> RiskState:
    state = RiskState(risk.state)
    transition = risk_allowed(state, move, actor.roles, policies.side_of(actor, risk))
    if transition is None:
        refuse(
            risk, _("Risiko ini %(state)s; tindakan ini tidak berlaku untuk Anda sekarang.") % {"state": state.label}
        )
    return transition.to
