"""The two tables of moves: who may do what, when."""

import pytest
from ikpweb.watch.alarm_transitions import ALARM_TRANSITIONS, AlarmMove, alarm_allowed, alarm_moves
from ikpweb.watch.models import AlarmState, Status
from ikpweb.watch.transitions import TRANSITIONS, Move, allowed, moves

ALL = frozenset({"enterer", "verifier", "head", "analyst", "publisher", "administrator"})


def test_who_wrote_a_report_never_decides_on_it() -> None:
    assert {Move.CONFIRM, Move.CLEAR, Move.HAND_ON} <= moves(Status.ENTERED, ALL, is_author=False)
    assert moves(Status.ENTERED, ALL, is_author=True) == {Move.CHANGE, Move.WITHDRAW, Move.MARK, Move.UNMARK}


def test_what_is_decided_is_opened_again_before_it_changes() -> None:
    for status in (Status.VIOLATION, Status.NOT_VIOLATION, Status.HANDED_ON):
        assert moves(status, ALL, is_author=False) == {Move.REOPEN, Move.MARK, Move.UNMARK}
    assert moves(Status.WITHDRAWN, ALL, is_author=False) == {Move.REOPEN}


@pytest.mark.parametrize("role", ["observer", "analyst", "publisher", "administrator"])
def test_other_roles_move_no_report(role: str) -> None:
    assert not any(moves(status, frozenset({role}), is_author=False) for status in Status)


def test_leaving_the_count_or_coming_back_needs_a_reason() -> None:
    for (status, move), transition in TRANSITIONS.items():
        if Status.WITHDRAWN in {status, transition.to} and status != transition.to:
            assert transition.needs_reason, (status, move)


def test_every_state_of_an_alarm_leads_to_a_known_outcome() -> None:
    reached, border = set(), {AlarmState.NEW}
    while border:
        reached |= border
        border = {each.to for (state, _), each in ALARM_TRANSITIONS.items() if state in border} - reached
    assert reached == set(AlarmState)
    assert AlarmMove.CLOSE not in alarm_moves(AlarmState.NEW, ALL, is_decider=False)


def test_who_acted_or_dismissed_does_not_say_what_came_of_it() -> None:
    for state in (AlarmState.ACTED, AlarmState.DISMISSED):
        assert alarm_allowed(state, AlarmMove.CLOSE, ALL, is_decider=False)
        assert not alarm_allowed(state, AlarmMove.CLOSE, ALL, is_decider=True)
    assert allowed(Status.ENTERED, Move.ENTER, ALL, is_author=False) is None
