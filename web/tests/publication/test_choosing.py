"""The choice of a release in the portal: to the second, and what is made up never stands for an edition."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.services import record
from ikpweb.publication.choosing import newest_of, offered
from ikpweb.publication.models import Release

from web.tests.api.releases.example import published_example

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(tmp_path: Path) -> Release:
    return published_example(tmp_path / "releases")


def later(release: Release, **other: object) -> Release:
    fields = ("edition", "computation", "code", "title_id", "title_en", "drafted_by", "digest", "files", "frozen_at")
    told = {field: getattr(release, field) for field in fields}
    return Release.objects.create(**{**told, "version": 2, "changes": "Perbaikan.", "state": "frozen", **other})


def test_the_newest_version_that_is_public_is_offered(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now() + timedelta(hours=1)
    second = later(release, embargo=moment, synthetic=True)
    assert [each.name for each in offered()] == [release.name]
    monkeypatch.setattr("ikpweb.publication.choosing.timezone.now", lambda: moment - timedelta(seconds=1))
    assert [each.name for each in offered()] == [release.name]
    monkeypatch.setattr("ikpweb.publication.choosing.timezone.now", lambda: moment)
    assert [each.name for each in offered()] == [second.name]
    assert newest_of("2024") is None  # made up


def test_a_page_that_is_kept_offers_a_release_from_its_second_on_and_not_after_its_withdrawal(
    client: Client, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now() + timedelta(hours=1)
    second = later(release, embargo=moment, synthetic=True, title_id="Rahasia sebelum waktunya")
    for _ in range(2):  # made, and kept
        page = client.get("/").content.decode()
        assert f'value="{release.name}"' in page
        assert "Rahasia" not in page
    monkeypatch.setattr("ikpweb.publication.choosing.timezone.now", lambda: moment)
    assert f'value="{second.name}"' in client.get("/").content.decode()
    Release.objects.filter(pk=second.pk).update(withdrawn_at=moment, withdrawn_reason="Nama orang terbaca.")
    record("release.withdrawn", SYSTEM, f"release:{second.name}")
    page = client.get("/peringkat/").content.decode()
    assert second.name not in page
    assert f'value="{release.name}"' in page


def test_a_release_that_is_chosen_leads_to_its_pages(client: Client, release: Release) -> None:
    for page in ("/", "/peringkat/"):
        answer = client.get(page, {"edisi": release.name, "tingkat": "regency"})
        assert (answer.status_code, answer["Location"]) == (302, f"/rilis/{release.name}/tingkat/regency/")
        assert client.get(page, {"edisi": "rahasia.1"}).status_code == 200  # as any name that there is not
        odd = client.get(page, {"edisi": release.name, "tingkat": "../../kantor/"})
        assert odd["Location"] == f"/rilis/{release.name}/tingkat/kantor/"
    method = client.get("/metode/", {"edisi": release.name, "tingkat": "regency"})
    assert (method.status_code, method["Location"]) == (302, f"/rilis/{release.name}/metode/regency/")
    assert client.get("/metode/", {"edisi": "2019"})["Location"] == "/metode/2019/"
    for page in ("/metode/", "/metode/2024/", "/banding/?daerah=15.71"):
        assert f'value="{release.name}"' in client.get(page).content.decode(), page
    for page in ("", "tingkat/province/", "metode/regency/", "daerah/15.71/", "perubahan/", "sematan/"):
        told = client.get(f"/rilis/{release.name}/{page}").content.decode()
        assert f'<option value="{release.name}" selected>' in told, page
        assert '<option value="2024">' in told, page
    beside = client.get("/banding/", {"daerah": "15.71,31.71", "edisi": release.name}).content.decode()
    assert f'href="/rilis/{release.name}/daerah/15.71/"' in beside
    assert f'href="/rilis/{release.name}/daerah/31.71/"' not in beside  # not in the release
    assert f'href="/rilis/{release.name}/kutipan.bib"' in beside
    assert f'href="/rilis/{release.name}/perubahan/"' in client.get("/banding/?tab=edisi").content.decode()
    unit = client.get("/daerah/15.71/").content.decode()
    assert f'href="/rilis/{release.name}/daerah/15.71/"' in unit
    assert f"/rilis/{release.name}/" not in client.get("/daerah/31.71/").content.decode()  # not in the release
    real = later(release, synthetic=False)
    record("release.frozen", SYSTEM, f"release:{real.name}")
    assert client.get("/")["Location"] == f"/rilis/{real.name}/tingkat/province/"
    printed = client.get("/", {"edisi": "2024"})
    assert printed.status_code == 200  # the printed figures stay where they were
    assert "Angka yang tercetak" in printed.content.decode()
