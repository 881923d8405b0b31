"""Checking data: every problem with its place and how to mend it."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.extras

BAD = """unit,indicator,date,count,grade
15.71,I01,2019-04-17,2,3
15.71,I02,2019-04-17,-2,3
15.71,I99,2019-04-17,1,9
Bandung,I03,2019-04-17,1,2
11.1,I03,2019-04-17,1,2
15.71,I05,2030-01-01,1,1
"""


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.csv"
    path.write_text(BAD)
    return path


def test_every_problem_has_its_place_and_the_code_is_1(call: Any, bad: Path) -> None:
    ran = call("check", bad, "-e", "2024", "-l", "regency", "--json")
    assert ran.code == 1
    document = ran.json
    places = {(each["code"], each["line"], each["column"]) for each in document["problems"]}
    assert places >= {
        ("count-negative", 3, "count"),
        ("code-unknown", 4, "indicator"),
        ("grade-scale", 4, "grade"),
        ("unit-doubtful", 5, "unit"),
        ("unit-lost-zero", 6, "unit"),
        ("date-outside", 7, "date"),
    }
    assert all(each["mend"] for each in document["problems"])
    assert (document["errors"], document["warnings"]) == (5, 1)
    assert document["shape"] == "events"


@pytest.mark.parametrize(
    ("lang", "line", "summary"),
    [("id", "baris 3, kolom count", "5 kesalahan"), ("en", "line 3, column count", "Errors: 5")],
)
def test_the_list_for_the_eye(call: Any, bad: Path, lang: str, line: str, summary: str) -> None:
    ran = call("check", bad, "-e", "2024", "-l", "regency", lang=lang, columns=200)
    assert line in ran.out
    assert summary in ran.out
    assert "Kab. Bandung (32.04), Kota Bandung (32.73)" in ran.out
    assert "11.10" in ran.out


def test_csv_lists_the_problems(call: Any, bad: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("check", bad, "-e", "2024", "-l", "regency", "--csv").out)))
    assert list(rows[0]) == ["severity", "code", "file", "line", "column", "what", "mend"]
    assert len(rows) == 6


def test_good_data_end_with_0(call: Any, nine: Path) -> None:
    ran = call("check", nine, "-e", "2024", "-l", "province")
    assert ran.code == 0
    assert "No errors" in ran.out
    assert "The data are scores of SP, PP, KT, PT" in ran.out


def test_a_code_of_four_digits_is_asked_about_and_settled_by_the_option(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("unit,SP,PP,KT,PT\n1101,1,2,3,4\n")
    assert call("check", path, "-e", "2024", "-l", "regency").code == 1
    for codes in ("kemendagri", "bps"):
        assert call("check", path, "-e", "2024", "-l", "regency", "--codes", codes).code == 0


def test_any_framework_can_be_checked(call: Any, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("code,parent\nX,\nA,X\nB,X\n")
    (tmp_path / "r.toml").write_text('[[step]]\nkind = "aggregate"\n')
    (tmp_path / "d.csv").write_text("unit,A,B\nnorth,1,2\n")
    ran = call("check", tmp_path / "d.csv", "--framework", tmp_path / "f.csv", "--recipe", tmp_path / "r.toml")
    assert ran.code == 0
