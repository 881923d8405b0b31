"""An example of every operation: a question and its answer, tested against the platform and shown in the schema.

Lists in an answer are cut short; what is there is word for word what the platform answers. Of releases it is
the example of the engine, whose bytes never change.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlsplit

__all__ = ["PLACE", "RELEASE", "Example", "examples", "with_example"]

#: What stands for the address of a platform, and the release that stands for one.
PLACE, RELEASE = "https://ikp.example", "contoh-sintetis.1"


@dataclass(frozen=True, slots=True)
class Example:
    """A question by its address, and the answer."""

    address: str
    answer: Any


@cache
def examples() -> Mapping[str, Example]:
    """Give the examples by the names of their operations."""
    kept = json.loads(files("ikpweb.api").joinpath("examples.json").read_text("utf-8"))
    return {name: Example(told["address"], told["answer"]) for name, told in kept.items()}


def with_example(address: str, operation: dict[str, Any]) -> None:
    """Put the example of an operation into its schema: the answer, and a value for each parameter that it names."""
    example = examples().get(operation["operationId"])
    if example is None:
        return
    asked = urlsplit(example.address)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", address)
    found = re.fullmatch(pattern, asked.path)
    values = {**(found.groupdict() if found else {}), **dict(parse_qsl(asked.query))}
    for parameter in operation["parameters"]:
        if parameter["name"] in values:
            whole = parameter["schema"].get("type") == "integer"
            value = values[parameter["name"]]
            parameter["example"] = int(value) if whole else value
    operation["x-example"] = example.address
    operation["responses"][200]["content"]["application/json"]["example"] = example.answer
