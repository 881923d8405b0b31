"""The moves of risks and actions, and who may make them: two pure tables.

    proposed ─accept─▶ planned ─start─▶ running ─finish─▶ done ─confirm─▶ confirmed
        ◀────back───────┴──◀────back─────┴──◀──back/return──┘               │
        └──────drop───────────drop─────────▶ dropped        running ◀─reopen─┘

Who is of the action's office works it; who says that it is done does not confirm it: its head,
another person, or a head above does. An office above may drop what it assigned itself, until
somebody has begun. Verifiers and observers read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ikpweb.accounts.models import Role
from ikpweb.prevention.register.models.action import Status
from ikpweb.prevention.register.models.risk import RiskState

__all__ = [
    "ACTION_TABLE",
    "AIMS",
    "RISK_AIMS",
    "RISK_TABLE",
    "Move",
    "RiskMove",
    "RiskTransition",
    "Side",
    "Transition",
    "action_allowed",
    "action_moves",
    "risk_allowed",
    "risk_moves",
]


class Side(StrEnum):
    """Where somebody stands to a risk or an action."""

    OWN = "own"
    #: An office above.
    ABOVE = "above"
    #: An office above, of an action that it put there itself.
    ASSIGNER = "assigner"


class Move(StrEnum):
    """What can be done with an action."""

    ADD = "add"
    CHANGE = "change"
    ACCEPT = "accept"
    START = "start"
    FINISH = "finish"
    CONFIRM = "confirm"
    RETURN = "return"
    BACK = "back"
    REOPEN = "reopen"
    DROP = "drop"
    REVIVE = "revive"


@dataclass(frozen=True, slots=True)
class Transition:
    """One cell of the table of actions: where it leads, and by which roles on which side."""

    to: Status
    who: Mapping[Side, frozenset[Role]]
    needs_reason: bool = False
    #: Where no file stands by it, a reason says how it can be told that it was done.
    needs_evidence: bool = False
    #: Who said that it is done may not.
    not_doer: bool = False


_WRITE = frozenset({Role.HEAD, Role.ENTERER})
_HEAD = frozenset({Role.HEAD})
_OWN: Mapping[Side, frozenset[Role]] = {Side.OWN: _WRITE}
_HEADS: Mapping[Side, frozenset[Role]] = {Side.OWN: _HEAD, Side.ABOVE: _HEAD, Side.ASSIGNER: _HEAD}
_OWN_OR_ASSIGNER: Mapping[Side, frozenset[Role]] = {Side.OWN: _WRITE, Side.ASSIGNER: _WRITE}

ACTION_TABLE: Mapping[tuple[Status, Move], Transition] = {
    **{(status, Move.CHANGE): Transition(status, _OWN) for status in (Status.PROPOSED, Status.PLANNED, Status.RUNNING)},
    (Status.PROPOSED, Move.ACCEPT): Transition(Status.PLANNED, {Side.OWN: _HEAD}),
    (Status.PROPOSED, Move.DROP): Transition(Status.DROPPED, _OWN_OR_ASSIGNER, needs_reason=True),
    (Status.PLANNED, Move.START): Transition(Status.RUNNING, _OWN),
    (Status.PLANNED, Move.BACK): Transition(Status.PROPOSED, _OWN),
    (Status.PLANNED, Move.DROP): Transition(Status.DROPPED, _OWN_OR_ASSIGNER, needs_reason=True),
    (Status.RUNNING, Move.FINISH): Transition(Status.DONE, _OWN, needs_evidence=True),
    (Status.RUNNING, Move.BACK): Transition(Status.PLANNED, _OWN),
    (Status.RUNNING, Move.DROP): Transition(Status.DROPPED, _OWN, needs_reason=True),
    (Status.DONE, Move.CONFIRM): Transition(Status.CONFIRMED, _HEADS, not_doer=True),
    (Status.DONE, Move.RETURN): Transition(Status.RUNNING, _HEADS, needs_reason=True, not_doer=True),
    (Status.DONE, Move.BACK): Transition(Status.RUNNING, _OWN),
    (Status.CONFIRMED, Move.REOPEN): Transition(Status.RUNNING, _HEADS, needs_reason=True),
    (Status.DROPPED, Move.REVIVE): Transition(Status.PROPOSED, _OWN_OR_ASSIGNER),
}
#: Where a move leads from wherever it is made; a step back depends on where one stands.
AIMS: Mapping[Move, Status] = {
    move: each.to for (_status, move), each in ACTION_TABLE.items() if move not in {Move.CHANGE, Move.BACK}
}


def action_allowed(
    status: Status, move: Move, roles: frozenset[str], side: Side | None, *, is_doer: bool
) -> Transition | None:
    """Give the transition when somebody with these roles on this side may make the move now, else None."""
    transition = ACTION_TABLE.get((status, move))
    if transition is None or side is None or not roles & transition.who.get(side, frozenset()):
        return None
    return None if transition.not_doer and is_doer else transition


def action_moves(status: Status, roles: frozenset[str], side: Side | None, *, is_doer: bool) -> frozenset[Move]:
    """Give all moves that somebody with these roles on this side may make now."""
    return frozenset(move for move in Move if action_allowed(status, move, roles, side, is_doer=is_doer))


class RiskMove(StrEnum):
    """What can be done with a risk."""

    ADD = "add"
    CHANGE = "change"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class RiskTransition:
    """One cell of the table of risks; all of them are for writers of the office itself."""

    to: RiskState
    needs_reason: bool = False


RISK_TABLE: Mapping[tuple[RiskState, RiskMove], RiskTransition] = {
    (RiskState.OPEN, RiskMove.CHANGE): RiskTransition(RiskState.OPEN),
    (RiskState.OPEN, RiskMove.CLOSE): RiskTransition(RiskState.CLOSED, needs_reason=True),
    (RiskState.OPEN, RiskMove.WITHDRAW): RiskTransition(RiskState.WITHDRAWN, needs_reason=True),
    (RiskState.CLOSED, RiskMove.REOPEN): RiskTransition(RiskState.OPEN, needs_reason=True),
    (RiskState.WITHDRAWN, RiskMove.REOPEN): RiskTransition(RiskState.OPEN, needs_reason=True),
}
#: Where a move leads.
RISK_AIMS: Mapping[RiskMove, RiskState] = {
    move: each.to for (_state, move), each in RISK_TABLE.items() if move != RiskMove.CHANGE
}


def risk_allowed(state: RiskState, move: RiskMove, roles: frozenset[str], side: Side | None) -> RiskTransition | None:
    """Give the transition when somebody with these roles on this side may make the move now, else None."""
    transition = RISK_TABLE.get((state, move))
    return transition if transition is not None and side == Side.OWN and roles & _WRITE else None


def risk_moves(state: RiskState, roles: frozenset[str], side: Side | None) -> frozenset[RiskMove]:
    """Give all moves that somebody with these roles on this side may make now."""
    return frozenset(move for move in RiskMove if risk_allowed(state, move, roles, side))
