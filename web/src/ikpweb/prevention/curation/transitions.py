"""The moves of a proposal: a pure table. Who wrote any of it never decides on it.

waiting ──accept──▶ accepted
   │  └───refuse──▶ refused
   └────withdraw──▶ withdrawn
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ikpweb.prevention.curation.models import Status

__all__ = ["TRANSITIONS", "Move", "Side", "Transition", "allowed", "moves"]


class Move(StrEnum):
    """What can be done with a proposal."""

    PROPOSE = "propose"
    CHANGE = "change"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    REFUSE = "refuse"


class Side(StrEnum):
    """Whose move it is: of who may write for the office that proposes, or of who curates at the centre."""

    OFFICE = "office"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Transition:
    """One cell of the table."""

    to: Status
    side: Side
    needs_reason: bool = False
    #: Who wrote any of it may not.
    not_author: bool = False


TRANSITIONS: Mapping[tuple[Status, Move], Transition] = {
    (Status.WAITING, Move.CHANGE): Transition(Status.WAITING, Side.OFFICE),
    (Status.WAITING, Move.WITHDRAW): Transition(Status.WITHDRAWN, Side.OFFICE, needs_reason=True),
    (Status.WAITING, Move.ACCEPT): Transition(Status.ACCEPTED, Side.CENTRE, not_author=True),
    (Status.WAITING, Move.REFUSE): Transition(Status.REFUSED, Side.CENTRE, needs_reason=True, not_author=True),
}


def allowed(status: Status, move: Move, sides: frozenset[Side], *, is_author: bool) -> Transition | None:
    """Give the transition when somebody who stands on these sides may make the move now, else None."""
    transition = TRANSITIONS.get((status, move))
    if transition is None or transition.side not in sides or (transition.not_author and is_author):
        return None
    return transition


def moves(status: Status, sides: frozenset[Side], *, is_author: bool) -> frozenset[Move]:
    """Give all moves that somebody who stands on these sides may make now."""
    return frozenset(move for move in Move if allowed(status, move, sides, is_author=is_author) is not None)
