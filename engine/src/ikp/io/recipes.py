"""Recipes from TOML or JSON. They are written as JSON only: the standard library writes no TOML."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ikp.errors import DataError, UsageError
from ikp.io.paths import Readable, read_text, refuse_suffix, shown
from ikp.problems import Problem
from ikp.recipe import Recipe

__all__ = ["read_made", "read_part", "read_recipe"]

T = TypeVar("T")


def read_recipe(path: Readable) -> Recipe:
    """Read a recipe from TOML, from JSON, or from the ``recipe`` of a *run.json*.

    A recipe out of *run.json* carries everything that was fitted, so that it applies the
    bounds of that run.

    Raises
    ------
    UsageError
        If the file cannot be opened or ends in something else.
    DataError
        With every problem, each with the file and, in TOML, the line of the step.
    """
    return read_made(path, "recipe", "step", Recipe.from_dict)


def read_made(path: Readable, part: str, table: str, make: Callable[[Mapping[str, Any]], T]) -> T:
    """Read TOML or JSON and make something of it; its problems get the file and the line of their table.

    Parameters
    ----------
    path : path
    part : str
        What a JSON object may keep it under.
    table : str
        Name of the tables in double brackets that the paths of problems number, as in ``step[3]``.
    make : callable
        From plain data to a value.

    Raises
    ------
    UsageError, DataError
        As `read_recipe`.
    """
    file = shown(path)
    lines: list[int] = []
    if file.lower().endswith(".toml"):
        text = read_text(path)
        heads = re.finditer(rf"(?m)^[ \t]*\[\[{table}\]\]", text)
        lines = [text.count("\n", 0, found.start()) + 1 for found in heads]
        data: Mapping[str, Any] = _toml(text, file)
    else:
        data = read_part(path, part, table)
    try:
        return make(data)
    except DataError as error:
        raise DataError([_placed(each, file, lines, table) for each in error.problems]) from None


def read_part(path: Readable, part: str, table: str = "step") -> Mapping[str, Any]:
    """Read a JSON object, or the object that it keeps under `part`.

    Raises
    ------
    UsageError, DataError
        If the file is not JSON, or holds no such part.
    """
    file = shown(path)
    if not file.lower().endswith(".json"):
        raise refuse_suffix(path, (".toml", ".json") if part != "framework" else (".csv", ".json"))
    try:
        data = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise DataError(Problem("file-syntax", {"kind": "JSON", "detail": error.msg}, file, error.lineno)) from None
    found = data.get(part, data) if isinstance(data, dict) else None
    if not isinstance(found, dict) or (found is data and not {table, "nodes"} & data.keys()):
        raise UsageError(Problem("file-no-part", {"part": part}, file))
    return found


def _toml(text: str, file: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column \d+\)", str(error))
        detail = re.sub(r" \(at .*\)", "", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise DataError(Problem("file-syntax", {"kind": "TOML", "detail": detail}, file, line)) from None


def _placed(found: Problem, file: str, lines: list[int], table: str) -> Problem:
    """Add the file and the line of the table that the problem's path names."""
    named = re.match(rf"{table}\[(\d+)\]", str(found.params.get("path", "")))
    number = int(named[1]) if named else int(str(found.params.get("place", 0)))
    line = lines[number - 1] if 0 < number <= len(lines) else None
    return replace(found, file=file, line=line)
