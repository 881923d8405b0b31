"""Every role, office, state and move: what the table of moves allows happens, and nothing else does.

The expectation is not the table itself but the sentences of the law of this platform, written
again below (`may`); the test fails when table, policies or services stray from them.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.collection.models import Event, State, Submission
from ikpweb.collection.services import save, withdraw
from ikpweb.collection.transitions import Move
from ikpweb.kit.errors import RejectedError
from ikpweb.verification.models import Decision, Objection
from ikpweb.verification.services import answer_objection, decide, object_to

from web.tests.collecting import codes, event, filled, opened
from web.tests.factories import member, person

pytestmark = pytest.mark.django_db
WHY = "Alasan yang cukup panjang untuk dibaca."
#: Where a person stands to the office 15.71; the last one wrote in its submission before they came to the province.
PLACES = {"own": "15.71", "above": "15", "centre": "0", "neighbour": "15.01", "stranger": "16", "author above": "15"}
VERIFIERS = {Role.VERIFIER, Role.HEAD}
ENTERERS = {Role.ENTERER, Role.HEAD}


def may(role: Role, place: str, state: State, move: Move) -> bool:
    """Say the rule in words, without the table."""
    if move in {Move.ACCEPT, Move.RETURN, Move.REJECT}:
        return place == "above" and role in VERIFIERS and state == State.SUBMITTED
    if move == Move.UNDECIDE:
        return place == "above" and role in VERIFIERS and state in {State.ACCEPTED, State.RETURNED, State.REJECTED}
    if move == Move.OBJECT:
        return place == "own" and role == Role.HEAD and state in {State.RETURNED, State.REJECTED}
    if move in {Move.GRANT, Move.UPHOLD}:
        return place == "centre" and role in VERIFIERS and state == State.OBJECTED
    if move == Move.EDIT:
        edits = {State.DRAFT, State.SUBMITTED, State.ACCEPTED, State.RETURNED}
        return place == "own" and role in ENTERERS and state in edits
    withdraws = {State.DRAFT, State.SUBMITTED, State.RETURNED}
    return place == "own" and role in ENTERERS and state in withdraws


class World:
    """One submission with an event, which can be put into any state by the moves that lead there."""

    def __init__(self) -> None:
        self.cycle = opened()
        self.anna = member("enterer", "15.71")
        self.both = person()
        writer = member("enterer", "15.71", who=self.both)
        submission, (key,) = filled(self.cycle, self.anna, submit=False)
        other = codes(self.cycle)[5]
        save(submission, {"declarations": {other: {"answer": "no-data", "reason": WHY}}}, seen=1, client=uuid4(),
             submit=True, actor=writer)  # fmt: skip
        self.submission, self.key = submission, key
        self.vera = member("verifier", "15")
        self.members = {
            (role, place): member(role, office, who=self.both if place == "author above" else None)
            for role, (place, office) in product(Role, PLACES.items())
        }

    @property
    def item(self) -> Event:
        return Event.objects.select_related("submission__office", "submission__cycle").get(pk=self.key)

    def into(self, state: State) -> Decision | None:
        """Lead the event into a state."""
        if state in {State.DRAFT, State.WITHDRAWN}:
            Event.objects.filter(pk=self.key).update(state=state)
            return None
        if state == State.SUBMITTED:
            return None
        move = {State.ACCEPTED: Move.ACCEPT, State.REJECTED: Move.REJECT, State.OBJECTED: Move.REJECT}.get(
            state, Move.RETURN
        )
        decision = decide(self.item, move, reason=WHY, seen_revision=2, actor=self.vera)
        if state == State.OBJECTED:
            object_to(decision, WHY, actor=member("head", "15.71"))
        return decision


def attempt(world: World, move: Move, decision: Decision | None, who: Member) -> Any:
    """Make a move through the service that makes it."""
    if move in {Move.ACCEPT, Move.RETURN, Move.REJECT, Move.UNDECIDE}:
        return decide(world.item, move, reason=WHY, seen_revision=2, actor=who)
    if move == Move.OBJECT:
        return object_to(decision or _any_decision(world), WHY, actor=who)
    if move in {Move.GRANT, Move.UPHOLD}:
        objection = Objection.objects.filter(decision__event=world.key).first()
        return answer_objection(objection or _any_objection(world), move == Move.GRANT, WHY, actor=who)
    if move == Move.EDIT:
        changed = {"events": {str(world.key): event(codes(world.cycle)[0], grade=4)}}
        return save(_submission(world), changed, seen=2, client=uuid4(), actor=who)
    return withdraw(world.item, WHY, seen=2, actor=who)


def _submission(world: World) -> Submission:
    return Submission.objects.select_related("cycle", "office").get(pk=world.submission.pk)


def _any_decision(world: World) -> Decision:
    """Give a decision to object to, where the state has none: an old one, as a stale page would send it."""
    item = world.item
    return Decision.objects.create(
        submission=item.submission, indicator=item.indicator, event=item, revision=1, move=Move.RETURN,
        before=State.SUBMITTED, after=State.RETURNED, reason=WHY, person=world.vera.person, office=world.vera.office,
        at=timezone.now(),
    )  # fmt: skip


def _any_objection(world: World) -> Objection:
    decision = Decision.objects.filter(event=world.key).first() or _any_decision(world)
    return Objection.objects.create(
        decision=decision, reason=WHY, person=world.anna.person, at=timezone.now(), granted=True
    )


class _UndoneError(Exception):
    """Rolls an attempt back."""


def outcomes(world: World, state: State) -> Iterator[tuple[Role, str, Move, bool, State]]:
    """Lead the event into a state once, and try every move by everybody; each attempt is rolled back."""
    decision = world.into(state)
    assert world.item.state == state
    for (role, place), who in world.members.items():
        for move in (each for each in Move if each != Move.SUBMIT):
            happened, after = False, state
            try:
                with transaction.atomic():
                    attempt(world, move, decision, who)
                    happened, after = True, State(world.item.state)
                    raise _UndoneError
            except (PermissionDenied, RejectedError, _UndoneError):
                assert world.item.state == state
            yield role, place, move, happened, after


AFTER: dict[Move, Callable[[State], State]] = {
    Move.ACCEPT: lambda _: State.ACCEPTED,
    Move.RETURN: lambda _: State.RETURNED,
    Move.REJECT: lambda _: State.REJECTED,
    Move.UNDECIDE: lambda _: State.SUBMITTED,
    Move.OBJECT: lambda _: State.OBJECTED,
    Move.GRANT: lambda _: State.ACCEPTED,
    Move.UPHOLD: lambda _: State.REJECTED,
    Move.EDIT: lambda _: State.DRAFT,
    Move.WITHDRAW: lambda _: State.WITHDRAWN,
}


@pytest.mark.slow
@pytest.mark.parametrize("state", list(State))
def test_what_may_be_done_is_done_and_nothing_else(state: State) -> None:
    world = World()
    wrong = []
    tried = 0
    for role, place, move, happened, after in outcomes(world, state):
        tried += 1
        expected = may(role, place, state, move)
        if happened != expected or after != (AFTER[move](state) if expected else state):
            wrong.append((role, place, move, happened, after))
    assert tried == len(Role) * len(PLACES) * (len(Move) - 1)
    assert wrong == []


def test_the_moves_of_the_matrix_are_all_there_are() -> None:
    assert set(AFTER) == set(Move) - {Move.SUBMIT}  # handing in is of the whole submission: test_saving
