"""Machine output is stable, and what is cut for the eye is said."""

import csv
import io
import json
from typing import Any

import numpy as np
import pytest

from ikp.cli.output import Report, form
from ikp.cli.tables import Column
from ikp.errors import UsageError

pytestmark = pytest.mark.extras


def test_two_forms_at_once_are_refused() -> None:
    assert (form(False, False), form(True, False), form(False, True)) == ("table", "json", "csv")
    with pytest.raises(UsageError):
        form(True, True)


def test_json_has_plain_numbers_and_null_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("json", "published", edition="2024")
    report.title("never printed")
    report.line("nor this")
    report.table(
        "rows", [{"score": np.float64(1.5), "gap": np.nan, "many": (np.int64(2),)}], [Column("score")], main=True
    )
    report.close()
    document = json.loads(capsys.readouterr().out)
    expected = {"command": "published", "edition": "2024", "rows": [{"score": 1.5, "gap": None, "many": [2]}]}
    assert document == expected
    assert list(document) == ["command", "edition", "rows"]


def test_csv_is_the_main_table_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("csv", "published")
    rows: list[dict[str, Any]] = [
        {"unit": str(i), "sources": ["a", "b"], "ranks": {"SP": 1}, "conflicts": [{"value": "2"}], "empty": []}
        for i in range(50)
    ]
    report.table("rows", rows, [Column("unit")], main=True, limit=3)
    report.table("others", rows, [Column("unit")])
    report.close()
    read = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(read) == 50
    assert read[0] == {"unit": "0", "sources": "a; b", "ranks": "SP: 1", "conflicts": '[{"value": "2"}]', "empty": ""}


def test_a_table_cut_for_the_eye_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("table", "x")
    report.table("rows", [{"unit": str(i)} for i in range(50)], [Column("unit")], limit=3)
    assert "47 more rows" in capsys.readouterr().out
