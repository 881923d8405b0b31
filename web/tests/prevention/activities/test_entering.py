"""Entering, changing and withdrawing activities: what must be said, who may, what stays."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.activities.models import Activity, ActivityStep, Form
from ikpweb.prevention.activities.policies import activities_visible_to
from ikpweb.prevention.activities.selectors.activities import likely_duplicates, steps_of
from ikpweb.prevention.activities.services.entering import change, enter, mark, restore, unmark, withdraw
from ikpweb.prevention.activities.transitions import TRANSITIONS, Move, allowed, moves
from ikpweb.prevention.shipped import terms

from web.tests.factories import member
from web.tests.prevention.made_up import OFFICE, entered, given, office, today

pytestmark = pytest.mark.django_db

REASON = "Tercatat di kantor yang keliru."


def test_the_forms_are_the_official_ones_in_both_languages() -> None:
    from django.utils import translation

    for language in ("id", "en"):
        with translation.override(language):
            assert {code: str(label) for code, label in Form.choices} == {
                code: names[language] for code, names in terms().forms.items()
            }


def test_an_activity_is_entered_with_its_step_and_an_entry_in_the_log() -> None:
    made = entered()
    assert made.groups == {"women": 22}
    assert (made.participants, made.indicators, made.version) == (40, ["I17"], 1)
    step = made.steps.get()
    assert (step.move, step.content["title"]) == ("enter", "SINTETIS: Sosialisasi di Telanaipura")
    assert Entry.objects.filter(action="activity.entered", subject=f"activity:{made.pk}").count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"form": ""}, "form", "belum diisi"),
        ({"form": "seminar"}, "form", "Pilih salah satu"),
        ({"title": "  "}, "title", "belum diisi"),
        ({"title": "x" * 201}, "title", "paling panjang 200"),
        ({"title": "a\x00b"}, "title", "tidak dapat disimpan"),
        ({"date": "kemarin"}, "date", "tahun-bulan-hari"),
        ({"date": (today() + timedelta(2)).isoformat()}, "date", "belum tiba"),
        ({"date": "1999-01-01"}, "date", "sepuluh tahun"),
        ({"stage": "akhir"}, "stage", "Pilih salah satu"),
        ({"indicators": ["I99"]}, "indicators", "I99"),
        ({"participants": "-3"}, "participants", "bilangan bulat"),
        ({"participants": "", "groups": {"women": "2"}}, "women", "jumlah pesertanya"),
        ({"groups": {"women": "41"}}, "women", "lebih banyak"),
        ({"groups": {"women": "30", "men": "11"}}, "men", "melebihi"),
        ({"groups": {"pensiunan": "1"}}, "groups", "tidak dikenal"),
        ({"partner": "PKS-12"}, "partner", "nomor"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    wrong: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(RejectedError) as refused:
        entered(**wrong)
    assert [(fault.field, words in fault.sentence) for each in refused.value.faults.values() for fault in each] == [
        (field, True)
    ]
    assert not Activity.objects.exists()


def test_unknown_participants_are_not_zero() -> None:
    assert entered(participants="", groups={}).participants is None
    assert entered(participants="0", groups={}).participants == 0


def test_sent_twice_it_is_one_and_another_under_its_number_is_refused() -> None:
    actor, key = member("enterer", OFFICE), uuid4()
    assert enter(office(), given(), key=key, actor=actor)[1] is False
    assert enter(office(), given(), key=key, actor=actor)[1] is True
    with pytest.raises(RejectedError):
        enter(office(), given(title="SINTETIS: lain"), key=key, actor=actor)
    entered(external="FC-1")
    with pytest.raises(RejectedError, match="perlu diperbaiki"):
        entered(external="FC-1")
    assert Activity.objects.count() == 2
    assert entered(external="FC-1", code="15").external == "FC-1"  # the number is the office's own


@pytest.mark.parametrize(
    ("role", "code", "may"),
    [
        ("enterer", OFFICE, True), ("head", OFFICE, True), ("verifier", OFFICE, False), ("observer", OFFICE, False),
        ("administrator", OFFICE, False), ("head", "15", False), ("head", "0", False), ("head", "16.71", False),
    ],
)  # fmt: skip
def test_only_the_office_itself_writes(role: str, code: str, may: bool) -> None:
    made = entered()
    actor = member(role, code)
    if may:
        assert change(made, {"title": "SINTETIS: b"}, seen=1, actor=actor).version == 2
        return
    for act in (
        lambda: enter(office(), given(), key=uuid4(), actor=actor),
        lambda: change(made, {"title": "SINTETIS: b"}, seen=1, actor=actor),
        lambda: withdraw(made, REASON, seen=1, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Entry.objects.filter(action="activity.changed.denied").count() == 1
    assert Activity.objects.get().title == "SINTETIS: Sosialisasi di Telanaipura"


def test_an_office_and_those_above_it_see_it_and_nobody_else() -> None:
    made = entered()
    seen = {
        code: made in activities_visible_to(member("observer", code)) for code in (OFFICE, "15", "0", "16", "15.01")
    }
    assert seen == {OFFICE: True, "15": True, "0": True, "16": False, "15.01": False}
    assert not activities_visible_to(None).exists()


def test_a_change_keeps_history_and_somebody_elses_newer_version() -> None:
    actor, other = member("enterer", OFFICE), member("head", OFFICE)
    made = entered(actor)
    change(made, {"participants": "41"}, seen=1, actor=actor)
    change(made, {"participants": "41"}, seen=1, actor=actor)  # a double click
    assert [step.number for step, _changed in steps_of(made)] == [2, 1]
    assert steps_of(made)[0][1] == [("participants", 40, 41)]
    with pytest.raises(ConflictError) as conflict:
        change(made, {"participants": "45", "title": "SINTETIS: c"}, seen=1, actor=other)
    item = conflict.value.items[str(made.pk)]
    assert item["both"] == ["participants"]
    assert Activity.objects.get().participants == 41


def test_withdrawn_with_a_reason_it_stays_readable_and_can_be_restored() -> None:
    actor = member("head", OFFICE)
    made = entered(actor)
    with pytest.raises(RejectedError):
        withdraw(made, "salah", seen=1, actor=actor)
    withdraw(made, REASON, seen=1, actor=actor)
    withdraw(made, REASON, seen=1, actor=actor)  # a double click
    with pytest.raises(RejectedError):
        change(made, {"title": "SINTETIS: b"}, seen=2, actor=actor)
    restore(made, "Ternyata memang kegiatan kami.", seen=2, actor=actor)
    assert [step.move for step in ActivityStep.objects.filter(activity=made)] == ["enter", "withdraw", "restore"]


@pytest.mark.parametrize("statement", ["UPDATE", "DELETE"])
def test_the_database_keeps_steps(statement: str) -> None:
    made = entered()
    rows = ActivityStep.objects.filter(activity=made)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(reason="x") if statement == "UPDATE" else rows.delete()


def test_likely_duplicates_are_near_in_day_title_and_of_the_same_office() -> None:
    first = entered(title="SINTETIS: Sosialisasi pengawasan partisipatif di Telanaipura")
    alike = entered(title="SINTETIS: sosialisasi pengawasan partisipatif Telanaipura", form="participation")
    entered(title="SINTETIS: Rapat koordinasi data pemilih dengan KPU")
    entered(title=first.title, date=(today() - timedelta(40)).isoformat())
    entered(title=first.title, code="15.01")
    assert [each.activity for each in likely_duplicates(first)] == [alike]


def test_a_marked_one_is_not_counted_and_never_marked_in_a_circle() -> None:
    actor = member("head", OFFICE)
    first, second, foreign = entered(actor), entered(actor), entered(code="15.01")
    mark(second, first, seen=1, actor=actor)
    mark(second, first, seen=1, actor=actor)  # a double click
    for activity, original in ((first, second), (first, first), (second, first), (first, foreign)):
        with pytest.raises(RejectedError):
            mark(activity, original, seen=activity.version if activity is first else 2, actor=actor)
    with pytest.raises(RejectedError):
        withdraw(first, REASON, seen=1, actor=actor)
    unmark(second, seen=2, actor=actor)
    assert Activity.objects.get(pk=second.pk).duplicate_of is None


def test_the_table_of_moves_is_whole() -> None:
    writing = frozenset({"enterer"})
    assert all(allowed(status, move, writing) == found for (status, move), found in TRANSITIONS.items())
    assert not any(moves(status, frozenset({"verifier", "observer"})) for status, _move in TRANSITIONS)
    assert Move.ENTER not in {move for _status, move in TRANSITIONS}
