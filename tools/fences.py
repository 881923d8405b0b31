"""Fenced blocks of Markdown pages, so that tests can do what the pages tell a reader to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Fence", "fences"]

_FENCE = re.compile(
    r"^(?:<!-- not run: (?P<reason>[^\n]+?) -->\n)?```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_TITLE = re.compile(r'title="(?P<title>[^"]+)"')


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its language, its title (a file name), its text, and the line it begins on.

    `reason` says why no test runs it, from a comment ``<!-- not run: … -->`` on the line above; empty when one does.
    """

    language: str
    title: str
    text: str
    line: int
    reason: str = ""


def fences(page: Path) -> Iterator[Fence]:
    """Give the blocks of a page in order."""
    text = page.read_text("utf-8")
    for match in _FENCE.finditer(text):
        info = match["info"]
        title = _TITLE.search(info)
        line = text.count("\n", 0, match.start("info")) + 1
        yield Fence(info.split(" ")[0], title["title"] if title else "", match["text"], line, match["reason"] or "")
