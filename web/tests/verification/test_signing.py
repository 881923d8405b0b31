"""From the province's name under a submission to the frozen data set."""

import gzip
import hashlib
import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.accounts.members import Member
from ikpweb.audit.models import Entry
from ikpweb.collection.faults import RefusedError
from ikpweb.collection.models import Cycle, Event, State, Submission
from ikpweb.collection.services import close_cycle
from ikpweb.collection.transitions import Move
from ikpweb.verification.dataset import dataset_path
from ikpweb.verification.models import SignOff
from ikpweb.verification.selectors import accepted_items
from ikpweb.verification.services import (
    accept_nationally,
    accept_province,
    ask_freeze,
    confirm_freeze,
    decide,
    decide_many,
    sign_off,
    undo_acceptance,
    undo_sign_off,
    withdraw_freeze,
)

from web.tests.collecting import codes, filled, opened
from web.tests.factories import member

pytestmark = pytest.mark.django_db
WHY = "Salah satu kejadian perlu diperiksa kembali."


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the system refuse to make any file of this process longer than a few bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def decided(cycle: Cycle, office: str = "15.71", above: str = "15") -> Submission:
    submission, keys = filled(cycle, member("enterer", office), events=2)
    vera = member("verifier", above)
    decide_many(submission, dict.fromkeys(codes(cycle, submission.office.level), 1), actor=vera)
    for key, move in zip(keys, (Move.ACCEPT, Move.REJECT), strict=True):
        item = Event.objects.select_related("submission__office").get(pk=key)
        decide(item, move, reason=WHY, seen_revision=1, actor=vera)
    return submission


def accepted(cycle: Cycle, centre: Member) -> Submission:
    submission = decided(cycle)
    sign_off(submission, actor=member("head", "15"))
    accept_nationally(submission, actor=centre)
    return submission


def test_signed_only_when_everything_is_decided() -> None:
    cycle, head = opened(), member("head", "15")
    submission, _ = filled(cycle, member("enterer", "15.71"))
    with pytest.raises(RefusedError) as caught:
        sign_off(submission, actor=head)
    assert "62" in str(caught.value.faults[str(submission.pk)][0].sentence)
    with pytest.raises(RefusedError):
        sign_off(Submission.objects.get(cycle=cycle, office="15.01"), actor=head)


def test_the_head_above_signs_and_nobody_else() -> None:
    submission = decided(opened())
    for role, office in (("verifier", "15"), ("head", "15.71"), ("head", "16"), ("head", "0")):
        with pytest.raises(PermissionDenied):
            sign_off(submission, actor=member(role, office))
    signed = sign_off(submission, actor=member("head", "15"))
    assert (len(signed.digest), signed.revision) == (64, 1)
    assert Entry.objects.get(action="submission.signed").detail["digest"] == signed.digest


def test_taken_back_with_a_reason_and_signed_again() -> None:
    submission, head = decided(opened()), member("head", "15")
    first = sign_off(submission, actor=head)
    with pytest.raises(RefusedError):
        undo_sign_off(submission, reason="salah", actor=head)
    undo_sign_off(submission, reason=WHY, actor=head)
    with pytest.raises(RefusedError):
        undo_sign_off(submission, reason=WHY, actor=head)
    assert sign_off(submission, actor=head).digest == first.digest
    assert SignOff.objects.filter(undone_at=None).count() == 1


def test_the_centre_accepts_what_was_signed_and_only_that() -> None:
    submission, centre = decided(opened()), member("head", "0")
    with pytest.raises(RefusedError):
        accept_nationally(submission, actor=centre)
    sign_off(submission, actor=member("head", "15"))
    with pytest.raises(PermissionDenied):
        accept_nationally(submission, actor=member("head", "15"))
    Event.objects.filter(submission=submission, state=State.ACCEPTED).update(grade=4)  # by hand, past the services
    with pytest.raises(RefusedError):
        accept_nationally(submission, actor=centre)


def test_after_acceptance_the_province_cannot_take_it_back_but_the_centre_can() -> None:
    cycle, centre, head = opened(), member("head", "0"), member("head", "15")
    submission = decided(cycle)
    sign_off(submission, actor=head)
    assert len(accept_province(cycle, head.office, actor=centre)) == 1
    with pytest.raises(RefusedError):
        undo_sign_off(submission, reason=WHY, actor=head)
    with pytest.raises(RefusedError):
        accept_province(cycle, head.office, actor=centre)
    undo_acceptance(submission, reason=WHY, actor=centre)
    undo_sign_off(submission, reason=WHY, actor=centre)
    assert Submission.objects.get(pk=submission.pk).stage == Submission.Stage.SUBMITTED


def test_two_people_freeze_and_the_file_says_what_was_frozen() -> None:
    one, two = member("head", "0"), member("head", "0")
    cycle = opened(centre=one)
    submission = accepted(cycle, one)
    with pytest.raises(RefusedError):
        ask_freeze(cycle, note=WHY, actor=one)  # entry has not ended
    close_cycle(cycle, actor=one)
    with pytest.raises(RefusedError):
        ask_freeze(cycle, note="", actor=one)  # 551 offices are left out
    freeze = ask_freeze(cycle, note=WHY, actor=one)
    with pytest.raises(RefusedError):
        confirm_freeze(freeze, actor=one)
    with pytest.raises(PermissionDenied):
        confirm_freeze(freeze, actor=member("verifier", "0"))
    confirm_freeze(freeze, actor=two)

    packed = dataset_path(cycle.pk, freeze.digest)
    text = gzip.decompress(packed.read_bytes())
    assert hashlib.sha256(text).hexdigest() == freeze.digest
    data = json.loads(text)
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert canonical == text
    assert list(data["submissions"]) == ["15.71"]
    assert len(data["submissions"]["15.71"]["declarations"]) == 61
    assert {each["state"] for each in data["submissions"]["15.71"]["events"].values()} == {"accepted", "rejected"}
    assert len(data["left_out"]) == 551
    assert data["left_out"]["15.01"] == "not-reported"

    cycle.refresh_from_db()
    submission.refresh_from_db()
    assert (cycle.stage, submission.stage) == (Cycle.Stage.FROZEN, Submission.Stage.FROZEN)
    with pytest.raises(RefusedError):
        undo_acceptance(submission, reason=WHY, actor=one)
    with pytest.raises(RefusedError):
        withdraw_freeze(freeze, actor=one)


def test_a_disk_that_takes_nothing_leaves_everything_as_it_was() -> None:
    one, two, head = member("head", "0"), member("head", "0"), member("head", "15")
    cycle = opened(centre=one)
    submission = decided(cycle)
    with full_disk(), pytest.raises(RefusedError) as caught:
        sign_off(submission, actor=head)
    assert [fault.field for fault in caught.value.faults[str(submission.pk)]] == ["disk"]
    assert not SignOff.objects.exists()
    sign_off(submission, actor=head)
    accept_nationally(submission, actor=one)
    close_cycle(cycle, actor=one)
    freeze = ask_freeze(cycle, note=WHY, actor=one)
    folder = dataset_path(cycle.pk, freeze.digest).parent
    with full_disk(), pytest.raises(RefusedError):
        confirm_freeze(freeze, actor=two)
    assert Cycle.objects.get(pk=cycle.pk).stage == Cycle.Stage.CLOSED
    assert list(folder.glob(".*")) == []
    assert not dataset_path(cycle.pk, freeze.digest).exists()
    confirm_freeze(freeze, actor=two)
    assert dataset_path(cycle.pk, freeze.digest).exists()


def test_data_that_changed_since_are_not_frozen() -> None:
    one, two = member("head", "0"), member("head", "0")
    cycle = opened(centre=one)
    submission = accepted(cycle, one)
    close_cycle(cycle, actor=one)
    freeze = ask_freeze(cycle, note=WHY, actor=one)
    undo_acceptance(submission, reason=WHY, actor=one)
    with pytest.raises(RefusedError):
        confirm_freeze(freeze, actor=two)
    assert Cycle.objects.get(pk=cycle.pk).stage == Cycle.Stage.CLOSED
    with pytest.raises(RefusedError):
        ask_freeze(cycle, note=WHY, actor=one)
    withdraw_freeze(freeze, actor=one)
    again = ask_freeze(cycle, note=WHY, actor=two)
    assert again.digest != freeze.digest
    confirm_freeze(again, actor=one)


def test_only_accepted_items_of_accepted_submissions_count() -> None:
    cycle, centre = opened(), member("head", "0")
    decided(cycle, "15.71")
    before = accepted_items(cycle)
    assert (before.events.count(), before.declarations.count(), before.left_out["15.71"]) == (0, 0, "not-verified")
    assert accepted_items(cycle, provisional=True).events.count() == 1
    accepted_one = Submission.objects.get(cycle=cycle, office="15.71")
    sign_off(accepted_one, actor=member("head", "15"))
    assert accepted_items(cycle).left_out["15.71"] == "not-accepted"
    accept_nationally(accepted_one, actor=centre)
    after = accepted_items(cycle)
    assert (after.events.count(), after.declarations.count()) == (1, 61)
    assert after.events.get().counted_grade == 2
    assert "15.71" not in after.left_out
