"""Kept pages: the same answer, compressed once, never somebody's own, never older than the data."""

import gzip
from typing import Any

import brotli
import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.selectors import public_state
from ikpweb.audit.services import record
from ikpweb.methodology.models import Edition
from ikpweb.portal.kept import KEPT, KeptPages, Page, PublicPages

pytestmark = pytest.mark.django_db


def test_a_page_is_made_once_and_then_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    first = client.get("/daerah/15/")
    with django_assert_num_queries(1):
        again = client.get("/daerah/15/")
    assert again.content == first.content
    numbers = {answer.headers.pop("X-Request-ID") for answer in (first, again)}  # of the request, not of the page
    assert len(numbers) == 2
    assert dict(again.items()) == dict(first.items())
    assert "default-src 'none'" in again["Content-Security-Policy"]
    assert again["X-Frame-Options"] == "DENY"


def test_compressed_pages_are_the_same_pages(client: Client) -> None:
    plain = client.get("/").content
    for name, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        packed = client.get("/", headers={"Accept-Encoding": name})
        assert packed["Content-Encoding"] == name
        assert unpack(packed.content) == plain
        assert int(packed["Content-Length"]) == len(packed.content) < len(plain) / 3
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": "br;q=0, identity"})


def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    first = client.get("/peringkat/", headers={"Accept-Encoding": "br"})
    assert first["Cache-Control"] == "no-cache"
    again = client.get("/peringkat/", headers={"Accept-Encoding": "br", "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    other = client.get("/en/peringkat/", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


def test_a_correction_shows_at_once(client: Client) -> None:
    before = client.get("/")
    Edition.objects.filter(code="2024").update(title_id="IKP yang dikoreksi")
    record("edition.loaded", SYSTEM, "edition:2024")
    after = client.get("/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "IKP yang dikoreksi" in after.content.decode()


def test_what_offices_enter_leaves_pages_as_they_are(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/")
    record("submission.submitted", SYSTEM, "test")
    with django_assert_num_queries(1):
        client.get("/")


def test_whoever_carries_a_session_gets_pages_made_anew(client: Client) -> None:
    client.force_login(get_user_model().objects.create(email="anggota@contoh.id"))
    answer = client.get("/daerah/15/")
    assert answer.status_code == 200
    assert len(KEPT) == 0
    assert "ETag" not in answer


def test_free_words_errors_and_other_methods_are_not_kept(client: Client) -> None:
    for address in ("/cari/?q=bandung", "/peringkat/?cari=jambi", "/daerah/zz/", "/?x=1", "/healthz"):
        client.get(address)
    client.head("/")
    client.post("/")
    client.get("/unduh/skor.csv")
    assert len(KEPT) == 0


def test_links_keep_the_address_that_the_reader_came_by(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert "http://satu.contoh/" in client.get("/", headers={"Host": "satu.contoh"}).content.decode()
    other = client.get("/", headers={"Host": "dua.contoh"}).content.decode()
    assert "http://dua.contoh/" in other
    assert "satu.contoh" not in other


def page(size: int) -> Page:
    from datetime import date

    return Page((public_state(), date(2026, 1, 1)), {"ETag": '"1"'}, b"x" * size, b"")


def test_pages_not_asked_for_the_longest_make_room() -> None:
    kept = KeptPages(room=100)
    version = page(0).version
    for name in "abc":
        kept.keep(name, page(30))
    assert kept.find("a", lambda: version)
    kept.keep("d", page(30))
    assert [bool(kept.find(name, lambda: version)) for name in "abcd"] == [True, False, True, True]
    kept.keep("a", page(90))  # a larger page takes the place of its own older one
    assert [bool(kept.find(name, lambda: version)) for name in "abcd"] == [True, False, False, False]
    kept.keep("huge", page(101))
    assert len(kept) == 0


def test_an_answer_with_a_cookie_or_of_another_app_is_passed_on_as_it_is(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("x")
        response.set_cookie("own", "1")
        return response

    answer = PublicPages(view)(rf.get("/"))
    assert answer.content == b"x"
    assert len(KEPT) == 0
