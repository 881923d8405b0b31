"""Small CSV files read whole, such as the data that come with the package."""

from collections.abc import Iterator

from ikp.errors import DataError
from ikp.io.csvfile import CsvSource
from ikp.io.paths import Readable
from ikp.io.report import Report

__all__ = ["read_rows", "rows_of"]


def read_rows(path: Readable) -> list[dict[str, str]]:
    """Read a CSV file as one mapping per row, from heading to text; cells keep their spaces.

    Raises
    ------
    UsageError
        If it cannot be opened.
    DataError
        With every problem of its form.
    """
    source = CsvSource(path)
    report = Report(source.file)
    rows = [dict(zip(source.headings, cells, strict=True)) for _, cells in rows_of(source, report)]
    if report.has_errors:
        raise DataError(report.problems)
    return rows


def rows_of(source: CsvSource, report: Report) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Give each row with its line."""
    for chunk in source.chunks(report):
        for line, cells in zip(chunk.lines.tolist(), zip(*chunk.columns, strict=True), strict=True):
            yield line, tuple(map(str, cells))
