import numpy as np

from ikp.io.report import Fault, Report
from ikp.problems import Problem

ERROR, WARNING = Fault("count-empty"), Fault("date-empty")


def test_problems_come_in_the_order_of_their_lines() -> None:
    report = Report("d.csv")
    report.add(ERROR, 5, "count")
    report.add(Fault("file-no-rows"))
    report.add(WARNING, 3, "date")
    assert [(each.code, each.line) for each in report.problems] == [
        ("file-no-rows", None),
        ("date-empty", 3),
        ("count-empty", 5),
    ]
    assert {each.file for each in report.problems} == {"d.csv"}
    assert report.has_errors


def test_warnings_are_no_errors() -> None:
    report = Report("d.csv")
    assert not report.problems
    report.add(WARNING)
    assert not report.has_errors


def test_beyond_the_limit_problems_are_counted_and_a_flood_of_warnings_hides_no_error() -> None:
    report = Report("d.csv", limit=3)
    lines = np.arange(10, 20, dtype=np.int32)
    report.add_rows(np.arange(10), lines, lambda _: WARNING, "date")
    report.add_rows(np.arange(4), lines, lambda _: ERROR, "count")
    report.add_rows(np.arange(2), lines, lambda _: ERROR, "count")
    report.add(ERROR, 99)
    codes = [each.code for each in report.problems]
    assert codes.count("date-empty") == codes.count("count-empty") == 3
    more = {each.code: each.params["count"] for each in report.problems if each.code.endswith("-more")}
    assert more == {"problems-more": 4, "warnings-more": 7}


def test_problems_from_elsewhere_get_the_file() -> None:
    report = Report("d.csv")
    report.include([Problem("count-empty", line=4, column="count")])
    assert report.problems == (Problem("count-empty", {}, "d.csv", 4, "count"),)
