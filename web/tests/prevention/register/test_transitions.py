"""Who may do what with an action and a risk: every role, side and status against the rules in words."""

import itertools

import pytest
from ikpweb.accounts.models import Role
from ikpweb.prevention.register.models import RiskState, Status
from ikpweb.prevention.register.transitions import (
    ACTION_TABLE,
    RISK_TABLE,
    Move,
    RiskMove,
    Side,
    action_allowed,
    action_moves,
    risk_allowed,
    risk_moves,
)

OWN_WORK = {Move.CHANGE, Move.START, Move.FINISH, Move.BACK}


def expected(role: Role, side: Side | None, move: Move) -> bool:
    """Say by the rules in words whether a role on a side ever makes a move."""
    if side is None or role not in {Role.HEAD, Role.ENTERER}:
        return False
    if move in OWN_WORK:
        return side == Side.OWN
    if move == Move.ACCEPT:
        return (role, side) == (Role.HEAD, Side.OWN)
    if move in {Move.CONFIRM, Move.RETURN, Move.REOPEN}:
        return role == Role.HEAD
    return side in {Side.OWN, Side.ASSIGNER}  # drop, revive


@pytest.mark.parametrize(("role", "side"), list(itertools.product(Role, [None, *Side])))
def test_every_role_side_and_status(role: Role, side: Side | None) -> None:
    for status, move in itertools.product(Status, Move):
        found = action_allowed(status, move, frozenset({role.value}), side, is_doer=False)
        wanted = (status, move) in ACTION_TABLE and expected(role, side, move)
        # What somebody has begun is dropped by those who do it, not by who assigned it.
        if (status, move, side) == (Status.RUNNING, Move.DROP, Side.ASSIGNER):
            wanted = False
        assert (found is not None) == wanted, (status, move)


def test_who_said_that_it_is_done_does_not_confirm_it() -> None:
    head = frozenset({"head", "enterer"})
    for move in (Move.CONFIRM, Move.RETURN):
        assert action_allowed(Status.DONE, move, head, Side.OWN, is_doer=False)
        assert action_allowed(Status.DONE, move, head, Side.OWN, is_doer=True) is None
    assert action_allowed(Status.DONE, Move.BACK, head, Side.OWN, is_doer=True)  # but takes it back


def test_every_status_has_a_way_out_and_a_way_in() -> None:
    assert {status for status, _move in ACTION_TABLE} == set(Status)
    reached = {each.to for (status, _move), each in ACTION_TABLE.items() if each.to != status}
    assert reached == set(Status)


def test_what_is_confirmed_or_dropped_is_not_changed() -> None:
    writers = frozenset({"head", "enterer"})
    for status in (Status.DONE, Status.CONFIRMED, Status.DROPPED):
        assert Move.CHANGE not in action_moves(status, writers, Side.OWN, is_doer=False)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("side", [None, *Side])
def test_risks_are_for_writers_of_the_office_itself(role: Role, side: Side | None) -> None:
    for state, move in itertools.product(RiskState, RiskMove):
        found = risk_allowed(state, move, frozenset({role.value}), side)
        wanted = (state, move) in RISK_TABLE and side == Side.OWN and role in {Role.HEAD, Role.ENTERER}
        assert (found is not None) == wanted, (state, move)


def test_a_closed_risk_can_only_be_opened_again() -> None:
    assert risk_moves(RiskState.CLOSED, frozenset({"head"}), Side.OWN) == {RiskMove.REOPEN}
