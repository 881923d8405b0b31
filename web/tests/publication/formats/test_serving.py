"""A release in every form: made once from the frozen files, named by digests, negotiated, gone when withdrawn."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from ikpweb.maps.models import BoundaryLayer, BoundarySet
from ikpweb.publication.building import folder_of
from ikpweb.publication.formats import keeping
from ikpweb.publication.models import Release
from ikpweb.publication.services import withdraw

from ikp.release import open_bundle
from ikp.release.formats import figures_of
from web.tests.factories import member
from web.tests.publication.releasing import frozen
from web.tests.publication.test_pages import body

pytestmark = pytest.mark.django_db


def listed(client: Client, release: Release) -> list[dict[str, Any]]:
    found = client.get(f"/rilis/{release.name}/data/").json()
    assert found["digest"] == release.digest
    files: list[dict[str, Any]] = found["files"]
    return files


def test_every_form_is_listed_and_is_what_the_list_says(client: Client) -> None:
    release = frozen()
    files = listed(client, release)
    name = release.name
    endings = {each["name"].removeprefix(name) for each in files}
    assert endings >= {".csv", ".xlsx", ".en.xlsx", ".json", ".parquet", ".sdmx.csv", ".sdmx.xml", "-data.zip"}
    assert {"-province.hexagons.geojson", "-regency.hexagons.geojson"} <= endings
    for each in files:
        answer = client.get(each["address"])
        given = body(answer)
        assert (len(given), hashlib.sha256(given).hexdigest()) == (each["bytes"], each["sha256"]), each["name"]
        assert answer["Content-Type"] == each["type"]
        assert answer["ETag"] == f'"{each["sha256"]}"'
        assert answer["Link"] == f'<http://testserver/rilis/{name}/>; rel="cite-as"'
        again = client.get(each["address"], headers={"If-None-Match": f'"x", {answer["ETag"]}'})
        assert (again.status_code, body(again)) == (304, b"")
        assert answer["Cache-Control"] == "public, no-cache"
    sums = body(client.get(f"/rilis/{name}/data/SHA256SUMS")).decode()
    assert sums.splitlines() == [f"{each['sha256']}  {each['name']}" for each in files]
    with zipfile.ZipFile(io.BytesIO(body(client.get(f"/rilis/{name}/data/{name}-data.zip")))) as whole:
        assert {each.partition("/")[2] for each in whole.namelist()} == {f"{name}{each}" for each in endings} - {
            f"{name}-data.zip"
        }
    page = body(client.get(f"/rilis/{name}/")).decode()
    assert all(each["sha256"] in page and each["name"] in page for each in files)
    # What is given is the frozen release, figure by figure.
    figures = figures_of(open_bundle(folder_of(release)))
    rows = list(csv.DictReader(io.StringIO(body(client.get(f"/rilis/{name}/data/{name}.csv")).decode())))
    assert [row["score"] for row in rows] == [
        "" if row[10] is None else f"{row[10]!r}".removesuffix(".0") for row in figures.rows
    ]


def test_before_anybody_asked_the_page_names_the_forms(client: Client) -> None:
    release = frozen()
    assert f"/rilis/{release.name}/data/{release.name}.csv" in body(client.get(f"/rilis/{release.name}/")).decode()
    assert keeping.known(release) == []


def test_a_form_is_made_once_and_never_given_out_when_it_was_changed(client: Client) -> None:
    release = frozen()
    address = f"/rilis/{release.name}/data/{release.name}.csv"
    first = body(client.get(address))
    path = keeping.folder_of(release) / f"{release.name}.csv"
    made = path.stat().st_mtime_ns
    body(client.get(address))
    assert path.stat().st_mtime_ns == made
    path.write_bytes(first.replace(b"2", b"3", 1))
    assert body(client.get(address)) == first


def test_of_a_changed_release_no_form_is_made(client: Client) -> None:
    release = frozen()
    table = folder_of(release) / "coverage.csv"
    table.write_bytes(table.read_bytes() + b"x")
    answer = client.get(f"/rilis/{release.name}/data/{release.name}.csv")
    assert answer.status_code == 503
    assert "coverage.csv" in body(answer).decode()
    assert keeping.known(release) == []


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html"),
        ("image/png", "text/html"),
        ("application/json", "application/json"),
        ("text/csv;q=0.9, application/json;q=0.4", "text/csv"),
        ("application/ld+json", "application/ld+json"),
        ("application/vnd.sdmx.structure+xml", "application/vnd.sdmx.structure+xml"),
    ],
)
def test_the_page_gives_what_is_preferred(client: Client, accept: str, kind: str) -> None:
    release = frozen()
    answer = client.get(f"/rilis/{release.name}/", headers={"Accept": accept} if accept else {})
    body(answer)
    assert answer.status_code == 200
    assert answer["Content-Type"].partition(";")[0] == kind
    assert "Accept" in answer["Vary"].split(", ")
    if kind == "text/html":
        assert 'rel="alternate"; type="text/csv"' in answer["Link"]
        assert 'rel="describedby"; type="application/ld+json"' in answer["Link"]
    else:
        assert answer["Content-Location"].startswith(f"/rilis/{release.name}/data/{release.name}.")


def test_records_for_catalogues(client: Client) -> None:
    release = frozen()
    told = json.loads(body(client.get(f"/rilis/{release.name}/data/{release.name}.jsonld")))
    assert told["@id"] == f"http://testserver/rilis/{release.name}/"
    named = {
        each["dct:title"]: each["spdx:checksum"]["spdx:checksumValue"]["@value"] for each in told["dcat:distribution"]
    }
    assert named == {each["name"]: each["sha256"] for each in listed(client, release)}
    whole = json.loads(body(client.get("/rilis/katalog.jsonld")))
    assert [each["dct:identifier"] for each in whole["dcat:dataset"]] == [release.name]
    withdraw(release, "Nama orang terbaca dalam uraian.", actor=member("head", "0"))
    assert json.loads(body(client.get("/rilis/katalog.jsonld")))["dcat:dataset"] == []


def test_imported_boundaries_of_the_day_carry_the_figures(client: Client) -> None:
    import gzip

    release = frozen()
    square = {"type": "Polygon", "coordinates": [[[106, -6], [107, -6], [107, -7], [106, -6]]]}
    shapes = {"features": [{"properties": {"code": "31"}, "geometry": square}]}
    kept = BoundarySet.objects.create(
        name="uji", preset="gadm", file_name="uji.zip", file_digest="0", source="Uji", licence="CC0"
    )
    for level in ("province", "province-34"):
        BoundaryLayer.objects.create(
            boundary_set=kept, level=level, gzipped=gzip.compress(json.dumps(shapes).encode()), brotlied=b"",
            digest="ab" * 32, bounds=[], points={}, tolerance=0,
        )  # fmt: skip
    from web.tests.factories import noted

    noted()
    found = json.loads(body(client.get(f"/rilis/{release.name}/data/{release.name}-province.geojson")))
    drawn = {each["id"]: each for each in found["features"]}
    assert drawn["31"]["geometry"] == square
    assert (found["about"]["source"], found["about"]["licence"], found["about"]["label"]) == ("Uji", "CC0", "SINTETIS")
    assert f"{release.name}-province.geojson" in {each["name"] for each in listed(client, release)}
    assert client.get(f"/rilis/{release.name}/data/{release.name}-regency.geojson").status_code == 404


def test_what_there_is_not_is_not_found_and_what_is_withdrawn_is_gone(client: Client) -> None:
    release = frozen()
    for odd in ("x.csv", f"{release.name}.odt", "index.json", "..%2F..%2Fsecret-key"):
        assert client.get(f"/rilis/{release.name}/data/{odd}").status_code == 404
    assert client.get("/rilis/other.1/data/other.1.csv").status_code == 404
    address = f"/rilis/{release.name}/data/{release.name}.csv"
    tag = client.get(address)
    body(tag)
    withdraw(release, "Nama orang terbaca dalam uraian.", actor=member("head", "0"))
    for each in (address, f"/rilis/{release.name}/data/", f"/rilis/{release.name}/data/SHA256SUMS"):
        answer = client.get(each, headers={"If-None-Match": tag["ETag"]})
        assert answer.status_code == 410
        assert "Nama orang terbaca" in body(answer).decode()
    assert client.get(f"/rilis/{release.name}/", headers={"Accept": "text/csv"}).status_code == 410
    assert client.get(f"/rilis/{release.name}/").status_code == 200


def test_the_forms_are_begun_when_the_freeze_is_committed(tmp_path: Path) -> None:
    import threading

    release = frozen()
    keeping.begin(release)
    for thread in threading.enumerate():
        if thread.name == f"forms of {release.name}":
            thread.join()
    assert {each.name for each in keeping.known(release)} >= {f"{release.name}.csv", f"{release.name}.xlsx"}
