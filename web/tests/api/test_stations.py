"""The interface of election day: its schema is kept, and its problems speak both languages."""

import json
import os
from pathlib import Path

import pytest
from django.test import Client
from ikpweb.api.problems import sentence_of
from ikpweb.api.stations.problems import STATION_PROBLEMS
from ikpweb.api.stations.v1 import station_api

KEPT = Path(__file__).with_name("openapi-stations.json")


def written() -> str:
    return (
        json.dumps(station_api.get_openapi_schema(), indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"
    )


def test_the_schema_is_the_one_that_is_kept() -> None:
    if os.environ.get("IKP_KEEP_SCHEMA"):
        KEPT.write_text(written(), encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == written(), (
        "The schema of the stations' API has changed. Old telephones survive it? Run this with IKP_KEEP_SCHEMA=1"
    )


def test_every_problem_is_a_sentence_in_both_languages_and_in_the_schema() -> None:
    named = dict.fromkeys(("given", "known", "regency", "wait", "opens", "closes"), "15.71")
    for code, kind in STATION_PROBLEMS.items():
        for language in ("id", "en"):
            assert sentence_of(code, language, **named).endswith("."), (code, language)
            assert kind.titles[language]
    told = station_api.get_openapi_schema()["paths"]["/api/v1/stations/batches"]["post"]["responses"]
    assert set(STATION_PROBLEMS) <= {code for each in told.values() for code in each["description"].split(", ")}


@pytest.mark.django_db
def test_what_is_elsewhere_is_not_there_and_other_methods_are_refused(client: Client) -> None:
    assert client.get("/api/v1/stations/nothing").json()["code"] == "unknown-address"
    answer = client.put("/api/v1/stations/reports")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
