"""Pages, pictures and embeds of a release: from its files, never before its time, never after its withdrawal."""

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import number_format
from ikpweb.portal.released import pages
from ikpweb.publication import reading as module
from ikpweb.publication.building import folder_of
from ikpweb.publication.models import Release
from ikpweb.publication.services import withdraw

from ikp.release import open_bundle
from web.tests.api.releases.example import EXAMPLE, published_example
from web.tests.factories import member
from web.tests.publication.releasing import drafted, frozen

pytestmark = pytest.mark.django_db
MARK = "Rahasia sebelum waktunya"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    module._read.cache_clear()
    yield
    module._read.cache_clear()


def text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return re.sub(r"\s+", " ", body.decode(errors="replace"))


def addresses(name: str) -> list[str]:
    here = f"/rilis/{name}"
    pages = (
        "tingkat/province/",
        "tingkat/regency/",
        "metode/regency/",
        "daerah/15.71/",
        "perubahan/",
        "perubahan.csv",
        "sematan/",
    )
    cites = [f"kutipan.{form}" for form in ("txt", "bib", "ris", "json")]
    pictures = ("gambar/peta-province.svg", "gambar/kartu.png", "gambar/daerah-15.71.svg", "sematan/peta-regency/")
    return [f"{here}/{each}" for each in (*pages, *cites, *pictures)]


@pytest.fixture
def example(tmp_path: Path) -> Release:
    return published_example(tmp_path / "releases")


def test_a_release_is_read_level_by_level_and_unit_by_unit(client: Client, example: Release) -> None:
    front = text(client.get(f"/rilis/{example.name}/"))
    for told in ("Ikhtisar", f"/rilis/{example.name}/tingkat/regency/", "Kutip ini", "og:image", "kartu.png"):
        assert told in front
    page = text(client.get(f"/rilis/{example.name}/tingkat/regency/"))
    assert page.count("<tr data-name=") == 28
    assert "SINTETIS" in page
    for told in ("METHOD.md", "results/regency.csv", "method/regency/recipe.json", example.digest[:16]):
        assert told in page
    totals = module.reading(example).sheets["regency"].totals
    group = totals["15.71"].category
    few = text(client.get(f"/rilis/{example.name}/tingkat/regency/", {"cari": "kota", "kategori": group}))
    towns = [code for code, each in totals.items() if code[3] == "7" and each.category == group]
    assert few.count("<tr data-name=") == len(towns) > 0
    unit = text(client.get(f"/rilis/{example.name}/daerah/15.71/"))
    assert "I01" in unit
    assert number_format(round(totals["15.71"].score or 0, 2), 2) in unit
    assert "Cite this" in text(client.get(f"/en/rilis/{example.name}/daerah/15.71/"))
    for odd in ("tingkat/village/", "daerah/99.99/", "gambar/peta-desa.svg", "gambar/lain.png", "sematan/kartu-9/"):
        assert client.get(f"/rilis/{example.name}/{odd}").status_code == 404
    for address in addresses(example.name):
        assert client.get(address).status_code == 200, address


def test_a_long_level_comes_in_pages_and_the_filter_searches_all_of_them(
    client: Client, example: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_PER_PAGE", 10)
    here = f"/rilis/{example.name}/tingkat/regency/"

    def units(**asked: str) -> list[str]:
        return re.findall(r"/daerah/([\d.]+)/", text(client.get(here, asked)).partition("<tbody")[2])

    each = [units(hal=str(number)) for number in (1, 2, 3)]
    assert [len(page) for page in each] == [10, 10, 8]
    assert [code for page in each for code in page] == module.reading(example).sheets["regency"].ranked
    assert units(cari="kota jambi") == ["15.71"]
    below = units(provinsi="15", hal="2")
    assert below
    assert {code[:2] for code in [*units(provinsi="15"), *below]} == {"15"}
    assert "hal=2#peringkat" in text(client.get(here))


def test_the_method_is_told_from_the_frozen_files(client: Client, example: Release) -> None:
    page = text(client.get(f"/rilis/{example.name}/metode/regency/"))
    bounds = module.reading(example).sheets["regency"].cutoffs["IKP"]
    told = (
        *("I61", "asumsi", "ikp replay", "SINTETIS", "framework.json", "Kutip ini"),
        *(number_format(bound, 2) for bound in bounds),
    )
    for each in told:
        assert each in page, each
    assert f'href="/rilis/{example.name}/metode/province/"' in page
    assert client.get(f"/rilis/{example.name}/metode/village/").status_code == 404
    assert f'/rilis/{example.name}/metode/regency/"' in text(client.get(f"/rilis/{example.name}/daerah/15.71/"))


def test_pictures_carry_title_release_and_source_and_only_embeds_may_be_framed(
    client: Client, example: Release
) -> None:
    drawing = client.get(f"/rilis/{example.name}/gambar/peta-province.svg")
    for told in ("SINTETIS", example.title_id, example.name, example.digest[:32], "Sumber:", "Bawaslu RI"):
        assert told in text(drawing)
    again = client.get(f"/rilis/{example.name}/gambar/peta-province.svg", headers={"If-None-Match": drawing["ETag"]})
    assert again.status_code == 304
    card = client.get(f"/rilis/{example.name}/gambar/kartu.png").content
    assert card[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(card[16:20]), int.from_bytes(card[20:24])) == (1200, 630)
    frame = client.get(f"/rilis/{example.name}/sematan/peta-province/")
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert not frame.has_header("X-Frame-Options")
    assert not frame.cookies
    assert example.name in text(frame)
    for path in ("", "tingkat/province/", "sematan/"):
        page = client.get(f"/rilis/{example.name}/{path}")
        assert "frame-ancestors *" not in page["Content-Security-Policy"]
    assert "&lt;iframe src=&quot;http://testserver/rilis/" in text(client.get(f"/rilis/{example.name}/sematan/"))


def test_what_changed_says_that_there_is_nothing_before_and_then_what_is_other(
    client: Client, release: Release
) -> None:
    assert "Ini rilis pertama" in text(client.get(f"/rilis/{release.name}/perubahan/"))
    head = "release,previous,level,unit,name,score_before,score,difference"
    assert text(client.get(f"/rilis/{release.name}/perubahan.csv")).startswith(head)
    second = frozen(drafted(release.computation, changes="Perbaikan: rinciannya dikurangi.", detail="dimensions"))
    page = text(client.get(f"/rilis/{second.name}/perubahan/"))
    for told in (
        "Perbaikan: rinciannya dikurangi.",
        release.name,
        "Rincian masukan yang diterbitkan",
        "Simpul yang tidak",
    ):
        assert told in page
    assert "indicators → dimensions" in page
    withdraw(release, "Nama orang terbaca dalam uraian.", actor=member("head", "0"))
    after = text(client.get(f"/rilis/{second.name}/perubahan/"))
    assert "ia ditarik" in after
    assert "Rincian masukan" not in after


def test_nothing_is_told_before_its_time_nor_after_its_withdrawal(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    told = {"title_id": MARK, "changes": f"{MARK}, dan seterusnya.", "embargo": moment}
    release = published_example(tmp_path / "releases", **told)
    for address in addresses(release.name):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert MARK not in text(answer)
    monkeypatch.setattr("ikpweb.publication.policies.timezone.now", lambda: moment)
    assert MARK in text(client.get(f"/rilis/{release.name}/tingkat/province/"))
    withdraw(Release.objects.get(), "Nama orang terbaca dalam uraian.", actor=member("head", "0"))
    for address in addresses(release.name):
        answer = client.get(address)
        assert answer.status_code == 410, address
        assert "Nama orang terbaca" in text(answer)
        assert "15.71" not in text(answer).replace(address, "")


def test_a_file_that_was_changed_is_named_and_its_figures_are_not_shown(client: Client, tmp_path: Path) -> None:
    files = {name: [len(body), hashlib.sha256(body).hexdigest()] for name, body in open_bundle(EXAMPLE).files.items()}
    release = published_example(tmp_path / "releases", files=files)
    path = folder_of(release) / "results" / "regency.csv"
    path.write_bytes(path.read_bytes().replace(b"rendah", b"tinggi", 1))
    answer = client.get(f"/rilis/{release.name}/tingkat/province/")
    assert answer.status_code == 503
    assert "results/regency.csv" in text(answer)
    front = client.get(f"/rilis/{release.name}/")
    assert front.status_code == 200
    assert "tidak lagi seperti saat dibekukan" in text(front)
