"""The moves of a proposal: only while it waits, each side its own, and nobody decides on what they wrote."""

import pytest
from ikpweb.prevention.curation.models import Status
from ikpweb.prevention.curation.transitions import TRANSITIONS, Move, Side, allowed, moves

BOTH = frozenset(Side)


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.WAITING])
def test_what_is_decided_stays(status: Status) -> None:
    assert moves(status, BOTH, is_author=False) == frozenset()


def test_each_side_has_its_own_moves() -> None:
    of_office = moves(Status.WAITING, frozenset({Side.OFFICE}), is_author=False)
    of_centre = moves(Status.WAITING, frozenset({Side.CENTRE}), is_author=False)
    assert of_office == {Move.CHANGE, Move.WITHDRAW}
    assert of_centre == {Move.ACCEPT, Move.REFUSE}
    assert moves(Status.WAITING, frozenset(), is_author=False) == frozenset()


def test_an_author_at_the_centre_never_decides() -> None:
    assert moves(Status.WAITING, BOTH, is_author=True) == {Move.CHANGE, Move.WITHDRAW}


def test_only_what_ends_a_proposal_without_accepting_it_needs_a_reason() -> None:
    needing = {move for (_status, move), cell in TRANSITIONS.items() if cell.needs_reason}
    assert needing == {Move.REFUSE, Move.WITHDRAW}
    assert allowed(Status.WAITING, Move.PROPOSE, BOTH, is_author=False) is None
