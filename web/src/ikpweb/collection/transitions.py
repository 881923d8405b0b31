"""The moves of an item (a declaration or an event) between its author and its reviewers: a pure table.

An office drafts and submits; the office above accepts, returns with a reason or rejects
with a reason; the office may object, and the level above the reviewer decides. An edit
always opens the review anew. Nothing here knows of requests or rows: `allowed` answers
from the state, the move, and who asks.

    draft ──submit──▶ submitted ──accept──▶ accepted
      ▲                  │  ├────return──▶ returned ──edit──▶ draft
      └───edit───────────┘  └────reject──▶ rejected
                         returned, rejected ──object──▶ objected ──grant──▶ accepted
                                                                 └─uphold─▶ what it was
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ikpweb.accounts.models import Role
from ikpweb.collection.models.entry import State

__all__ = ["TRANSITIONS", "Move", "Side", "Standing", "Transition", "allowed", "moves"]


class Move(StrEnum):
    """What can be done with an item."""

    EDIT = "edit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    REJECT = "reject"
    UNDECIDE = "undecide"
    OBJECT = "object"
    GRANT = "grant"
    UPHOLD = "uphold"


class Side(StrEnum):
    """Where a person stands to the office whose item it is."""

    OWN = "own"
    #: Reviews this office: the province for a regency, the centre for a province.
    REVIEWER = "reviewer"
    #: Decides on objections: above the reviewer; against the centre itself, another person at the centre.
    APPEAL = "appeal"


@dataclass(frozen=True, slots=True)
class Transition:
    """One cell of the table."""

    #: The new state; None: what it was before the objection.
    to: State | None
    side: Side
    roles: frozenset[Role]
    needs_reason: bool = False
    #: The person must be another one than the author of the item …
    not_author: bool = False
    #: … or than the one whose decision is objected to.
    not_decider: bool = False


_ENTER = frozenset({Role.ENTERER, Role.HEAD})
_VERIFY = frozenset({Role.VERIFIER, Role.HEAD})
_HEAD = frozenset({Role.HEAD})

_edit = Transition(State.DRAFT, Side.OWN, _ENTER)
_withdraw = Transition(State.WITHDRAWN, Side.OWN, _ENTER, needs_reason=True)
_undecide = Transition(State.SUBMITTED, Side.REVIEWER, _VERIFY, needs_reason=True, not_author=True)
_object = Transition(State.OBJECTED, Side.OWN, _HEAD, needs_reason=True)

TRANSITIONS: Mapping[tuple[State, Move], Transition] = {
    (State.DRAFT, Move.EDIT): _edit,
    (State.DRAFT, Move.SUBMIT): Transition(State.SUBMITTED, Side.OWN, _ENTER),
    (State.DRAFT, Move.WITHDRAW): _withdraw,
    (State.SUBMITTED, Move.EDIT): _edit,
    (State.SUBMITTED, Move.WITHDRAW): _withdraw,
    (State.SUBMITTED, Move.ACCEPT): Transition(State.ACCEPTED, Side.REVIEWER, _VERIFY, not_author=True),
    (State.SUBMITTED, Move.RETURN): Transition(
        State.RETURNED, Side.REVIEWER, _VERIFY, needs_reason=True, not_author=True
    ),
    (State.SUBMITTED, Move.REJECT): Transition(
        State.REJECTED, Side.REVIEWER, _VERIFY, needs_reason=True, not_author=True
    ),
    (State.ACCEPTED, Move.EDIT): _edit,
    (State.ACCEPTED, Move.UNDECIDE): _undecide,
    (State.RETURNED, Move.EDIT): _edit,
    (State.RETURNED, Move.WITHDRAW): _withdraw,
    (State.RETURNED, Move.UNDECIDE): _undecide,
    (State.RETURNED, Move.OBJECT): _object,
    (State.REJECTED, Move.UNDECIDE): _undecide,
    (State.REJECTED, Move.OBJECT): _object,
    (State.OBJECTED, Move.GRANT): Transition(
        State.ACCEPTED, Side.APPEAL, _VERIFY, needs_reason=True, not_author=True, not_decider=True
    ),
    (State.OBJECTED, Move.UPHOLD): Transition(
        None, Side.APPEAL, _VERIFY, needs_reason=True, not_author=True, not_decider=True
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Who asks, as far as the table is concerned."""

    sides: frozenset[Side]
    roles: frozenset[str]
    is_author: bool = False
    is_decider: bool = False


def allowed(state: State, move: Move, who: Standing) -> Transition | None:
    """Give the transition when this person may make the move now, else None."""
    transition = TRANSITIONS.get((state, move))
    if transition is None or transition.side not in who.sides or not who.roles.intersection(transition.roles):
        return None
    barred = (transition.not_author and who.is_author) or (transition.not_decider and who.is_decider)
    return None if barred else transition


def moves(state: State, who: Standing) -> frozenset[Move]:
    """Give all moves that this person may make now."""
    return frozenset(move for move in Move if allowed(state, move, who) is not None)
