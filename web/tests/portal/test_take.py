"""Files to take away: what is in them, how they travel, and what is refused."""

import csv
import gzip
import io
import json
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from django.test import Client
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.services import record
from ikpweb.maps.models import BoundaryLayer, BoundarySet
from ikpweb.portal.takeaway.catalogue import CATALOGUE
from ikpweb.runs.selectors import board
from ikpweb.territory.selectors import units

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200, response.content[:300]
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def document(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return json.loads(response.content)


def test_scores_of_provinces_of_2024(client: Client) -> None:
    found = rows(client, "/unduh/skor.csv?edisi=2024&tingkat=province")
    assert len(found) == 34
    assert (found[0]["name"], found[0]["total"], found[0]["rank"], found[0]["category"]) == (
        "DKI Jakarta",
        "88.95",
        "1",
        "tinggi",
    )
    jambi = next(row for row in found if row["code"] == "15")
    assert (jambi["total"], jambi["rank"], jambi["category"], jambi["certainty"]) == (
        "12.03",
        "31",
        "rendah",
        "published",
    )
    assert jambi["sources"].startswith("https://")
    assert jambi["SP"] == ""  # not printed: empty, never zero


def test_the_file_for_indonesian_excel_says_the_same(client: Client) -> None:
    response = client.get("/unduh/skor.csv?format=id")
    text = response.content.decode("utf-8-sig")
    assert response.content.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert (found[0]["nama"], found[0]["skor"]) == ("DKI Jakarta", "88,95")


def test_the_ranking_s_filters_hold_in_the_file(client: Client) -> None:
    found = rows(client, "/unduh/skor.csv?kategori=tinggi&urut=nama")
    assert [row["name"] for row in found] == sorted(row["name"] for row in found)
    assert {row["category"] for row in found} == {"tinggi"}
    assert found[0]["rank"] != ""  # ranks are those among all units
    assert [row["name"] for row in rows(client, "/unduh/skor.csv?cari=jambi")] == ["Jambi"]
    response = client.get("/unduh/skor.csv?cari=jambi")
    assert response["Content-Disposition"] == 'attachment; filename="ikp-2024-provinsi-pilihan.csv"'


def test_conflicts_go_along(client: Client) -> None:
    found = rows(client, "/unduh/skor.csv?edisi=pilkada-2024")
    jambi = next(row for row in found if row["code"] == "15")
    assert "41.36" in jambi["conflicts"]
    assert "two digits swapped" in jambi["conflicts"]


def test_both_readings_of_a_province(client: Client) -> None:
    assert len(rows(client, "/unduh/skor.csv?bacaan=regencies")) == 11


def test_one_unit_in_all_editions(client: Client) -> None:
    found = {row["edition"]: row for row in rows(client, "/unduh/daerah-15.csv")}
    assert (found["2019"]["total"], found["2019"]["category"]) == ("49.3", "sedang")
    assert (found["pilkada-2020"]["total"], found["pilkada-2020"]["label"]) == ("73.69", "L6")
    assert (found["2024"]["total"], found["2024"]["category"]) == ("12.03", "rendah")
    assert found["pilkada-2024"]["category"] == "sedang"
    assert rows(client, "/unduh/daerah-15.71.csv")[0]["level"] == "regency"


def test_every_printed_figure(client: Client) -> None:
    found = rows(client, "/unduh/angka.csv?edisi=2019")
    assert len(found) == 214
    conflict = next(row for row in found if row["status"] == "conflict" and row["code"] == "15")
    assert conflict["value"] == "tinggi"
    assert conflict["number"] == ""
    assert all(row["source"] for row in found)


def test_editions_units_and_framework(client: Client) -> None:
    assert {row["edition"] for row in rows(client, "/unduh/edisi.csv")} >= {
        "2019",
        "pilkada-2020",
        "2024",
        "pilkada-2024",
    }
    assert len(rows(client, "/unduh/wilayah.csv")) == 552
    assert len(rows(client, "/unduh/wilayah.csv?tingkat=province")) == 38
    nodes = rows(client, "/unduh/indikator.csv?edisi=2024")
    assert sum(row["tier"] == "1" for row in nodes) == 61
    assert sum(float(row["share"]) for row in nodes if row["parent"] == "IKP") == pytest.approx(1)


def test_a_comparison_carries_its_verdict(client: Client) -> None:
    found = rows(client, "/unduh/perbandingan.csv?a=pilkada-2020&b=2024")
    jambi = next(row for row in found if row["code"] == "15")
    assert (jambi["category_a"], jambi["category_b"], jambi["rank_a"], jambi["rank_b"]) == (
        "tinggi",
        "rendah",
        "4",
        "8",
    )
    assert jambi["change"] == ""  # the scores are not comparable
    assert any(row["reason_id"] for row in found)
    said = document(client, "/unduh/perbandingan.metadata.json?a=pilkada-2020&b=2024")
    assert said["verdict"]["ruling"] == "only_ranks"


def test_metadata_says_what_a_reader_needs(client: Client) -> None:
    said = document(client, "/unduh/skor.metadata.json")
    assert set(said) >= {"title", "description", "measure", "certainty", "sources", "licence", "version", "columns"}
    assert set(said["licence"]) == {"id", "en"}
    assert len(said["version"]["digests"]["2024"]) == 64
    assert said["units_in_edition"] == 34
    columns = [column["name"] for column in said["columns"]]
    assert columns == client.get("/unduh/skor.csv").content.decode().splitlines()[0].split(",")
    assert all(set(column["description"]) == {"id", "en"} for column in said["columns"])


def test_geojson_draws_every_hexagon_and_unknown_is_null(client: Client) -> None:
    found = document(client, "/unduh/skor.geojson?tingkat=regency")
    assert len(found["features"]) == 514
    published = [feature for feature in found["features"] if feature["properties"]["published"]]
    assert len(published) == 124
    unknown = next(feature for feature in found["features"] if not feature["properties"]["published"])
    assert unknown["properties"]["total"] is None
    for feature in found["features"]:
        (ring,) = feature["geometry"]["coordinates"]
        assert len(ring) == 7
        assert ring[0] == ring[-1]
        assert all(94.9 < lon < 141.1 and -25 < lat < 7 for lon, lat in ring)
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2
        assert area > 0  # counter-clockwise, as RFC 7946 asks
    assert "kartogram" in found["about"]["geometry"]["id"]


def test_a_filtered_geojson_draws_the_selection_alone(client: Client) -> None:
    assert len(document(client, "/unduh/skor.geojson?kategori=tinggi")["features"]) == 5


def test_boundaries_that_an_operator_imported(client: Client) -> None:
    refused = client.get("/unduh/skor.geojson?bentuk=batas")
    assert refused.status_code == 404
    assert "bentuk=segi-enam" in refused.content.decode()
    square = {"type": "Polygon", "coordinates": [[[106, -7], [107, -7], [107, -6], [106, -6], [106, -7]]]}
    shapes = {"features": [{"type": "Feature", "properties": {"code": "31"}, "geometry": square}]}
    kept = BoundarySet.objects.create(name="uji", preset="generic", source="made up", licence="none")
    BoundaryLayer.objects.create(
        boundary_set=kept,
        level="province-34",
        gzipped=gzip.compress(json.dumps(shapes).encode()),
        brotlied=b"",
        digest="0" * 64,
        bounds=[106, -7, 107, -6],
        points={"31": [-6.5, 106.5]},
        tolerance=0.0,
    )
    record("boundaries.imported", SYSTEM, "boundaries:uji")
    response = client.get("/unduh/skor.geojson?bentuk=batas")
    found = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="ikp-2024-provinsi-batas.geojson"'
    assert found["about"]["geometry"]["source"] == "made up"
    jakarta = next(feature for feature in found["features"] if feature["id"] == "31")
    assert (jakarta["geometry"], jakarta["properties"]["total"]) == (square, 88.95)
    assert sum(feature["geometry"] is None for feature in found["features"]) == 33


def test_workbook_keeps_codes_as_text(client: Client) -> None:
    response = client.get("/unduh/skor.xlsx?tingkat=regency")
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert isinstance(book["data"]["A2"].value, str)
    assert response["Content-Disposition"] == 'attachment; filename="ikp-2024-kabupaten-kota.xlsx"'
    assert any(row[0].value == "licence" for row in book["metadata"].iter_rows())


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "metadata.json", "geojson"])
def test_files_travel_well(client: Client, form: str) -> None:
    response = client.get(f"/unduh/skor.{form}")
    assert response["Cache-Control"] == "max-age=300, public" or response["Cache-Control"] == "public, max-age=300"
    assert response["Last-Modified"]
    assert response["Access-Control-Allow-Origin"] == "*"
    again = client.get(f"/unduh/skor.{form}", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(f"/unduh/skor.{form}")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])
    assert client.post(f"/unduh/skor.{form}").status_code == 405
    english = client.get(f"/en/unduh/skor.{form}")
    assert english.content == response.content  # a file is the same in every language of the page


def test_every_kind_comes_in_every_form_it_promises(client: Client) -> None:
    for what, kind in CATALOGUE.items():
        for form in kind.forms:
            assert client.get(f"/unduh/{what}.{form}").status_code == 200, (what, form)


def test_the_map_as_a_picture(client: Client) -> None:
    drawn = client.get("/unduh/peta.svg?tingkat=regency&warna=score").content.decode()
    assert drawn.count("<polygon") == 514
    assert "<style" not in drawn
    assert "style=" not in drawn
    assert client.get("/unduh/peta.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/unduh/nix.csv", 404, "skor, angka"),
        ("/unduh/skor.exe", 404, "/unduh/skor.csv"),
        ("/unduh/angka.geojson", 404, "csv, xlsx, json"),
        ("/unduh/skor.csv?edisi=2031", 404, "Tidak ada edisi 2031"),
        ("/unduh/skor.csv?edisi=tema-luar-negeri-2023", 404, "Belum ada skor daerah"),
        ("/unduh/skor.csv?edisi=2019&bacaan=regencies", 404, "bacaan=regencies"),
        ("/unduh/skor.csv?tingkat=mars", 400, "province, regency"),
        ("/unduh/skor.csv?urut=%00", 400, "tidak dikenal"),
        ("/unduh/skor.csv?format=xx", 400, "format=xx"),
        ("/unduh/indikator.csv?edisi=pilkada-2024", 404, "tidak terbit"),
        ("/unduh/perbandingan.csv?a=2024&b=tema-luar-negeri-2023", 404, "tidak sama-sama"),
        ("/unduh/daerah-99.99.csv", 404, "Tidak ada berkas"),
        ("/unduh/daerah-.csv", 404, "Tidak ada berkas"),
        ("/unduh/../../etc/passwd.csv", 404, ""),
        ("/unduh/peta.csv", 404, "svg dan png"),
        ("/unduh/skor.csv?edisi=" + "9" * 5000, 404, "…"),
    ],
)
def test_refusals_are_sentences(client: Client, address: str, status: int, words: str) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert words in response.content.decode()


def test_hostile_words_are_shown_as_words(client: Client) -> None:
    page = client.get("/unduh/skor.csv?edisi=<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    assert rows(client, "/unduh/skor.csv?cari=%00%3Cscript%3E") == []


def test_no_unit_of_a_board_is_lost(client: Client) -> None:
    here = board("2024", "regency")
    assert here is not None
    assert {row["code"] for row in rows(client, "/unduh/skor.csv?tingkat=regency")} == set(here.scores)
    assert set(here.scores) <= set(units())


def test_units_side_by_side_are_a_file_too(client: Client) -> None:
    found = rows(client, "/unduh/daerah-15_31_71.csv")
    assert [row["code"] for row in found if row["edition"] == "2024" and row["reading"] == "own"] == ["15", "31", "71"]
    assert {row["name"] for row in found} == {"Jambi", "DKI Jakarta", "Sulawesi Utara"}
    assert client.get("/unduh/daerah-15_31_71.xlsx").status_code == 200
    page = client.get("/banding/?daerah=15,31,71").content.decode()
    assert 'href="/unduh/daerah-15_31_71.csv"' in page
    for name in ("daerah-15_99", "daerah-11_12_13_14_15", "daerah-_", "daerah-15_"):
        assert client.get(f"/unduh/{name}.csv").status_code == 404, name
