"""A request with a key: the rights of its person today, reading alone, within its areas and its quota."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Membership, User
from ikpweb.api.keys import counting
from ikpweb.api.keys.door import AREAS
from ikpweb.api.models import Area, Key, KeyDay
from ikpweb.api.services import make, revoke
from ikpweb.kit.limits import Counter

from web.tests.collecting import filled, opened
from web.tests.factories import member, signed_in
from web.tests.strangers import MARKERS, World, routes, tables

pytestmark = pytest.mark.django_db
OFFICE = json.loads((Path(__file__).parents[1] / "openapi-office.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = Counter(None, b"secret")
    monkeypatch.setattr(counting, "counter", lambda: counts)


def keyed(who: Member, *areas: str) -> tuple[Key, dict[str, Any]]:
    key, text = make("Dasbor", areas or Area.values, timezone.now() + timedelta(days=9), actor=who)
    return key, {"headers": {"Authorization": f"Bearer {text}"}}


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_a_key_reads_what_its_person_reads(client: Client) -> None:
    opened()
    head = member("head", "15.71")
    _key, header = keyed(head)
    address = "/api/v1/office/cycles/latihan/submissions/15.71"
    mine = client.get(address, **header)
    assert mine.json() == signed_in(Client(), head).get(address).json()
    assert mine["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in mine
    assert said(client.get(address.replace("15.71", "15.72"), **header)) == (404, "unknown-submission")
    assert not mine.cookies


def test_every_way_to_write_is_closed(client: Client) -> None:
    cycle, head = opened(), member("head", "15.71", "enterer")
    filled(cycle, member("enterer", "15.71"), submit=False)
    _key, header = keyed(head)
    writing = [(path, method) for path, told in OFFICE["paths"].items() for method in told if method != "get"]
    assert len(writing) >= 5
    for path, method in writing:
        address = re.sub(r"\{(\w+)\}", lambda named: {"cycle": "latihan", "office": "15.71"}.get(
            named[1], "6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b"), path)  # fmt: skip
        answer = client.generic(method.upper(), address, "{}", content_type="application/json", **header)
        assert said(answer) == (403, "key-only-reads"), (method, path)
    # Not even beside a session that may.
    signed_in(client, head)
    assert said(client.generic("PUT", address, "{}", content_type="application/json", **header))[0] == 403


def test_every_address_belongs_to_one_thing_that_a_key_may_be_for() -> None:
    reading = {path.split("/")[4]: told["get"]["tags"][0] for path, told in OFFICE["paths"].items() if "get" in told}
    assert {word: str(area) for word, area in AREAS.items()} == reading
    assert set(reading.values()) == set(Area.values)


def test_a_key_is_for_what_it_was_made_for(client: Client) -> None:
    _key, header = keyed(member("head", "15"), "watch")
    assert client.get("/api/v1/office/reports", **header).status_code == 200
    for other in ("actions", "partners", "cycles/latihan/submissions/15.71"):
        assert said(client.get(f"/api/v1/office/{other}", **header)) == (403, "key-not-for-this"), other


def test_rights_are_those_of_today(client: Client) -> None:
    head = member("head", "15")
    _key, header = keyed(head)
    assert client.get("/api/v1/office/reports", **header).status_code == 200
    rows = Membership.objects.filter(person=head.person)
    rows.update(role="enterer")
    assert said(client.get("/api/v1/office/reports", **header)) == (403, "key-without-rights")
    rows.update(role="observer")
    assert client.get("/api/v1/office/reports", **header).status_code == 200
    rows.update(valid_to=date.today() - timedelta(days=1))  # noqa: DTZ011 - a day is enough
    assert said(client.get("/api/v1/office/reports", **header)) == (403, "key-without-rights")
    rows.update(valid_to=None, office="16")  # another office than the key is for
    assert said(client.get("/api/v1/office/reports", **header)) == (403, "key-without-rights")
    rows.update(office="15")
    User.objects.filter(pk=head.person.pk).update(is_active=False)
    assert said(client.get("/api/v1/office/reports", **header)) == (403, "key-without-rights")


def test_a_key_that_holds_no_more_is_unknown(client: Client) -> None:
    head = member("head", "15")
    key, header = keyed(head)
    Key.objects.update(expires_at=timezone.now())
    expired = client.get("/api/v1/office/reports", **header)
    assert said(expired) == (401, "key-unknown")
    assert expired["WWW-Authenticate"] == "Bearer"
    other, header = keyed(head)
    revoke(other, actor=head)
    revoked = client.get("/api/v1/office/reports", **header)
    never = client.get("/api/v1/office/reports", headers={"Authorization": "Bearer ikp_x"})
    assert revoked.content == never.content  # whether it ever was is not told
    for odd in ("", "Bearer", "Basic YTpi", f"Basic {key.start}", "Bearer \x00"):
        assert said(client.get("/api/v1/office/reports", headers={"Authorization": odd})) == (401, "key-unknown"), odd
    assert not KeyDay.objects.exists()


@pytest.mark.usefixtures("one_minute")
def test_the_quota_of_a_minute(client: Client, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "key": 3, "key-day": 20_000}
    head = member("head", "15")
    key, header = keyed(head)
    answers = [client.get("/api/v1/office/reports", **header) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer["RateLimit"].split(",")[0].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=0", "r=0"]
    assert answers[0]["RateLimit-Policy"] == '"minute";q=3;w=60, "day";q=20000;w=86400'
    assert "Retry-After" not in answers[2].headers
    refused = answers[3]
    assert said(refused) == (429, "key-quota")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Retry-After"] in refused.json()["detail"]
    day = KeyDay.objects.get(key=key)
    assert (day.requests, day.refused) == (3, 1)
    _other, second = keyed(head)  # each key has its own
    assert client.get("/api/v1/office/reports", **second).status_code == 200


def test_the_quota_of_a_day_outlasts_the_minute(client: Client, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "key": 0, "key-day": 2}
    key, header = keyed(member("head", "15"))
    KeyDay.objects.create(key=key, day=timezone.localdate() - timedelta(days=1), requests=2, last_at=timezone.now())
    assert [client.get("/api/v1/office/reports", **header).status_code for _ in range(3)] == [200, 200, 429]
    settings.LIMITS = {**settings.LIMITS, "key-day": 0}
    free = client.get("/api/v1/office/reports", **header)
    assert free.status_code == 200
    assert "RateLimit" not in free.headers


@pytest.mark.slow
def test_a_key_of_another_office_opens_nothing_of_this_one(client: Client) -> None:
    world, fills, common = World(), tables("FILLS"), tables("COMMON")
    _key, header = keyed(member("head", "16"))
    reading = {f"office-api-v1:{told['get']['operationId']}" for told in OFFICE["paths"].values() if "get" in told}
    known = {*fills, *common, *reading}
    walked = [each for each in routes() if each.name.startswith("office-api-v1:") and each.name in known]
    assert len(walked) >= 20
    for route in walked:
        fill = fills.get(route.name) or common.get(route.name)
        address = reverse(route.name, kwargs=fill(world) if fill else {})
        answer = client.get(address, **header)
        text = answer.content.decode()
        assert not [marker for marker in MARKERS if marker in text], route.name
        assert answer.status_code in ({404, 405} if route.name in fills else {200, 404, 405}), (route.name, text)
