"""Who asks too often is told to wait: by address, by account, by kind of request, and written down once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from ikpweb.audit.models import Entry
from ikpweb.config import limiting
from ikpweb.config.limits import DEFAULTS, kinds_of, read_limits
from ikpweb.config.problem import SettingError
from ikpweb.kit.limits import Counter

from web.tests.factories import member, signed_in

Set = Callable[..., None]
VISITOR: Any = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def limits(settings: Any, monkeypatch: pytest.MonkeyPatch, one_minute: None) -> Set:
    fresh = Counter(None, b"secret")
    monkeypatch.setattr(limiting, "counter", lambda: fresh)

    def put(**most: int) -> None:
        settings.LIMITS = {**dict.fromkeys(DEFAULTS, 0), **{kind.replace("_", "-"): n for kind, n in most.items()}}

    return put


def codes(client: Client, address: str, times: int, **more: Any) -> list[int]:
    return [client.get(address, **more).status_code for _ in range(times)]


@pytest.mark.django_db
def test_a_visitor_who_asks_too_often_waits_and_others_do_not(client: Client, limits: Set) -> None:
    limits(request=2)
    assert codes(client, "/masuk/", 3, **VISITOR) == [200, 200, 429]
    answer = client.get("/masuk/", **VISITOR)
    assert answer["Retry-After"] == "40"
    assert answer["Cache-Control"] == "no-store"
    assert "40 detik" in answer.content.decode()
    assert codes(client, "/masuk/", 1, REMOTE_ADDR="203.0.113.10") == [200]
    assert list(Entry.objects.filter(action="limit.met").values_list("action", "subject", "address")) == [
        ("limit.met", "limit:request", "203.0.113.9")
    ]


@pytest.mark.django_db
def test_an_account_is_counted_wherever_it_asks_from_and_apart_from_its_address(client: Client, limits: Set) -> None:
    limits(request=2)
    signed_in(client, member("observer", "15"))
    found = [client.get("/kantor/saya/", REMOTE_ADDR=f"203.0.113.{each}").status_code for each in (1, 2, 3)]
    assert found == [200, 200, 429]
    assert codes(Client(), "/masuk/", 1, REMOTE_ADDR="203.0.113.1") == [200]


@pytest.mark.django_db
def test_attempts_to_sign_in_are_counted_by_address(client: Client, limits: Set) -> None:
    limits(sign_in=2)
    tried = [
        client.post("/masuk/", {"login": f"a{each}@contoh.id", "password": "x"}, **VISITOR).status_code
        for each in range(3)
    ]
    assert tried == [200, 200, 429]
    assert client.post("/masuk/sandi/lupa/", {"email": "a@contoh.id"}, **VISITOR).status_code == 429
    assert client.get("/masuk/", **VISITOR).status_code == 200  # to look at the page is no attempt


@pytest.mark.django_db
def test_a_search_is_costly_and_a_page_is_not(client: Client, limits: Set) -> None:
    limits(costly=1)
    assert codes(client, "/cari/?q=jambi", 2, **VISITOR) == [200, 429]
    assert codes(client, "/metode/", 2, **VISITOR) == [200, 200]


@pytest.mark.django_db
def test_a_crowd_of_readers_gets_what_is_kept(client: Client, limits: Set) -> None:
    limits(request=1)
    assert codes(client, "/peringkat/", 5, **VISITOR) == [200] * 5  # made once, then kept


@pytest.mark.django_db
def test_programs_hear_it_as_a_problem(client: Client, limits: Set) -> None:
    limits(costly=1)
    codes(client, "/api/v1/results?limit=1", 1, **VISITOR)
    answer = client.get("/api/v1/results?limit=2", **VISITOR)
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (429, "too-many-requests", "40")
    assert answer["RateLimit"] == '"minute";r=0;t=40'


@pytest.mark.django_db
def test_the_owner_of_a_laptop_is_not_limited_and_who_comes_through_a_proxy_is(
    client: Client, limits: Set, settings: Any
) -> None:
    limits(request=1)
    assert codes(client, "/masuk/", 3) == [200] * 3
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, proxies=1)
    assert codes(client, "/masuk/", 2, HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9") == [200, 429]
    assert codes(client, "/masuk/", 1, HTTP_X_FORWARDED_FOR="198.51.100.2, 203.0.113.9") == [429]  # claimed, not seen


@pytest.mark.django_db
def test_refusing_needs_no_log(client: Client, limits: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: Any, **_more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(limiting, "note_limited", broken)
    limits(request=1)
    assert codes(client, "/masuk/", 2, **VISITOR) == [200, 429]


@pytest.mark.parametrize(
    ("method", "name", "kind"),
    [
        ("POST", "account_login", "sign-in"),
        ("POST", "mfa_authenticate", "sign-in"),
        ("POST", "account_reset_password", "sign-in"),
        ("GET", "account_login", ""),
        ("POST", "account_logout", ""),
        ("POST", "evidence:uploads", "upload"),
        ("GET", "portal:search", "costly"),
        ("GET", "plans:new", ""),
        ("POST", "plans:new", "costly"),
        ("POST", "register:risk-new", ""),
        ("GET", "portal:ranking", ""),
    ],
)
def test_a_request_is_of_the_kind_that_its_route_says(method: str, name: str, kind: str) -> None:
    request = RequestFactory().generic(method, reverse(name), content_type="application/json")
    request.resolver_match = resolve(reverse(name))
    assert kinds_of(request) == tuple(filter(None, ("request", kind)))


def test_a_form_with_a_file_is_an_upload() -> None:
    request = RequestFactory().post(reverse("partners:institution-new"), {})
    request.resolver_match = resolve(reverse("partners:institution-new"))
    assert kinds_of(request) == ("request", "upload")


def test_the_setting_names_what_differs() -> None:
    assert read_limits("") == DEFAULTS
    assert read_limits("costly=5, upload=0") == {**DEFAULTS, "costly": 5, "upload": 0}
    assert set(read_limits("none").values()) == {0}


@pytest.mark.parametrize("text", ["costly", "costly=", "costly=-1", "pages=4", "costly=²"])
def test_a_setting_that_does_not_fit_gets_a_sentence(text: str) -> None:
    with pytest.raises(SettingError, match="IKP_LIMITS"):
        read_limits(text)
