"""The home page: a map that says what is not published, a search that finds."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from ikpweb.portal.views.errors import broken

pytestmark = pytest.mark.django_db


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_one_hexagon_per_province_of_that_time(client: Client) -> None:
    assert text(client, "/").count('<use href="#h"') == 34
    assert text(client, "/?edisi=pilkada-2024").count('<use href="#h"') == 38


def test_regencies_without_a_score_are_not_published_and_never_zero(client: Client) -> None:
    page = text(client, "/?tingkat=regency")
    assert page.count('<use href="#h"') == 514
    assert page.count('class="hex none"') > 350
    assert "Kab. Sarolangun · skor belum terbit" in page
    assert "· 0,00" not in page


def test_numbers_follow_the_language(client: Client) -> None:
    assert "DKI Jakarta · 88,95 · tinggi" in text(client, "/")
    assert "DKI Jakarta · 88.95 · high" in text(client, "/en/")


@pytest.mark.parametrize(
    "query", ["edisi=x", "tingkat=x&bacaan=y", "warna=<script>alert(1)</script>", "edisi=%00", "edisi=" + "9" * 5000]
)
def test_hostile_choices_fall_back_to_the_default(client: Client, query: str) -> None:
    page = text(client, f"/?{query}")
    assert "<script>alert" not in page
    assert page.count('<use href="#h"') == 34


def test_search_finds_by_part_of_a_name_and_by_code(client: Client) -> None:
    assert client.get("/cari/?q=sarolangun")["Location"] == "/daerah/15.03/"
    assert "Kota Bandung" in text(client, "/cari/?q=bandung")
    assert "Kab. Bandung" in text(client, "/cari/?q=bandung")
    assert "Tidak ada provinsi" in text(client, "/cari/?q=zzz")
    names = [hit["name"] for hit in client.get("/cari/saran?q=jambi").json()["results"]]
    assert names[:2] == ["Jambi", "Kota Jambi"]


def test_no_page_reaches_out_or_allows_inline_code(client: Client) -> None:
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "<style" not in answer.content.decode()
    assert " style=" not in answer.content.decode()
    assert "onclick" not in answer.content.decode()


def test_an_unknown_address_offers_the_search(client: Client) -> None:
    assert 'role="search"' in text(client, "/tidak/ada/", status=404)


def test_healthz(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_every_page_leads_to_the_releases_and_to_an_api_page_in_its_language(client: Client) -> None:
    assert "/rilis/" in text(client, "/").split("</nav>")[0]
    assert 'href="/api/v1/docs?lang=en"' in text(client, "/en/")
    assert 'href="/api/v1/docs"' in text(client, "/")


def test_what_went_wrong_leads_home_in_the_same_language(rf: RequestFactory) -> None:
    with translation.override("en"):
        said = broken(rf.get("/en/")).content.decode()
    assert 'href="/en/"' in said
