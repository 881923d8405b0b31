"""The chain of custody of a file, what may be seen and taken of it, and by whom."""

import hashlib
import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from ikpweb.audit.models import Entry
from ikpweb.audit.services import first_break
from ikpweb.collection.evidence.storage import sealed
from ikpweb.collection.models import Event, Evidence, State
from PIL import Image

from web.tests.collecting import filled
from web.tests.collection.evidence.files import docx, jpeg, message, mp4, pdf, png, webp
from web.tests.collection.evidence.sending import bytes_of, place, received
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_PREVIEWS = tmp_path / "previews"
    location = {"location": tmp_path / "evidence"}
    backend = {"BACKEND": "ikpweb.collection.evidence.storage.SealedFolder", "OPTIONS": location}
    settings.STORAGES = {**settings.STORAGES, "evidence": backend}


def at(evidence: Evidence, what: str = "") -> str:
    return f"/kantor/bukti/{evidence.pk}/{what}"


def test_the_chain_of_custody_tells_all_that_happened(client: Client) -> None:
    _, _, event = place(client)
    evidence = received(client, event, jpeg())
    head = signed_in(Client(), member("head", "15"))
    bytes_of(head.get(at(evidence, "gambar/0/")))
    bytes_of(head.get(at(evidence, "salinan/")))
    bytes_of(head.get(at(evidence, "asli/")))
    head.post(at(evidence, "periksa/"))
    page = client.get(at(evidence)).content.decode()
    for said in (
        "Diterima dan disegel",
        "Pratinjau dilihat",
        "Salinan diunduh",
        "Berkas asli diunduh",
        "Sidik diperiksa ulang: utuh",
        "Rantai bukti dibaca",
        evidence.sha256,
    ):
        assert said in page
    chain = Entry.objects.filter(subject=f"evidence:{evidence.pk}")
    assert set(chain.values_list("stream", flat=True)) == {"15.71", "15"}
    assert first_break("15") is None
    assert first_break("15.71") is None


def test_a_copy_that_leaves_holds_no_note_of_the_camera(client: Client) -> None:
    _, _, event = place(client)
    for content, name in ((jpeg(300, 200, gps=True), "a.jpg"), (png(), "a.png"), (webp(), "a.webp")):
        evidence = received(client, event, content, name)
        answer = client.get(at(evidence, "salinan/"))
        assert answer["Content-Disposition"] == f'attachment; filename="salinan-{name}"'
        copied = bytes_of(answer)
        assert b"KAMERA-SINTETIS" not in copied
        with Image.open(io.BytesIO(copied)) as image, Image.open(io.BytesIO(content)) as before:
            assert not image.getexif()
            assert not {"exif", "icc_profile", "comment", "xmp"} & image.info.keys()
            assert image.format == before.format
            # The photograph was turned by a quarter; the note that said so is carried out.
            assert image.size == ((200, 300) if name == "a.jpg" else before.size)
        with sealed().open(evidence.key) as original:
            assert original.read() == content


def test_a_copy_of_a_document_is_made_of_pictures(client: Client) -> None:
    _, _, event = place(client)
    evidence = received(client, event, pdf(3, catalog=b"/Lang (rahasia-penulis) "), "surat.pdf")
    copied = bytes_of(client.get(at(evidence, "salinan/")))
    assert b"rahasia-penulis" not in copied
    with pypdfium2.PdfDocument(copied) as document:
        assert len(document) == 3


def test_previews_are_bounded_and_drawn_anew(client: Client) -> None:
    _, _, event = place(client)
    photo = received(client, event, jpeg(3000, 2000, gps=True))
    answer = client.get(at(photo, "gambar/0/"))
    drawn = bytes_of(answer)
    with Image.open(io.BytesIO(drawn)) as image:
        assert max(image.size) == 1200
        assert not image.getexif()
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "image/jpeg"
    document = received(client, event, pdf(9), "a.pdf")
    page = client.get(at(document)).content.decode()
    assert page.count("/gambar/") == 5
    assert client.get(at(document, "gambar/5/")).status_code == 404
    assert client.get(at(photo, "gambar/1/")).status_code == 404


def test_a_picture_that_cannot_be_drawn_is_told(client: Client) -> None:
    """Whole in its segments, but its data are none: the sandbox gives up, the page does not."""
    _, _, event = place(client)
    content = bytearray(jpeg(400, 400))
    start = content.index(b"\xff\xda") + 20
    content[start:-2] = bytes(200 for _ in content[start:-2])
    evidence = received(client, event, bytes(content))
    page = client.get(at(evidence))
    assert page.status_code == 200


def test_originals_go_to_the_head_and_to_verifiers_above(client: Client) -> None:
    cycle, _, event = place(client)
    evidence = received(client, event, jpeg(gps=True))
    expected = {
        ("enterer", "15.71"): 403,
        ("verifier", "15.71"): 403,
        ("head", "15.71"): 200,
        ("verifier", "15"): 200,
        ("head", "15"): 200,
        ("enterer", "15"): 403,
        ("observer", "15"): 403,
        ("verifier", "0"): 200,
        ("analyst", "0"): 403,
        ("head", "15.72"): 404,
        ("head", "16"): 404,
    }
    for (role, office), status in expected.items():
        answer = signed_in(Client(), member(role, office)).get(at(evidence, "asli/"))
        assert answer.status_code == status, (role, office)
        if status == 200:
            assert answer["Content-Disposition"] == 'attachment; filename="foto.jpg"'
            assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
            assert b"KAMERA-SINTETIS" in bytes_of(answer)
    opened = Entry.objects.filter(subject=f"evidence:{evidence.pk}", action="evidence.opened")
    assert sum(entry.detail["what"] == "original" for entry in opened) == 4
    assert cycle.training


def test_strangers_find_nothing(client: Client) -> None:
    _, _, event = place(client)
    evidence = received(client, event, jpeg())
    pages = [at(evidence, what) for what in ("", "gambar/0/", "salinan/", "asli/")]
    pages.append(f"/kantor/bukti/kejadian/{event.pk}/")
    posts = [at(evidence, what) for what in ("periksa/", "pindai/", f"lepas/{event.pk}/")]
    posts.append(f"/kantor/bukti/kejadian/{event.pk}/kirim/")
    for role, office in (("enterer", "15.72"), ("head", "16"), ("head", "16.71")):
        stranger = signed_in(Client(), member(role, office))
        assert {stranger.get(page).status_code for page in pages} == {404}
        assert {stranger.post(page).status_code for page in posts} == {404}
    nobody = Client()
    assert {nobody.get(page).status_code for page in pages} == {302}
    assert {nobody.post(page).status_code for page in posts} == {302}
    assert client.get(at(evidence).replace(str(evidence.pk), str(uuid4()))).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (docx(), "laporan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (message(), "pesan.eml", "application/octet-stream"),
        (mp4(), "rekaman.mp4", "video/mp4"),
    ],
)
def test_kinds_without_a_copy_go_out_as_sealed_originals_only(
    client: Client, content: bytes, name: str, kind: str
) -> None:
    _, _, event = place(client)
    evidence = received(client, event, content, name)
    assert client.get(at(evidence, "salinan/")).status_code == 404
    assert client.get(at(evidence)).status_code == 200
    answer = signed_in(Client(), member("head", "15.71")).get(at(evidence, "asli/"))
    assert answer["Content-Type"] == kind
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert bytes_of(answer) == content


def test_a_text_is_shown_as_text(client: Client) -> None:
    _, _, event = place(client)
    evidence = received(client, event, b"nama;tingkat\r\n<b>tebal</b> & =1+1;2\r\n", "data.csv")
    page = client.get(at(evidence)).content.decode()
    assert "&lt;b&gt;tebal&lt;/b&gt; &amp; =1+1;2" in page


def test_a_changed_file_shows(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, event = place(client)
    right, wrong, gone = (received(client, event, jpeg(width, 50)) for width in (100, 101, 102))
    paths = [Path(sealed().path(each.key)) for each in (wrong, gone)]  # type: ignore[attr-defined]
    paths[0].chmod(0o600)
    paths[0].write_bytes(b"diganti")
    paths[1].unlink()
    page = client.post(at(right, "periksa/"), follow=True).content.decode()
    assert "Utuh: yang tersimpan sama dengan yang diterima." in page
    for each in (wrong, gone):
        assert "TIDAK UTUH" in client.post(at(each, "periksa/"), follow=True).content.decode()
    with pytest.raises(CommandError, match="2 of 3 files"):
        call_command("evidence", "verify")
    listed = capsys.readouterr().out
    assert str(wrong.pk) in listed
    assert str(gone.pk) in listed
    assert str(right.pk) not in listed
    call_command("evidence", "verify", cycle="lain")
    assert "0 files, all as they were received" in capsys.readouterr().out


def test_a_file_is_taken_from_an_event_with_a_reason_and_stays_sealed(client: Client) -> None:
    _, _, event = place(client)
    evidence = received(client, event, jpeg())
    away = at(evidence, f"lepas/{event.pk}/")
    page = client.post(away, {"reason": "salah"}, follow=True).content.decode()
    assert "paling sedikit 10 huruf" in page
    assert event.evidence.count() == 1
    page = client.post(away, {"reason": "Foto dari TPS yang lain."}, follow=True).content.decode()
    assert "tetap tersegel" in page
    assert event.evidence.count() == 0
    assert sealed().exists(evidence.key)
    assert "Foto dari TPS yang lain." in client.get(at(evidence)).content.decode()


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED, State.REJECTED])
def test_nobody_takes_proof_from_what_is_reviewed_or_decided(client: Client, state: State) -> None:
    _, _, event = place(client)
    evidence = received(client, event, jpeg())
    Event.objects.filter(pk=event.pk).update(state=state)
    client.post(at(evidence, f"lepas/{event.pk}/"), {"reason": "Foto dari TPS yang lain."})
    assert event.evidence.count() == 1


def test_the_same_proof_of_two_offices_shows_to_who_sees_both(client: Client) -> None:
    cycle, _, event = place(client)
    content = jpeg()
    first = received(client, event, content)
    other = member("enterer", "15.72")
    _, keys = filled(cycle, other, submit=False)
    there = Event.objects.get(pk=keys[0])
    second = received(signed_in(Client(), other), there, content)
    assert first.key == second.key
    said = "Berkas lain dengan isi yang sama"
    assert said not in client.get(at(first)).content.decode()
    assert said in signed_in(Client(), member("verifier", "15")).get(at(first)).content.decode()
    assert hashlib.sha256(content).hexdigest() == first.sha256
