from datetime import date
from pathlib import Path

import pytest

from engine.tests.io.bad_input import FRAMEWORK
from ikp.io import read_data
from ikp.io.data import Data
from ikp.recipe.steps import Events


def read(tmp_path: Path, text: str, **options: object) -> Data:
    path = tmp_path / "d.csv"
    path.write_text(text, encoding="utf-8")
    return read_data(path, FRAMEWORK, **options)  # type: ignore[arg-type] # by name


def problems(data: Data) -> list[tuple[str, int | None, str | None]]:
    return [(each.code, each.line, each.column) for each in data.problems]


def test_rows_become_a_log_and_a_table(tmp_path: Path) -> None:
    data = read(
        tmp_path,
        "unit,name,indicator,date,count,grade,declaration\n"
        "A,Aceh,I01,2021-05-01,2,3,\n"
        "B,Bali,I02,,,,nihil\n"
        "A,,I03,01/02/2021,1,4,\n"
        "B,,I03,,0,,\n",
    )
    assert data.problems == ()
    assert data.events is not None
    assert data.events.names == {"A": "Aceh", "B": "Bali"}
    assert data.events.date.astype(str).tolist() == ["2021-05-01", "NaT", "2021-02-01", "NaT"]
    table = data.require()
    assert table.units == ("A", "B")
    assert table.names == ("Aceh", "Bali")
    assert table.column("I01")[0] == 6
    assert table.values[1].tolist()[1:] == [0, 0]
    assert data.said()[:2] == (
        "The data are events: 4 rows about 2 units.",
        "Dates with slashes are read as day/month/year, as in 01/02/2021.",
    )


def test_without_counts_every_row_is_an_event(tmp_path: Path) -> None:
    data = read(tmp_path, "unit,indicator,grade,declaration\nA,I01,3,\nA,I01,2,\nA,I02,,nil\n")
    assert data.problems == ()
    assert data.require().values[0].tolist()[:2] == [5, 0]
    assert [each.code for each in data.remarks] == ["events", "no-count", "no-date", "units-text"]


def test_grades_where_they_do_not_count(tmp_path: Path) -> None:
    step = Events(value="count")
    assert read(tmp_path, "unit,indicator,count\nA,I01,3\n", events_step=step).require().column("I01")[0] == 3
    assert problems(read(tmp_path, "unit,indicator,count,grade\nA,I01,3,9\n", events_step=step)) == [
        ("grade-scale", 2, "grade")
    ]
    assert read(tmp_path, "unit,indicator,count,grade\nA,I01,3,\n", events_step=step).problems == ()


def test_the_scale_of_grades_is_that_of_the_recipe(tmp_path: Path) -> None:
    text = "unit,indicator,count,grade\nA,I01,1,5\n"
    assert problems(read(tmp_path, text)) == [("grade-scale", 2, "grade")]
    assert read(tmp_path, text, events_step=Events(grades=(1, 5))).problems == ()


def test_all_problems_are_found_at_once(tmp_path: Path) -> None:
    data = read(
        tmp_path,
        "daerah,indikator,tanggal,jumlah,tingkat,pernyataan\n"
        ",I01,2021-05-01,2,3,\n"
        "A,I9,2021-05-01,2,3,\n"
        "A,I01,45000,2,3,\n"
        "A,I01,2021-05-01,-2,3,\n"
        "A,I01,2021-05-01,2,7,\n"
        "A,I01,2021-05-01,2,,\n"
        "A,I01,2021-05-01,,3,\n"
        "A,I01,2021-05-01,,3,mungkin\n"
        "A,I02,2021-05-01,1,,nihil\n"
        "A,I01,,2,3,\n",
    )
    assert data.table is None
    assert data.events is None
    assert problems(data) == [
        ("unit-empty", 2, "daerah"),
        ("code-unknown", 3, "indikator"),
        ("date-serial", 4, "tanggal"),
        ("count-negative", 5, "jumlah"),
        ("grade-scale", 6, "tingkat"),
        ("grade-empty", 7, "tingkat"),
        ("count-empty", 8, "jumlah"),
        ("declaration-unknown", 9, "pernyataan"),
        ("declaration-count", 10, "pernyataan"),
        ("date-empty", 11, "tanggal"),
    ]


def test_dates_are_held_against_the_period(tmp_path: Path) -> None:
    text = "unit,indicator,date,count,grade\nA,I01,2013-12-31,1,1\nA,I01,2014-01-01,1,1\nA,I01,2022-12-31,1,1\n"
    data = read(tmp_path, text, period=(date(2014, 1, 1), date(2022, 12, 31)))
    assert problems(data) == [("date-outside", 2, "date")]
    assert data.errors == ()
    assert data.require().column("I01")[0] == 3


def test_contradictions_name_both_lines(tmp_path: Path) -> None:
    data = read(tmp_path, "unit,indicator,count,grade,declaration\nA,I01,,,nihil\nA,I02,1,1,\nA,I01,2,1,\n")
    assert [(each.code, each.line, each.params["other"]) for each in data.problems] == [
        ("declaration-contradicted", 2, 4)
    ]
    assert data.table is None


def test_a_panel_of_events(tmp_path: Path) -> None:
    data = read(tmp_path, "unit,tahun,indicator,count,grade\nA,2024,I01,1,1\nA,2019,I01,2,1\nB,2024,I01,3,1\n")
    table = data.require()
    assert table.units == ("A", "A", "B")
    assert table.periods == ("2019", "2024", "2024")
    assert table.column("I01").tolist() == [2, 1, 3]
    assert "a panel of 2 periods: 2019, 2024" in " ".join(data.said())


@pytest.mark.parametrize(("label", "synthetic"), [("SINTETIS", True), ("lapangan", False)])
def test_made_up_events_are_known(tmp_path: Path, label: str, synthetic: bool) -> None:
    data = read(tmp_path, f"unit,indicator,count,grade,label\nA,I01,1,1,{label}\n")
    assert data.synthetic is synthetic
    assert data.require().synthetic is synthetic
    assert ("synthetic" in [each.code for each in data.remarks]) is synthetic
