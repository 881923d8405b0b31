"""The matrix of risks and its appetite."""

import pytest
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.register.matrix import ASSUMED, SCALE, Level, is_whole, level_of
from ikpweb.prevention.register.models import Appetite
from ikpweb.prevention.register.selectors.risks import appetite_now, asked_of_risks, filtered_risks, matrix_of
from ikpweb.prevention.register.services import set_appetite

from web.tests.factories import member
from web.tests.prevention.register.registering import risky

CELLS = [list(row) for row in ASSUMED]
NOTE = "Rapat pleno menetapkannya."


def test_the_assumed_matrix_is_whole_and_meets_the_corners() -> None:
    assert is_whole(ASSUMED)
    assert level_of(ASSUMED, 1, 1) == Level.ACCEPT
    assert level_of(ASSUMED, 1, 5) == level_of(ASSUMED, 3, 2) == Level.WATCH
    assert level_of(ASSUMED, 2, 5) == level_of(ASSUMED, 5, 5) == Level.TREAT


@pytest.mark.parametrize(
    "cells",
    [None, [], CELLS[:4], [row[:4] for row in CELLS], [["lain"] * 5] * 5, [["treat"] * 5, *[["accept"] * 5] * 4]],
)
def test_what_is_no_matrix_is_none(cells: object) -> None:
    assert not is_whole(cells)


@pytest.mark.django_db
def test_the_centre_sets_versions_and_the_last_one_holds() -> None:
    assert appetite_now() == (ASSUMED, None)
    head = member("head", "0")
    strict = [["treat"] * 5] * 5
    set_appetite(CELLS, NOTE, seen=0, actor=head)
    set_appetite(strict, NOTE, seen=1, actor=head)
    cells, last = appetite_now()
    assert (cells, last and last.number) == (strict, 2)
    assert Appetite.objects.count() == 2


@pytest.mark.django_db
def test_a_version_that_somebody_else_made_is_not_passed_over() -> None:
    set_appetite(CELLS, NOTE, seen=0, actor=member("head", "0"))
    with pytest.raises(ConflictError):
        set_appetite([["treat"] * 5] * 5, NOTE, seen=0, actor=member("head", "0"))


@pytest.mark.django_db
def test_sent_twice_it_is_one_version() -> None:
    head = member("head", "0")
    first = set_appetite(CELLS, NOTE, seen=0, actor=head)
    assert set_appetite(CELLS, NOTE, seen=0, actor=head) == first
    assert Appetite.objects.count() == 1


@pytest.mark.django_db
def test_a_matrix_needs_a_reason_and_an_order() -> None:
    with pytest.raises(RejectedError) as refused:
        set_appetite([["treat"] * 5, *[["accept"] * 5] * 4], "ya", seen=0, actor=member("head", "0"))
    assert {fault.field for fault in refused.value.faults["appetite"]} == {"reason", "cells"}


@pytest.mark.django_db
def test_the_picture_counts_what_is_seen_cell_by_cell() -> None:
    risky()
    risky(title="SINTETIS: lain", likelihood=1, consequence=2)
    risky(code="15.01", title="SINTETIS: tetangga")
    risky(code="16.71", title="SINTETIS: provinsi lain")
    rows = filtered_risks(member("observer", "15"), asked_of_risks({}), cell=False)
    picture = matrix_of(rows, ASSUMED)
    assert [row[0].likelihood for row in picture] == list(reversed(SCALE))
    found = {(c.likelihood, c.consequence): c.number for row in picture for c in row if c.number}
    assert found == {(4, 5): 2, (1, 2): 1}
