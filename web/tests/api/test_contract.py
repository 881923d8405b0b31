"""Schemathesis asks what the schema allows and what it forbids; every answer must keep to the schema."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from ikpweb.config.wsgi import application
from ikpweb.publication.models import Release
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

KEPT = json.loads(Path(__file__).with_name("openapi.json").read_text(encoding="utf-8"))
SCHEMA = schemathesis.openapi.from_dict(KEPT)
SCHEMA.app = application
SCHEMA.location = "/api/v1/openapi.json"
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
#: The WSGI transport does not unpack what it asks for packed.
HEADERS = {"Host": "testserver", "Accept-Encoding": "identity"}
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture(autouse=True)
def keep_the_connection() -> Iterator[None]:
    """A server closes the database's connection after a request; here it carries the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_all_operations_are_asked() -> None:
    assert len(OPERATIONS) == sum(map(len, KEPT["paths"].values())) == 21


@pytest.mark.django_db
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
def test_every_answer_keeps_to_the_schema(operation: Any, mode: GenerationMode, example: Release) -> None:
    if mode.is_negative and not operation.path_parameters and not operation.query:
        return
    checks = [*CHECKS, negative_data_rejection] if mode.is_negative else CHECKS

    asked: list[Any] = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        if "name" in case.path_parameters and len(asked) % 4:  # a name by chance is that of no release
            case.path_parameters["name"] = example.name
        asked.append(case)
        case.call_and_validate(checks=checks, headers=HEADERS)

    ask()
