"""What every kind of data file looks like to the readers: headings, then chunks of columns."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from ikp.io.report import Fault, Report
from ikp.io.said import Said

__all__ = ["Cell", "Chunk", "Progress", "Source"]

#: Text as written; a number or a date where the file itself says so; None for an empty cell.
Cell = str | int | float | date | None

#: Called with what is done and the total, in bytes or rows.
Progress = Callable[[int, int], None]


class Chunk(NamedTuple):
    """Some rows, column by column; `lines` are counted as an editor or a spreadsheet counts them."""

    lines: NDArray[np.int32]
    columns: Sequence[Sequence[Cell]]


class Source(Protocol):
    """An opened data file."""

    @property
    def file(self) -> str: ...

    @property
    def headings(self) -> tuple[str, ...]: ...

    @property
    def heading_line(self) -> int | None:
        """The line of the headings; None where the file keeps them apart from its rows."""
        ...

    @property
    def said(self) -> tuple[Said, ...]: ...

    @property
    def faults(self) -> Sequence[tuple[Fault, int | None]]:
        """What is wrong with the form of the file, each with its line."""
        ...

    @property
    def comma_allowed(self) -> bool:
        """Whether decimals may have a comma: not where commas part the columns, nor where numbers are no texts."""
        ...

    @property
    def semicolons(self) -> bool:
        """Whether semicolons part the columns: then a point may stand between thousands."""
        ...

    def chunks(self, report: Report, text: frozenset[int], progress: Progress | None = None) -> Iterator[Chunk]:
        """Stream the rows; columns whose place is in `text` are given as they are displayed."""
        ...
