"""What everybody sees of a release, and nobody before its time."""

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from ikpweb.publication.models import Release
from ikpweb.publication.services import withdraw
from ikpweb.runs.models import Computation
from ikpweb.territory.models import Office

from ikp.release import open_bundle, verify
from web.tests.factories import member, signed_in
from web.tests.publication.releasing import drafted, frozen

pytestmark = pytest.mark.django_db
MARK = "Rahasia sebelum waktunya"


def body(answer: Any) -> bytes:
    """Read a page or a file to its end."""
    if not answer.streaming:
        return bytes(answer.content)
    return b"".join(answer.streaming_content)  # which closes the file


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", body(answer).decode(errors="replace"))


def test_without_releases_the_list_says_so(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A key that another test made is not one of this platform.
    monkeypatch.setattr("ikpweb.publication.public.folder_of_keys", lambda: tmp_path)
    assert "Belum ada rilis" in text(client.get("/rilis/"))
    assert client.get("/rilis/kunci.pem").status_code == 404


def test_a_release_shows_its_files_digests_and_how_to_check_it(client: Client, release: Release) -> None:
    assert release.name in text(client.get("/rilis/"))
    page = text(client.get(f"/rilis/{release.name}/"))
    for told in (
        "SINTETIS",
        release.digest,
        release.key,
        "ikp verify",
        "ikp replay",
        f"{Office.objects.get(pk='0')} (20",
        "data/province.csv",
    ):
        assert told in page
    assert "IKP exercise" in text(client.get(f"/en/rilis/{release.name}/"))
    for digest in (told for _size, told in release.files.values() if told):
        assert digest in page


def test_the_zip_verifies_with_the_key_of_the_site(client: Client, tmp_path: Any, release: Release) -> None:
    answer = client.get(f"/rilis/{release.name}.zip")
    (tmp_path / "r.zip").write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    key = client.get("/rilis/kunci.pem").content.decode()
    verdict = verify(open_bundle(tmp_path / "r.zip"), key)
    assert verdict.sound
    assert verdict.trusted
    assert client.get(f"/rilis/{release.name}.zip", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_every_file_is_given_as_it_lies_in_the_bundle(client: Client, release: Release) -> None:
    zipped = body(client.get(f"/rilis/{release.name}.zip"))
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        for name in release.files:
            answer = client.get(f"/rilis/{release.name}/berkas/{name}")
            assert answer.status_code == 200
            assert body(answer) == archive.read(f"{release.name}/{name}")
    for odd in ("../../secret-key", "data/../../../secret-key", "nichts.csv", "/etc/passwd"):
        assert client.get(f"/rilis/{release.name}/berkas/{odd}").status_code == 404


def addresses(release: Release) -> list[str]:
    files = [f"/rilis/{release.name}/berkas/{name}" for name in ("release.json", "results/province.csv", "MANIFEST")]
    return [f"/rilis/{release.name}/", f"/rilis/{release.name}.zip", f"/en/rilis/{release.name}/", *files]


def test_nothing_is_told_before_its_time_and_everything_from_that_second_on(
    client: Client, computation: Computation, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    release = frozen(drafted(computation, title_id=MARK, changes=f"{MARK}, dan seterusnya.", embargo=moment))
    lists = ["/rilis/", "/en/rilis/", "/rilis/atom.xml", f"/cari/?q={MARK}", "/unduh/", "/", "/api/v1/editions"]

    def at(when: Any) -> None:
        monkeypatch.setattr("ikpweb.publication.policies.timezone.now", lambda: when)

    draft_before = client.get("/rilis/ikp-latihan.2/")
    at(moment - timedelta(seconds=1))
    for address in addresses(release):
        answer = client.get(address)
        assert answer.status_code == 404, address
        # Not even that it exists: the same answer as for a release that there is not.
        assert text(answer).replace("ikp-latihan.1", "").count(MARK) == 0
    assert draft_before.status_code == 404
    for address in lists:
        answer = client.get(address)
        assert MARK not in text(answer).replace(f"{MARK}”", "").replace(f'value="{MARK}"', "") or "cari" in address
        assert release.name not in text(answer), address
    at(moment)
    for address in addresses(release):
        answer = client.get(address)
        assert (answer.status_code, len(body(answer)) > 0) == (200, True), address
    for address in ("/rilis/", "/rilis/atom.xml"):
        assert MARK in text(client.get(address))


def test_a_draft_is_nowhere(client: Client, computation: Computation) -> None:
    release = drafted(computation, title_id=MARK)
    for address in [*addresses(release), "/rilis/", "/rilis/atom.xml"]:
        assert MARK not in text(client.get(address))


def test_a_withdrawn_release_shows_its_notice_and_gives_no_file(client: Client, release: Release) -> None:
    body(client.get(f"/rilis/{release.name}.zip"))
    withdraw(release, "Nama orang terbaca dalam uraian.", actor=member("head", "0"))
    page = client.get(f"/rilis/{release.name}/")
    assert page.status_code == 200
    assert "Nama orang terbaca" in text(page)
    assert "results/province.csv" not in text(page)
    for address in addresses(release)[1:]:
        if not address.endswith("/"):
            answer = client.get(address)
            assert answer.status_code == 410
            assert "ditarik" in text(answer)
    assert "Nama orang terbaca" in text(client.get("/rilis/atom.xml"))


def test_the_older_version_points_to_the_newer(client: Client, release: Release) -> None:
    second = frozen(drafted(release.computation, changes="Perbaikan: judul salah tulis."))
    assert f"/rilis/{second.name}/" in text(client.get(f"/rilis/{release.name}/"))


def test_the_office_drafts_and_a_second_person_freezes_in_the_browser(client: Client, computation: Computation) -> None:
    publisher, head = member("publisher", "0"), member("head", "0")
    signed_in(client, publisher)
    given = {
        "computation": computation.pk,
        "code": "ikp-latihan",
        "title_id": "IKP latihan",
        "title_en": "IKP exercise",
        "changes": "Rilis pertama dari putaran latihan.",
        "detail": "indicators",
        "smallest": 0,
        "embargo": "2031-02-14T12:30:05",
    }
    made = client.post("/kantor/rilis/baru/", given, follow=True)
    assert "Orang kedua yang membekukannya" in text(made)
    release = Release.objects.get()
    assert release.embargo is not None
    assert release.embargo.isoformat() == "2031-02-14T05:30:05+00:00"  # noon in Jakarta
    assert "2031-02-14T12:30:05" in text(client.get(f"/kantor/rilis/{release.pk}/"))
    refused = client.post(f"/kantor/rilis/{release.pk}/bekukan/", {"seen": 1}, follow=True)
    assert "Orang kedua" in text(refused)
    signed_in(client, head)
    done = client.post(f"/kantor/rilis/{release.pk}/bekukan/", {"seen": 1}, follow=True)
    assert "dibekukan, ditandatangani" in text(done)
    assert "di bawah embargo" in text(done)
    twice = client.post(f"/kantor/rilis/{release.pk}/bekukan/", {"seen": 1}, follow=True)
    assert "tidak pernah berubah" in text(twice)
    bad = client.post("/kantor/rilis/baru/", {**given, "title_id": "", "embargo": "besok"})
    assert bad.status_code == 422


def test_an_office_below_sees_no_drafts(client: Client, computation: Computation) -> None:
    release = drafted(computation, title_id=MARK)
    signed_in(client, member("head", "15"))
    assert MARK not in text(client.get("/kantor/rilis/"))
    assert client.get(f"/kantor/rilis/{release.pk}/").status_code == 404
