"""Services of reports: entering, changing, deciding, withdrawing, marking; by whom, and two at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.watch.models import Report, Status
from ikpweb.watch.policies import reports_visible_to
from ikpweb.watch.services import change, decide, enter, mark, reopen, unmark, withdraw
from ikpweb.watch.transitions import Move

from web.tests.factories import member
from web.tests.watch.reporting import entered, given, office, team, today

pytestmark = pytest.mark.django_db


def fields_of(refused: pytest.ExceptionInfo[RejectedError]) -> set[str]:
    return {fault.field for faults in refused.value.faults.values() for fault in faults}


def test_a_report_keeps_every_step() -> None:
    enterer, verifier = team()
    report = entered(enterer)
    assert (report.status, report.version, report.entry_date) == (Status.ENTERED, 1, today())
    report = change(report, {"summary": "SINTETIS: dibetulkan."}, seen=1, actor=enterer)
    report = decide(report, Move.CONFIRM, reason="Terbukti dari berita acara.", seen=2, actor=verifier)
    assert (report.status, report.verified_date) == (Status.VIOLATION, today())
    report = reopen(report, "Ada bukti baru dari pelapor.", seen=3, actor=verifier)
    assert (report.status, report.verified_date) == (Status.ENTERED, None)
    report = withdraw(report, "Pelapor mencabut laporannya.", seen=4, actor=enterer)
    assert report.status == Status.WITHDRAWN
    steps = list(report.steps.values_list("number", "move", "content__status"))
    assert [each[1] for each in steps] == ["enter", "change", "confirm", "reopen", "withdraw"]
    assert steps[2][2] == "violation"
    actions = list(Entry.objects.filter(subject=f"report:{report.pk}").order_by("id").values_list("action", flat=True))
    assert actions == ["report.entered", "report.changed", "report.decided", "report.reopened", "report.withdrawn"]


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"kind": "pidana"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"source": None}, "source"),
        ({"event_date": "14-02-2024"}, "event_date"),
        ({"event_date": (today() + timedelta(1)).isoformat()}, "event_date"),
        ({"event_date": "1999-02-14"}, "event_date"),
        ({"indicator": "X99"}, "indicator"),
        ({"summary": "x" * 501}, "summary"),
        ({"summary": "a\x00b"}, "summary"),
        ({"summary": 7}, "summary"),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_nothing_is_written(other: dict[str, object], field: str) -> None:
    with pytest.raises(RejectedError) as refused:
        entered(**other)
    assert field in fields_of(refused)
    assert not Report.objects.exists()


def test_a_known_indicator_is_taken() -> None:
    assert entered(indicator="I09").indicator == "I09"


def test_the_same_report_sent_twice_is_one() -> None:
    enterer, key, client = member("enterer", "15.71"), uuid4(), uuid4()
    first = enter(office(), given(), key=key, client=client, actor=enterer)
    again = enter(office(), given(), key=key, client=client, actor=enterer)
    by_client = enter(office(), given(), key=uuid4(), client=client, actor=enterer)
    assert (first.repeated, again.repeated, by_client.repeated) == (False, True, True)
    assert Report.objects.count() == 1
    with pytest.raises(ConflictError):
        enter(office(), given(kind="ethics"), key=key, client=client, actor=enterer)


def test_a_number_of_another_office_is_not_told_what_it_stands_for() -> None:
    report = entered()
    with pytest.raises(RejectedError, match="perlu diperbaiki"):
        enter(office("16.71"), given(), key=report.pk, actor=member("enterer", "16.71"))


def test_who_wrote_it_does_not_decide_but_the_province_may() -> None:
    both = member("enterer", "15.71", "head")
    report = entered(both)
    with pytest.raises(RejectedError, match="perlu diperbaiki") as refused:
        decide(report, Move.CLEAR, seen=1, actor=both)
    assert "Orang lain" in next(iter(refused.value.faults.values()))[0].sentence
    assert decide(report, Move.CLEAR, seen=1, actor=member("verifier", "15")).status == Status.NOT_VIOLATION


def test_the_day_of_a_decision_lies_between_entry_and_today() -> None:
    enterer, verifier = team()
    report = entered(enterer)
    for day in (today() - timedelta(1), today() + timedelta(1)):
        with pytest.raises(RejectedError) as refused:
            decide(report, Move.CONFIRM, day=day, seen=1, actor=verifier)
        assert fields_of(refused) == {"verified_date"}


def test_of_two_who_change_one_reads_both_versions() -> None:
    enterer, head = member("enterer", "15.71"), member("head", "15.71")
    report = entered(enterer)
    change(report, {"kind": "ethics"}, seen=1, actor=head)
    with pytest.raises(ConflictError) as conflict:
        change(report, {"kind": "administrative", "summary": "SINTETIS: lain."}, seen=1, actor=enterer)
    item = conflict.value.items[str(report.pk)]
    assert (item["base"]["kind"], item["theirs"]["kind"], item["mine"]["kind"]) == (
        "criminal", "ethics", "administrative",
    )  # fmt: skip
    assert item["both"] == ["kind"]
    assert conflict.value.revision == 2
    with pytest.raises(ConflictError):
        decide(report, Move.CONFIRM, seen=1, actor=member("verifier", "15.71"))


def test_a_double_click_is_one_step() -> None:
    enterer, verifier = team()
    report = entered(enterer)
    for _ in range(2):
        change(report, {"kind": "ethics"}, seen=1, actor=enterer)
    for _ in range(2):
        done = decide(report, Move.HAND_ON, seen=2, actor=verifier)
    assert (done.version, done.steps.count()) == (3, 3)


def test_a_change_that_changes_nothing_makes_no_step() -> None:
    enterer = member("enterer", "15.71")
    report = entered(enterer)
    assert change(report, {"kind": report.kind}, seen=1, actor=enterer).version == 1


def test_a_duplicate_is_marked_once_and_never_in_a_ring() -> None:
    enterer, verifier = team()
    first, second, third = (entered(enterer) for _ in range(3))
    mark(second, first, seen=1, actor=verifier)
    for report, original in ((first, second), (third, second), (third, third), (second, third)):
        with pytest.raises(RejectedError):
            mark(report, original, seen=report.steps.count(), actor=verifier)
    with pytest.raises(RejectedError, match="perlu diperbaiki"):
        withdraw(first, "Laporan ini keliru dicatat.", seen=1, actor=enterer)
    again = unmark(second, seen=2, actor=verifier)
    assert again.duplicate_of_id is None
    withdraw(first, "Laporan ini keliru dicatat.", seen=1, actor=enterer)


def test_training_is_not_marked_as_telling_real_ones_again() -> None:
    enterer, verifier = team()
    real = entered(enterer)
    played = enter(office(), given(), key=uuid4(), training=True, actor=enterer).report
    with pytest.raises(RejectedError):
        mark(played, real, seen=1, actor=verifier)


@pytest.mark.parametrize(
    ("role", "where"),
    [("observer", "15.71"), ("verifier", "15.71"), ("enterer", "15.01"), ("enterer", "16"), ("analyst", "0")],
)
def test_others_enter_nothing_and_the_refusal_is_in_the_log(role: str, where: str) -> None:
    with pytest.raises(PermissionDenied):
        entered(member(role, where), code="15.71")
    assert Entry.objects.filter(action="report.entered.denied").count() == 1


def test_each_office_sees_its_own_and_those_below() -> None:
    entered(code="15.71")
    entered(code="15.01")
    entered(code="16.71")
    seen = {where: reports_visible_to(member("observer", where)).count() for where in ("15.71", "15", "16", "17", "0")}
    assert seen == {"15.71": 1, "15": 2, "16": 1, "17": 0, "0": 3}
    assert reports_visible_to(None).count() == 0
