"""Two people stand behind a release, and after them nobody changes it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.publication.building import folder_of
from ikpweb.publication.models import Release
from ikpweb.publication.services import change, discard, draft, freeze, withdraw
from ikpweb.runs.models import Computation, Score

from ikp.release import open_bundle, replay, verify
from web.tests.factories import member
from web.tests.publication.releasing import CONTENT, drafted, frozen

pytestmark = pytest.mark.django_db


def sentences(refused: pytest.ExceptionInfo[RejectedError]) -> str:
    return " ".join(fault.sentence for faults in refused.value.faults.values() for fault in faults)


def test_a_frozen_release_verifies_and_replays_as_a_stranger_does_it(release: Release) -> None:
    folder = folder_of(release)
    for path in (folder, folder.with_name(f"{release.name}.zip")):
        verdict = verify(open_bundle(path))
        assert verdict.sound
        assert verdict.key == release.key
        assert open_bundle(path).digest == release.digest
        assert verdict.checkpoint
    found = replay(open_bundle(folder))
    assert found.same
    assert {each.level for each in found.levels} == {"province", "regency", "province (mean)"}
    about = verify(open_bundle(folder)).about
    assert (about["name"], about["label"]) == ("ikp-latihan.1", "SINTETIS")
    assert about["policy"] == {
        "inputs": "indicators",
        "evidence": {"counts": False, "smallest": 0, "hidden": 0},
        "names": "never",
    }


def test_with_dimensions_alone_nothing_below_them_is_told_and_the_index_still_follows(
    computation: Computation,
) -> None:
    bundle = open_bundle(folder_of(frozen(drafted(computation, detail="dimensions", smallest=3))))
    assert replay(bundle).same
    everything = b"".join(body for name, body in bundle.files.items() if name != "release.json")
    assert b"I01" not in everything
    assert b"31.75,SP,6,0,," in bundle["evidence.csv"]  # counts of evidence neither
    assert bundle["data/province.csv"].splitlines()[1].startswith(b"11,SP,")


def test_counts_of_evidence_that_are_too_small_are_not_given_out(computation: Computation) -> None:
    bundle = open_bundle(folder_of(frozen(drafted(computation, smallest=4))))
    body = bundle["evidence.csv"].decode().splitlines()
    hidden = sum(line.split(",")[2] == "" for line in body[1:])
    assert verify(bundle).about["policy"]["evidence"] == {"counts": True, "smallest": 4, "hidden": hidden}
    assert f"di bawah 4 disembunyikan ({hidden} sel); nilai indikatornya tetap" in bundle["METHOD.md"].decode()
    rows = {line.split(",")[0]: line.split(",")[2:5] for line in body[1:]}
    assert rows["31.75"] == ["6", "0", ""]
    assert rows["31.71"] == ["", "", "fewer than 4"]


def test_who_drafted_does_not_freeze_nor_who_changed_it_last(computation: Computation) -> None:
    one, other = member("head", "0"), member("publisher", "0")
    release = drafted(computation, by=one)
    with pytest.raises(RejectedError) as refused:
        freeze(release, seen=release.revision, actor=one)
    assert "Orang kedua" in sentences(refused)
    changed = change(release, {"changes": "Uraian yang lebih panjang."}, seen=1, actor=other)
    with pytest.raises(RejectedError):
        freeze(changed, seen=changed.revision, actor=other)
    assert freeze(changed, seen=changed.revision, actor=one).state == Release.State.FROZEN


def test_nobody_freezes_what_they_have_not_read(computation: Computation) -> None:
    release = drafted(computation)
    change(release, {"changes": "Sesudah dibaca orang kedua."}, seen=1, actor=member("analyst", "0"))
    with pytest.raises(RejectedError) as refused:
        freeze(release, seen=1, actor=member("head", "0"))
    assert "berubah" in sentences(refused)
    assert not folder_of(release).exists()


def test_a_change_over_somebody_elses_is_a_conflict_and_the_same_twice_is_one(computation: Computation) -> None:
    release, head = drafted(computation), member("head", "0")
    change(release, {"title_id": "Judul baru"}, seen=1, actor=head)
    assert change(release, {"title_id": "Judul baru"}, seen=1, actor=head).revision == 2
    with pytest.raises(ConflictError):
        change(release, {"title_id": "Judul lain"}, seen=1, actor=head)


@pytest.mark.parametrize(
    ("role", "office"), [("enterer", "15.71"), ("head", "15"), ("verifier", "0"), ("observer", "0")]
)
def test_others_have_no_part_in_it_and_the_refusal_is_in_the_log(role: str, office: str, release: Release) -> None:
    stranger = member(role, office)
    acts: list[Any] = [
        lambda: draft(release.computation, "lain", CONTENT, actor=stranger),
        lambda: change(release, {}, seen=1, actor=stranger),
        lambda: discard(release, actor=stranger),
        lambda: freeze(release, seen=1, actor=stranger),
        lambda: withdraw(release, "Ada kesalahan di dalamnya.", actor=stranger),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert Entry.objects.filter(action__startswith="release.", action__endswith=".denied").count() == len(acts)


def test_an_analyst_drafts_and_does_not_freeze(computation: Computation) -> None:
    release = drafted(computation, by=member("analyst", "0"))
    with pytest.raises(PermissionDenied):
        freeze(release, seen=1, actor=member("analyst", "0"))


def test_the_database_refuses_every_change_of_a_frozen_release(release: Release) -> None:
    for changed in ({"changes": "Diubah diam-diam."}, {"digest": "0" * 64}, {"state": "draft"}, {"files": {}}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(**changed)
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.filter(pk=release.pk).delete()
    head = member("head", "0")
    for act in (lambda: change(release, {}, seen=1, actor=head), lambda: discard(release, actor=head)):
        with pytest.raises(RejectedError):
            act()


def test_a_withdrawal_has_a_reason_and_is_for_good(release: Release) -> None:
    head = member("head", "0")
    with pytest.raises(RejectedError):
        withdraw(release, "salah", actor=head)
    withdraw(release, "Nama orang terbaca dalam uraian.", actor=head)
    with pytest.raises(RejectedError):
        withdraw(release, "Alasan yang lain lagi.", actor=head)
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(withdrawn_reason="")


def test_a_correction_is_the_next_version_and_names_the_one_before(release: Release) -> None:
    again = drafted(release.computation, changes="Perbaikan: judul salah tulis.")
    with pytest.raises(RejectedError):
        drafted(release.computation)  # one draft of a code at a time
    second = frozen(again)
    assert (second.name, second.previous) == ("ikp-latihan.2", release)
    bundle = open_bundle(folder_of(second))
    assert verify(bundle).about["previous"] == release.digest
    assert bundle["CHANGES.md"].decode().index("ikp-latihan.2") < bundle["CHANGES.md"].decode().index("ikp-latihan.1")


def test_a_stored_score_that_does_not_follow_from_the_items_stops_the_freeze(computation: Computation) -> None:
    release = drafted(computation)
    odd = Score.objects.filter(run__computation=computation, run__level="regency", unit="31.72")
    odd.filter(run__reading="own").update(total=99)
    with pytest.raises(RejectedError) as refused:
        frozen(release)
    assert "31.72" in sentences(refused)
    assert not folder_of(release).exists()
    assert Release.objects.get().state == Release.State.DRAFT


def test_only_a_frozen_cycle_is_released_and_every_field_is_checked(computation: Computation) -> None:
    publisher = member("publisher", "0")
    for code in ("Besar", "dua--strip", "", "x" * 41):
        with pytest.raises(RejectedError):
            draft(computation, code, CONTENT, actor=publisher)
    with pytest.raises(RejectedError) as refused:
        draft(
            computation,
            "ikp",
            {**CONTENT, "title_id": "", "changes": "x", "detail": "all", "smallest": 1},
            actor=publisher,
        )
    assert {fault.field for fault in refused.value.faults["draft"]} == {"title_id", "changes", "detail", "smallest"}
    computation.frozen = False
    with pytest.raises(RejectedError):
        draft(computation, "ikp", CONTENT, actor=publisher)


def test_an_embargo_in_the_past_is_refused_at_the_freeze(computation: Computation) -> None:
    release = drafted(computation, embargo=timezone.now() - timedelta(seconds=1))
    with pytest.raises(RejectedError) as refused:
        frozen(release)
    assert "embargo" in sentences(refused)


def test_a_bundle_left_by_a_freeze_that_was_killed_does_not_stand_in_the_way(computation: Computation) -> None:
    release = drafted(computation)
    folder_of(release).mkdir(parents=True)
    (folder_of(release) / "half").write_text("half")
    assert verify(open_bundle(folder_of(frozen(release)))).sound


def test_a_full_disk_is_a_sentence_and_leaves_a_draft(
    computation: Computation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    release = drafted(computation)
    monkeypatch.setattr("ikpweb.publication.engine.write_zip", full)
    with pytest.raises(RejectedError) as refused:
        frozen(release)
    assert "penuh" in sentences(refused)
    assert not folder_of(release).exists()
    assert Release.objects.get().state == Release.State.DRAFT
