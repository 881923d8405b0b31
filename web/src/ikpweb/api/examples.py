"""An example of every operation: a question and its answer, tested against the platform and shown in the schema.

Lists in an answer are cut short; what is there is word for word what the platform answers. Of releases it is
the example of the engine, whose bytes never change; of an office it is a made-up one (*SINTETIS*) that tests fill.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ikpweb.kit.country import country

__all__ = ["OFFICE", "PLACE", "RELEASE", "STATIONS", "Example", "examples", "with_example"]

#: What stands for the address of a platform, and the release that stands for one.
PLACE, RELEASE = "https://ikp.example", "contoh-sintetis.1"
#: Where the examples of the office's API are kept.
OFFICE = "office-examples.json"
#: And those of the stations' API.
STATIONS = "station-examples.json"


@dataclass(frozen=True, slots=True)
class Example:
    """A question by its address, the answer, and what is sent where something is written."""

    address: str
    answer: Any
    body: Any = None


@cache
def examples(file: str = "examples.json") -> Mapping[str, Example]:
    """Give the examples by the names of their operations."""
    kept = json.loads(files("ikpweb.api").joinpath(file).read_text("utf-8"))
    return {name: Example(told["address"], told["answer"], told.get("body")) for name, told in kept.items()}


def with_example(address: str, operation: dict[str, Any], file: str = "examples.json") -> None:
    """Put the example of an operation into its schema: the answer, and a value for each parameter that it names."""
    example = examples(file).get(operation["operationId"])
    if example is None or not country().is_shipped:  # what is shown is of Indonesia
        return
    asked = urlsplit(example.address)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", address)
    found = re.fullmatch(pattern, asked.path)
    values = {**(found.groupdict() if found else {}), **dict(parse_qsl(asked.query))}
    for parameter in operation["parameters"]:
        if parameter["name"] in values:
            parameter["example"] = _typed(values[parameter["name"]], parameter["schema"].get("type"))
    operation["x-example"] = example.address
    if example.body is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = example.body
    good = min(operation["responses"])  # 200, or 202 where something is only taken in
    operation["responses"][good]["content"]["application/json"]["example"] = example.answer


def _typed(text: str, kind: str | None) -> Any:
    if kind == "boolean":
        return text == "true"
    return int(text) if kind == "integer" else text
