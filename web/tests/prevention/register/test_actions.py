"""Actions: put in, changed, moved; two versions; sent twice; links; who may; every change written down."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.files.services import withdraw
from ikpweb.prevention.register.models import Action, ActionStep, Comment, Status
from ikpweb.prevention.register.selectors.history import steps_of
from ikpweb.prevention.register.services import add_action, change_action, comment, move_action, tick
from ikpweb.prevention.register.transitions import Move

from web.tests.collecting import filled, opened
from web.tests.factories import member
from web.tests.prevention.register.registering import SAID, added, at, evidence, given, office, risky, today
from web.tests.watch.reporting import watched

pytestmark = pytest.mark.django_db


def faults(refused: pytest.ExceptionInfo[RejectedError]) -> set[str]:
    return {fault.field for found in refused.value.faults.values() for fault in found}


def test_an_action_keeps_what_was_said_with_its_first_step() -> None:
    enterer = member("enterer", "15.71")
    owner = member("verifier", "15.71").person
    action = added(enterer, owner=owner.pk, risk=risky(enterer).pk)
    assert (action.status, action.version, action.owner_id) == (Status.PLANNED, 1, owner.pk)
    step = ActionStep.objects.get()
    assert step.content["indicators"] == ["I44", "I54"]  # in the order of the instrument
    assert step.content["steps_to_do"] == [
        {"text": "Apel siaga", "done": False},
        {"text": "Patroli malam", "done": False},
    ]
    entry = Entry.objects.get(action="action.added")
    assert entry.detail["action"] == action.pk
    assert entry.person == enterer.person.pk


def test_sent_twice_it_is_one_action() -> None:
    enterer, client = member("enterer", "15.71"), uuid4()
    first = add_action(office(), given(), client=client, actor=enterer)
    assert add_action(office(), given(), client=client, actor=enterer) == first
    assert Action.objects.count() == 1


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = given(
        title="", stage="lain", form="lain", deadline="2020-01-01", cost="1.000", effort=-1, indicators=["I99"],
        owner=member("head", "16.71").person.pk, risk=risky(code="15.01").pk, events=["lain"], library="Bukan Kunci!",
    )  # fmt: skip
    with pytest.raises(RejectedError) as refused:
        add_action(office(), wrong, client=uuid4(), actor=member("enterer", "15.71"))
    assert faults(refused) == {
        "title", "stage", "form", "deadline", "cost", "effort", "indicators", "owner", "risk", "events", "library"
    }  # fmt: skip
    assert Action.objects.count() == 0


def test_who_may_put_actions_where() -> None:
    for role, code in (("observer", "15.71"), ("verifier", "15.71"), ("head", "16.71"), ("head", "15.01")):
        with pytest.raises(PermissionDenied):
            add_action(office(), given(), client=uuid4(), planned=False, actor=member(role, code))
    by_province = add_action(office(), given(), client=uuid4(), planned=False, actor=member("enterer", "15"))
    assert (by_province.status, by_province.assigned_by_id) == (Status.PROPOSED, "15")
    with pytest.raises(PermissionDenied):  # to plan for others is for a head
        add_action(office(), given(), client=uuid4(), planned=True, actor=member("enterer", "15"))
    assert add_action(office(), given(), client=uuid4(), actor=member("head", "15")).status == Status.PLANNED


def test_an_office_above_does_not_change_what_an_action_says() -> None:
    action = added()
    with pytest.raises(PermissionDenied):
        change_action(action, {"title": "SINTETIS: lain"}, seen=1, actor=member("head", "15"))
    action.refresh_from_db()
    assert action.version == 1


def test_a_change_is_kept_field_by_field() -> None:
    enterer = member("enterer", "15.71")
    action = change_action(added(enterer), {"cost": "", "effort": "4"}, seen=1, actor=enterer)
    assert (action.cost, action.effort, action.version, action.stage) == (None, 4, 2, "quiet-period")
    last = steps_of(action)[0]
    assert sorted(last.changed) == [("cost", 5_000_000, None), ("effort", 16, 4)]


def test_nothing_changed_is_no_step() -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer)
    assert change_action(action, given(), seen=1, actor=enterer).version == 1


def test_two_who_change_at_once_read_both_versions() -> None:
    one, other = member("enterer", "15.71"), member("head", "15.71")
    action = added(one)
    change_action(action, {"title": "SINTETIS: satu"}, seen=1, actor=one)
    with pytest.raises(ConflictError) as conflict:
        change_action(action, {"title": "SINTETIS: dua", "effort": 3}, seen=1, actor=other)
    item = conflict.value.items[str(action.pk)]
    assert item["both"] == ["title"]
    assert (item["merged"]["title"], item["merged"]["effort"]) == ("SINTETIS: dua", 3)
    assert conflict.value.revision == 2


def test_a_double_click_is_one_move() -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer)
    first = move_action(action, Move.START, seen=1, actor=enterer)
    again = move_action(action, Move.START, seen=1, actor=enterer)
    assert (first.version, again.version, again.status) == (2, 2, Status.RUNNING)
    with pytest.raises(ConflictError):
        move_action(action, Move.DROP, reason=SAID, seen=1, actor=member("head", "15.71"))


def test_a_passed_deadline_may_stay_but_not_be_set() -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer)
    Action.objects.update(deadline=today() - timedelta(3))
    past = (today() - timedelta(3)).isoformat()
    assert change_action(action, {"effort": 2, "deadline": past}, seen=1, actor=enterer).version == 2
    with pytest.raises(RejectedError) as refused:
        change_action(action, {"deadline": (today() - timedelta(2)).isoformat()}, seen=2, actor=enterer)
    assert faults(refused) == {"deadline"}


def test_steps_are_ticked_one_by_one() -> None:
    enterer = member("enterer", "15.71")
    action = tick(added(enterer), 1, done=True, seen=1, actor=enterer)
    assert [row["done"] for row in action.steps_to_do] == [False, True]
    assert action.steps_done == 1
    assert tick(action, 1, done=True, seen=1, actor=enterer).version == 2  # a double click
    with pytest.raises(RejectedError):
        tick(action, 7, done=True, seen=2, actor=enterer)


def test_done_needs_evidence_or_a_sentence() -> None:
    enterer = member("enterer", "15.71")
    action = at(Status.RUNNING, doer=enterer)
    with pytest.raises(RejectedError) as refused:
        move_action(action, Move.FINISH, seen=2, actor=enterer)
    assert faults(refused) == {"reason"}
    file = evidence(action, enterer)
    withdraw(file, "SINTETIS: berkas keliru.", actor=enterer)
    with pytest.raises(RejectedError):  # a withdrawn file proves nothing
        move_action(action, Move.FINISH, seen=2, actor=enterer)
    evidence(action, enterer)
    done = move_action(action, Move.FINISH, seen=2, actor=enterer)
    assert done.status == Status.DONE
    assert done.done_at is not None


def test_done_without_a_file_says_how_it_can_be_told() -> None:
    action = at(Status.DONE)
    assert action.steps.last().reason == SAID


def test_another_person_confirms() -> None:
    head = member("head", "15.71")
    action = at(Status.DONE, doer=head)
    with pytest.raises(RejectedError) as refused:
        move_action(action, Move.CONFIRM, seen=3, actor=head)
    assert "Orang lain yang mengesahkannya" in refused.value.faults[str(action.pk)][0].sentence
    confirmed = move_action(action, Move.CONFIRM, seen=3, actor=member("head", "15"))
    assert confirmed.status == Status.CONFIRMED
    assert confirmed.done_at == action.done_at
    reopened = move_action(confirmed, Move.REOPEN, reason=SAID, seen=4, actor=member("head", "15"))
    assert (reopened.status, reopened.done_at) == (Status.RUNNING, None)


def test_what_is_returned_needs_a_reason() -> None:
    action = at(Status.DONE)
    with pytest.raises(RejectedError):
        move_action(action, Move.RETURN, seen=3, actor=member("head", "15"))
    assert move_action(action, Move.RETURN, reason=SAID, seen=3, actor=member("head", "15")).status == Status.RUNNING


def test_who_assigned_it_may_drop_it_until_it_is_begun() -> None:
    province = member("head", "15")
    action = add_action(office(), given(), client=uuid4(), actor=province)
    other = added()
    with pytest.raises(RejectedError):
        move_action(other, Move.DROP, reason=SAID, seen=1, actor=province)
    assert move_action(action, Move.DROP, reason=SAID, seen=1, actor=province).status == Status.DROPPED
    assert move_action(action, Move.REVIVE, seen=2, actor=province).status == Status.PROPOSED


def test_readers_move_nothing() -> None:
    action = added()
    for role, code in (("observer", "15.71"), ("verifier", "15.71"), ("verifier", "15"), ("head", "16.71")):
        with pytest.raises(PermissionDenied):
            move_action(action, Move.START, seen=1, actor=member(role, code))
    assert Entry.objects.filter(action="action.moved.denied").count() == 4


def test_the_database_keeps_every_step() -> None:
    added()
    with pytest.raises(DatabaseError), transaction.atomic():
        ActionStep.objects.update(reason="lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        Action.objects.all().delete()


def test_comments_come_from_those_who_see_and_write() -> None:
    action, client = added(), uuid4()
    first = comment(action, "SINTETIS: bagus.", client=client, actor=member("head", "15"))
    assert comment(action, "SINTETIS: bagus.", client=client, actor=member("head", "15")) == first
    assert Comment.objects.count() == 1
    for role, code in (("observer", "15.71"), ("head", "16")):
        with pytest.raises(PermissionDenied):
            comment(action, "SINTETIS", client=uuid4(), actor=member(role, code))
    with pytest.raises(RejectedError):
        comment(action, "   ", client=uuid4(), actor=member("head", "15"))


def test_events_of_the_office_can_be_linked_and_others_not() -> None:
    enterer = member("enterer", "15.71")
    _submission, keys = filled(opened(), enterer, submit=False)
    action = added(enterer, events=[str(keys[0])])
    assert [str(each.pk) for each in action.events.all()] == [str(keys[0])]
    assert ActionStep.objects.get().content["events"] == [str(keys[0])]
    with pytest.raises(RejectedError) as refused:
        added(code="15.01", events=[str(keys[0])])
    assert faults(refused) == {"events"}


@pytest.mark.slow
def test_alarms_of_the_unit_can_be_linked_and_made_up_ones_not() -> None:
    alarm = watched().alarms.get()
    with pytest.raises(RejectedError) as refused:  # SINTETIS: a training alarm
        added(alarms=[alarm.pk])
    assert faults(refused) == {"alarms"}
    type(alarm).objects.update(training=False)
    action = added(alarms=[alarm.pk])
    assert list(alarm.actions.all()) == [action]
    with pytest.raises(RejectedError):
        added(code="15.01", alarms=[alarm.pk])
