"""How ikp shows results: tables that fit the terminal for the eye, JSON and CSV for machines.

Results go to standard output, everything said about them to standard error, so that
``ikp … --json | jq`` works. Machine output has English keys, decimal points and no
colour, in every language.
"""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ikp.cli.language import say, whole
from ikp.cli.tables import Column, Footnotes, Row, fitting, table
from ikp.cli.telling import console
from ikp.errors import UsageError, problem

__all__ = ["LIMIT", "Format", "Report", "form"]

Format = Literal["table", "json", "csv"]

#: A table longer than this is cut for the eye, unless all rows are asked for.
LIMIT = 40


def form(as_json: bool, as_csv: bool) -> Format:
    """Settle the form of the output."""
    if as_json and as_csv:
        raise UsageError(problem("cli-together", first="--json", second="--csv"))
    return "json" if as_json else "csv" if as_csv else "table"


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
