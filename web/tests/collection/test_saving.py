"""Saving: whole or not at all, once, and never over somebody else's change in silence."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.audit.models import Entry
from ikpweb.audit.services import first_break
from ikpweb.collection.models import Declaration, Event, Revision, State, Submission
from ikpweb.collection.services import comment, save, undo, withdraw
from ikpweb.collection.services.merging import as_of
from ikpweb.kit.errors import ConflictError, RejectedError

from web.tests.collecting import answers, codes, event, filled, opened, submission_of
from web.tests.factories import member

pytestmark = pytest.mark.django_db


def test_every_office_of_the_registry_reports() -> None:
    cycle = opened()
    assert cycle.submissions.count() == 514 + 38
    assert len(cycle.form["regency"]) == len(cycle.form["province"]) == 61


def test_a_draft_keeps_what_was_said_and_who_said_it() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, first = submission_of(cycle, "15.71"), codes(cycle)[0]
    saved = save(submission, {"declarations": {first: {"answer": "nil"}}}, seen=0, client=uuid4(), actor=anna)
    assert (saved.revision, saved.changed) == (1, (first,))
    declaration = Declaration.objects.get(submission=submission)
    assert (declaration.answer, declaration.state, declaration.author) == ("nil", State.DRAFT, anna.person)
    revision = Revision.objects.get(submission=submission)
    assert revision.changes == {"declarations": {first: {"answer": "nil", "reason": ""}}, "events": {}}
    assert Entry.objects.filter(stream="15.71").count() == 1
    assert first_break("15.71") is None


def test_the_same_request_twice_is_one_revision() -> None:
    cycle, anna, client = opened(), member("enterer", "15.71"), uuid4()
    submission, changes = submission_of(cycle, "15.71"), {"declarations": {codes(cycle)[0]: {"answer": "nil"}}}
    first = save(submission, changes, seen=0, client=client, actor=anna)
    again = save(submission, changes, seen=0, client=client, actor=anna)
    assert (again.revision, again.repeated, first.repeated) == (1, True, False)
    assert Revision.objects.filter(submission=submission).count() == 1


def test_saying_the_same_again_changes_nothing() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, changes = submission_of(cycle, "15.71"), {"declarations": {codes(cycle)[0]: {"answer": "nil"}}}
    save(submission, changes, seen=0, client=uuid4(), actor=anna)
    assert save(submission, changes, seen=1, client=uuid4(), actor=anna).revision == 1


def test_two_people_at_different_items_do_not_disturb_each_other() -> None:
    cycle, anna, budi = opened(), member("enterer", "15.71"), member("enterer", "15.71")
    submission, (a, b, *_) = submission_of(cycle, "15.71"), codes(cycle)
    save(submission, {"declarations": {a: {"answer": "nil"}}}, seen=0, client=uuid4(), actor=anna)
    save(submission, {"declarations": {b: {"answer": "nil"}}}, seen=0, client=uuid4(), actor=budi)
    assert Declaration.objects.filter(submission=submission).count() == 2


def test_two_people_at_one_item_get_both_versions_and_a_merge() -> None:
    cycle, anna, budi, key = opened(), member("enterer", "15.71"), member("enterer", "15.71"), str(uuid4())
    submission, code = submission_of(cycle, "15.71"), codes(cycle)[0]
    save(submission, {"events": {key: event(code)}}, seen=0, client=uuid4(), actor=anna)
    save(submission, {"events": {key: event(code, grade=3)}}, seen=1, client=uuid4(), actor=anna)
    mine = event(code, grade=4, village="Simpang IV Sipin")
    with pytest.raises(ConflictError) as caught:
        save(submission, {"events": {key: mine}}, seen=1, client=uuid4(), actor=budi)
    conflict = caught.value.items[key]
    assert (conflict["base"]["grade"], conflict["theirs"]["grade"], conflict["mine"]["grade"]) == (2, 3, 4)
    assert conflict["both"] == ["grade"]
    assert (conflict["merged"]["grade"], conflict["merged"]["village"]) == (4, "Simpang IV Sipin")
    assert caught.value.revision == 2
    assert Event.objects.get(pk=key).grade == 3


def test_the_merge_keeps_what_only_the_other_changed() -> None:
    cycle, anna, budi, key = opened(), member("enterer", "15.71"), member("enterer", "15.71"), str(uuid4())
    submission, code = submission_of(cycle, "15.71"), codes(cycle)[0]
    save(submission, {"events": {key: event(code)}}, seen=0, client=uuid4(), actor=anna)
    save(submission, {"events": {key: event(code, grade=3)}}, seen=1, client=uuid4(), actor=anna)
    with pytest.raises(ConflictError) as caught:
        save(submission, {"events": {key: event(code, village="Sipin")}}, seen=1, client=uuid4(), actor=budi)
    merged = caught.value.items[key]["merged"]
    assert (merged["grade"], merged["village"]) == (3, "Sipin")
    assert save(submission, {"events": {key: merged}}, seen=2, client=uuid4(), actor=budi).revision == 3


def test_one_fault_and_nothing_is_written() -> None:
    cycle, anna, key = opened(), member("enterer", "15.71"), str(uuid4())
    submission, code = submission_of(cycle, "15.71"), codes(cycle)[0]
    changes = {"declarations": {code: {"answer": "nil"}}, "events": {key: event(code, grade=9)}}
    with pytest.raises(RejectedError) as caught:
        save(submission, changes, seen=0, client=uuid4(), actor=anna)
    assert [fault.field for fault in caught.value.faults[key]] == ["grade"]
    assert not Declaration.objects.filter(submission=submission).exists()


def test_an_indicator_that_is_not_asked_is_refused() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    with pytest.raises(RejectedError):
        save(
            submission_of(cycle, "15.71"),
            {"declarations": {"X": {"answer": "nil"}}},
            seen=0,
            client=uuid4(),
            actor=anna,
        )


def test_handing_in_asks_for_all_61_answers() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, code = submission_of(cycle, "15.71"), codes(cycle)[0]
    changes = {"declarations": {code: {"answer": "nil"}}}
    with pytest.raises(RejectedError) as caught:
        save(submission, changes, seen=0, client=uuid4(), submit=True, actor=anna)
    assert len(caught.value.faults) == 60


def test_handing_in_asks_for_evidence_or_a_reason() -> None:
    cycle, anna, key = opened(), member("enterer", "15.71"), str(uuid4())
    code = codes(cycle)[0]
    changes = {
        "declarations": answers(cycle, **{code: {"answer": "events"}}),
        "events": {key: event(code, unevidenced="")},
    }
    with pytest.raises(RejectedError) as caught:
        save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), submit=True, actor=anna)
    assert [fault.field for fault in caught.value.faults[key]] == ["unevidenced"]


@pytest.mark.parametrize(
    ("said", "events", "field"),
    [("events", 0, "answer"), ("nil", 1, "answer"), ("no-data", 0, "reason"), ("not-applicable", 0, "reason")],
)
def test_answers_and_events_must_agree(said: str, events: int, field: str) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    code = codes(cycle)[0]
    changes = {
        "declarations": answers(cycle, **{code: {"answer": said}}),
        "events": {str(uuid4()): event(code) for _ in range(events)},
    }
    with pytest.raises(RejectedError) as caught:
        save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), submit=True, actor=anna)
    assert [fault.field for fault in caught.value.faults[code]] == [field]


def test_handing_in_moves_everything_to_the_reviewer() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, (key,) = filled(cycle, anna)
    assert submission.stage == Submission.Stage.SUBMITTED
    assert submission.first_submitted_at is not None
    assert set(Declaration.objects.filter(submission=submission).values_list("state", flat=True)) == {State.SUBMITTED}
    assert Event.objects.get(pk=key).state == State.SUBMITTED


def test_an_edit_opens_exactly_its_review_anew() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, (one, other) = filled(cycle, anna, events=2)
    Event.objects.filter(submission=submission).update(state=State.ACCEPTED)
    changes = {"events": {str(one): event(codes(cycle)[0], grade=4)}}
    save(submission, changes, seen=submission.revision, client=uuid4(), actor=anna)
    assert Event.objects.get(pk=one).state == State.DRAFT
    assert Event.objects.get(pk=other).state == State.ACCEPTED


def test_what_is_rejected_cannot_be_edited() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, (key,) = filled(cycle, anna)
    Event.objects.filter(pk=key).update(state=State.REJECTED)
    changes = {"events": {str(key): event(codes(cycle)[0], grade=4)}}
    with pytest.raises(RejectedError):
        save(submission, changes, seen=submission.revision, client=uuid4(), actor=anna)


@pytest.mark.parametrize(
    ("role", "office"), [("enterer", "15.72"), ("enterer", "15"), ("head", "0"), ("observer", "15.71")]
)
def test_nobody_else_enters_and_the_attempt_is_written_down(role: str, office: str) -> None:
    cycle, stranger = opened(), member(role, office)
    with pytest.raises(PermissionDenied):
        save(submission_of(cycle, "15.71"), {}, seen=0, client=uuid4(), actor=stranger)
    assert Entry.objects.order_by("-id")[0].action == "submission.saved.denied"


def test_an_event_of_another_submission_cannot_be_written_through_ones_own() -> None:
    cycle, anna, budi = opened(), member("enterer", "15.71"), member("enterer", "15.72")
    _, (key,) = filled(cycle, anna)
    changes = {"events": {str(key): event(codes(cycle)[0], grade=4)}}
    with pytest.raises(RejectedError):
        save(submission_of(cycle, "15.72"), changes, seen=0, client=uuid4(), actor=budi)


def test_nothing_is_entered_once_the_unit_is_signed_off() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, _ = filled(cycle, anna)
    Submission.objects.filter(pk=submission.pk).update(stage=Submission.Stage.SIGNED)
    with pytest.raises(PermissionDenied):
        save(submission_of(cycle, "15.71"), {}, seen=1, client=uuid4(), actor=anna)


def test_a_withdrawn_event_stays_readable_and_counts_no_more() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, (key,) = filled(cycle, anna)
    one = Event.objects.select_related("submission__cycle", "submission__office").get(pk=key)
    with pytest.raises(RejectedError):
        withdraw(one, "", seen=submission.revision, actor=anna)
    withdraw(one, "Tercatat dua kali oleh panwascam.", seen=submission.revision, actor=anna)
    assert Event.objects.get(pk=key).state == State.WITHDRAWN
    changes = {"declarations": {codes(cycle)[0]: {"answer": "nil"}}}
    now = submission_of(cycle, "15.71")
    save(now, changes, seen=now.revision, client=uuid4(), submit=True, actor=anna)


def test_what_was_sent_back_untouched_undoes_nobodys_work() -> None:
    cycle, anna, budi = opened(), member("enterer", "15.71"), member("enterer", "15.71")
    submission, (a, b, *_) = submission_of(cycle, "15.71"), codes(cycle)
    both = {a: {"answer": "nil"}, b: {"answer": "nil"}}
    save(submission, {"declarations": both}, seen=0, client=uuid4(), actor=anna)
    save(submission, {"declarations": {a: {"answer": "events"}}}, seen=1, client=uuid4(), actor=anna)
    # Budi's page still shows the first revision, and sends all that it shows.
    shown = {a: {"answer": "nil"}, b: {"answer": "no-data", "reason": "Laporan belum diterima."}}
    saved = save(submission, {"declarations": shown}, seen=1, client=uuid4(), actor=budi)
    assert saved.changed == (b,)
    assert Declaration.objects.get(submission=submission, indicator=a).answer == "events"


def test_an_empty_count_stands_for_one() -> None:
    cycle, anna, key = opened(), member("enterer", "15.71"), str(uuid4())
    given = {"indicator": codes(cycle)[0], "count": None}
    save(submission_of(cycle, "15.71"), {"events": {key: given}}, seen=0, client=uuid4(), actor=anna)
    assert Event.objects.get(pk=key).count == 1


@pytest.mark.parametrize(
    "given",
    [
        {"stage": "pesta"},
        {"actors": ["Budi Santoso"]},
        {"actors": "asn"},
        {"source": ["media"]},
        {"narrative": "\x00"},
        {"narrative": "\ud800"},
        {"grade": float("nan")},
        {"count": "1.5"},
        {"date": 5},
        {"indicator": ["I01"]},
        {"unknown": 1},
    ],
)
def test_what_is_not_of_its_kind_is_refused_in_a_sentence(given: dict[str, object]) -> None:
    cycle, anna, key = opened(), member("enterer", "15.71"), str(uuid4())
    changes = {"events": {key: {"indicator": codes(cycle)[0], **given}}}
    with pytest.raises(RejectedError) as caught:
        save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), actor=anna)
    assert [fault.field for fault in caught.value.faults[key]] == list(given)
    assert all(fault.sentence for fault in caught.value.faults[key])


def test_the_last_saving_of_answers_can_be_taken_back() -> None:
    cycle, anna, budi = opened(), member("enterer", "15.71"), member("enterer", "15.71")
    submission, (a, b, *_) = submission_of(cycle, "15.71"), codes(cycle)
    save(submission, {"declarations": {a: {"answer": "events"}}}, seen=0, client=uuid4(), actor=anna)
    both = {a: {"answer": "nil"}, b: {"answer": "nil"}}
    save(submission, {"declarations": both}, seen=1, client=uuid4(), actor=anna)
    with pytest.raises(RejectedError):
        undo(submission, 2, client=uuid4(), actor=budi)
    assert undo(submission, 2, client=uuid4(), actor=anna) == 3
    standing = Declaration.objects.filter(submission=submission)
    assert [(d.indicator, d.answer, d.revision) for d in standing] == [(a, "events", 3)]
    assert as_of(submission, 3, [a, b]) == {a: {"answer": "events", "reason": ""}, b: {}}
    with pytest.raises(RejectedError):
        undo(submission, 2, client=uuid4(), actor=anna)


def test_what_was_handed_in_is_not_undone() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, _ = filled(cycle, anna, events=0)
    with pytest.raises(RejectedError):
        undo(submission, submission.revision, client=uuid4(), actor=anna)


def test_the_centre_brings_in_under_its_own_name_and_hands_nothing_in() -> None:
    cycle, centre = opened(), member("administrator", "0")
    submission, code = submission_of(cycle, "15.71"), codes(cycle)[0]
    changes = {"declarations": {code: {"answer": "nil"}}}
    with pytest.raises(PermissionDenied):
        save(submission, changes, seen=0, client=uuid4(), actor=centre)
    save(submission, changes, seen=0, client=uuid4(), imported=True, actor=centre)
    revision = Revision.objects.get(submission=submission)
    assert (revision.office_id, revision.author, revision.kind) == ("0", centre.person, Revision.Kind.IMPORTED)
    with pytest.raises(PermissionDenied):
        save(submission, changes, seen=1, client=uuid4(), imported=True, submit=True, actor=centre)


def test_a_comment_is_kept_with_who_and_from_which_office() -> None:
    cycle, anna, above, other = opened(), member("enterer", "15.71"), member("verifier", "15"), member("enterer", "16")
    submission, (key,) = filled(cycle, anna)
    code, one = codes(cycle)[0], Event.objects.get(pk=key)
    made = comment(submission, code, "Mohon lampirkan putusan.", event=one, actor=above)
    assert (made.office_id, made.event_id) == ("15", key)
    with pytest.raises(RejectedError):
        comment(submission, code, "  ", actor=anna)
    for stranger in (other, member("observer", "15")):
        with pytest.raises(PermissionDenied):
            comment(submission, code, "Salam.", actor=stranger)


def test_who_saves_is_told_what_others_changed_since() -> None:
    cycle, anna, budi, client = opened(), member("enterer", "15.71"), member("enterer", "15.71"), uuid4()
    submission, (a, b, *_) = submission_of(cycle, "15.71"), codes(cycle)
    save(submission, {"declarations": {a: {"answer": "nil"}}}, seen=0, client=uuid4(), actor=anna)
    mine = {"declarations": {b: {"answer": "nil"}}}
    told = {a: {"answer": "nil", "reason": ""}}
    assert save(submission, mine, seen=0, client=client, actor=budi).news == told
    assert save(submission, mine, seen=0, client=client, actor=budi).news == told
    assert save(submission, {"declarations": {b: {"answer": "events"}}}, seen=2, client=uuid4(), actor=budi).news == {}
