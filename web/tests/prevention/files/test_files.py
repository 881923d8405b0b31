"""Files by actions: taken once, sealed, given safely, withdrawn; refused in sentences; strangers see none."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from ikpweb.audit.models import Entry
from ikpweb.collection.evidence import scanning
from ikpweb.collection.evidence.refusals import RefusedFileError
from ikpweb.collection.evidence.storage import sealed, stored_digest
from ikpweb.collection.models import Evidence
from ikpweb.prevention.files import attaching, services
from ikpweb.prevention.files.models import File
from ikpweb.prevention.files.policies import may_open
from ikpweb.prevention.files.rooms import subject_of
from ikpweb.prevention.files.selectors import count_of, files_of, standing_of
from ikpweb.prevention.files.services import withdraw
from ikpweb.prevention.register.models import Status

from web.tests.collection.evidence.files import PROGRAM, jpeg, pdf
from web.tests.factories import member, signed_in
from web.tests.prevention.register.registering import added, at, evidence

pytestmark = pytest.mark.django_db
WHY = "SINTETIS: berkas keliru."


def test_a_file_is_sealed_under_its_digest() -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer)
    file = evidence(action, enterer, name="notula rapat.docx", content=pdf())
    assert (file.kind, file.name, file.office_id, file.about) == ("pdf", "notula rapat.pdf", "15.71", action.about)
    assert stored_digest(file.key) == file.sha256
    assert Entry.objects.get(action="file.attached").subject == action.about


def test_the_same_bytes_stand_by_one_thing_once() -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer)
    first = evidence(action, enterer)
    assert evidence(action, enterer) == first
    withdraw(first, WHY, actor=enterer)
    second = evidence(action, enterer)  # a withdrawn one makes way
    assert second != first
    assert list(files_of(action.about)) == [first, second]
    assert list(standing_of(action.about)) == [second]
    assert count_of([action.about, "action:0"]) == {action.about: 1}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("program.pdf", PROGRAM, None), ("kosong.pdf", b"", "empty"), ("halaman.html", b"<html><script>", None)],
)
def test_what_is_no_file_of_a_known_kind_is_refused(name: str, content: bytes, reason: str | None) -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer)
    with pytest.raises(RefusedFileError) as refused:
        attaching.attach(action.office, action.about, SimpleUploadedFile(name, content), actor=enterer)
    assert reason in (None, refused.value.reason)
    assert File.objects.count() == 0


def test_what_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "MOST_BYTES", 10)
    enterer = member("enterer", "15.71")
    with pytest.raises(RefusedFileError) as refused:
        evidence(added(enterer), enterer)
    assert refused.value.reason == "too-large"


def test_there_is_an_end_to_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_FILES", 1)
    enterer = member("enterer", "15.71")
    action = added(enterer)
    evidence(action, enterer)
    with pytest.raises(RefusedFileError) as refused:
        evidence(action, enterer, content=jpeg(), name="foto.jpg")
    assert refused.value.reason == "too-many"


def test_a_harmful_file_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    found = scanning.Scanned(Evidence.Scan.INFECTED, "Uji-SINTETIS")
    monkeypatch.setattr(scanning, "scan", lambda _file: found)
    enterer = member("enterer", "15.71")
    with pytest.raises(RefusedFileError, match="Uji-SINTETIS"):
        evidence(added(enterer), enterer)
    assert File.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "code"), [("observer", "15.71"), ("verifier", "15.71"), ("head", "15"), ("head", "16")]
)
def test_who_may_add_nothing(role: str, code: str) -> None:
    action = added()
    with pytest.raises(PermissionDenied):
        evidence(action, member(role, code))


def test_nothing_is_added_to_what_is_confirmed() -> None:
    enterer = member("enterer", "15.71")
    with pytest.raises(PermissionDenied):
        evidence(at(Status.CONFIRMED, doer=enterer), enterer)


def test_a_file_is_given_as_bytes_to_be_kept() -> None:
    enterer = member("enterer", "15.71")
    file = evidence(added(enterer), enterer)
    answer = signed_in(Client(), member("observer", "15")).get(file.get_absolute_url())
    assert Entry.objects.filter(action="file.opened").count() == 1
    with sealed().open(file.key) as kept:
        assert b"".join(answer.streaming_content) == kept.read()  # type: ignore[attr-defined]
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_strangers_find_no_file() -> None:
    enterer = member("enterer", "15.71")
    file = evidence(added(enterer), enterer)
    for code in ("15.01", "16", "16.71"):
        assert signed_in(Client(), member("head", code)).get(file.get_absolute_url()).status_code == 404


def test_a_withdrawn_file_stays_in_the_list_and_opens_for_a_head() -> None:
    enterer = member("enterer", "15.71")
    file = evidence(added(enterer), enterer)
    with pytest.raises(RefusedFileError):
        withdraw(file, "salah", actor=enterer)
    with pytest.raises(PermissionDenied):
        withdraw(file, WHY, actor=member("head", "15"))
    gone = withdraw(file, WHY, actor=enterer)
    assert withdraw(file, WHY, actor=enterer).withdrawn_at == gone.withdrawn_at  # a double click
    assert not may_open(enterer, gone)
    assert may_open(member("head", "15.71"), gone)


def test_the_form_takes_several_files_and_comes_back() -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer)
    client = signed_in(Client(), enterer)
    files = [SimpleUploadedFile("satu.pdf", pdf()), SimpleUploadedFile("dua.exe", PROGRAM)]
    answer = client.post(reverse("files:attach", args=[action.about]), {"files": files, "note": "SINTETIS"})
    assert answer["Location"] == f"{action.get_absolute_url()}#berkas"
    page = client.get(action.get_absolute_url()).content.decode()
    assert "satu.pdf" in page
    assert "dua.exe:" in page  # the sentence that says why not
    file = File.objects.get()
    client.post(reverse("files:withdraw", args=[file.pk]), {"reason": WHY})
    assert WHY in client.get(action.get_absolute_url()).content.decode()


@pytest.mark.parametrize("about", ["lain:1", "action:", "action:abc", "action:999999999999999999999", "action"])
def test_what_is_about_nothing_is_not_there(about: str) -> None:
    head = member("head", "0")
    assert subject_of(about, head) is None
    client = signed_in(Client(), head)
    assert client.post(reverse("files:attach", args=[about]), {"files": []}).status_code == 404


def test_what_the_disk_changed_is_found_and_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer)
    evidence(action, enterer)
    call_command("verify_files")
    assert "1 files, all as they were received" in capsys.readouterr().out
    File.objects.update(sha256="0" * 64)
    with pytest.raises(CommandError):
        call_command("verify_files")
    assert "NOT WHAT WAS RECEIVED" in capsys.readouterr().out
    File.objects.update(key="sealed/00/00/" + "0" * 64)
    with pytest.raises(CommandError):
        call_command("verify_files")
    assert Entry.objects.filter(action="file.altered", subject=action.about).count() == 2
