"""How ikp shows things: tables that fit the terminal, JSON and CSV for machines, problems, progress.

Results go to standard output, everything said about them to standard error, so that
``ikp … --json | jq`` works. Machine output has English keys, decimal points and no
colour, in every language.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import wrap
from threading import Timer
from typing import Any, Literal

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ikp.cli.language import lang, number, say, whole, word
from ikp.errors import UsageError, problem
from ikp.problems import Problem

__all__ = [
    "Column",
    "Footnotes",
    "Format",
    "Report",
    "bar",
    "category_text",
    "console",
    "error_console",
    "form",
    "problem_lines",
    "progress",
    "tell",
    "thinned",
]

Format = Literal["table", "json", "csv"]
Row = Mapping[str, Any]
Progress = Callable[[float, float | None], None]

#: Mark and colour of each category group. Shape, word and colour say the same (colours: Okabe and Ito).
CATEGORY_MARKS = {"tinggi": ("▲", "#D55E00"), "sedang": ("●", "#E69F00"), "rendah": ("▼", "#0072B2")}
CERTAINTY_MARKS = {"published": "●", "derived": "◐", "assumed": "○"}
#: A table longer than this is cut for the eye, unless all rows are asked for.
LIMIT = 40
_FOLDED = 14


class _Console(Console):
    """A console that leaves a closed pipe to the frame instead of ending the program by itself."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """Give the console of standard output; made anew, since tests and shells exchange the stream."""
    return _Console(file=sys.stdout, highlight=False, emoji=False, markup=False)


def error_console() -> Console:
    """Give the console of standard error."""
    return _Console(file=sys.stderr, highlight=False, emoji=False, markup=False)


def tell(text: str, style: str = "") -> None:
    """Say something about the work to the person, never to the pipe."""
    error_console().print(Text(text, style=style))


def form(as_json: bool, as_csv: bool) -> Format:
    """Settle the form of the output."""
    if as_json and as_csv:
        raise UsageError(problem("cli-together", first="--json", second="--csv"))
    return "json" if as_json else "csv" if as_csv else "table"


# --- tables ----------------------------------------------------------------------------
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


def category_text(label: str, group: str | None = None) -> Text:
    """Write a category with its mark: shape and word carry what the colour says."""
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


class Report:
    """What a command shows: facts and tables for the eye, one document or one table for a machine.

    Parameters
    ----------
    form : {'table', 'json', 'csv'}
    command : str
        Name of the command, the first key of the document.
    facts : keyword arguments
        Further keys of the document, such as the edition.
    """

    def __init__(self, form: Format, command: str, **facts: Any) -> None:
        self.form = form
        self.document: dict[str, Any] = {"command": command, **facts}
        self._main: tuple[Sequence[str], Sequence[Row]] | None = None
        self._console = console()

    @property
    def eye(self) -> bool:
        """Whether a person is to read it."""
        return self.form == "table"

    @property
    def width(self) -> int:
        return self._console.width

    def title(self, text: str) -> None:
        """Print a heading."""
        if self.eye:
            self._console.print(Text(f"\n{text}", style="bold"))

    def line(self, text: str | Text = "", style: str = "", indent: int = 0) -> None:
        """Print a line for the eye; long ones are broken between words."""
        if self.eye and not text:
            self._console.print()
        elif self.eye:
            shown = text if isinstance(text, Text) else Text(text, style=style)
            self._console.print(Padding(shown, (0, 0, 0, indent), expand=False))

    def bullets(self, texts: Sequence[str]) -> None:
        """Print a list; lines of one item stay together."""
        if self.eye and texts:
            grid = Table.grid(padding=(0, 1))
            for text in texts:
                grid.add_row("  –", Text(text))
            self._console.print(grid)

    def fact(self, name: str, value: str) -> None:
        """Print a name with what it has, the value hanging beside the name."""
        if self.eye and value:
            grid = Table.grid(padding=(0, 1))
            grid.add_column(width=18 if self.width >= 60 else 12)
            grid.add_column(overflow="fold")
            grid.add_row(Text(name, style="dim"), Text(value))
            self._console.print(grid)

    def table(
        self,
        key: str,
        rows: Sequence[Row],
        columns: Sequence[Column],
        *,
        main: bool = False,
        limit: int | None = None,
        machine: Sequence[Row] | None = None,
    ) -> None:
        """Show a table, and keep its rows for the document under `key`.

        The table called `main` is what CSV gives. `machine` are the rows for machines where
        they hold more than the eye is shown. `limit` cuts for the eye.
        """
        given = rows if machine is None else machine
        self.document[key] = list(given)
        if main:
            self._main = (list(given[0]) if given else [column.key for column in columns], given)
        if self.eye:
            self.laid_out(rows, columns, limit)

    def laid_out(self, rows: Sequence[Row], columns: Sequence[Column], limit: int | None = None) -> None:
        """Print a table for the eye alone."""
        if not self.eye:
            return
        shown = rows if limit is None else rows[:limit]
        kept, gone = fitting(columns, shown, self.width)
        self._console.print(table(kept, shown))
        if len(shown) < len(rows):
            self.line(say("msg.rows-left", count=whole(len(rows) - len(shown))), "dim")
        if gone:
            self.line(say("msg.columns-left", names=", ".join(column.heading for column in gone)), "dim")

    def footnotes(self, notes: Footnotes) -> None:
        """Print the numbered sources; addresses stay in one piece, so that a terminal can open them."""
        if self.eye and list(notes):
            self.line(say("head.sources"), "bold")
            for place, source in notes:
                self._console.print(Text(f"{place:>3}  {source}", style="dim"), soft_wrap=True)

    def show(self, what: RenderableType) -> None:
        """Print something that is laid out already."""
        if self.eye:
            self._console.print(what)

    def keep(self, key: str, rows: Sequence[Row], names: Sequence[str]) -> None:
        """Keep rows for machines that the eye is shown otherwise; they are the main table."""
        self.document[key] = list(rows)
        self._main = (names, rows)

    def close(self) -> None:
        """Print the document or the main table, for a machine."""
        if self.form == "json":
            print(json.dumps(_plain(self.document), ensure_ascii=False, indent=2, allow_nan=False))
        elif self.form == "csv" and self._main is not None:
            names, rows = self._main
            writer = csv.DictWriter(sys.stdout, names, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows({key: _flat(_plain(row.get(key))) for key in names} for row in rows)


def _plain(value: Any) -> Any:
    """Make a value fit for JSON: NumPy's numbers become Python's, NaN becomes null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in value]
    if isinstance(value, Text):
        return value.plain
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if isinstance(value, float) and value != value else value  # noqa: PLR0124 - NaN


def _flat(value: Any) -> Any:
    """Put a value into one cell."""
    if isinstance(value, list) and all(isinstance(each, (str, int, float)) for each in value):
        return "; ".join(map(str, value))
    if isinstance(value, dict) and all(isinstance(each, (str, int, float)) for each in value.values()):
        return "; ".join(f"{key}: {each}" for key, each in value.items())
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return value


# --- problems --------------------------------------------------------------------------
def problem_lines(problems: Sequence[Problem]) -> Group:
    """Lay out problems: what, where, how to mend. Neighbours that are mended alike share the last line."""
    lines: list[RenderableType] = []
    for place, each in enumerate(problems):
        mark = ("✖ ", "#D55E00") if each.severity == "error" else ("⚠ ", "#E69F00")
        where = each.where(lang())
        lines.append(Text.assemble(mark, (f"{where}: " if where else "", "bold"), each.what(lang())))
        mend = each.mend(lang())
        if place + 1 == len(problems) or problems[place + 1].mend(lang()) != mend:
            lines.append(Padding(Text(f"→ {mend}"), (0, 0, 0, 2), expand=False))
    return Group(*lines)


def thinned(problems: Sequence[Problem], most: int = 3) -> list[tuple[list[Problem], int]]:
    """Gather problems of one kind, the first few of each, with the number of those left out."""
    kinds: dict[str, list[Problem]] = {}
    for each in problems:
        kinds.setdefault(each.code, []).append(each)
    return [(alike[:most], max(0, len(alike) - most)) for alike in kinds.values()]


PROBLEM_KEYS = ("severity", "code", "file", "line", "column", "what", "mend")


def problem_row(each: Problem) -> dict[str, Any]:
    """Give a problem as a row for machines: what and mend are in the spoken language, code is stable."""
    found = (each.severity, each.code, each.file, each.line, each.column, each.what(lang()), each.mend(lang()))
    return dict(zip(PROBLEM_KEYS, found, strict=True))


# --- progress --------------------------------------------------------------------------
@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Show a bar with the time left on work that takes over a second, where a person is watching.

    Yields a function of what is done and of how much there is (None where nobody knows).
    """
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=error_console(),
        transient=True,
    )
    task = shown.add_task(label, total=None)
    # A timer, not the calls of `advance`: work that tells nothing for a while takes its second as well.
    timer = Timer(1, shown.start)
    if shown.console.is_terminal:
        timer.start()

    def advance(done: float, total: float | None) -> None:
        shown.update(task, completed=done, total=total)

    try:
        yield advance
    finally:
        timer.cancel()
        if shown.console.is_terminal:
            timer.join()
        if shown.live.is_started:
            shown.stop()
