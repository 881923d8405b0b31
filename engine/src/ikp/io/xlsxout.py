"""The extra package that writes workbooks, met when one is written and not before."""

from io import BytesIO
from typing import Any

from ikp.errors import UsageError, problem

__all__ = ["MOST_ROWS", "workbook"]

#: Rows of a sheet, the headings included. What is written beyond would be lost without a word.
MOST_ROWS = 1_048_576


def workbook(out: BytesIO, *, rows: int, streaming: bool = False) -> Any:
    """Open a workbook for writing; a text is never taken for a formula or a link.

    Raises
    ------
    UsageError
        If the package is not installed, or a sheet cannot hold `rows` and its headings.
    """
    if rows >= MOST_ROWS:
        raise UsageError(problem("file-rows", rows=rows, most=MOST_ROWS - 1))
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # it comes without types
    except ImportError:
        raise UsageError(problem("file-extra", kind="XLSX", package="xlsxwriter")) from None
    return xlsxwriter.Workbook(
        out, {"constant_memory": streaming, "strings_to_formulas": False, "strings_to_urls": False}
    )
