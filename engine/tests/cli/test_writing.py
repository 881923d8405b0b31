"""A run is written whole, with its report and the command that makes it again."""

import json
from pathlib import Path

import pytest

from ikp.cli.language import speak
from ikp.cli.work import Asked, carry_out
from ikp.cli.writing import write
from ikp.errors import UsageError

pytestmark = pytest.mark.extras


def test_the_files_of_a_run(nine: Path, tmp_path: Path) -> None:
    speak("id")
    done = carry_out(nine, Asked(edition="2024"), quiet=True)
    files = write(done, tmp_path / "out", "ikp compute provinces.csv -e 2024 -o out")
    assert [file.name for file in files] == ["results.csv", "contributions.csv", "report.html", "run.json"]
    run = json.loads(files[-1].read_text())
    assert run["command"] == "ikp compute provinces.csv -e 2024 -o out"
    assert (run["edition"], run["level"], run["shape"]) == ("2024", "province", "dimensions")
    assert set(run["files"]) == {"results.csv", "contributions.csv", "report.html"}
    page = files[2].read_text()
    assert '<html lang="id">' in page
    assert run["command"] in page
    assert run["digests"]["recipe"] in page


def test_nothing_is_left_where_writing_is_refused(nine: Path, tmp_path: Path) -> None:
    done = carry_out(nine, Asked(edition="2024"), quiet=True)
    with pytest.raises(UsageError):
        write(done, tmp_path / "no" / "such" / "place")
    assert [path.name for path in tmp_path.iterdir()] == ["provinces.csv"]
