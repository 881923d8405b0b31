"""What is said to the person beside the results: problems, progress, remarks. It never goes into the pipe."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ikp.cli.language import lang
from ikp.problems import Problem

__all__ = [
    "PROBLEM_KEYS",
    "Progress",
    "console",
    "error_console",
    "problem_lines",
    "problem_row",
    "progress",
    "tell",
    "thinned",
]

Progress = Callable[[float, float | None], None]

PROBLEM_KEYS = ("severity", "code", "file", "line", "column", "what", "mend")


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


def problem_row(each: Problem) -> dict[str, Any]:
    """Give a problem as a row for machines: what and mend are in the spoken language, code is stable."""
    found = (each.severity, each.code, each.file, each.line, each.column, each.what(lang()), each.mend(lang()))
    return dict(zip(PROBLEM_KEYS, found, strict=True))


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
