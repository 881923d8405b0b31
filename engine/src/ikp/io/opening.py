"""Opening a data file by the ending of its name."""

from pathlib import Path

from ikp.io.csvfile import CsvSource
from ikp.io.parquetfile import ParquetSource
from ikp.io.paths import Readable, open_binary, refuse_suffix, shown
from ikp.io.source import Source
from ikp.io.xlsxfile import XlsxSource

__all__ = ["DATA_SUFFIXES", "open_source"]

#: What data may be read from.
DATA_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".parquet")


def open_source(path: Readable, sheet: str | None = None) -> Source:
    """Open a data file; nothing but its headings is read yet.

    Raises
    ------
    UsageError
        If it cannot be opened, or nothing reads its kind.
    DataError
        If it is not what its ending says.
    """
    match Path(shown(path)).suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return CsvSource(path)
        case ".xlsx" | ".xlsm" | ".xls":
            return XlsxSource(path, sheet)
        case ".parquet":
            return ParquetSource(path)
        case _:
            open_binary(path).close()  # a missing file or a folder is said first
            raise refuse_suffix(path, DATA_SUFFIXES)
