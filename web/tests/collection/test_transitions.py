"""The whole table: every state, move, side, role, and whether the person is author or decider."""

from itertools import product

import pytest
from ikpweb.accounts.models import Role
from ikpweb.collection.models import State
from ikpweb.collection.transitions import TRANSITIONS, Move, Side, Standing, allowed, moves

EVERYBODY = [
    Standing(frozenset({side} if side else ()), frozenset({role}), is_author=author, is_decider=decider)
    for side, role, author, decider in product([*Side, None], Role, [False, True], [False, True])
]


def test_nobody_decides_about_their_own_entry() -> None:
    deciding = {Move.ACCEPT, Move.RETURN, Move.REJECT, Move.UNDECIDE, Move.GRANT, Move.UPHOLD}
    for state, who in product(State, EVERYBODY):
        if who.is_author or who.sides == {Side.OWN}:
            assert not moves(state, who) & deciding


def test_strangers_and_observers_can_do_nothing() -> None:
    for state, who in product(State, EVERYBODY):
        if not who.sides or who.roles <= {Role.OBSERVER, Role.ANALYST, Role.PUBLISHER, Role.ADMINISTRATOR}:
            assert moves(state, who) == frozenset()


def test_reviewers_never_edit() -> None:
    own = {Move.EDIT, Move.SUBMIT, Move.WITHDRAW, Move.OBJECT}
    for state, who in product(State, EVERYBODY):
        if Side.OWN not in who.sides:
            assert not moves(state, who) & own


def test_an_objection_is_not_decided_by_whom_it_is_against() -> None:
    who = Standing(frozenset({Side.REVIEWER, Side.APPEAL}), frozenset({Role.HEAD}), is_decider=True)
    assert moves(State.OBJECTED, who) == frozenset()


def test_whatever_goes_against_the_office_needs_a_reason() -> None:
    silent = {move for (_, move), transition in TRANSITIONS.items() if not transition.needs_reason}
    assert silent == {Move.EDIT, Move.SUBMIT, Move.ACCEPT}


@pytest.mark.parametrize("state", [State.WITHDRAWN])
def test_what_is_withdrawn_stays_so(state: State) -> None:
    assert all(moves(state, who) == frozenset() for who in EVERYBODY)


def test_every_state_can_be_reached_and_left_but_the_last() -> None:
    reached = {transition.to for transition in TRANSITIONS.values()} - {None}
    assert reached | {State.DRAFT} == set(State)
    assert {state for state, _ in TRANSITIONS} == set(State) - {State.WITHDRAWN}


def test_a_move_that_is_not_in_the_table_is_refused() -> None:
    head = Standing(frozenset(Side), frozenset(Role))
    for state, move in product(State, Move):
        assert (allowed(state, move, head) is not None) == ((state, move) in TRANSITIONS)
