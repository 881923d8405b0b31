"""Reports under public addresses: for everybody from the release's time on, made once, gone when it is withdrawn."""

import re
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from ikpweb.publication import building
from ikpweb.publication.models import Release
from ikpweb.publication.report import keeping
from ikpweb.publication.report.making import Asked
from ikpweb.publication.services import withdraw

from web.tests.factories import member
from web.tests.publication.report.reading import released, words

pytestmark = pytest.mark.django_db


def address(release: Release, report: str = "daerah-15.02", language: str = "id") -> str:
    return f"/rilis/{release.name}/laporan/{report}.{language}.pdf"


def test_a_report_is_made_once_and_then_taken_from_its_place(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    release = released()
    answer = client.get(address(release))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "15.02" in words(answer.content)
    assert release.digest in words(answer.content)
    place = keeping.place_of(release, Asked("daerah", "15.02"), "id")
    assert place.read_bytes() == answer.content

    def never(*_: Any) -> bytes:
        raise AssertionError

    monkeypatch.setattr(keeping, "finished", never)
    assert client.get(address(release)).content == answer.content
    again = client.get(address(release), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/en{address(release)}").content == answer.content  # the language of the paper is in its name


def test_what_is_no_report_is_not_found(client: Client) -> None:
    release = released()
    for report, language in (("daerah-99.99", "id"), ("provinsi-15.02", "id"), ("semua", "id"), ("pers", "de")):
        assert client.get(address(release, report, language)).status_code == 404, report
    assert client.get("/rilis/contoh-sintetis.9/laporan/pers.id.pdf").status_code == 404


def test_an_embargo_and_a_draft_leak_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    release = released(embargo=moment)
    places = [address(release), f"/rilis/{release.name}/laporan/", f"/rilis/{release.name}/laporan/?q=15"]
    monkeypatch.setattr("ikpweb.publication.policies.timezone.now", lambda: moment - timedelta(seconds=1))
    assert [client.get(place).status_code for place in places] == [404] * 3
    tag = f'"{release.digest}-{keeping.EDITION}-daerah-15.02-id"'
    assert client.get(address(release), headers={"If-None-Match": tag}).status_code == 404
    monkeypatch.setattr("ikpweb.publication.policies.timezone.now", lambda: moment)
    assert [client.get(place).status_code for place in places] == [200] * 3
    draft = Release.objects.create(
        code="contoh-sintetis",
        version=2,
        edition=release.edition,
        computation=release.computation,
        changes="Perbaikan.",
        drafted_by=release.drafted_by,
    )
    assert client.get(f"/rilis/{draft.name}/laporan/").status_code == 404


def test_a_withdrawn_release_gives_its_notice_even_for_reports_that_were_made(client: Client) -> None:
    release = released()
    tag = client.get(address(release))["ETag"]
    withdraw(release, "Nama orang terbaca dalam uraian.", actor=member("head", "0"))
    for place in (address(release), f"/rilis/{release.name}/laporan/"):
        answer = client.get(place, headers={"If-None-Match": tag})
        assert answer.status_code == 410
        assert "Nama orang terbaca" in answer.content.decode()
    assert f"/rilis/{release.name}/laporan/" not in client.get(f"/rilis/{release.name}/").content.decode()


def test_a_changed_file_is_named_and_no_report_made(client: Client) -> None:
    release = released()
    place = building.folder_of(release) / "results" / "province.csv"
    place.write_bytes(place.read_bytes().replace(b"15,", b"16,", 1))
    answer = client.get(address(release))
    assert answer.status_code == 503
    assert "results/province.csv" in answer.content.decode()


def test_the_page_of_the_release_leads_to_every_report(client: Client) -> None:
    release = released()
    page = client.get(f"/rilis/{release.name}/").content.decode()
    for report in ("nasional", "pers"):
        assert address(release, report, "en") in page
    listed = client.get(f"/rilis/{release.name}/laporan/").content.decode()
    assert address(release) in listed
    assert address(release, "provinsi-15") in listed
    found = client.get(f"/rilis/{release.name}/laporan/?q=merangin").content.decode()
    links = set(re.findall(r'/laporan/([^"]+)\.id\.pdf', found))
    assert {"daerah-15.02"} == links - {"nasional", "pers"}
    assert "Tidak ada daerah" in client.get(f"/rilis/{release.name}/laporan/?q=zzz").content.decode()


def test_two_at_once_leave_one_whole_report_and_nothing_else() -> None:
    release = released()
    given, start, got = Asked("daerah", "15.02"), Barrier(2), []

    def ask() -> None:
        start.wait()
        got.append(keeping.kept(release, given, "id"))

    both = [Thread(target=ask) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    place = keeping.place_of(release, given, "id")
    assert got == [place.read_bytes()] * 2
    assert [each.name for each in place.parent.iterdir()] == [place.name]


def test_what_a_killed_process_left_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    release = released()
    given = Asked("daerah", "15.02")
    place = keeping.place_of(release, given, "id")
    whole = keeping.kept(release, given, "id")
    place.write_bytes(whole[:5000])
    assert not keeping.whole(place)
    assert keeping.kept(release, given, "id") == whole

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    place.unlink()
    monkeypatch.setattr(keeping.os, "link", killed)
    with pytest.raises(KeyboardInterrupt):
        keeping.kept(release, given, "id")
    assert not place.exists()
    assert list(place.parent.iterdir()) == []
