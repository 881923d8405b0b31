"""A site of files: whole, without a dead link or a foreign host, and with nothing that is not public."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from ikpweb.portal.released.site import MARK, SiteError, build
from ikpweb.publication.models import Release
from ikpweb.publication.report import keeping

from ikp.release import open_bundle, verify
from web.tests.api.releases.example import published_example

pytestmark = pytest.mark.django_db
BASE = "https://rilis.contoh.id/ikp"


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return published_example(tmp_path / "releases")


@pytest.fixture(autouse=True)
def _assets(settings: Any) -> None:
    if not Path(settings.STATIC_ROOT, "portal").exists():  # once for all tests of a process
        call_command("collectstatic", interactive=False, verbosity=0)


def links(page: str) -> list[str]:
    return re.findall(r'\b(?:href|src|srcset)="([^"#][^"]*)"', page)


def dead(folder: Path) -> list[str]:
    """Give every link of every page that leads to nothing in the folder, and every one that leads out of it.

    Pages of the method may lead to the sources that the edition names.
    """
    found = []
    for page in folder.rglob("*.html"):
        for link in links(page.read_text()):
            to = urlsplit(link)
            if to.scheme in ("http", "https") and link.startswith(BASE):
                place = link.removeprefix(BASE).lstrip("/")
            elif to.scheme == "https" and "metode" in page.parts:
                continue
            elif to.scheme or link.startswith("/"):
                found.append(f"{page}: {link}")
                continue
            else:
                place = normpath(page.parent.relative_to(folder) / unquote(to.path))
            target = folder / place
            if place.startswith("..") or not (target.is_file() or (target / "index.html").is_file()):
                found.append(f"{page.relative_to(folder)}: {link}")
    return found


def test_the_site_is_whole_and_holds_without_the_platform(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    made = build(folder, base=BASE)
    assert dead(folder) == []
    assert [each for each in made.unlinked if "/daerah/" in each and each.startswith(("/rilis/", "/en/rilis/"))] == []
    here = folder / "rilis" / release.name
    units = sum(1 for _ in (here / "daerah").iterdir())
    assert units == 31
    for path in (
        "tingkat/province/index.html", "metode/regency/index.html", "perubahan/index.html",
        "sematan/peta-regency/index.html", "kutipan.bib",
        "gambar/peta-province.svg", "gambar/peta-province.png", "berkas/results/regency.csv",
    ):  # fmt: skip
        assert (here / path).is_file(), path
        if path.endswith(".html"):
            assert (folder / "en" / "rilis" / release.name / path).is_file()
    assert verify(open_bundle(here.with_name(f"{release.name}.zip"))).sound
    frozen = tmp_path / "releases" / release.name / "results" / "regency.csv"
    assert (here / "berkas/results/regency.csv").read_bytes() == frozen.read_bytes()
    everything = "".join(page.read_text() for page in folder.rglob("*.html"))
    for needs in ("/kantor/", "/masuk/", "/api/", "situs.invalid", "localhost", "csrfmiddlewaretoken"):
        assert needs not in everything, needs
    loaded = "".join(re.sub(r'<a [^>]*href="https://[^>]*>', "", page.read_text()) for page in folder.rglob("*.html"))
    assert set(re.findall(r'(?:href|src|content)="https?://([^/"]+)', loaded)) == {"rilis.contoh.id"}
    others = (page.read_text() for page in folder.rglob("*.html") if "metode" not in page.parts)
    hosts = set(re.findall(r'(?:href|src|content)="https?://([^/"]+)', "".join(others)))
    assert hosts == {"rilis.contoh.id"}
    assert f'content="{BASE}/rilis/{release.name}/gambar/kartu.png"' in everything
    assert f"{BASE}/rilis/{release.name}/" in (here / "kutipan.txt").read_text()
    assert f"{BASE}/rilis/{release.name}/" in (folder / "rilis/atom.xml").read_text()
    assert made.pages == sum(1 for _ in folder.rglob("*.html")) - 1  # the list stands twice
    again = build(folder, base=BASE)
    assert (again.pages, again.files, again.size) == (made.pages, made.files, made.size)
    assert again.kept > 0.8 * (made.pages + made.files)
    assert dead(folder) == []
    assert not [each for each in folder.parent.iterdir() if each.name.startswith(".site")]


def test_reports_are_in_it_as_far_as_they_are_made(release: Release, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    store, body = keeping.store_of(release), b"%PDF-1.7 SINTETIS" + b" " * 64 + b"%%EOF"
    for name in ("nasional.id", "daerah-15.71.id", "daerah-15.71.en", "provinsi-15.en"):
        (store / f"{name}.pdf").write_bytes(body)
    (store / "daerah-15.01.id.pdf").write_bytes(body[:-5])  # a half one
    build(folder, base=BASE)
    here = folder / "rilis" / release.name
    assert dead(folder) == []
    assert {path.name for path in (here / "laporan").glob("*.pdf")} == {
        "nasional.id.pdf", "daerah-15.71.id.pdf", "daerah-15.71.en.pdf", "provinsi-15.en.pdf",
    }  # fmt: skip
    assert (here / "laporan/nasional.id.pdf").read_bytes() == body
    unit = (here / "daerah/15.71/index.html").read_text()
    assert '"../../laporan/daerah-15.71.en.pdf"' in unit
    assert "laporan/" not in (here / "daerah/15.01/index.html").read_text()
    listed = (here / "laporan/index.html").read_text()
    assert 'href="daerah-15.71.id.pdf"' in listed
    assert "15.01" not in listed
    for page in (here / "index.html", here / "laporan/index.html"):
        assert "<a hreflang" not in page.read_text()  # no words of a link that leads nowhere
    (store / "pers.id.pdf").write_bytes(body)
    assert build(folder, base=BASE).kept == 0  # the pages lead to it now
    assert (here / "laporan/pers.id.pdf").is_file()


def test_what_is_not_public_is_nowhere_and_its_name_tells_nothing(release: Release, tmp_path: Path) -> None:
    later = timezone.now() + timedelta(hours=1)
    Release.objects.create(
        **{
            **{field: getattr(release, field) for field in ("edition", "computation", "drafted_by", "digest", "files")},
            "code": "rahasia", "version": 1, "title_id": "Rahasia", "title_en": "Secret", "changes": "Rahasia.",
            "state": Release.State.FROZEN, "frozen_at": datetime(2026, 11, 28, tzinfo=UTC), "embargo": later,
        }
    )  # fmt: skip
    with pytest.raises(SiteError) as under_embargo:
        build(tmp_path / "site", ["rahasia.1"])
    with pytest.raises(SiteError) as unknown:
        build(tmp_path / "site", ["rahasia.2"])
    assert str(under_embargo.value) == str(unknown.value).replace("rahasia.2", "rahasia.1")
    assert not (tmp_path / "site").exists()
    Release.objects.filter(code=release.code).update(
        withdrawn_at=timezone.now(), withdrawn_reason="Nama orang terbaca."
    )
    build(tmp_path / "site")
    told = "".join(page.read_text() for page in (tmp_path / "site").rglob("*.*ml"))
    assert "ahasia" not in told.replace("Kerahasiaan", "")
    assert "Nama orang terbaca." in told
    assert not list((tmp_path / "site").rglob("*.zip"))
    assert not list((tmp_path / "site").rglob("*.csv"))
    assert not (tmp_path / "site/rilis/atom.xml").exists()  # nobody said which address the site will have
    assert dead(tmp_path / "site") == []


def test_a_folder_of_something_else_is_left_alone_and_a_failure_leaves_the_old_site(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(CommandError, match="ada yang lain"):
        call_command("publish", static=folder)
    assert (folder / "thesis.txt").read_text() == "mine"
    (folder / "thesis.txt").unlink()
    (folder / MARK).write_text('{"releases": {}}')

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ikpweb.portal.released.site._Site._save", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("publish", static=folder, release=[release.name])
    assert [each.name for each in folder.iterdir()] == [MARK]
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
    with pytest.raises(CommandError, match="https://"):
        call_command("publish", static=folder, base="rilis.contoh.id")
