"""An alarm's way: raised, assessed, acted on or dismissed, closed by another person; and the ledger beside it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.watch.models import Alarm, AlarmState, LedgerEntry, LedgerOutcome, Outcome
from ikpweb.watch.services.alarms import act, assess, assign, close, correct, dismiss

from web.tests.factories import member
from web.tests.watch.reporting import watched

pytestmark = pytest.mark.django_db

SAID = "SINTETIS: dilihat bersama Panwascam."


@pytest.fixture
def alarm() -> Alarm:
    watched()
    return Alarm.objects.get()


def test_the_ledger_says_it_before_anybody_knows(alarm: Alarm) -> None:
    entry = alarm.ledger
    assert (entry.target, entry.statement["claim"], entry.training) == ("violations:criminal", "rise", True)
    assert 0.5 < entry.statement["probability"] == entry.statement["raw"] <= 1  # nothing to correct it by yet
    assert (entry.due_on - entry.said_on).days == entry.horizon_days == 56
    assert len(entry.digest) == 64
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        LedgerEntry.objects.filter(pk=entry.pk).update(statement={})


def test_from_new_to_a_scored_outcome(alarm: Alarm) -> None:
    one, other = member("verifier", "15.71"), member("head", "15.71")
    assess(alarm, SAID, seen=1, actor=one)
    act(alarm, SAID, seen=2, actor=one)
    with pytest.raises(RejectedError) as refused:
        close(alarm, Outcome.CONFIRMED, SAID, seen=3, actor=one)
    assert "Orang lain" in refused.value.faults[str(alarm.pk)][0].sentence
    done = close(alarm, Outcome.CONFIRMED, SAID, source="BA 12/2026", seen=3, actor=other)
    assert (done.state, done.outcome, done.owner) == (AlarmState.CLOSED, Outcome.CONFIRMED, one.person)
    score = LedgerOutcome.objects.get(entry=alarm.ledger)
    assert (score.score["hit"], score.came, score.source) == (True, {"outcome": "confirmed"}, "BA 12/2026")
    assert score.score["brier"] == pytest.approx((1 - alarm.ledger.statement["probability"]) ** 2)
    assert list(done.steps.values_list("move", flat=True)) == ["raise", "assess", "act", "close"]
    assert set(Entry.objects.filter(subject=f"alarm:{alarm.pk}").values_list("action", flat=True)) == {
        "alarm.assessed", "alarm.acted", "alarm.closed",
    }  # fmt: skip


def test_a_correction_is_a_further_row(alarm: Alarm) -> None:
    one, other = member("verifier", "15.71"), member("head", "15")
    dismiss(alarm, SAID, seen=1, actor=one)
    close(alarm, Outcome.CHANCE, SAID, seen=2, actor=other)
    with pytest.raises(RejectedError):
        correct(alarm, Outcome.UNKNOWN, SAID, seen=3, actor=other)
    correct(alarm, Outcome.UNKNOWN, SAID, seen=3, actor=one)
    rows = list(LedgerOutcome.objects.filter(entry=alarm.ledger).values_list("number", "score"))
    assert [number for number, _ in rows] == [1, 2]
    assert rows[0][1]["hit"] is False
    assert rows[1][1] == {}


def test_moves_out_of_order_and_without_words_are_refused(alarm: Alarm) -> None:
    one = member("head", "15.71")
    for refused in (
        lambda: act(alarm, SAID, seen=1, actor=one),
        lambda: close(alarm, Outcome.CHANCE, SAID, seen=1, actor=one),
        lambda: assess(alarm, " pendek ", seen=1, actor=one),
    ):
        with pytest.raises(RejectedError):
            refused()
    alarm.refresh_from_db()
    assert (alarm.state, alarm.version) == (AlarmState.NEW, 1)


def test_a_double_click_is_one_step_and_another_person_reads_both(alarm: Alarm) -> None:
    one, other = member("verifier", "15.71"), member("head", "15.71")
    for _ in range(2):
        assess(alarm, SAID, seen=1, actor=one)
    assert alarm.steps.count() == 2
    with pytest.raises(ConflictError) as conflict:
        dismiss(alarm, SAID, seen=1, actor=other)
    assert conflict.value.items[str(alarm.pk)]["theirs"]["state"] == AlarmState.ASSESSED
    assert conflict.value.revision == 2


def test_it_is_given_only_to_who_has_to_do_with_the_unit(alarm: Alarm) -> None:
    head = member("head", "15.71")
    for where in ("15.71", "15", "0"):
        alarm.refresh_from_db()
        owner = member("verifier", where).person
        assert assign(alarm, owner, seen=alarm.version, actor=head).owner == owner
    alarm.refresh_from_db()
    with pytest.raises(RejectedError):
        assign(alarm, member("verifier", "16.71").person, seen=alarm.version, actor=head)


@pytest.mark.parametrize(("role", "where"), [("head", "15.01"), ("head", "16")])
def test_strangers_are_refused(alarm: Alarm, role: str, where: str) -> None:
    with pytest.raises(PermissionDenied):
        assess(alarm, SAID, seen=1, actor=member(role, where))


@pytest.mark.parametrize("role", ["observer", "enterer", "publisher", "administrator"])
def test_other_roles_do_nothing(alarm: Alarm, role: str) -> None:
    with pytest.raises(RejectedError):
        assess(alarm, SAID, seen=1, actor=member(role, "15.71"))
