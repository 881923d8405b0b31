"""Decisions: pinned to a revision, by somebody else, one level up, once."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.audit.models import Entry
from ikpweb.collection.models import Declaration, Event, State, Submission
from ikpweb.collection.services import close_cycle, save
from ikpweb.collection.transitions import Move
from ikpweb.kit.errors import RejectedError
from ikpweb.verification.models import Decision
from ikpweb.verification.services import decide, decide_many, delegate, end_delegation, sign_off
from ikpweb.verification.services.deciding import MOST_AT_ONCE

from web.tests.collecting import codes, event, filled, opened
from web.tests.factories import member, person

pytestmark = pytest.mark.django_db
WHY = "Tanggalnya tidak cocok dengan berkas bukti."


def item_of(key: object) -> Event:
    return Event.objects.select_related("submission__office", "submission__cycle").get(pk=key)


def test_accepting_pins_the_revision_and_writes_who_decided() -> None:
    _, (key,) = filled(opened(), member("enterer", "15.71"))
    vera = member("verifier", "15")
    decision = decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=vera)
    assert item_of(key).state == State.ACCEPTED
    assert (decision.revision, decision.before, decision.after) == (1, State.SUBMITTED, State.ACCEPTED)
    assert (decision.person, decision.office) == (vera.person, vera.office)
    entry = Entry.objects.get(stream="15", action="item.decided")
    assert entry.subject == f"event:{key}"
    assert entry.detail["revision"] == 1


@pytest.mark.parametrize("move", [Move.RETURN, Move.REJECT])
def test_against_the_office_only_with_a_reason(move: Move) -> None:
    _, (key,) = filled(opened(), member("enterer", "15.71"))
    vera = member("verifier", "15")
    with pytest.raises(RejectedError) as caught:
        decide(item_of(key), move, reason="  salah  ", seen_revision=1, actor=vera)
    assert [fault.field for fault in caught.value.faults[str(key)]] == ["reason"]
    assert item_of(key).state == State.SUBMITTED
    assert decide(item_of(key), move, reason=WHY, seen_revision=1, actor=vera).reason == WHY


def test_an_edit_in_between_is_not_judged_unseen() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, (key,) = filled(cycle, anna)
    before = item_of(key)
    changed = {"events": {str(key): event(codes(cycle)[0], grade=4)}}
    save(submission, changes=changed, seen=1, client=uuid4(), submit=True, actor=anna)
    with pytest.raises(RejectedError) as caught:
        decide(before, Move.ACCEPT, seen_revision=1, actor=member("verifier", "15"))
    assert [fault.field for fault in caught.value.faults[str(key)]] == ["revision"]
    assert not Decision.objects.exists()


def test_an_edit_opens_exactly_its_own_review_anew() -> None:
    cycle, anna, vera = opened(), member("enterer", "15.71"), member("verifier", "15")
    submission, (one, other) = filled(cycle, anna, events=2)
    for key in (one, other):
        decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=vera)
    changed = {"events": {str(one): event(codes(cycle)[0], grade=4)}}
    save(submission, changes=changed, seen=1, client=uuid4(), submit=True, actor=anna)
    assert (item_of(one).state, item_of(other).state) == (State.SUBMITTED, State.ACCEPTED)


def test_a_double_click_is_one_decision() -> None:
    _, (key,) = filled(opened(), member("enterer", "15.71"))
    vera = member("verifier", "15")
    first = decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=vera)
    assert decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=vera) == first
    assert Decision.objects.count() == 1


def test_the_second_reviewer_is_told_that_the_first_decided() -> None:
    _, (key,) = filled(opened(), member("enterer", "15.71"))
    decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=member("verifier", "15"))
    with pytest.raises(RejectedError):
        decide(item_of(key), Move.REJECT, reason=WHY, seen_revision=1, actor=member("verifier", "15"))
    assert item_of(key).state == State.ACCEPTED


def test_undeciding_is_another_decision() -> None:
    _, (key,) = filled(opened(), member("enterer", "15.71"))
    vera = member("verifier", "15")
    decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=vera)
    decide(item_of(key), Move.UNDECIDE, reason="Salah menekan tombol.", seen_revision=1, actor=vera)
    assert item_of(key).state == State.SUBMITTED
    assert list(Decision.objects.values_list("move", flat=True)) == ["accept", "undecide"]
    decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=vera)
    assert item_of(key).state == State.ACCEPTED


def test_whoever_wrote_in_a_submission_judges_nothing_in_it() -> None:
    """Also after the move to the province, and also what a colleague changed later."""
    cycle, both = opened(), person()
    anna = member("enterer", "15.71", who=both)
    submission, (key,) = filled(cycle, anna)
    changed = {"events": {str(key): event(codes(cycle)[0], grade=4)}}
    save(submission, changes=changed, seen=1, client=uuid4(), submit=True, actor=member("enterer", "15.71"))
    above = member("verifier", "15", who=both)
    with pytest.raises(PermissionDenied):
        decide(item_of(key), Move.ACCEPT, seen_revision=2, actor=above)
    assert Entry.objects.filter(stream="15", action="item.decided.denied").count() == 1
    with pytest.raises(PermissionDenied):
        decide_many(submission, {codes(cycle)[1]: 1}, actor=above)


@pytest.mark.parametrize(
    ("role", "office"),
    [("enterer", "15"), ("observer", "15"), ("verifier", "16"), ("verifier", "15.71"), ("verifier", "0")],
)
def test_the_wrong_role_and_the_wrong_office_are_refused(role: str, office: str) -> None:
    _, (key,) = filled(opened(), member("enterer", "15.71"))
    with pytest.raises(PermissionDenied):
        decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=member(role, office))
    assert item_of(key).state == State.SUBMITTED


def test_the_centre_reviews_a_province() -> None:
    _, (key,) = filled(opened(), member("enterer", "15"))
    assert decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=member("verifier", "0")).after == State.ACCEPTED


def test_reviews_go_on_after_entry_ended() -> None:
    centre = member("head", "0")
    cycle = opened(centre=centre)
    _, (key,) = filled(cycle, member("enterer", "15.71"))
    close_cycle(cycle, actor=centre)
    assert decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=member("verifier", "15")).after == State.ACCEPTED


def test_many_nils_at_once_each_pinned() -> None:
    cycle = opened()
    submission, _ = filled(cycle, member("enterer", "15.71"))
    seen = dict.fromkeys(codes(cycle), 1)
    decisions = decide_many(submission, seen, actor=member("verifier", "15"))
    assert len(decisions) == 61
    assert {each.revision for each in decisions} == {1}
    assert set(Declaration.objects.values_list("state", flat=True)) == {State.ACCEPTED}
    assert Entry.objects.get(action="items.accepted").detail["items"] == seen


def test_one_that_needs_a_look_and_none_is_accepted() -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, (key,) = filled(cycle, anna)
    nil, other = codes(cycle)[1:3]
    why = {"declarations": {other: {"answer": "no-data", "reason": "Arsip rusak karena banjir."}}}
    save(submission, changes=why, seen=1, client=uuid4(), submit=True, actor=anna)
    seen = {nil: 1, other: 2, str(key): 1, "X": 1, str(uuid4()): 1}
    with pytest.raises(RejectedError) as caught:
        decide_many(submission, seen, actor=member("verifier", "15"))
    assert {fault.field for faults in caught.value.faults.values() for fault in faults} == {"risk", "id"}
    assert nil not in caught.value.faults
    assert not Decision.objects.exists()


def test_not_more_at_once_than_somebody_can_judge() -> None:
    submission, _ = filled(opened(), member("enterer", "15.71"))
    with pytest.raises(RejectedError):
        decide_many(submission, {str(uuid4()): 1 for _ in range(MOST_AT_ONCE + 1)}, actor=member("verifier", "15"))


def test_what_was_given_to_a_colleague_is_theirs_until_taken_back() -> None:
    submission, (key,) = filled(opened(), member("enterer", "15.71"))
    head, vera, wira = member("head", "15"), member("verifier", "15"), member("verifier", "15")
    delegate(submission, vera.person, actor=head)
    with pytest.raises(RejectedError):
        decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=wira)
    end_delegation(submission, actor=head)
    decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=wira)
    with pytest.raises(PermissionDenied):
        delegate(submission, vera.person, actor=wira)
    with pytest.raises(RejectedError):
        delegate(submission, member("verifier", "16").person, actor=head)


def test_a_signed_submission_takes_no_decision() -> None:
    cycle, vera = opened(), member("verifier", "15")
    submission, (key,) = filled(cycle, member("enterer", "15.71"))
    decide_many(submission, dict.fromkeys(codes(cycle), 1), actor=vera)
    decide(item_of(key), Move.REJECT, reason=WHY, seen_revision=1, actor=vera)
    sign_off(submission, actor=member("head", "15"))
    with pytest.raises(RejectedError):
        decide(item_of(key), Move.UNDECIDE, reason=WHY, seen_revision=1, actor=vera)
    assert Submission.objects.get(pk=submission.pk).stage == Submission.Stage.SIGNED
