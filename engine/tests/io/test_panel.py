"""Reading a panel: what stands in it, and everything that is wrong with it."""

from pathlib import Path

import numpy as np
import pytest

from ikp.editions.registry import registry
from ikp.errors import DataError
from ikp.io.panel import read_panel

ROWS = "a,1,3,2\na,2,1,2\nb,1,5,\nb,2,5,\nc,1,4,\nc,2,,\n"


def written(folder: Path, rows: str, heading: str = "unit,period,outcome,start") -> Path:
    path = folder / "panel.csv"
    path.write_text(f"{heading}\n{rows}", encoding="utf-8")
    return path


def test_a_panel_of_the_units_that_have_all_periods(tmp_path: Path) -> None:
    found = read_panel(written(tmp_path, ROWS))
    assert found.panel.units == ("a", "b")
    assert found.panel.periods == ("1", "2")
    assert found.panel.start.tolist() == [1, -1]
    np.testing.assert_array_equal(found.panel.outcome, [[3, 1], [5, 5]])
    assert found.left_out == ("c",)
    assert (found.methods, found.synthetic) == ((), False)


def test_months_stand_in_their_order_and_words_may_be_indonesian(tmp_path: Path) -> None:
    rows = "15.71,2024-02,1,2024-02,2020,SINTETIS\n15.71,2024-01,2,2024-02,2024,SINTETIS\n"
    found = read_panel(written(tmp_path, rows, "kode,periode,hasil,mulai,metode,label"), registry(), "regency")
    assert found.panel.units == ("15.71",)
    assert found.names["15.71"] == "Kota Jambi"
    assert found.panel.outcome.tolist() == [[2, 1]]
    assert found.methods == ("2020", "2024")
    assert found.synthetic


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("a,1,3,2\na,2,1,\n", "panel-start-differs"),
        ("a,1,3,7\na,2,1,7\n", "panel-start-unknown"),
        ("a,1,3,\na,1,1,\na,2,2,\n", "panel-twice"),
        ("a,1,,\na,2,1,\n", "panel-nobody-whole"),
        ("a,1,banyak,\na,2,1,\n", "number-text"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, rows: str, code: str) -> None:
    with pytest.raises(DataError) as wrong:
        read_panel(written(tmp_path, rows))
    assert {each.code for each in wrong.value.problems} == {code}


def test_a_column_that_is_needed(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="start"):
        read_panel(written(tmp_path, "a,1,3\n", "unit,period,outcome"))
