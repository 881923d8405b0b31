"""The moves of a report, from entry to decision: a pure table.

Who entered or changed a report never decides on it; the office above may, so that an office of
one person is not stuck. What is decided is opened again before it is changed, with a reason.

    entered ──confirm──▶ violation      ┐
       │   ──clear────▶ not-violation  ├─reopen─▶ entered
       │   ──hand-on──▶ handed-on      │
       └────withdraw──▶ withdrawn      ┘
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ikpweb.accounts.models import Role
from ikpweb.watch.models.report import Status

__all__ = ["DECISIONS", "TRANSITIONS", "Move", "Transition", "allowed", "moves"]


class Move(StrEnum):
    """What can be done with a report."""

    ENTER = "enter"
    IMPORT = "import"
    CHANGE = "change"
    CONFIRM = "confirm"
    CLEAR = "clear"
    HAND_ON = "hand-on"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    MARK = "mark"
    UNMARK = "unmark"


@dataclass(frozen=True, slots=True)
class Transition:
    """One cell of the table."""

    to: Status
    roles: frozenset[Role]
    needs_reason: bool = False
    #: Who entered or changed the report may not.
    not_author: bool = False


#: Moves that decide.
DECISIONS: Mapping[Move, Status] = {
    Move.CONFIRM: Status.VIOLATION,
    Move.CLEAR: Status.NOT_VIOLATION,
    Move.HAND_ON: Status.HANDED_ON,
}
_ENTER = frozenset({Role.ENTERER, Role.HEAD})
_VERIFY = frozenset({Role.VERIFIER, Role.HEAD})
_COUNTED = (Status.ENTERED, *DECISIONS.values())

TRANSITIONS: Mapping[tuple[Status, Move], Transition] = {
    (Status.ENTERED, Move.CHANGE): Transition(Status.ENTERED, _ENTER),
    (Status.ENTERED, Move.WITHDRAW): Transition(Status.WITHDRAWN, _ENTER, needs_reason=True),
    **{(Status.ENTERED, move): Transition(to, _VERIFY, not_author=True) for move, to in DECISIONS.items()},
    **{
        (status, Move.REOPEN): Transition(Status.ENTERED, _VERIFY, needs_reason=True)
        for status in (*DECISIONS.values(), Status.WITHDRAWN)
    },
    **{
        (status, move): Transition(status, _ENTER | _VERIFY) for status in _COUNTED for move in (Move.MARK, Move.UNMARK)
    },
}


def allowed(status: Status, move: Move, roles: frozenset[str], *, is_author: bool) -> Transition | None:
    """Give the transition when somebody with these roles may make the move now, else None."""
    transition = TRANSITIONS.get((status, move))
    if transition is None or not roles & transition.roles or (transition.not_author and is_author):
        return None
    return transition


def moves(status: Status, roles: frozenset[str], *, is_author: bool) -> frozenset[Move]:
    """Give all moves that somebody with these roles may make now."""
    return frozenset(move for move in Move if allowed(status, move, roles, is_author=is_author) is not None)
