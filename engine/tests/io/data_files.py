"""The tables of settings in the page of data files, made from the steps themselves.

``python -m engine.tests.io.data_files`` in the root of the repository puts them into the
page; `test_recipes` checks that they are current.
"""

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

from ikp.recipe.parse import _describe, to_plain
from ikp.recipe.steps import STEPS

PAGE = Path(__file__).resolve().parents[3] / "docs/reference/data-files.md"
BEGIN, END = "<!-- settings: begin -->", "<!-- settings: end -->"


def tables() -> str:
    """Describe every step and what it is made of, in the order in which a recipe may use them."""
    parts = [text for cls in STEPS.values() for text in _described(cls, f"### `{cls.kind}`")]
    for part in dict.fromkeys(found for cls in STEPS.values() for found in _inner(cls)):
        parts += _described(part, f"### {part.__name__}")
    return "\n".join(parts)


def _described(cls: type[Any], title: str) -> Iterator[str]:
    yield title + "\n"
    yield inspect.cleandoc(cls.__doc__ or "").replace("``", "`") + "\n"
    yield "| setting | what it takes | left out |"
    yield "|---|---|---|"
    hints = _hints(cls)
    for each in sorted(fields(cls), key=lambda each: each.name in ("fitted", "evidence")):
        yield f"| `{each.name}` | {_what(hints[each.name])} | {_left_out(each)} |"
    yield ""


def _hints(cls: type[Any]) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(cls).items() if get_origin(hint) is not ClassVar}


def _inner(cls: type[Any]) -> Iterator[type[Any]]:
    """Find the dataclasses that a step's settings are made of, however deep."""
    for hint in _hints(cls).values():
        for part in (hint, *get_args(hint), *(deep for arg in get_args(hint) for deep in get_args(arg))):
            if isinstance(part, type) and is_dataclass(part):
                yield part
                yield from _inner(part)


def _what(hint: Any, *, many: bool = False) -> str:
    """Say what a setting takes; a table of settings by the name of what it holds."""
    origin, args = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if origin is tuple:
        inner = _what(args[0], many=True)
        return f"{'lists' if many else 'a list'} of {inner if args[-1] is Ellipsis else f'{len(args)} {inner}'}"
    if origin is not None and inspect.isclass(origin) and issubclass(origin, Mapping):
        return f"a table: {'tier' if args[0] is int else 'name'} = {_what(args[1])}"
    described = _describe(hint)
    return _MANY.get(described, described) if many else described


_MANY = {"a number": "numbers", "a whole number": "whole numbers", "text": "texts"}


def _left_out(each: Any) -> str:
    if each.default is MISSING and each.default_factory is MISSING:
        return "required"
    default = each.default if each.default is not MISSING else each.default_factory()
    if default is None or default in ({}, ()):
        return "nothing"
    if is_dataclass(default):
        return "its defaults"
    return f"`{json.dumps(to_plain(default))}`"


def current() -> str:
    """Give the page with the tables as they should be."""
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    return f"{head}{BEGIN}\n\n{tables()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    PAGE.write_text(current(), encoding="utf-8")
