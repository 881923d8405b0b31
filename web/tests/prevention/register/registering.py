"""Risks and actions for tests of the register. All of it is made up (SINTETIS)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.prevention.files.attaching import attach
from ikpweb.prevention.files.models import File
from ikpweb.prevention.register.models import Action, Risk, Status
from ikpweb.prevention.register.services import add_action, enter_risk, move_action
from ikpweb.prevention.register.transitions import Move
from ikpweb.territory.models import Office

from web.tests.collection.evidence.files import pdf
from web.tests.factories import member

__all__ = ["OFFICE", "SAID", "added", "at", "evidence", "given", "office", "risky", "today"]

OFFICE = "15.71"
SAID = "SINTETIS: daftar hadir dan foto ada di kantor."


def today() -> date:
    return timezone.localdate()


def office(code: str = OFFICE) -> Office:
    return Office.objects.select_related("unit", "parent").get(pk=code)


def given(**other: Any) -> dict[str, Any]:
    """Give the fields of a whole action."""
    return {
        "title": "SINTETIS: patroli masa tenang",
        "indicators": ["I54", "I44"],
        "stage": "quiet-period",
        "form": "other",
        "deadline": (today() + timedelta(20)).isoformat(),
        "steps_to_do": ["Apel siaga", "Patroli malam"],
        "cost": 5_000_000,
        "effort": 16,
        **other,
    }


def risky(actor: Member | None = None, *, code: str = OFFICE, client: UUID | None = None, **other: Any) -> Risk:
    """Enter a risk."""
    actor = actor or member("enterer", code)
    told = {"title": "SINTETIS: politik uang", "indicator": "I54", "likelihood": 4, "consequence": 5, **other}
    return enter_risk(office(code), told, client=client or uuid4(), actor=actor)


def added(actor: Member | None = None, *, code: str = OFFICE, planned: bool = True, **other: Any) -> Action:
    """Put an action into a register."""
    actor = actor or member("enterer", code)
    return add_action(office(code), given(**other), client=uuid4(), planned=planned, actor=actor)


#: The moves that lead from *planned* to a status.
_WAY = {
    Status.PROPOSED: (Move.BACK,),
    Status.PLANNED: (),
    Status.RUNNING: (Move.START,),
    Status.DONE: (Move.START, Move.FINISH),
    Status.CONFIRMED: (Move.START, Move.FINISH, Move.CONFIRM),
    Status.DROPPED: (Move.DROP,),
}


def at(status: Status, *, doer: Member | None = None, code: str = OFFICE, **other: Any) -> Action:
    """Give an action that stands at a status."""
    doer = doer or member("enterer", code)
    action = added(doer, code=code, **other)
    for move in _WAY[status]:
        who = member("head", code) if move == Move.CONFIRM else doer
        action = move_action(action, move, reason=SAID, seen=action.version, actor=who)
    return action


def evidence(action: Action | Risk, actor: Member, *, name: str = "notula.pdf", content: bytes = b"") -> File:
    """Put a file to something."""
    upload = SimpleUploadedFile(name, content or pdf())
    return attach(action.office, action.about, upload, note="SINTETIS", actor=actor)
