"""The moves of an alarm, from the day it is raised until its outcome is known: a pure table.

    new ──assess──▶ assessed ──act──▶ acted ────┐
     └────dismiss───────┴──▶ dismissed ─────────┴─close─▶ closed ──correct─▶ closed

Who acted on an alarm or dismissed it does not say what came of it, and who said it does not
correct it: another person does, in the same office or in one above.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ikpweb.accounts.models import Role
from ikpweb.watch.models.alarm import AlarmState

__all__ = ["ALARM_TRANSITIONS", "AlarmMove", "AlarmTransition", "alarm_allowed", "alarm_moves"]


class AlarmMove(StrEnum):
    """What can be done with an alarm."""

    RAISE = "raise"
    ASSIGN = "assign"
    ASSESS = "assess"
    ACT = "act"
    DISMISS = "dismiss"
    CLOSE = "close"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class AlarmTransition:
    """One cell of the table."""

    to: AlarmState
    roles: frozenset[Role]
    needs_reason: bool = True
    #: Who made the last decision about the alarm may not.
    not_decider: bool = False


_LOOK = frozenset({Role.VERIFIER, Role.HEAD, Role.ANALYST})
_ANSWER = frozenset({Role.VERIFIER, Role.HEAD})

ALARM_TRANSITIONS: Mapping[tuple[AlarmState, AlarmMove], AlarmTransition] = {
    **{
        (state, AlarmMove.ASSIGN): AlarmTransition(state, _LOOK, needs_reason=False)
        for state in AlarmState
        if state != AlarmState.CLOSED
    },
    (AlarmState.NEW, AlarmMove.ASSESS): AlarmTransition(AlarmState.ASSESSED, _LOOK),
    (AlarmState.NEW, AlarmMove.DISMISS): AlarmTransition(AlarmState.DISMISSED, _ANSWER),
    (AlarmState.ASSESSED, AlarmMove.DISMISS): AlarmTransition(AlarmState.DISMISSED, _ANSWER),
    (AlarmState.ASSESSED, AlarmMove.ACT): AlarmTransition(AlarmState.ACTED, _ANSWER),
    (AlarmState.ACTED, AlarmMove.CLOSE): AlarmTransition(AlarmState.CLOSED, _ANSWER, not_decider=True),
    (AlarmState.DISMISSED, AlarmMove.CLOSE): AlarmTransition(AlarmState.CLOSED, _ANSWER, not_decider=True),
    (AlarmState.CLOSED, AlarmMove.CORRECT): AlarmTransition(AlarmState.CLOSED, _ANSWER, not_decider=True),
}


def alarm_allowed(
    state: AlarmState, move: AlarmMove, roles: frozenset[str], *, is_decider: bool
) -> AlarmTransition | None:
    """Give the transition when somebody with these roles may make the move now, else None."""
    transition = ALARM_TRANSITIONS.get((state, move))
    if transition is None or not roles & transition.roles or (transition.not_decider and is_decider):
        return None
    return transition


def alarm_moves(state: AlarmState, roles: frozenset[str], *, is_decider: bool) -> frozenset[AlarmMove]:
    """Give all moves that somebody with these roles may make now."""
    return frozenset(m for m in AlarmMove if alarm_allowed(state, m, roles, is_decider=is_decider) is not None)
