from pathlib import Path

import numpy as np
import pytest

from engine.tests.io.bad_input import FRAMEWORK
from ikp.errors import UsageError
from ikp.events import Declaration, EventLog
from ikp.io import read_data, write_events

LOG = EventLog(
    ["11.10", "=1+1"],
    [0, 0, 1, 1, 1],
    FRAMEWORK.indicators,
    [0, 1, 2, 0, 1],
    [2, 0, 7, 0, 0],
    grade=[3, 0, 4, 0, 0],
    date=np.array(["2021-05-01", "NaT", "2020-12-31", "NaT", "NaT"], "datetime64[D]"),
    declaration=[Declaration.NONE, Declaration.NIL, 0, Declaration.NO_DATA, Declaration.NOT_APPLICABLE],
    names={"11.10": "Kab. Aceh Singkil", "=1+1": "@unit"},
)


def variant(**changes: object) -> EventLog:
    fields = {
        name: getattr(LOG, name)
        for name in ("units", "unit_index", "codes", "code_index", "count", "grade", "date", "declaration", "names")
    }
    return EventLog(**(fields | changes))


FORMATS = [
    "csv",
    pytest.param("xlsx", marks=pytest.mark.extras),
    pytest.param("parquet", marks=pytest.mark.extras),
]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    "log",
    [LOG, variant(synthetic=True), variant(names={}), variant(periods=["2019", "2024"], period_index=[0, 0, 1, 1, 0])],
)
def test_what_is_written_is_read_back(tmp_path: Path, suffix: str, log: EventLog) -> None:
    path = tmp_path / f"d.{suffix}"
    write_events(log, path)
    data = read_data(path, FRAMEWORK)
    assert data.problems == ()
    assert data.events is not None
    assert data.events.digest == log.digest
    assert data.events.names == log.names
    assert data.synthetic == log.synthetic


def test_texts_are_no_formulas_and_made_up_rows_say_so(tmp_path: Path) -> None:
    write_events(variant(synthetic=True), tmp_path / "d.csv")
    head, *lines = (tmp_path / "d.csv").read_text(encoding="utf-8").splitlines()
    assert head == "unit,name,indicator,date,count,grade,declaration,label"
    assert lines[2] == "'=1+1,'@unit,I03,2020-12-31,7,4,,SINTETIS"
    assert all(line.endswith(",SINTETIS") for line in lines)


@pytest.mark.extras
def test_units_stand_as_text_in_a_workbook(tmp_path: Path) -> None:
    import openpyxl

    write_events(LOG, tmp_path / "d.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["data"]
    cell = sheet["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("11.10", "s", "@")
    assert sheet["A4"].value == "=1+1"
    assert sheet["A4"].data_type == "s" or sheet["A4"].data_type == "f"
    assert sheet["D2"].is_date


def test_an_empty_log_has_its_headings(tmp_path: Path) -> None:
    write_events(EventLog([], [], FRAMEWORK.indicators, [], []), tmp_path / "d.csv")
    assert (tmp_path / "d.csv").read_text(encoding="utf-8") == "unit,indicator,date,count,grade,declaration\n"


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"ends in \.json"):
        write_events(LOG, tmp_path / "d.json")
    assert list(tmp_path.iterdir()) == []
