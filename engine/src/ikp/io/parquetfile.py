"""Reading Parquet in slices, with the extra package polars."""

from collections.abc import Iterator, Sequence
from io import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from ikp.errors import DataError, UsageError, problem
from ikp.io.paths import Readable, locate, open_binary, shown
from ikp.io.report import Fault, Report
from ikp.io.said import Said
from ikp.io.source import Cell, Chunk, Progress
from ikp.problems import Problem

if TYPE_CHECKING:
    import polars

__all__ = ["ParquetSource"]

_ROWS = 1 << 18


class ParquetSource:
    """A Parquet file. It has no heading line: lines are its rows, counted from 1.

    Raises
    ------
    UsageError
        If the file cannot be opened, or polars is not installed.
    DataError
        If it is not Parquet, or has no columns.
    """

    comma_allowed = False
    semicolons = False
    heading_line = None
    said: tuple[Said, ...] = ()
    faults: Sequence[tuple[Fault, int | None]] = ()

    def __init__(self, path: Readable) -> None:
        self.file = shown(path)
        with open_binary(path) as file:
            size = file.seek(0, SEEK_END)
            ends = [self._at(file, place) for place in (0, max(0, size - 4))]
        if not size:
            raise DataError(Problem("file-empty", {}, file=self.file))
        if ends != [b"PAR1", b"PAR1"]:
            raise DataError(self._damaged("no PAR1 at both ends"))
        try:
            import polars
        except ImportError:
            raise UsageError(problem("file-extra", kind="Parquet", package="polars")) from None
        try:
            self._frame = polars.scan_parquet(Path(str(locate(path))))
            self.headings = tuple(self._frame.collect_schema().names())
            self._size = int(self._frame.select(polars.len()).collect().item())
        except (polars.exceptions.PolarsError, polars.exceptions.PanicException) as error:  # it panics on odd bytes
            raise DataError(self._damaged(str(error).splitlines()[0])) from None

    @staticmethod
    def _at(file: BinaryIO, place: int) -> bytes:
        file.seek(place)
        return file.read(4)

    def _damaged(self, detail: str) -> Problem:
        return Problem("file-damaged", {"kind": "Parquet", "detail": detail}, file=self.file)

    def chunks(self, report: Report, text: frozenset[int], progress: Progress | None = None) -> Iterator[Chunk]:
        """Stream the rows; what cannot be read goes to `report`."""
        import polars

        try:
            for start in range(0, self._size, _ROWS):
                part = self._frame.slice(start, _ROWS).collect()
                lines = np.arange(start + 1, start + 1 + part.height, dtype=np.int32)
                yield Chunk(lines, [_cells(column, place in text) for place, column in enumerate(part)])
                if progress:
                    progress(start + part.height, self._size)
        except (polars.exceptions.PolarsError, polars.exceptions.PanicException) as error:  # it panics on odd bytes
            report.include([self._damaged(str(error).splitlines()[0])])


def _cells(column: "polars.Series", as_shown: bool) -> list[Cell]:
    """Give the cells of a column; whole numbers become text where text is wanted, others stay what they are."""
    import polars

    kind = column.dtype
    if kind.is_float():
        column = column.fill_nan(None) if as_shown else column
    elif kind.is_integer():
        column = column.cast(polars.String) if as_shown else column
    elif kind not in (polars.String, polars.Date, polars.Datetime):
        column = column.cast(polars.String, strict=False)
    cells: list[Cell] = column.to_list()
    return ["NaN" if cell != cell else cell for cell in cells] if kind.is_float() else cells  # noqa: PLR0124 - NaN
