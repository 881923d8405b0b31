"""The files of boundaries, and the page that shows them."""

import gzip
import json
from datetime import date
from typing import Any

import brotli
import pytest
from django.test import Client
from ikpweb.audit.actor import SYSTEM
from ikpweb.maps.boundaries.preparing import Prepared
from ikpweb.maps.models import BoundarySet
from ikpweb.maps.services import keep_boundaries, remove_boundaries

pytestmark = pytest.mark.django_db
ADDRESS = "/peta/batas/contoh/regency.geojson"


@pytest.fixture
def kept(prepared: Prepared) -> BoundarySet:
    return keep_boundaries(prepared, actor=SYSTEM, name="contoh", source="Sumber <b>", licence="CC0")


@pytest.mark.parametrize(
    ("accepted", "packing", "unpack"),
    [
        ("", None, bytes),
        ("identity", None, bytes),
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("br; q=0", None, bytes),
    ],
)
def test_packed_as_the_browser_likes_it(
    client: Client, kept: BoundarySet, accepted: str, packing: str | None, unpack: Any
) -> None:
    answer = client.get(ADDRESS, headers={"accept-encoding": accepted})
    assert answer.get("Content-Encoding") == packing
    assert answer["Content-Type"] == "application/geo+json"
    assert "Accept-Encoding" in answer["Vary"]
    assert "Set-Cookie" not in answer
    assert len(json.loads(unpack(answer.content))["features"]) == 514


def test_browsers_keep_it(client: Client, kept: BoundarySet) -> None:
    answer = client.get(ADDRESS)
    assert answer["Cache-Control"] == "public, max-age=3600"
    again = client.get(ADDRESS, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    layer = kept.layers.get(level="regency")
    assert "immutable" in client.get(f"{ADDRESS}?v={layer.digest[:12]}")["Cache-Control"]
    assert "immutable" not in client.get(f"{ADDRESS}?v=0")["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "contoh/village.geojson",
        "lain/regency.geojson",
        "contoh/regency.json",
        "..%2Fx/regency.geojson",
        "%00/regency.geojson",
    ],
)
def test_what_is_not_there(client: Client, kept: BoundarySet, address: str) -> None:
    assert client.get(f"/peta/batas/{address}").status_code == 404
    assert client.post(ADDRESS).status_code == 405


def page(client: Client, query: str = "", language: str = "") -> str:
    return client.get(f"{language}/?{query}").content.decode()


def test_home_offers_the_geographic_map_only_when_there_is_one(client: Client, kept: BoundarySet) -> None:
    assert "peta=geografis" in page(client)
    assert "data-geomap" not in page(client)
    assert "data-geomap" in page(client, "peta=geografis")
    assert '<use href="#h"' not in page(client, "peta=geografis")
    remove_boundaries("contoh", actor=SYSTEM)
    assert "peta=geografis" not in page(client)
    assert '<use href="#h"' in page(client, "peta=geografis")


def told(text: str) -> dict[str, Any]:
    content = text.split('<script id="peta-data" type="application/json">')[1].split("</script>", maxsplit=1)[0]
    found: dict[str, Any] = json.loads(content)
    return found


def test_the_page_tells_what_the_hexagons_tell(client: Client, kept: BoundarySet) -> None:
    text = page(client, "peta=geografis&tingkat=regency")
    data = told(text)
    assert len(data["units"]) == 514
    assert data["units"]["15.03"][:3] == ["none", "", "Kab. Sarolangun · skor belum terbit"]
    assert data["profile"] == "/daerah/0/"
    assert data["shapes"].startswith(ADDRESS)
    assert "Sumber &lt;b&gt; (CC0)" in text
    provinces = told(page(client, "peta=geografis", "/en"))
    assert len(provinces["units"]) == 34
    assert "88.95" in provinces["units"]["31"][2]
    assert provinces["profile"] == "/en/daerah/0/"
    assert len(told(page(client, "peta=geografis&edisi=pilkada-2024"))["units"]) == 38
    assert told(page(client, "peta=geografis&warna=score"))["units"]["31"][0] == "s5"


def test_the_choice_of_the_map_stays(client: Client, kept: BoundarySet) -> None:
    assert '<input type="hidden" name="peta" value="geografis">' in page(client, "peta=geografis")
    assert 'name="peta"' not in page(client)


def test_the_set_in_force_is_shown(client: Client, prepared: Prepared) -> None:
    """The 2024 index was launched on 16 December 2022."""
    keep_boundaries(prepared, actor=SYSTEM, name="lama", valid_to=date(2022, 7, 25))
    assert "peta=geografis" not in page(client)
    assert "batas/lama/province-34.geojson" in page(client, "edisi=2019&peta=geografis")
    keep_boundaries(prepared, actor=SYSTEM, name="baru", valid_from=date(2022, 7, 25))
    assert "batas/baru/province-34.geojson" in page(client, "peta=geografis")
    keep_boundaries(prepared, actor=SYSTEM, name="selalu")
    assert "batas/baru/" in page(client, "peta=geografis")


def test_few_queries(client: Client, kept: BoundarySet, django_assert_max_num_queries: Any) -> None:
    client.get("/?tingkat=regency&peta=geografis")
    with django_assert_max_num_queries(12):
        client.get("/?tingkat=regency&peta=geografis")
    with django_assert_max_num_queries(1):
        client.get(ADDRESS)
