"""The moves of an item: a pure table. What is accepted or refused stays so.

proposed ──take-out──▶ out ──put-back──▶ proposed
   │ ▲ change
   ├──accept──▶ accepted
   └──refuse──▶ refused   (also from out)
"""

from collections.abc import Mapping
from enum import StrEnum

from ikpweb.accounts.models import Role
from ikpweb.prevention.plans.models import ItemState

__all__ = ["NEEDS_REASON", "TRANSITIONS", "WRITING", "Move", "allowed"]

#: Who plans and decides.
WRITING = (Role.HEAD, Role.ENTERER)


class Move(StrEnum):
    """What can be done with an item."""

    ADD = "add"
    CHANGE = "change"
    TAKE_OUT = "take-out"
    PUT_BACK = "put-back"
    ACCEPT = "accept"
    REFUSE = "refuse"


TRANSITIONS: Mapping[tuple[ItemState, Move], ItemState] = {
    (ItemState.PROPOSED, Move.CHANGE): ItemState.PROPOSED,
    (ItemState.PROPOSED, Move.TAKE_OUT): ItemState.OUT,
    (ItemState.PROPOSED, Move.ACCEPT): ItemState.ACCEPTED,
    (ItemState.PROPOSED, Move.REFUSE): ItemState.REFUSED,
    (ItemState.OUT, Move.PUT_BACK): ItemState.PROPOSED,
    (ItemState.OUT, Move.REFUSE): ItemState.REFUSED,
}
NEEDS_REASON = (Move.REFUSE,)


def allowed(state: ItemState, move: Move) -> ItemState | None:
    """Give what an item becomes by a move, or None where the move does not apply."""
    return TRANSITIONS.get((state, move))
