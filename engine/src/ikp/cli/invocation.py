"""The words that ikp was called with, so that a report can say how to make it again."""

import shlex
from collections.abc import Sequence
from contextvars import ContextVar

__all__ = ["command_line", "note"]

_words: ContextVar[tuple[str, ...]] = ContextVar("words", default=())


def note(arguments: Sequence[str]) -> None:
    """Keep the arguments of this call."""
    _words.set(tuple(arguments))


def command_line() -> str:
    """Give the command as it can be typed again."""
    return shlex.join(("ikp", *_words.get()))
