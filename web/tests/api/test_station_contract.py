"""The stations' API asked by schemathesis, with a key and without; and the examples that its schema shows."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from ikpweb.api.examples import STATIONS, examples
from ikpweb.api.problems import sentence_of
from ikpweb.api.stations.v1 import station_api
from ikpweb.stations.models import Day
from schemathesis import GenerationMode

from web.tests.api.asking import CHECKS, HEADERS, REJECTION, demand_example, kept, operations
from web.tests.stations.conftest import CODES, keyed, opened

OPERATIONS = operations(kept("openapi-stations.json"), "/api/v1/stations/openapi.json", guarded=False)
SCHEMA = station_api.get_openapi_schema()
TOLD = {told["operationId"]: (path, told) for path, methods in SCHEMA["paths"].items() for told in methods.values()}


@pytest.fixture
def day(db: None, tmp_path: Path) -> Day:
    return opened(tmp_path)


def known(body: dict[str, Any]) -> None:
    """Let a report that was made up be of a station that there is, on this day: what is drawn by chance never is."""
    for place, each in enumerate(body.get("reports", [body])):
        each.update(station=CODES[place % 12], at=timezone.now().isoformat(), answers={"HP1": True})


def asked(operation: Any, mode: GenerationMode, key: dict[str, str]) -> list[int]:
    """Ask an operation a few times, of what there is, of what there is not, and without a key; give the statuses."""
    found: list[int] = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=8, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    def ask(case: Any) -> None:
        by_nobody = len(found) == 1
        if not mode.is_negative and len(found) % 2 == 0 and isinstance(case.body, dict):
            known(case.body)
        checks = [*CHECKS, *([REJECTION] if mode.is_negative and not by_nobody else [])]
        answer = case.call_and_validate(checks=checks, headers={**HEADERS, **({} if by_nobody else key)})
        found.append(answer.status_code)

    ask()
    return found


@pytest.mark.usefixtures("keep_the_connection")
def test_every_answer_keeps_to_the_schema(day: Day) -> None:
    key = keyed(day)
    seen = {
        (operation.method.upper(), status)
        for operation in OPERATIONS
        for mode in GenerationMode
        for status in asked(operation, mode, key)
    }
    assert {("GET", 200), ("GET", 401), ("GET", 422), ("POST", 202), ("POST", 401), ("POST", 422)} <= seen


def test_refusals_of_the_middleware_stand_in_the_schema() -> None:
    for _path, told in TOLD.values():
        assert "https-only" in told["responses"][403]["description"]
        assert "too-many-requests" in told["responses"][429]["description"]


@pytest.mark.parametrize("name", TOLD)
def test_an_example_is_valid_and_names_its_parameters(name: str) -> None:
    demand_example(SCHEMA, *TOLD[name])


def test_the_examples_are_what_the_platform_answers(client: Client, day: Day) -> None:
    shown = examples(STATIONS)
    assert shown.keys() == TOLD.keys()
    sent, answer = shown["sendReport"].body, shown["sendReport"].answer
    at = datetime.fromisoformat(sent["at"]).astimezone(UTC).isoformat(timespec="microseconds")
    told = [shown["stationDay"].answer["day"], sent["station"], sent["client"], at, sent["answers"]]
    assert answer["digest"] == hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()
    assert answer["client"] == sent["client"]
    batch = shown["sendReports"]
    assert batch.answer["receipts"] == [answer]
    refused, odd = batch.answer["refused"][0], batch.body["reports"][1]
    assert refused["client"] == odd["client"]
    assert refused["detail"] == sentence_of(refused["code"], "en", given=odd["station"])
    asked_for = {name: shown["stationDay"].answer[name] for name in ("title", "opens_at", "closes_at")}
    Day.objects.filter(pk=day.pk).update(**asked_for)
    given_ones = client.get(shown["stationDay"].address, headers=keyed(day)).json()
    given_ones["questions"] = given_ones["questions"][:2]
    assert given_ones == {**shown["stationDay"].answer, "day": day.pk}
