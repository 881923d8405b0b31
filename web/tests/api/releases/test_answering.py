"""When a release is told of, and how answers about it travel: embargo, withdrawal, ETags, damage."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from ikpweb.api.releases import documents, held
from ikpweb.portal.kept import OF_RELEASES
from ikpweb.publication.models import Release

from web.tests.api.releases.example import published_example

pytestmark = pytest.mark.django_db
PARTS = ("", "/units", "/results", "/inputs", "/framework", "/recipe", "/coverage", "/exclusions", "/changes", "/files")


def test_nothing_is_told_before_its_second(client: Client, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    release = published_example(folder, embargo=moment)

    def at(when: Any) -> None:
        monkeypatch.setattr("ikpweb.publication.policies.timezone.now", lambda: when)

    at(moment - timedelta(seconds=1))
    assert client.get("/api/v1/releases").json() == {"items": []}
    for part in PARTS:
        hidden = client.get(f"/api/v1/releases/{release.name}{part}")
        never = client.get(f"/api/v1/releases/ikp-1999.1{part}")
        assert (hidden.status_code, never.status_code) == (404, 404)
        assert hidden.content.replace(release.name.encode(), b"ikp-1999.1") == never.content
        assert hidden.headers.keys() == never.headers.keys()
        assert hidden["Cache-Control"] == "no-store"
    at(moment)
    assert [each["name"] for each in client.get("/api/v1/releases").json()["items"]] == [release.name]
    for part in PARTS:
        assert client.get(f"/api/v1/releases/{release.name}{part}").status_code == 200


def test_a_draft_is_nowhere(client: Client, folder: Path) -> None:
    release = published_example(folder, state=Release.State.DRAFT)
    assert client.get("/api/v1/releases").json() == {"items": []}
    assert client.get(f"/api/v1/releases/{release.name}").status_code == 404


def test_a_withdrawn_release_is_its_notice_at_once(client: Client, example: Release) -> None:
    tags = {part: client.get(f"/api/v1/releases/{example.name}{part}")["ETag"] for part in PARTS}
    reason = "Nama orang terbaca dalam uraian."
    Release.objects.filter(pk=example.pk).update(withdrawn_at=timezone.now(), withdrawn_reason=reason)
    for part, tag in tags.items():
        answer = client.get(f"/api/v1/releases/{example.name}{part}", headers={"If-None-Match": tag})
        told = answer.json()
        assert (answer.status_code, told["code"], told["reason"]) == (410, "withdrawn", reason)
        assert reason in told["detail"]
        assert answer["Cache-Control"] == "no-store"
    (listed,) = client.get("/api/v1/releases").json()["items"]
    assert (listed["reason"], listed["title"]) == (reason, None)


def test_an_unchanged_answer_is_not_sent_again(
    client: Client, example: Release, django_assert_num_queries: Any
) -> None:
    address = f"/api/v1/releases/{example.name}/results?node=all&limit=600"
    first = client.get(address)
    assert set(first["Cache-Control"].split(", ")) == {"public", "no-cache"}
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert (packed["Content-Encoding"], packed["ETag"]) == ("gzip", f"W/{first['ETag']}")
    assert client.get(address, headers={"If-None-Match": packed["ETag"]}).status_code == 304
    assert client.get(f"{address}&offset=600", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert first["Access-Control-Allow-Origin"] == "*"
    assert 'rel="next"' in first["Link"]
    assert client.get(address)["Link"] == first["Link"]  # also when it was kept
    OF_RELEASES.clear()  # as after a restart
    with django_assert_num_queries(2):
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_kept_answer_costs_the_question_whether_it_may_be_given(
    client: Client, example: Release, django_assert_num_queries: Any
) -> None:
    for part in PARTS:
        first = client.get(f"/api/v1/releases/{example.name}{part}")
        with django_assert_num_queries(1):
            again = client.get(f"/api/v1/releases/{example.name}{part}")
        assert again.content == first.content
        for answer in (first, again):
            answer.headers.pop("X-Request-ID")
        assert dict(again.items()) == dict(first.items())


def test_what_is_withdrawn_while_an_answer_is_made_is_not_kept(
    client: Client, example: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    say = documents.unit

    def slow(told: Any) -> Any:
        withdrawn = {"withdrawn_at": timezone.now(), "withdrawn_reason": "Keliru."}
        Release.objects.filter(pk=example.pk, withdrawn_at=None).update(**withdrawn)
        return say(told)

    address = f"/api/v1/releases/{example.name}/units"
    monkeypatch.setattr(documents, "unit", slow)
    assert client.get(address).status_code == 200  # it was public when it was asked for
    assert [client.get(address).status_code for _ in range(2)] == [410, 410]


def test_who_carries_a_session_or_a_key_is_answered_apart(client: Client, example: Release) -> None:
    address = f"/api/v1/releases/{example.name}/results"
    client.cookies["sessionid"] = "x" * 32
    client.get(address)
    client.cookies.clear()
    client.get(address, headers={"Authorization": "Bearer x"})
    client.get(f"{address}?q=jambi")
    assert len(OF_RELEASES) == 0


def test_a_newer_version_changes_what_the_older_says_of_it(client: Client, example: Release) -> None:
    address = f"/api/v1/releases/{example.name}"
    first = client.get(address)
    assert first.json()["newest"] == example.name
    Release.objects.create(
        **{
            name: getattr(example, name)
            for name in ("code", "edition", "computation", "title_id", "title_en", "drafted_by", "frozen_at", "state")
        },
        version=2,
        digest="f" * 64,
        previous=example,
    )
    second = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.json()["newest"]) == (200, "contoh-sintetis.2")


def test_a_release_is_read_once_in_a_process(client: Client, example: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get(f"/api/v1/releases/{example.name}/results")

    def broken(*_: Any) -> None:
        pytest.fail("read again")

    monkeypatch.setattr(held, "read", broken)
    assert client.get(f"/api/v1/releases/{example.name}/results?limit=7").status_code == 200


@pytest.mark.parametrize("name", ["results/province.csv", "MANIFEST", "release.json"])
def test_one_changed_byte_and_nothing_is_given_out(client: Client, folder: Path, name: str) -> None:
    release = published_example(folder)
    path = folder / release.name / name
    path.write_bytes(path.read_bytes().replace(b"1", b"2", 1))
    held._TOLD._kept.clear()
    answer = client.get(f"/api/v1/releases/{release.name}/inputs?limit=9")
    assert (answer.status_code, answer.json()["code"]) == (503, "release-damaged")


@pytest.mark.parametrize(
    "name", ["%00.1", "contoh-sintetis.01", "contoh-sintetis", "contoh-sintetis.1%0a", "...", "x.99999"]
)
def test_names_that_no_release_can_have(client: Client, example: Release, name: str) -> None:
    assert client.get(f"/api/v1/releases/{name}/results").status_code == 404
