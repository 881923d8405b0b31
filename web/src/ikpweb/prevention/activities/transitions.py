"""The moves of an activity: a pure table.

counted ──withdraw──▶ withdrawn ──restore──▶ counted
   │ change, mark, unmark: stays counted
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ikpweb.accounts.models import Role
from ikpweb.prevention.activities.models import Status

__all__ = ["TRANSITIONS", "Move", "Transition", "allowed", "moves"]


class Move(StrEnum):
    """What can be done with an activity."""

    ENTER = "enter"
    IMPORT = "import"
    CHANGE = "change"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    MARK = "mark"
    UNMARK = "unmark"


@dataclass(frozen=True, slots=True)
class Transition:
    """One cell of the table."""

    to: Status
    needs_reason: bool = False


#: Who writes.
WRITERS = frozenset({Role.ENTERER.value, Role.HEAD.value})

TRANSITIONS: Mapping[tuple[Status, Move], Transition] = {
    (Status.COUNTED, Move.CHANGE): Transition(Status.COUNTED),
    (Status.COUNTED, Move.MARK): Transition(Status.COUNTED),
    (Status.COUNTED, Move.UNMARK): Transition(Status.COUNTED),
    (Status.COUNTED, Move.WITHDRAW): Transition(Status.WITHDRAWN, needs_reason=True),
    (Status.WITHDRAWN, Move.RESTORE): Transition(Status.COUNTED, needs_reason=True),
}


def allowed(status: Status, move: Move, roles: frozenset[str]) -> Transition | None:
    """Give the transition when somebody with these roles in the activity's office may make the move now, else None."""
    return TRANSITIONS.get((status, move)) if roles & WRITERS else None


def moves(status: Status, roles: frozenset[str]) -> frozenset[Move]:
    """Give all moves that somebody with these roles in the activity's office may make now."""
    return frozenset(move for move in Move if allowed(status, move, roles) is not None)
