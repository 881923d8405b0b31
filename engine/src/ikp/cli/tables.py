"""Tables for the eye: what a cell looks like, which columns fit, sources as footnotes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Literal

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from ikp.cli.language import number, word

__all__ = ["CATEGORY_MARKS", "Column", "Footnotes", "Row", "bar", "category_text", "fitting", "table"]

Row = Mapping[str, Any]

#: Mark and colour of each category group. Shape, word and colour say the same (colours: Okabe and Ito).
CATEGORY_MARKS = {"tinggi": ("▲", "#D55E00"), "sedang": ("●", "#E69F00"), "rendah": ("▼", "#0072B2")}
CERTAINTY_MARKS = {"published": "●", "derived": "◐", "assumed": "○"}
_FOLDED = 14


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    key : str
        The key of the row, also in machine output; the heading is the text ``head.<key>``, else the key itself.
    kind : str
        How a value is written. ``share`` is 0 to 1 and shown in percent.
    digits : int
        Digits after the decimal mark.
    drop : int
        0 is always shown; where the terminal is too narrow the highest goes first.
    fold : bool
        May be broken into lines. Numbers never are.
    right : bool
        To the right, as numbers are that come as text.
    head : str
        Key of another heading, or the heading itself where the catalogue has no such key.
    """

    key: str
    kind: Literal["text", "number", "whole", "share", "category", "certainty"] = "text"
    digits: int = 2
    drop: int = 0
    fold: bool = False
    right: bool = False
    head: str = ""

    @property
    def heading(self) -> str:
        return word("head", self.head or self.key)

    def cell(self, value: Any) -> Text:
        """Write a value."""
        if value is None or value == "":
            return Text("" if self.kind == "text" else "–", style="dim")
        written = _WRITERS[self.kind](value, self.digits)
        return written if isinstance(written, Text) else Text(written)


def category_text(label: str | None, group: str | None = None) -> Text:
    """Write a category with its mark: shape and word carry what the colour says. A dash where there is none."""
    if not label:
        return Text("–", style="dim")
    mark, colour = CATEGORY_MARKS.get(group or label, ("", ""))
    return Text.assemble((f"{mark} " if mark else "", colour), word("category", label))


_WRITERS: Mapping[str, Callable[[Any, int], str | Text]] = {
    "text": lambda value, _: value if isinstance(value, Text) else str(value),
    "number": number,
    "whole": lambda value, _: number(value, 0),
    "share": lambda value, digits: f"{number(100 * value, digits)} %",
    "category": lambda value, _: value if isinstance(value, Text) else category_text(value),
    "certainty": lambda value, _: f"{CERTAINTY_MARKS.get(value, '')} {word('certainty', value)}".strip(),
}


def bar(value: float | None, most: float, width: int = 20) -> str:
    """Draw a value as a bar of at most `width` cells; eighths of a cell count."""
    if value is None or most <= 0 or value <= 0:
        return ""
    eighths = round(8 * width * value / most)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def fitting(columns: Sequence[Column], rows: Sequence[Row], width: int) -> tuple[list[Column], list[Column]]:
    """Split the columns into those that fit the width and those that had to go."""
    needs = {column: _need(column, rows) for column in columns}
    kept = list(columns)
    while sum(needs[column] for column in kept) + 2 * (len(kept) - 1) > width:
        droppable = [column for column in kept if column.drop]
        if not droppable:
            break
        kept.remove(max(droppable, key=lambda column: column.drop))
    return kept, [column for column in columns if column not in kept]


def _need(column: Column, rows: Sequence[Row]) -> int:
    longest = max((cell_len(column.cell(row.get(column.key)).plain) for row in rows), default=1)
    words = max((cell_len(word) for word in column.heading.split()), default=1)
    return max(min(longest, _FOLDED) if column.fold else longest, words)


def table(columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    """Lay out rows; numbers to the right and never broken."""
    from rich.box import SIMPLE_HEAD

    made = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in columns:
        right = column.right or column.kind in ("number", "whole", "share")
        need = _need(column, rows)
        made.add_column(
            "\n".join(wrap(column.heading, need)),
            justify="right" if right else "left",
            no_wrap=not column.fold,
            overflow="fold",
            min_width=need,
        )
    for row in rows:
        made.add_row(*(column.cell(row.get(column.key)) for column in columns))
    return made


class Footnotes:
    """Sources, numbered in the order in which they are first named."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, sources: str | Sequence[str]) -> str:
        """Give the numbers of these sources, as ``1,4``; a text may join several by ``; ``."""
        listed = sources.split("; ") if isinstance(sources, str) else sources
        found = [self._numbers.setdefault(source, len(self._numbers) + 1) for source in listed if source]
        return ",".join(map(str, found))

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return ((place, source) for source, place in self._numbers.items())
