import sys
from io import BytesIO

import pytest

from ikp.errors import UsageError
from ikp.io.xlsxout import MOST_ROWS, workbook


@pytest.mark.extras
def test_texts_stay_texts() -> None:
    import openpyxl

    out = BytesIO()
    with workbook(out, rows=1) as book:
        book.add_worksheet("data").write(0, 0, "=1+1")
    cell = openpyxl.load_workbook(out, data_only=True)["data"]["A1"]
    assert cell.value == "=1+1"


def test_rows_that_no_sheet_holds_are_refused() -> None:
    with pytest.raises(UsageError, match="A sheet holds 1048575 rows, and there are 1048576"):
        workbook(BytesIO(), rows=MOST_ROWS)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)  # what an environment without the package does
    with pytest.raises(UsageError, match="need the package xlsxwriter"):
        workbook(BytesIO(), rows=1)
