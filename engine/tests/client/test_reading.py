"""Releases by way of a platform: all parts of a list, a bundle that is whole, and what goes wrong on the way."""

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.tests.client.serving import Asked, Said, served, told
from ikp.client import Client
from ikp.errors import UsageError
from ikp.release import open_bundle, replay

pytestmark = pytest.mark.extras
CASES = Path(__file__).parents[2] / "cases/releases"
BUNDLE = open_bundle(CASES / "contoh-sintetis.zip")
NAME = "contoh-sintetis.1"
ROOT = f"/api/v1/releases/{NAME}"
LISTED = {"name": NAME, "code": "contoh-sintetis", "version": 1, "withdrawn": None}


def platform(asked: Asked, **changed: bytes) -> Said:
    """Answer as the platform does, as far as these tests go; the whole is tested against the platform itself."""
    parts = urlsplit(asked.path)
    query = parse_qs(parts.query)
    if parts.path == "/api/v1/releases":
        return told({"items": [{**LISTED, "name": "contoh-sintetis.2", "withdrawn": "2026-11-28"}, LISTED]})
    if parts.path == ROOT:
        return told({"release": NAME, "digest": BUNDLE.digest, "levels": []})
    if parts.path == f"{ROOT}/results":
        offset, limit = int(query["offset"][0]), int(query["limit"][0])
        rows = [{"unit": str(i), "score": i / 7, "level": query["level"][0]} for i in range(1300)]
        return told({"items": rows[offset : offset + limit], "count": 1300})
    if parts.path == f"{ROOT}/framework":
        return told({"nodes": [{"code": "IKP", "parent": None, "tier": 4, "name": {"id": "Indeks", "en": "Index"}}]})
    if parts.path == f"{ROOT}/files":
        address = "https://elsewhere.example/rilis/x/berkas/"
        return told({"items": [_listed(name, body, address) for name, body in BUNDLE.files.items()]})
    name = parts.path.removeprefix("/rilis/x/berkas/")
    if name in BUNDLE.files:
        return Said(200, changed.get("body", BUNDLE.files[name]))
    return told({"code": "unknown-address", "detail": "None."}, 404)


def _listed(name: str, body: bytes, address: str) -> dict[str, Any]:
    return {"name": name, "size": len(body), "sha256": hashlib.sha256(body).hexdigest(), "address": address + name}


def test_the_newest_that_is_not_withdrawn_and_all_its_rows() -> None:
    with served(platform) as server:
        client = Client(server.address)
        assert client.releases()["withdrawn"].to_list() == ["2026-11-28", None]
        release = client.release()
        assert (release.name, release.digest) == (NAME, BUNDLE.digest)
        table = release.results(level="regency")
        assert table["score"].to_list() == [i / 7 for i in range(1300)]  # to the bit, in three parts
        assert set(table["level"]) == {"regency"}
        assert release.framework()["name_en"].to_list() == ["Index"]
        assert repr(release) == f"Release('{NAME}', Client('{server.address}'))"


def test_a_platform_without_releases_says_so() -> None:
    with served(lambda _: told({"items": []})) as server, pytest.raises(UsageError, match="published no release"):
        Client(server.address).release()


def test_live_data_come_with_the_key() -> None:
    with served(lambda _: told({"reports": []})) as server:
        assert Client(server.address, key="ikp_x", lang="id").live("reports", since="2026-01-01") == {"reports": []}
    (asked,) = server.asked
    assert asked.path == "/api/v1/office/reports?since=2026-01-01&lang=id"
    assert asked.headers["Authorization"] == "Bearer ikp_x"


def test_live_lists_are_tables_in_parts() -> None:
    def answer(asked: Asked) -> Said:
        at = int(parse_qs(urlsplit(asked.path).query)["offset"][0])
        rows = [
            {"unit": f"{i}", "score": None if i == 700 else i / 7, "interval": None, "parts": {"SP": 1.5}}
            for i in range(at, min(at + 600, 701))
        ]
        return told({"rows": rows, "total": 701})

    with served(answer) as server:
        table = Client(server.address, key="ikp_x").computed(12, level="regency")
        assert table["score"].to_list() == [*(i / 7 for i in range(700)), None]
        assert table["interval_score_low"].null_count() == 701
        assert table["parts_SP"].to_list() == [1.5] * 701
        with pytest.raises(UsageError, match="takes no node"):
            Client(server.address).computations(node="I01")
    assert [each.path.split("?")[0] for each in server.asked] == ["/api/v1/office/computations/12/results"] * 2
    assert server.asked[0].headers["Authorization"] == "Bearer ikp_x"


def test_a_bundle_is_fetched_once_verified_and_computed_again(tmp_path: Path) -> None:
    seen: list[str] = []
    with served(platform) as server:
        release = Client(server.address).release(NAME)
        folder = release.download(tmp_path, progress=lambda name, _size: seen.append(name))
        assert sorted(seen) == sorted(BUNDLE.files)
        assert replay(open_bundle(folder)).same
        before = len(server.asked)
        (folder / "MANIFEST").write_bytes(b"changed here")
        verdict = release.verify((CASES / "contoh-sintetis.pem").read_text(), folder=tmp_path)
        assert [each.path.rpartition("/")[2] for each in server.asked[before:]] == ["files?lang=en", "MANIFEST"]
        assert (verdict.sound, verdict.trusted) == (True, True)
        assert release.verify().sound
        assert not release.verify().trusted  # no key was named


def test_a_file_with_another_digest_is_not_kept(tmp_path: Path) -> None:
    with served(lambda asked: platform(asked, body=b"other")) as server:
        release = Client(server.address).release(NAME)
        with pytest.raises(UsageError, match="came with another SHA-256"):
            release.download(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../b", "c:\\x", ""])
def test_a_name_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    listed = _listed(name, b"x", "https://elsewhere.example/rilis/x/berkas/")

    def answer(asked: Asked) -> Said:
        return told({"items": [listed]}) if "/files" in asked.path else platform(asked)

    with served(answer) as server, pytest.raises(UsageError, match="SHA-256"):
        Client(server.address).release(NAME).download(tmp_path / "in")
    assert list(tmp_path.rglob("*")) == []


def test_a_parameter_that_is_none_is_refused_before_anything_is_asked() -> None:
    with served(platform) as server:
        release = Client(server.address).release(NAME)
        asked = len(server.asked)
        with pytest.raises(UsageError, match="takes no tingkat"):
            release.results(tingkat="province")
        assert len(server.asked) == asked
