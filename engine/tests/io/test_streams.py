"""Files of reports, counts and effort, and everything that can be wrong with their rows."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ikp.editions.registry import registry
from ikp.errors import DataError
from ikp.io.streams import read_counts, read_effort, read_reports, shape_of
from ikp.registry import Registry


def file(folder: Path, text: str, name: str = "stream.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_reports_are_read_in_indonesian(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "daerah,jenis,tanggal_kejadian,tanggal_masuk,tanggal_verifikasi\n"
        "15.71,Pidana,02/09/2024,03/09/2024,\n15.01,etik,2024-09-09,2024-09-11,2024-09-12\n",
    )
    assert shape_of(path) == "reports"
    found = read_reports(path)
    assert (found.units, found.kinds) == (("15.71", "15.01"), ("pidana", "etik"))
    assert found.entry.tolist() == [date(2024, 9, 3), date(2024, 9, 11)]
    assert np.isnat(found.verified[0])
    assert not found.synthetic


def test_every_problem_stands_at_its_line(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "unit,kind,event_date,entry_date,verified_date,count\n"
        "15.71,pidana,2024-09-02,2024-09-01,,1\n"
        "15.71,,2024-09-02,2024-09-03,2024-09-01,1\n"
        "15.71,etik,,2024-09-03,,0\n"
        "15.71,etik,2024-09-40,2031-09-03,,1\n",
    )
    with pytest.raises(DataError) as raised:
        read_reports(path, today=date(2024, 12, 1))
    found = {(each.code, each.line) for each in raised.value.problems}
    assert {
        ("stream-entry-row", 2),
        ("stream-word-empty", 3),
        ("stream-verified-row", 3),
        ("stream-day-empty", 4),
        ("stream-count-row", 4),
        ("stream-future", 5),
    } <= found
    assert any(line == 5 and code.startswith("date") for code, line in found)


def test_a_unit_that_split_is_named_as_it_was(tmp_path: Path) -> None:
    """Papua Selatan was made of Papua on 25 July 2022 (Law 14/2022)."""
    rows = "Papua,2022-05-02,2022-05-03\nPapua Selatan,2022-05-02,2022-05-03\nPapua Selatan,2022-07-25,2022-07-26\n"
    path = file(tmp_path, f"unit,event_date,entry_date\n{rows}")
    with pytest.raises(DataError, match="did not exist then; it was part of 91") as raised:
        read_reports(path, registry(), "province")
    assert [(each.code, each.line) for each in raised.value.problems] == [("stream-unit-early", 3)]
    counts = file(tmp_path, "unit,week,count\nPapua Selatan,2022-07-18,3\nPapua Selatan,2022-07-25,3\n", "counts.csv")
    with pytest.raises(DataError, match="Papua Selatan") as raised:
        read_counts(counts, registry(), "province")
    assert [each.line for each in raised.value.problems] == [2]
    effort = file(tmp_path, "unit,week,supervisors\nPapua Selatan,2022-07-18,3\n", "effort.csv")
    with pytest.raises(DataError, match="did not exist then"):
        read_effort(effort, registry(), "province")
    regencies = file(tmp_path, "unit,event_date,entry_date\nMerauke,2022-05-02,2022-05-03\n", "regencies.csv")
    assert read_reports(regencies, registry(), "regency").units == ("93.01",)  # regencies stayed what they were


def test_a_unit_that_is_no_more_is_refused(tmp_path: Path) -> None:
    ended = Registry([replace(registry()["91"], valid_to=date(2023, 1, 1))])
    path = file(tmp_path, "unit,event_date,entry_date\n91,2022-12-31,2023-01-02\n91,2023-01-01,2023-01-02\n")
    with pytest.raises(DataError, match="has not existed since 2023-01-01") as raised:
        read_reports(path, ended, "province", "kemendagri")
    assert [each.line for each in raised.value.problems] == [3]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="entry_date"):
        read_reports(file(tmp_path, "unit,event_date\na,2024-09-02\n"))
    with pytest.raises(DataError):
        read_reports(file(tmp_path, "unit,event_date,entry_date\n"))


def test_a_week_without_a_row_was_not_observed(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "unit,week,count,supervisors,stage,label\n"
        "a,2024-09-02,3,5,kampanye,SINTETIS\na,2024-09-16,0,,kampanye,SINTETIS\nb,2024-09-18,2,4,kampanye,SINTETIS\n",
    )
    assert shape_of(path) == "counts"
    found = read_counts(path)
    assert found.synthetic
    assert found.stage == ("kampanye", "", "kampanye")
    np.testing.assert_array_equal(found.counts, [[3, np.nan], [np.nan, np.nan], [0, 2]])
    assert found.effort is not None
    np.testing.assert_array_equal(found.effort, [[5, np.nan], [np.nan, np.nan], [np.nan, 4]])


def test_a_week_twice_and_two_stages_are_refused(tmp_path: Path) -> None:
    path = file(tmp_path, "unit,week,count,stage\na,2024-09-02,3,x\na,2024-09-04,1,y\n")
    with pytest.raises(DataError, match="earlier row"):
        read_counts(path)
    path = file(tmp_path, "unit,week,count,stage\na,2024-09-02,3,x\nb,2024-09-04,1,y\n")
    with pytest.raises(DataError, match="another stage"):
        read_counts(path)


def test_effort_is_by_week_and_unit(tmp_path: Path) -> None:
    found = read_effort(file(tmp_path, "daerah,minggu,pengawas\na,2024-09-02,5\nb,2024-09-09,7\n"))
    np.testing.assert_array_equal(found.supervisors, [[5, np.nan], [np.nan, 7]])
    assert found.at(found.starts[1:], ["b", "c"])[0, 0] == 7
