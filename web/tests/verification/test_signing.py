"""From the province's name under a submission to the frozen data set."""

import gzip
import hashlib
import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from ikpweb.accounts.members import Member
from ikpweb.audit.chain import digest_of_entry
from ikpweb.audit.models import Entry
from ikpweb.audit.services import first_break
from ikpweb.collection.models import Cycle, Event, State, Submission
from ikpweb.collection.services import close_cycle, save
from ikpweb.collection.transitions import Move
from ikpweb.kit.errors import RejectedError
from ikpweb.runs.collected import accepted as accepted_rows
from ikpweb.verification.dataset import dataset_path, left_out
from ikpweb.verification.minutes import open_minutes
from ikpweb.verification.models import SignOff
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

from web.tests.collecting import codes, event, filled, opened, submission_of
from web.tests.factories import member, signed_in
from web.tests.verification.test_minutes import text_of

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
    with pytest.raises(RejectedError) as caught:
        sign_off(submission, actor=head)
    assert "62" in str(caught.value.faults[str(submission.pk)][0].sentence)
    with pytest.raises(RejectedError):
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
    with pytest.raises(RejectedError):
        undo_sign_off(submission, reason="salah", actor=head)
    undo_sign_off(submission, reason=WHY, actor=head)
    with pytest.raises(RejectedError):
        undo_sign_off(submission, reason=WHY, actor=head)
    assert sign_off(submission, actor=head).digest == first.digest
    assert SignOff.objects.filter(undone_at=None).count() == 1


def test_the_centre_accepts_what_was_signed_and_only_that() -> None:
    submission, centre = decided(opened()), member("head", "0")
    with pytest.raises(RejectedError):
        accept_nationally(submission, actor=centre)
    sign_off(submission, actor=member("head", "15"))
    with pytest.raises(PermissionDenied):
        accept_nationally(submission, actor=member("head", "15"))
    Event.objects.filter(submission=submission, state=State.ACCEPTED).update(grade=4)  # by hand, past the services
    with pytest.raises(RejectedError):
        accept_nationally(submission, actor=centre)


def test_after_acceptance_the_province_cannot_take_it_back_but_the_centre_can() -> None:
    cycle, centre, head = opened(), member("head", "0"), member("head", "15")
    submission = decided(cycle)
    sign_off(submission, actor=head)
    assert len(accept_province(cycle, head.office, actor=centre)) == 1
    with pytest.raises(RejectedError):
        undo_sign_off(submission, reason=WHY, actor=head)
    with pytest.raises(RejectedError):
        accept_province(cycle, head.office, actor=centre)
    undo_acceptance(submission, reason=WHY, actor=centre)
    undo_sign_off(submission, reason=WHY, actor=centre)
    assert Submission.objects.get(pk=submission.pk).stage == Submission.Stage.SUBMITTED


@pytest.mark.parametrize("ids", [(9_009, 10_010), (99_099, 100_100)])
def test_an_acceptance_whose_numbers_sort_otherwise_as_text_leaves_the_log_whole(ids: tuple[int, int]) -> None:
    """As 9 and 10 or 99 and 100 do: text is how the log gives keys back."""
    cycle, centre, head = opened(), member("head", "0"), member("head", "15")
    for office, number in zip(("15.01", "15.71"), ids, strict=True):
        Submission.objects.filter(cycle=cycle, office=office).update(id=number)
        sign_off(decided(cycle, office), actor=head)
    accept_province(cycle, head.office, actor=centre)
    entry = Entry.objects.get(action="province.accepted")
    assert set(entry.detail["submissions"]) == {str(number) for number in ids}
    assert digest_of_entry(entry) == entry.digest  # as it is, not by its older form
    assert first_break("0") is None


def test_two_people_freeze_and_the_file_says_what_was_frozen() -> None:
    one, two = member("head", "0"), member("head", "0")
    cycle = opened(centre=one)
    submission = accepted(cycle, one)
    with pytest.raises(RejectedError):
        ask_freeze(cycle, note=WHY, actor=one)  # entry has not ended
    close_cycle(cycle, actor=one)
    with pytest.raises(RejectedError):
        ask_freeze(cycle, note="", actor=one)  # 551 offices are left out
    freeze = ask_freeze(cycle, note=WHY, actor=one)
    with pytest.raises(RejectedError):
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
    with pytest.raises(RejectedError):
        undo_acceptance(submission, reason=WHY, actor=one)
    with pytest.raises(RejectedError):
        withdraw_freeze(freeze, actor=one)


def test_a_disk_that_takes_nothing_leaves_everything_as_it_was() -> None:
    one, two, head = member("head", "0"), member("head", "0"), member("head", "15")
    cycle = opened(centre=one)
    submission = decided(cycle)
    with full_disk(), pytest.raises(RejectedError) as caught:
        sign_off(submission, actor=head)
    assert [fault.field for fault in caught.value.faults[str(submission.pk)]] == ["disk"]
    assert not SignOff.objects.exists()
    sign_off(submission, actor=head)
    accept_nationally(submission, actor=one)
    close_cycle(cycle, actor=one)
    freeze = ask_freeze(cycle, note=WHY, actor=one)
    folder = dataset_path(cycle.pk, freeze.digest).parent
    with full_disk(), pytest.raises(RejectedError):
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
    with pytest.raises(RejectedError):
        confirm_freeze(freeze, actor=two)
    assert Cycle.objects.get(pk=cycle.pk).stage == Cycle.Stage.CLOSED
    with pytest.raises(RejectedError):
        ask_freeze(cycle, note=WHY, actor=one)
    withdraw_freeze(freeze, actor=one)
    again = ask_freeze(cycle, note=WHY, actor=two)
    assert again.digest != freeze.digest
    confirm_freeze(again, actor=one)


def test_an_office_is_left_out_with_the_reason_until_the_centre_accepted_it() -> None:
    cycle, centre = opened(), member("head", "0")
    assert left_out(cycle)["15.71"] == "not-reported"
    submission = decided(cycle)
    assert left_out(cycle)["15.71"] == "not-verified"
    sign_off(submission, actor=member("head", "15"))
    assert left_out(cycle)["15.71"] == "not-accepted"
    accept_nationally(submission, actor=centre)
    assert "15.71" not in left_out(cycle)


def test_a_draft_at_the_end_of_entry_holds_nothing_up_and_does_not_count(client: Client) -> None:
    cycle, centre, anna = opened(), member("head", "0"), member("enterer", "15.71")
    submission, (key,) = filled(cycle, anna)
    vera, head = member("verifier", "15"), member("head", "15")
    decide_many(submission, dict.fromkeys(codes(cycle), 1), actor=vera)
    decide(Event.objects.get(pk=key), Move.ACCEPT, reason="", seen_revision=1, actor=vera)
    first = codes(cycle)[0]
    save(submission, {"events": {str(uuid4()): event(first)}}, seen=1, client=uuid4(), actor=anna)
    with pytest.raises(RejectedError) as caught:  # while entry is open the office may still hand it in
        sign_off(submission_of(cycle, "15.71"), actor=head)
    assert "draf: 1" in caught.value.faults[str(submission.pk)][0].sentence
    assert "Sekarang masih ada 1 isian draf di 1 kantor" in told(client, centre, "/kantor/putaran/latihan/")
    close_cycle(cycle, actor=centre)
    assert "1 isian di 1 kantor masih draf" in told(client, centre, "/kantor/putaran/latihan/")
    assert "1 isian masih draf ketika pengisian ditutup" in told(client, anna, "/kantor/isian/latihan/")
    draft = Event.objects.get(state=State.DRAFT)
    assert "masih draf ketika pengisian ditutup" in told(client, anna, reverse("collection:event", args=[draft.pk]))
    here = "/kantor/verifikasi/latihan/15.71/"
    assert "Draf di sini tidak dapat diajukan lagi" in told(client, vera, f"{here}?tampil=kantor")
    assert "1 isian masih draf ketika pengisian ditutup" in told(client, head, f"{here}pengesahan/")
    signed = sign_off(submission_of(cycle, "15.71"), actor=head)
    assert Entry.objects.get(action="submission.signed").detail["lapsed"] == 1
    assert "1 masih draf: tidak diajukan dan tidak dihitung" in text_of(open_minutes(signed))
    collected = accepted_rows(cycle, "regency")
    assert [row.grade for row in collected.rows if not row.answer] == [2]
    assert collected.left_out["event-draft"] == 1


def test_what_was_returned_by_then_must_still_be_decided(client: Client) -> None:
    cycle, centre = opened(), member("head", "0")
    submission, (key,) = filled(cycle, member("enterer", "15.71"))
    vera, head = member("verifier", "15"), member("head", "15")
    decide_many(submission, dict.fromkeys(codes(cycle), 1), actor=vera)
    decide(Event.objects.get(pk=key), Move.RETURN, reason=WHY, seen_revision=1, actor=vera)
    close_cycle(cycle, actor=centre)
    with pytest.raises(RejectedError) as caught:
        sign_off(submission_of(cycle, "15.71"), actor=head)
    assert "dikembalikan: 1" in caught.value.faults[str(submission.pk)][0].sentence
    assert "Batalkan pengembaliannya" in told(client, head, "/kantor/verifikasi/latihan/15.71/pengesahan/")
    for move in (Move.UNDECIDE, Move.REJECT):
        decide(Event.objects.get(pk=key), move, reason=WHY, seen_revision=1, actor=vera)
    sign_off(submission_of(cycle, "15.71"), actor=head)


def told(client: Client, who: Member, path: str) -> str:
    answer = signed_in(client, who).get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())
