"""What is done with an alarm: given to somebody, assessed, acted on or dismissed, and closed with its outcome.

Closing writes the outcome into the ledger, beside what was said before anybody could know.
"""

from typing import NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, offices_of
from ikpweb.accounts.models import User
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.watch import policies
from ikpweb.watch.alarm_transitions import AlarmMove, AlarmTransition, alarm_allowed
from ikpweb.watch.models import Alarm, AlarmState, AlarmStep, LedgerOutcome, Outcome
from ikpweb.watch.scoring import score_of_alarm
from ikpweb.watch.validation import demand_reason, today_in

__all__ = ["act", "assess", "assign", "close", "correct", "dismiss"]


def _about(alarm: Alarm, *_: object, **__: object) -> str:
    return f"alarm:{alarm.pk}"


def _may(alarm: Alarm, *_: object, actor: Member, **__: object) -> bool:
    return policies.alarms_visible_to(actor).filter(pk=alarm.pk).exists()


@audited("alarm.assigned", _about, allowed=_may)
def assign(alarm: Alarm, owner: User, *, seen: int, actor: Member) -> Alarm:
    """Give an alarm to somebody of its office or of one above, who looks after it.

    Raises
    ------
    RejectedError
        When the alarm is closed, or the person has nothing to do with its unit.
    ConflictError
        When somebody changed the alarm since `seen`.
    """
    held = _hold(alarm)
    if held.owner_id == owner.pk and held.version == seen + 1:
        tell(repeated=held.version)
        return held
    _demand_seen(held, seen, AlarmMove.ASSIGN)
    _demand(held, AlarmMove.ASSIGN, actor)
    office = held.unit.office
    if not any(each.pk == office.pk or each.is_above(office) for each in offices_of(owner)):
        _refuse(held, _("Orang ini bukan anggota kantor daerah itu atau kantor di atasnya."), "owner")
    held.owner = owner
    _step(held, AlarmMove.ASSIGN, "", actor)
    tell(owner=owner.label)
    return held


@audited("alarm.assessed", _about, allowed=_may)
def assess(alarm: Alarm, reason: str, *, seen: int, actor: Member) -> Alarm:
    """Write down what a look at the reports showed; who does becomes the owner where there is none.

    Raises
    ------
    RejectedError
        When the table of moves does not allow it, or nothing is said.
    ConflictError
        When somebody changed the alarm since `seen`.
    """
    return _moved(alarm, AlarmMove.ASSESS, reason, seen=seen, actor=actor)


@audited("alarm.acted", _about, allowed=_may)
def act(alarm: Alarm, reason: str, *, seen: int, actor: Member) -> Alarm:
    """Write down what was done: prevention, supervision, a letter.

    Raises
    ------
    RejectedError, ConflictError
        As `assess`.
    """
    return _moved(alarm, AlarmMove.ACT, reason, seen=seen, actor=actor)


@audited("alarm.dismissed", _about, allowed=_may)
def dismiss(alarm: Alarm, reason: str, *, seen: int, actor: Member) -> Alarm:
    """Set an alarm aside with a reason; what came of it is still said later.

    Raises
    ------
    RejectedError, ConflictError
        As `assess`.
    """
    return _moved(alarm, AlarmMove.DISMISS, reason, seen=seen, actor=actor)


@audited("alarm.closed", _about, allowed=_may)
def close(alarm: Alarm, outcome: Outcome, reason: str, *, source: str = "", seen: int, actor: Member) -> Alarm:
    """Say what came of an alarm, and score what the ledger said; another person than who acted on it or dismissed it.

    Raises
    ------
    RejectedError, ConflictError
        As `assess`.
    """
    return _moved(alarm, AlarmMove.CLOSE, reason, outcome=outcome, source=source, seen=seen, actor=actor)


@audited("alarm.corrected", _about, allowed=_may)
def correct(alarm: Alarm, outcome: Outcome, reason: str, *, source: str = "", seen: int, actor: Member) -> Alarm:
    """Correct the outcome of a closed alarm; the earlier one stays in the ledger, and the last one holds.

    Raises
    ------
    RejectedError, ConflictError
        As `assess`.
    """
    return _moved(alarm, AlarmMove.CORRECT, reason, outcome=outcome, source=source, seen=seen, actor=actor)


def _moved(
    alarm: Alarm,
    move: AlarmMove,
    reason: str,
    *,
    outcome: Outcome | None = None,
    source: str = "",
    seen: int,
    actor: Member,
) -> Alarm:
    held = _hold(alarm)
    if _done_before(held, move, reason, outcome, seen=seen, actor=actor):
        return held
    _demand_seen(held, seen, move)
    transition = _demand(held, move, actor)
    fault = demand_reason("reason", reason) if transition.needs_reason else None
    if fault:
        raise RejectedError({str(held.pk): [fault]})
    held.state = transition.to
    if outcome is not None:
        held.outcome = outcome
    if held.owner_id is None:
        held.owner = actor.person
    _step(held, move, reason.strip(), actor)
    if outcome is not None:
        _into_ledger(held, outcome, source.strip()[:200], actor)
    tell(reason=reason.strip(), **({"outcome": outcome.value} if outcome else {}))
    return held


def _hold(alarm: Alarm) -> Alarm:
    return Alarm.objects.select_for_update(of=("self",)).select_related("unit__office").get(pk=alarm.pk)


def _refuse(alarm: Alarm, sentence: str, field: str = "state") -> NoReturn:
    raise RejectedError({str(alarm.pk): [FieldError(field, sentence)]})


def _done_before(
    alarm: Alarm, move: AlarmMove, reason: str, outcome: Outcome | None, *, seen: int, actor: Member
) -> bool:
    """Tell whether this very request was done already: a double click, or an answer that was lost on its way."""
    if alarm.version != seen + 1:
        return False
    last = AlarmStep.objects.filter(alarm=alarm, number=alarm.version).first()
    same = last is not None and (last.by_id, last.move, last.reason) == (actor.person.pk, move, reason.strip())
    if same and (outcome is None or alarm.outcome == outcome):
        tell(repeated=alarm.version)
        return True
    return False


def _demand_seen(alarm: Alarm, seen: int, move: AlarmMove) -> None:
    if seen >= alarm.version:
        return
    last = AlarmStep.objects.filter(alarm=alarm, number=alarm.version).first()
    theirs = {"state": alarm.state, "outcome": alarm.outcome, "owner": alarm.owner_id, "reason": last and last.reason}
    before = AlarmStep.objects.filter(alarm=alarm, number=seen).first()
    base = {"state": before.state, "outcome": before.outcome} if before else {}
    item = {"base": base, "theirs": theirs, "mine": {"move": move.value}, "merged": theirs, "both": ["state"]}
    raise ConflictError({str(alarm.pk): item}, alarm.version)


def _demand(alarm: Alarm, move: AlarmMove, actor: Member) -> AlarmTransition:
    state, mine = AlarmState(alarm.state), policies.is_decider(actor, alarm)
    transition = alarm_allowed(state, move, actor.roles, is_decider=mine)
    if transition is not None:
        return transition
    if mine and alarm_allowed(state, move, actor.roles, is_decider=False):
        _refuse(alarm, _("Anda yang terakhir memutuskan alarm ini. Orang lain yang menulis hasilnya."))
    sentence = _("Alarm ini berstatus %(state)s; tindakan ini tidak berlaku untuk Anda sekarang.")
    _refuse(alarm, sentence % {"state": state.label})


def _step(alarm: Alarm, move: AlarmMove, reason: str, actor: Member) -> None:
    alarm.version, alarm.changed_at = alarm.version + 1, timezone.now()
    alarm.save(update_fields=["state", "outcome", "owner", "version", "changed_at"])
    step = AlarmStep(
        alarm=alarm,
        number=alarm.version,
        move=move.value,
        state=alarm.state,
        outcome=alarm.outcome,
        reason=reason,
        by=actor.person,
        office=actor.office,
        at=alarm.changed_at,
    )
    step.save(force_insert=True)
    tell(move=move.value, state=str(alarm.state), **({"training": True} if alarm.training else {}))


def _into_ledger(alarm: Alarm, outcome: Outcome, source: str, actor: Member) -> None:
    """Write what came of it beside what was said; a correction is a further row."""
    entry = alarm.ledger
    number = entry.outcomes.count() + 1
    LedgerOutcome.objects.create(
        entry=entry,
        number=number,
        came={"outcome": outcome.value},
        score=score_of_alarm(entry.statement, outcome),
        source=source,
        came_on=today_in(alarm.unit_id),
        by=actor.person,
        at=alarm.changed_at,
    )
