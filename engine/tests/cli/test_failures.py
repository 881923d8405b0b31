"""Every failure has its exit code, and never a raw traceback."""

import errno
from collections.abc import Callable

import pytest
import typer

from ikp.cli.failures import LISTED, guard
from ikp.errors import DataError, UsageError, problem
from ikp.problems import Problem

pytestmark = pytest.mark.extras


def _raising(error: BaseException) -> Callable[[], int]:
    def run() -> int:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DataError(problem("table-empty")), 1),
        (UsageError(problem("cli-method")), 2),
        (typer.BadParameter("no"), 2),
        (PermissionError(errno.EACCES, "Permission denied", "out/x"), 2),
        (ZeroDivisionError("division by zero"), 3),
        (MemoryError(), 3),
        (KeyboardInterrupt(), 130),
        (typer.Abort(), 130),
    ],
)
def test_exit_codes(error: BaseException, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert guard(_raising(error), debug=False) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_what_runs_well_gives_its_own_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert guard(lambda: 0, debug=False) == 0
    assert guard(lambda: 1, debug=False) == 1
    assert capsys.readouterr() == ("", "")


def test_a_file_that_cannot_be_used_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    guard(_raising(OSError(errno.ENOSPC, "No space left on device", "out/x")), debug=False)
    assert "out/x cannot be used: No space left on device" in capsys.readouterr().err


def test_more_than_a_screenful_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    many = [Problem("count-negative", {"cell": -1}, line=line) for line in range(LISTED + 7)]
    guard(_raising(DataError(many)), debug=False)
    said = capsys.readouterr().err
    assert said.count("✖") == LISTED
    assert "7 more" in said


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    guard(_raising(ZeroDivisionError("x")), debug=True)
    assert "Traceback" in capsys.readouterr().err
