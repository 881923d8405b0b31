"""The office's API asked by schemathesis, signed in and with a key of nobody; and the examples that its schema shows.

``IKP_KEEP_EXAMPLES=1`` writes the examples anew, from an office that is made up (SINTETIS).
"""

import json
import os
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from ikpweb.api import examples as here
from ikpweb.api.examples import OFFICE, examples
from ikpweb.api.office.v1 import office_api
from schemathesis import GenerationMode

from web.tests.api.asking import CHECKS, HEADERS, REJECTION, demand_example, kept, operations
from web.tests.api.computing import computation_of
from web.tests.collecting import answers, codes, submission_of
from web.tests.factories import member, signed_in
from web.tests.strangers import MARKERS, World, tables

OPERATIONS = operations(kept("openapi-office.json"), "/api/v1/office/openapi.json", guarded=False)
TOKEN = "a" * 32
#: Items that are shown of a list, and questions of a mapping by question.
SHOWN = 2
PLACES = {"{cycle}": "latihan", "{office}": "15.71", "{number}": "1", "{key}": "6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b"}


SCHEMA = office_api.get_openapi_schema()
TOLD = {
    told["operationId"]: (path, method, told)
    for path, methods in SCHEMA["paths"].items()
    for method, told in methods.items()
}


@pytest.fixture
def world(db: None) -> World:
    """Give an office in which there is something of everything."""
    made = World()
    made.computation = computation_of(made.cycle, frozen=True)
    return made


@pytest.fixture
def browser(client: Client, world: World) -> Client:
    """Sign somebody in who may do whatever an office may."""
    return signed_in(client, member("head", world.office, "enterer", "analyst"))


def filled(path: str, world: World) -> dict[str, str]:
    """Give parameters with which a path leads to what there is."""
    fills, address = {**tables("FILLS"), **tables("COMMON")}, path
    for name, value in PLACES.items():
        address = address.replace(name, value)
    fill = fills.get(resolve(address).view_name)
    return {name: str(value) for name, value in fill(world).items()} if fill else {}


def asked(operation: Any, mode: GenerationMode, there: dict[str, str], inside: dict[str, str]) -> list[int]:
    """Ask an operation a few times, of what there is, of what there is not and by nobody; give the statuses."""
    # Cookies of a WSGI client are those of localhost.
    headers = {**HEADERS, "X-CSRFToken": TOKEN}
    found: list[int] = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=3, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    def ask(case: Any) -> None:
        by_nobody = len(found) == 1
        if not mode.is_negative and len(found) < 2:  # a name by chance is that of nothing
            case.path_parameters.update(there)
        checks = [*CHECKS, *([REJECTION] if mode.is_negative and not by_nobody else [])]
        answer = case.call_and_validate(checks=checks, headers=headers, cookies={} if by_nobody else inside)
        found.append(answer.status_code)

    ask()
    return found


@pytest.mark.usefixtures("keep_the_connection")
def test_every_answer_keeps_to_the_schema(browser: Client, world: World) -> None:
    key = browser.cookies[configured.SESSION_COOKIE_NAME].value
    inside = {configured.SESSION_COOKIE_NAME: key, configured.CSRF_COOKIE_NAME: TOKEN}
    seen = {
        (operation.method.upper(), status)
        for operation in OPERATIONS
        for mode in GenerationMode
        for status in asked(operation, mode, filled(operation.path, world), inside)
    }
    # It came further than the door, and was refused in more than one way.
    assert {("GET", 200), ("GET", 401), ("GET", 404), ("GET", 422), ("PUT", 422), ("POST", 401)} <= seen


def test_every_operation_has_an_example() -> None:
    assert examples(OFFICE).keys() == TOLD.keys()


@pytest.mark.parametrize("name", TOLD)
def test_an_example_is_valid_and_names_its_parameters(name: str) -> None:
    path, _method, told = TOLD[name]
    demand_example(SCHEMA, path, told)


def test_refusals_of_the_middleware_stand_in_the_schema() -> None:
    for _path, _method, told in TOLD.values():
        assert "https-only" in told["responses"][403]["description"]
        assert "too-many-requests" in told["responses"][429]["description"]


# --- writing the examples --------------------------------------------------------------------------------------


def cut(value: Any) -> Any:
    if isinstance(value, dict):
        by_code = len(value) > 12 and all(name[:1] == "I" and name[1:].isdigit() for name in value)
        return {name: cut(each) for name, each in list(value.items())[: SHOWN if by_code else None]}
    return [cut(each) for each in value[:SHOWN]] if isinstance(value, list) else value


def bodies(world: World) -> dict[str, Any]:
    """Give what is sent to each operation that writes."""
    report = {"kind": "criminal", "source": "found", "event_date": "2026-01-05", "summary": "SINTETIS: uang di TPS 3."}
    assert world.event  # made before the revision is read
    held, first = submission_of(world.cycle, world.office), codes(world.cycle)[-1]
    return {
        "save": {
            "seen": held.revision,
            "client": str(uuid4()),
            "declarations": {first: {"answer": "nil"}},
            "events": {},
        },
        "submit": {"seen": held.revision + 2, "client": str(uuid4()), "declarations": {}, "events": {}},
        "enter": {**report, "id": str(UUID(int=7)), "client": str(uuid4()), "office": world.office},
        "change": {**report, "seen": 1},
        "saveEffort": {"weeks": [{"week": "2026-01-05", "supervisors": 7}]},
    }  # fmt: skip


def written(browser: Client, world: World) -> str:
    """Ask everything of an office that is made up, and give the examples as they are kept."""
    made, sent = {}, bodies(world)
    # What is asked about one thing makes it; lists come after, so that there is something in them, then what writes.
    order = sorted(TOLD.items(), key=lambda each: (each[1][1] != "get", "{" not in each[1][0]))
    for name, (path, method, _told) in order:
        address = path.format_map(filled(path, world))
        query = "?training=true" if name == "computations" else ""
        if name == "submit":  # everything but one answer was saved before
            whole = {**sent["save"], "seen": sent["save"]["seen"] + 1, "client": str(uuid4())}
            whole["declarations"] = answers(world.cycle, **{world.event.indicator: {"answer": "events"}})
            browser.generic("PUT", address.removesuffix("/submit"), json.dumps(whole), content_type="application/json")
        body = {"data": json.dumps(sent[name]), "content_type": "application/json"} if name in sent else {}
        answer = browser.generic(method.upper(), address + query, **body)
        assert answer.status_code == 200, (name, answer.content)
        made[name] = {"address": address + query, **({"body": sent[name]} if name in sent else {}),
                      "answer": cut(answer.json())}  # fmt: skip
    text = json.dumps(dict(sorted(made.items())), indent=1, ensure_ascii=False) + "\n"
    for marker in MARKERS:
        text = text.replace(marker, "SINTETIS")
    return text


if os.environ.get("IKP_KEEP_EXAMPLES"):

    def test_the_examples_are_written(browser: Client, world: World) -> None:
        Path(here.__file__).with_name(OFFICE).write_text(written(browser, world), encoding="utf-8")
