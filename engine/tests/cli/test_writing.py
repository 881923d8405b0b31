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


def test_regencies_bring_the_second_reading_of_their_provinces(tmp_path: Path) -> None:
    rows = ["31.01,43.25", "31.71,32.93", "31.72,38.06", "31.73,26.89", "31.74,9.4", "31.75,65.14", "33.75,28.38"]
    data = tmp_path / "printed.csv"
    # The printed totals of DKI Jakarta's six units, as if all their dimensions were equal.
    data.write_text("unit,SP,PP,KT,PT\n" + "".join(f"{u},{s},{s},{s},{s}\n" for u, s in (r.split(",") for r in rows)))
    done = carry_out(data, Asked(edition="2024", level="regency"), quiet=True)
    files = {file.name: file for file in write(done, tmp_path / "out", "ikp compute")}
    header, jakarta, java = files["provinces.csv"].read_text().splitlines()
    assert header == "unit,name,score,mean_of_known,known,of"
    assert jakarta.startswith("31,DKI Jakarta,35.945")  # printed 35.95
    assert jakarta.endswith(",6,6")
    assert java.startswith(
        "33,Jawa Tengah,,28.38"
    )  # 34 of 35 are not in the data: no score, never a part for the whole
