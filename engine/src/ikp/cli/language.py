"""Which language ikp speaks, and how it writes numbers in it."""

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import get_args

from ikp.errors import UsageError, problem
from ikp.problems import Lang

__all__ = ["LANGS", "lang", "number", "say", "settle", "speak", "whole", "word"]

LANGS: tuple[Lang, ...] = get_args(Lang)
_spoken: ContextVar[Lang] = ContextVar("lang", default="en")


def lang() -> Lang:
    """Give the language that is spoken now."""
    return _spoken.get()


def speak(language: Lang) -> None:
    """Speak this language from now on."""
    _spoken.set(language)


def settle(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Lang:
    """Find the language before anything is parsed, so that even the help comes in it.

    ``--lang`` counts wherever it stands; else the variable IKP_LANG, else a locale of
    Indonesian or English, else Indonesian.

    Raises
    ------
    UsageError
        If ``--lang`` or IKP_LANG names a language that ikp does not speak.
    """
    environment = os.environ if environment is None else environment
    asked = _asked(arguments) or environment.get("IKP_LANG")
    if asked:
        if asked not in LANGS:
            raise UsageError(problem("cli-language", value=asked, known=LANGS))
        return asked
    # POSIX: LC_ALL overrules LC_MESSAGES, which overrules LANG.
    found = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if found[:2].lower() == "en" else "id"


def _asked(arguments: Sequence[str]) -> str | None:
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return None


def say(key: str, /, **params: object) -> str:
    """Give a text of the catalogue in the language that is spoken."""
    from ikp.cli.text import TEXT

    return TEXT[key][lang()].format_map(params)


def word(kind: str, name: str) -> str:
    """Give the word for a value, or the value itself where it is a name of somebody's own, such as *level 6*."""
    from ikp.cli.text import TEXT

    key = f"{kind}.{name}"
    return TEXT[key][lang()] if key in TEXT else name


def number(value: float | None, digits: int = 2, *, sign: bool = False) -> str:
    """Write a number as people here write it: 88,95 in Indonesian, 88.95 in English; – for nothing."""
    if value is None or value != value:  # noqa: PLR0124 - NaN, without importing NumPy
        return "–"
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang() == "id" else text


def whole(value: int) -> str:
    """Write a count: 1.234 in Indonesian, 1,234 in English."""
    return number(value, 0)
