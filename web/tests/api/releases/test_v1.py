"""What the API says of a release is what lies in its bundle."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from ikpweb.publication.models import Release

from ikp.release import open_bundle
from web.tests.api.releases.example import EXAMPLE

pytestmark = pytest.mark.django_db
Get = Callable[[str], Any]
FILES = open_bundle(EXAMPLE).files


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FILES[name].decode())))


def test_the_list_leads_to_the_release_and_that_to_everything(client: Client, example: Release) -> None:
    (listed,) = client.get("/api/v1/releases").json()["items"]
    assert (listed["name"], listed["digest"], listed["synthetic"]) == (example.name, example.digest, True)
    whole = client.get(listed["address"]).json()
    assert whole["label"] == "SINTETIS"
    assert [(each["level"], each["units"]) for each in whole["levels"]] == [("province", 3), ("regency", 28)]
    assert sum(whole["levels"][1]["counts"].values()) == whole["levels"][1]["scored"] == 28
    assert set(whole["links"]) == {
        "units", "results", "inputs", "framework", "recipe", "coverage", "exclusions", "changes", "files",
    }  # fmt: skip
    for address in (*whole["links"].values(), whole["bundle"]):
        answer = client.get(address.removeprefix("http://testserver"))
        assert answer.status_code == 200, address
        if not answer.streaming:
            assert answer.json()["digest"] == example.digest
        else:
            list(answer.streaming_content)


def test_every_score_is_the_one_of_the_bundle(get: Get) -> None:
    wanted = {(row["unit"], row["node"]): row for row in table("results/regency.csv")}
    found: dict[tuple[str, str], Any] = {}
    for offset in range(0, len(wanted), 600):
        page = get(f"/results?level=regency&node=all&limit=600&offset={offset}")
        found |= {(row["unit"], row["node"]): row for row in page["items"]}
    assert found.keys() == wanted.keys()
    for key, row in wanted.items():
        told = found[key]
        assert told["score"] == (float(row["score"]) if row["score"] else None), key
        assert told["rank"] == (float(row["rank"]) if row["rank"] else None)
        assert (told["category"] or "", told["reason"] or "") == (row["category"], row["reason"])


def test_results_are_filtered_sorted_and_paged(get: Get) -> None:
    scores = sorted((float(row["score"]) for row in table("results/regency.csv") if row["node"] == "IKP"), reverse=True)
    page = get("/results?level=regency&sort=-score&limit=5")
    assert [row["score"] for row in page["items"]] == scores[:5]
    assert [row["rank"] for row in page["items"]] == [1, 2, 3, 4, 5]
    assert page["count"] == 28
    assert "offset=5" in page["next"]
    assert {row["unit"] for row in get("/results?parent=15&level=regency")["items"]} <= {
        row["unit"] for row in table("registry.csv") if row["parent"] == "15"
    }
    assert [row["name"] for row in get("/results?q=jambi&level=province")["items"]] == ["Jambi"]
    assert {row["category"] for row in get("/results?category=tinggi")["items"]} == {"tinggi"}
    assert {row["node"] for row in get("/results?node=PT")["items"]} == {"PT"}
    names = [row["name"] for row in get("/results?level=regency&sort=name")["items"]]
    assert names == sorted(names)
    assert get("/results?unit=99")["items"] == []


def test_missing_ones_come_last_whichever_way(get: Get) -> None:
    node = next(row["node"] for row in table("results/regency.csv") if not row["score"])
    for sort in ("score", "-score"):
        scores = [row["score"] for row in get(f"/results?level=regency&node={node}&sort={sort}")["items"]]
        known = [each for each in scores if each is not None]
        assert None in scores
        assert scores[: len(known)] == sorted(known, reverse=sort == "-score")


def test_the_second_reading_of_provinces(get: Get) -> None:
    wanted = [(row["unit"], float(row["score"])) for row in table("results/province-means.csv")]
    found = get("/results?reading=regencies&level=province")["items"]
    assert [(row["unit"], row["score"]) for row in found] == wanted
    assert {row["reading"] for row in found} == {"regencies"}


def test_inputs_units_and_method(get: Get) -> None:
    row = table("data/regency.csv")[1]
    (told,) = get(f"/inputs?level=regency&unit={row['unit']}&node={row['node']}")["items"]
    assert told["value"] == float(row["value"])
    missing = next(row for row in table("data/province.csv") if not row["value"])
    (told,) = get(f"/inputs?level=province&unit={missing['unit']}&node={missing['node']}")["items"]
    assert (told["value"], told["reason"]) == (None, missing["reason"])
    assert [each["code"] for each in get("/units?level=province")["items"]] == ["15", "17", "19"]
    tree = get("/framework?level=regency")
    assert (tree["nodes"][0]["code"], tree["nodes"][0]["parent"], len(tree["nodes"])) == ("IKP", None, 78)
    recipe = get("/recipe?level=regency")
    assert [step["kind"] for step in recipe["recipe"]["step"]] == [
        "events", "normalise", "weight", "aggregate", "categorise",
    ]  # fmt: skip
    assert {row["item"] for row in get("/coverage")["items"]} == {"cells"}
    assert "First release" in get("/changes")["text"]
    assert get("/exclusions")["items"] == []


def test_files_have_the_digests_of_the_manifest(client: Client, get: Get) -> None:
    sums = dict(reversed(line.split("  ", 1)) for line in FILES["MANIFEST"].decode().splitlines())
    found = {each["name"]: each for each in get("/files")["items"]}
    assert found.keys() == FILES.keys()
    assert {name: found[name]["sha256"] for name in sums} == sums
    answer = client.get(found["results/regency.csv"]["address"].removeprefix("http://testserver"))
    assert b"".join(answer.streaming_content) == FILES["results/regency.csv"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rest", "status", "code"),
    [
        ("/results?level=village", 404, "unknown-level"),
        ("/framework?level=village", 404, "unknown-level"),
        ("/results?node=I99", 404, "unknown-node"),
        ("/inputs?node=I99", 404, "unknown-node"),
        ("/results?sort=size", 422, "bad-parameter"),
        ("/results?unti=15", 422, "bad-parameter"),
        ("/nothing", 404, "unknown-address"),
    ],
)
def test_what_cannot_be_answered_is_said(client: Client, example: Release, rest: str, status: int, code: str) -> None:
    answer = client.get(f"/api/v1/releases/{example.name}{rest}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "{" not in answer.json()["detail"]
