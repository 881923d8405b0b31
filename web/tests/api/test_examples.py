"""Every operation has an example; each is valid, and the platform answers it as the schema says it does.

``IKP_KEEP_EXAMPLES=1`` writes the answers anew.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from ikpweb.api import examples as here
from ikpweb.api.examples import PLACE, RELEASE, examples
from ikpweb.api.v1 import api
from ikpweb.publication.models import Release
from jsonschema_rs import Draft202012Validator

KEPT = Path(here.__file__).with_name("examples.json")
OPERATIONS = {
    told["get"]["operationId"]: (path, told["get"]) for path, told in api.get_openapi_schema()["paths"].items()
}
#: Items that are shown of a list.
_SHOWN = 2


def answered(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.content[:300])
    return json.loads(answer.content.decode().replace("http://testserver", PLACE))


def cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: cut(each) for name, each in value.items()}
    return [cut(each) for each in value[:_SHOWN]] if isinstance(value, list) else value


def test_every_operation_has_an_example() -> None:
    assert examples().keys() == OPERATIONS.keys()


@pytest.mark.django_db
def test_the_platform_answers_as_the_examples_say(client: Client, example: Release) -> None:
    assert example.name == RELEASE
    said = {name: {"address": each.address, "answer": cut(answered(client, each.address))}
            for name, each in examples().items()}  # fmt: skip
    if os.environ.get("IKP_KEEP_EXAMPLES"):
        KEPT.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    kept = {name: {"address": each.address, "answer": each.answer} for name, each in examples().items()}
    assert kept == said, "Renew the examples with IKP_KEEP_EXAMPLES=1, then the schema, and look at what changed."


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_example_is_valid_and_names_its_parameters(name: str) -> None:
    path, operation = OPERATIONS[name]
    told = operation["responses"][200]["content"]["application/json"]
    parts = {"components": api.get_openapi_schema()["components"]}
    Draft202012Validator({**parts, **told["schema"]}).validate(told["example"])
    given = {each["name"]: each["example"] for each in operation["parameters"] if "example" in each}
    assert all(each["name"] in given for each in operation["parameters"] if each["required"])
    address = path.format_map(given)
    assert operation["x-example"].partition("?")[0] == address
    for each in operation["parameters"]:
        if "example" in each:
            Draft202012Validator({**parts, **each["schema"]}).validate(each["example"])
