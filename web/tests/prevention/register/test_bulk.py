"""Many actions at once: whole or not at all, once, taken back; by province and centre."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.register.models import Action, ActionStep, Status
from ikpweb.prevention.register.selectors.bulk import lines_for
from ikpweb.prevention.register.services import drop_batch, move_action, propose_many
from ikpweb.prevention.register.transitions import Move

from web.tests.factories import member
from web.tests.prevention.register.registering import SAID, added, given, office

pytestmark = pytest.mark.django_db
TWO = ("15.71", "15.01")


def rows(*codes: str) -> list[dict[str, object]]:
    return [given(office=code, library="quiet-period-sweep") for code in codes or TWO]


def test_they_are_proposed_with_a_step_each_and_one_entry() -> None:
    made = propose_many(rows(), batch=uuid4(), origin="plan:12", actor=member("enterer", "15"))
    assert {(each.office_id, each.status, each.assigned_by_id, each.origin) for each in made} == {
        (code, Status.PROPOSED, "15", "plan:12") for code in TWO
    }
    assert ActionStep.objects.count() == 2
    assert ActionStep.objects.first().content["library"] == "quiet-period-sweep"
    assert Entry.objects.get(action="actions.proposed").detail["actions"] == 2


def test_sent_twice_they_are_put_in_once() -> None:
    batch, province = uuid4(), member("head", "15")
    first = propose_many(rows(), batch=batch, planned=True, actor=province)
    assert propose_many(rows(), batch=batch, planned=True, actor=province) == first
    assert {each.status for each in first} == {Status.PLANNED}
    assert Action.objects.count() == 2


def test_one_row_that_is_wrong_keeps_all_out() -> None:
    wrong = [*rows(), given(office="15.71", deadline="1999-01-01"), given(office="99.99")]
    with pytest.raises(RejectedError) as refused:
        propose_many(wrong, batch=uuid4(), actor=member("head", "15"))
    assert set(refused.value.faults) == {"2", "3"}
    assert Action.objects.count() == 0


@pytest.mark.parametrize(("role", "code", "planned"), [
    ("head", "16", False), ("observer", "15", False), ("verifier", "15", False), ("enterer", "15", True),
])  # fmt: skip
def test_who_may_not(role: str, code: str, planned: bool) -> None:
    with pytest.raises(PermissionDenied):
        propose_many(rows(), batch=uuid4(), planned=planned, actor=member(role, code))


def test_nothing_chosen_is_said() -> None:
    with pytest.raises(RejectedError):
        propose_many([], batch=uuid4(), actor=member("head", "15"))


def test_the_preview_names_what_stands_already() -> None:
    same = added(title="sintetis: PATROLI masa tenang")
    lines = lines_for([office("15.71"), office("15.01")], given())
    assert [list(line.same) for line in lines] == [[same], []]


def test_a_batch_is_taken_back_but_for_what_has_begun() -> None:
    batch, province = uuid4(), member("head", "15")
    first, _second = propose_many(rows(), batch=batch, planned=True, actor=province)
    own = member("enterer", first.office_id)
    move_action(first, Move.START, seen=1, actor=own)
    with pytest.raises(RejectedError):
        drop_batch(batch, "ya", actor=province)
    assert drop_batch(batch, SAID, actor=province) == (1, 1)
    assert set(Action.objects.values_list("status", flat=True)) == {Status.RUNNING, Status.DROPPED}
    with pytest.raises(PermissionDenied):
        drop_batch(batch, SAID, actor=member("head", "16"))


def test_the_centre_reaches_every_regency_in_one_go() -> None:
    from ikpweb.territory.models import Office

    codes = list(Office.objects.filter(level="regency", valid_to=None).values_list("pk", flat=True)[:60])
    made = propose_many(rows(*codes), batch=uuid4(), planned=True, actor=member("head", "0"))
    assert len(made) == 60
