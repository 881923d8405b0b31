"""Problems are laid out, counted and given to machines; progress is for those who watch."""

import io

import pytest
from rich.console import Console

from ikp.cli.telling import problem_lines, problem_row, progress, thinned
from ikp.problems import Problem

pytestmark = pytest.mark.extras


def test_problems_that_are_mended_alike_share_the_advice() -> None:
    found = [Problem("count-negative", {"cell": -1}, "f.csv", line, "count") for line in (2, 3)]
    other = Problem("date-impossible", {"cell": "2019-13-01"}, "f.csv", 4, "date")
    console = Console(file=io.StringIO(), width=100)
    console.print(problem_lines([*found, other]))
    lines = str(console.file.getvalue()).splitlines()  # type: ignore[attr-defined]
    assert [line[0] for line in lines] == ["✖", "✖", " ", "✖", " "]
    assert lines[0].startswith("✖ f.csv, line 2, column count: ")


def test_many_of_a_kind_are_counted() -> None:
    found = [Problem("count-negative", {"cell": -1}, line=line) for line in range(9)]
    other = [Problem("date-impossible", {"cell": "x"})]
    assert [(len(alike), more) for alike, more in thinned([*found, *other])] == [(3, 6), (1, 0)]


def test_a_problem_has_stable_keys_for_machines() -> None:
    row = problem_row(Problem("count-negative", {"cell": -1}, "f.csv", 2, "count"))
    assert list(row) == ["severity", "code", "file", "line", "column", "what", "mend"]
    assert (row["severity"], row["code"], row["line"]) == ("error", "count-negative", 2)


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Reading") as advance:
        advance(1, 10)
        advance(10, 10)
    assert capsys.readouterr() == ("", "")
