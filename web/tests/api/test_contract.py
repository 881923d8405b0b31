"""Schemathesis asks what the schema allows and what it forbids; every answer must keep to the schema."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from ikpweb.publication.models import Release
from schemathesis import GenerationMode

from web.tests.api.asking import CHECKS, HEADERS, REJECTION, kept, operations

KEPT = kept("openapi.json")
OPERATIONS = operations(KEPT, "/api/v1/openapi.json")

pytestmark = pytest.mark.usefixtures("keep_the_connection")


def test_all_operations_are_asked() -> None:
    assert len(OPERATIONS) == sum(map(len, KEPT["paths"].values())) == 21


@pytest.mark.django_db
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.path)
def test_every_answer_keeps_to_the_schema(operation: Any, mode: GenerationMode, example: Release) -> None:
    if mode.is_negative and not operation.path_parameters and not operation.query:
        return
    checks = [*CHECKS, REJECTION] if mode.is_negative else CHECKS

    asked: list[Any] = []

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        if "name" in case.path_parameters and len(asked) % 4:  # a name by chance is that of no release
            case.path_parameters["name"] = example.name
        asked.append(case)
        case.call_and_validate(checks=checks, headers={"Host": "testserver", **HEADERS})

    ask()
