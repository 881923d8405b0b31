"""A release in every form: made once from the frozen files, named by digests, negotiated, gone when withdrawn."""

import csv
import gzip
import hashlib
import io
import json
import threading
import zipfile
from typing import Any

import pytest
from django.test import Client
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.services import record
from ikpweb.maps.models import BoundaryLayer, BoundarySet
from ikpweb.publication.building import folder_of
from ikpweb.publication.formats import keeping
from ikpweb.publication.models import Release
from ikpweb.publication.services import withdraw

from ikp.release import open_bundle
from ikp.release.formats import figures_of
from web.tests.factories import member
from web.tests.publication.test_pages import body

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the slow forms out, which the engine has tests of."""
    monkeypatch.setattr("ikpweb.publication.formats.engine._PLAIN", (("csv", "id"), ("json", "id"), ("parquet", "id")))
    monkeypatch.setattr("ikpweb.publication.formats.engine._SDMX", (("sdmx-structure", "id"),))


def listed(client: Client, release: Release) -> list[dict[str, Any]]:
    found = client.get(f"/rilis/{release.name}/data/").json()
    assert found["digest"] == release.digest
    files: list[dict[str, Any]] = found["files"]
    return files


def test_every_form_is_what_the_list_says_until_it_is_withdrawn(client: Client, release: Release) -> None:
    name = release.name
    files = listed(client, release)
    endings = {each["name"].removeprefix(name) for each in files}
    assert endings == {".csv", ".json", ".parquet", ".sdmx.xml", "-data.zip"} | {
        f"-{level}.hexagons.geojson" for level in ("province", "regency")
    }
    for each in files:
        answer = client.get(each["address"])
        given = body(answer)
        assert (len(given), hashlib.sha256(given).hexdigest()) == (each["bytes"], each["sha256"]), each["name"]
        assert answer["Content-Type"] == each["type"]
        assert answer["ETag"] == f'"{each["sha256"]}"'
        assert answer["Link"] == f'<http://testserver/rilis/{name}/>; rel="cite-as"'
        assert answer["Cache-Control"] == "public, no-cache"
        again = client.get(each["address"], headers={"If-None-Match": f'"x", {answer["ETag"]}'})
        assert (again.status_code, body(again)) == (304, b"")
    sums = body(client.get(f"/rilis/{name}/data/SHA256SUMS")).decode()
    assert sums.splitlines() == [f"{each['sha256']}  {each['name']}" for each in files]
    with zipfile.ZipFile(io.BytesIO(body(client.get(f"/rilis/{name}/data/{name}-data.zip")))) as whole:
        held = {each.partition("/")[2] for each in whole.namelist()}
        assert held == {each["name"] for each in files} - {f"{name}-data.zip"}
    page = body(client.get(f"/rilis/{name}/")).decode()
    assert all(each["sha256"] in page and each["name"] in page for each in files)
    _is_the_release(client, release)
    _is_made_once(client, release)
    _is_negotiated(client, release)
    _is_recorded(client, release, files)
    for odd in ("x.csv", f"{name}.odt", "index.json", "..%2F..%2Fsecret-key", f"{name}-regency.geojson"):
        assert client.get(f"/rilis/{name}/data/{odd}").status_code == 404
    _carries_boundaries(client, release)
    _is_gone(client, release)


def _is_the_release(client: Client, release: Release) -> None:
    figures = figures_of(open_bundle(folder_of(release)))
    rows = csv.DictReader(io.StringIO(body(client.get(f"/rilis/{release.name}/data/{release.name}.csv")).decode()))
    assert [float(row["score"]) if row["score"] else None for row in rows] == [row[10] for row in figures.rows]


def _is_made_once(client: Client, release: Release) -> None:
    """A derived file that was changed is never given out, and made again."""
    path = keeping.folder_of(release) / f"{release.name}-province.hexagons.geojson"
    address, first, made = f"/rilis/{release.name}/data/{path.name}", path.read_bytes(), path.stat().st_mtime_ns
    body(client.get(address))
    assert path.stat().st_mtime_ns == made
    path.write_bytes(first.replace(b"2", b"3", 1))
    assert body(client.get(address)) == first


def _is_negotiated(client: Client, release: Release) -> None:
    for accept, kind in {
        "": "text/html",
        "*/*": "text/html",
        "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8": "text/html",
        "image/png": "text/html",
        "application/json": "application/json",
        "text/csv;q=0.9, application/json;q=0.4": "text/csv",
        "application/ld+json": "application/ld+json",
        "application/vnd.sdmx.structure+xml": "application/vnd.sdmx.structure+xml",
    }.items():
        answer = client.get(f"/rilis/{release.name}/", headers={"Accept": accept} if accept else {})
        body(answer)
        assert answer.status_code == 200
        assert answer["Content-Type"].partition(";")[0] == kind, accept
        assert "Accept" in answer["Vary"].split(", ")
        if kind == "text/html":
            assert 'rel="alternate"; type="text/csv"' in answer["Link"]
            assert 'rel="describedby"; type="application/ld+json"' in answer["Link"]
        else:
            assert answer["Content-Location"].startswith(f"/rilis/{release.name}/data/{release.name}.")


def _is_recorded(client: Client, release: Release, files: list[dict[str, Any]]) -> None:
    told = json.loads(body(client.get(f"/rilis/{release.name}/data/{release.name}.jsonld")))
    assert told["@id"] == f"http://testserver/rilis/{release.name}/"
    sums = {
        each["dct:title"]: each["spdx:checksum"]["spdx:checksumValue"]["@value"] for each in told["dcat:distribution"]
    }
    assert sums == {each["name"]: each["sha256"] for each in files}
    whole = json.loads(body(client.get("/rilis/katalog.jsonld")))
    assert [each["dct:identifier"] for each in whole["dcat:dataset"]] == [release.name]


def _carries_boundaries(client: Client, release: Release) -> None:
    square = {"type": "Polygon", "coordinates": [[[106, -6], [107, -6], [107, -7], [106, -6]]]}
    shapes = {"features": [{"properties": {"code": "31"}, "geometry": square}]}
    about = {"preset": "gadm", "file_name": "uji.zip", "file_digest": "0", "source": "Uji", "licence": "CC0"}
    kept = BoundarySet.objects.create(name="uji", **about)
    packed = {"gzipped": gzip.compress(json.dumps(shapes).encode()), "brotlied": b"", "digest": "ab" * 32}
    for level in ("province", "province-34"):
        BoundaryLayer.objects.create(boundary_set=kept, level=level, bounds=[], points={}, tolerance=0, **packed)
    record("boundaries.imported", SYSTEM.actor, "boundaries:uji")
    found = json.loads(body(client.get(f"/rilis/{release.name}/data/{release.name}-province.geojson")))
    assert {each["id"]: each for each in found["features"]}["31"]["geometry"] == square
    assert (found["about"]["source"], found["about"]["licence"], found["about"]["label"]) == ("Uji", "CC0", "SINTETIS")
    assert f"{release.name}-province.geojson" in {each["name"] for each in listed(client, release)}


def _is_gone(client: Client, release: Release) -> None:
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
    assert json.loads(body(client.get("/rilis/katalog.jsonld")))["dcat:dataset"] == []


def test_of_a_changed_release_no_form_is_made_and_of_a_whole_one_they_are_begun(
    client: Client, release: Release
) -> None:
    assert f"/rilis/{release.name}/data/{release.name}.csv" in body(client.get(f"/rilis/{release.name}/")).decode()
    assert keeping.known(release) == []
    table = folder_of(release) / "coverage.csv"
    kept = table.read_bytes()
    table.write_bytes(kept + b"x")
    answer = client.get(f"/rilis/{release.name}/data/{release.name}.csv")
    assert answer.status_code == 503
    assert "coverage.csv" in body(answer).decode()
    assert keeping.known(release) == []
    table.write_bytes(kept)
    keeping.begin(release)
    for thread in threading.enumerate():
        if thread.name == f"forms of {release.name}":
            thread.join()
    assert f"{release.name}.csv" in {each.name for each in keeping.known(release)}
