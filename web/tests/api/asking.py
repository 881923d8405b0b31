"""Asking an interface by schemathesis: what the schema allows and what it forbids, and what every answer is held to."""

import json
from pathlib import Path
from typing import Any

import schemathesis
from ikpweb.config.wsgi import application
from jsonschema_rs import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

__all__ = ["CHECKS", "HEADERS", "REJECTION", "demand_example", "kept", "operations"]

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
#: What is not as the schema says must be refused.
REJECTION = negative_data_rejection
#: The WSGI transport does not unpack what it asks for packed.
HEADERS = {"Accept-Encoding": "identity"}


def kept(name: str) -> dict[str, Any]:
    """Read a schema that is kept beside the tests."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


def operations(told: dict[str, Any], location: str, *, guarded: bool = True) -> list[Any]:
    """Give the operations of a schema, to be asked of the platform without a server.

    Parameters
    ----------
    told : dict
        The schema.
    location : str
        Where it is served.
    guarded : bool
        Whether schemathesis makes up the session or key that the schema demands; otherwise who asks is for the test
        to say.
    """
    if not guarded:
        paths = {
            path: {method: {**each, "security": []} for method, each in methods.items()}
            for path, methods in told["paths"].items()
        }
        told = {**told, "paths": paths}
    schema = schemathesis.openapi.from_dict(told)
    schema.app = application
    schema.location = location
    return [found.ok() for found in schema.get_all_operations()]


def demand_example(schema: dict[str, Any], path: str, told: dict[str, Any]) -> None:
    """Demand that an operation shows an example, which is as the schema says and names its parameters."""
    parts = {"components": schema["components"]}
    answer = told["responses"][min(told["responses"])]["content"]["application/json"]
    Draft202012Validator({**parts, **answer["schema"]}).validate(answer["example"])
    if "requestBody" in told:
        body = told["requestBody"]["content"]["application/json"]
        Draft202012Validator({**parts, **body["schema"]}).validate(body["example"])
    given = {each["name"]: each["example"] for each in told["parameters"] if "example" in each}
    assert all(each["name"] in given for each in told["parameters"] if each["required"])
    assert told["x-example"].partition("?")[0] == path.format_map(given)
