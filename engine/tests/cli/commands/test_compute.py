"""Computing: from a file to scores, files and a report."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.extras

#: Rows of IKP 2024 whose dimensions were printed (two of them with participation 0 not printed), with the
#: total in print; see docs/explanation. The means of all units of a level are no units and stand elsewhere.
PRINTED: dict[str, list[tuple[Any, ...]]] = {
    "province": [
        ("DKI Jakarta", 78.27, 92.36, 96.08, 87.01, 88.95),
        ("Jawa Barat", 74.91, 83.38, 83.71, 42.07, 77.04),
    ],
    "regency": [
        ("Kab. Malang", 77.699, 75.279, 57.689, 0, 64.007),
        ("Kota Pekalongan", 15.71, 40.25, 35.39, 0, 28.38),
        ("Temanggung", 15.42, 94.53, 75.87, 0, 59.05),
        ("Labuhanbatu Utara", 69.78, 91.53, 90.66, 0, 76.29),
    ],
}


@pytest.mark.parametrize("level", PRINTED)
def test_totals_in_print_are_reproduced_within_0_011(call: Any, tmp_path: Path, level: str) -> None:
    path = tmp_path / "d.csv"
    rows = [",".join(map(str, row[:5])) for row in PRINTED[level]]
    path.write_text("\n".join(["unit,SP,PP,KT,PT", *rows]))
    ran = call("compute", path, "-e", "2024", "--level", level, "--json")
    assert ran.code == 0
    assert len(ran.json["rows"]) == len(rows)
    scores = sorted(row["score"] for row in ran.json["rows"])
    for score, printed in zip(scores, sorted(row[5] for row in PRINTED[level]), strict=True):
        assert score == pytest.approx(printed, abs=0.011)
    assert ran.json["cutoffs"][0]["origin"] == "stored"


def test_means_over_all_units_are_reproduced_as_any_index(call: Any, tmp_path: Path) -> None:
    # Not units of the registry: the same tree and weights, from files, as another country would.
    (tmp_path / "f.csv").write_text("code,parent,weight\nIKP,,1\nSP,IKP,27\nPP,IKP,38\nKT,IKP,25\nPT,IKP,10\n")
    (tmp_path / "r.toml").write_text('[[step]]\nkind = "aggregate"\n')
    (tmp_path / "d.csv").write_text(
        "unit,SP,PP,KT,PT\nmean of 34,46.55,54.27,40.75,17.23\nmean of 514,31.13,42.22,26.22,3.83\n"
        "Jawa Barat (27),36.40,51.56,38.70,6.22\n"
    )
    ran = call(
        "compute", tmp_path / "d.csv", "--framework", tmp_path / "f.csv", "--recipe", tmp_path / "r.toml", "--json"
    )  # fmt: skip
    found = {row["unit"]: row["score"] for row in ran.json["rows"]}
    printed = {"mean of 34": 45.102, "mean of 514": 31.395, "Jawa Barat (27)": 39.72}
    assert found == pytest.approx(printed, abs=0.011)
    assert ran.json["level"] is None
    assert ran.json["absent"] == []


def test_the_document_has_stable_keys(call: Any, nine: Path) -> None:
    document = call("compute", nine, "-e", "2024", "--json").json
    assert list(document) == [
        "command", "edition", "title", "level", "shape", "synthetic", "notes", "counts", "rows", "cutoffs",
        "unscored", "absent", "problems", "digests", "files",
    ]  # fmt: skip
    assert list(document["rows"][0]) == [
        "unit", "name", "score", "rank", "category", "group", "coverage", "SP", "PP", "KT", "PT",
    ]  # fmt: skip
    assert document["counts"] == {"scored": 2, "unscored": 0, "absent": 32}
    assert {"unit": "15", "name": "Jambi"} in document["absent"]


def test_the_level_is_read_from_the_data_and_said(call: Any, nine: Path) -> None:
    ran = call("compute", nine, "-e", "2024")
    assert "Level: provinces" in ran.err
    assert "The data are scores of SP, PP, KT, PT: 2 rows" in ran.err
    mixed = nine.with_name("mixed.csv")
    mixed.write_text("unit,SP,PP,KT,PT\n31,1,2,3,4\n15.71,1,2,3,4\n")
    ran = call("compute", mixed, "-e", "2024")
    assert ran.code == 2
    assert "--level" in ran.err


def test_files_are_written_together(call: Any, nine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = call("compute", nine, "-e", "2024", "-o", out)
    assert ran.code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "contributions.csv",
        "report.html",
        "results.csv",
        "run.json",
    ]
    run = json.loads((out / "run.json").read_text())
    assert (run["edition"], run["level"], run["shape"], run["synthetic"]) == ("2024", "province", "dimensions", False)
    assert run["command"].startswith("ikp compute ")
    assert all(name in " ".join(ran.out.split()) for name in ("results.csv", "report.html"))
    assert call("compute", nine, "-e", "2024", "-o", out).code == 0  # its own folder is replaced


def test_a_folder_of_somebody_else_is_refused(call: Any, nine: Path, tmp_path: Path) -> None:
    out = tmp_path / "precious"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    ran = call("compute", nine, "-e", "2024", "-o", out)
    assert ran.code == 2
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["precious"]
    assert (out / "thesis.txt").read_text() == "years of work"


def test_bad_data_write_nothing_and_end_with_1(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text('unit,SP,PP,KT,PT\n31,78.27,x,96.08,87.01\n"",1,2,3,4\n')
    ran = call("compute", path, "-e", "2024", "-l", "province", "-o", tmp_path / "out")
    assert ran.code == 1
    assert ran.out == ""
    assert "line 2, column PP" in " ".join(ran.err.split())
    assert not (tmp_path / "out").exists()


def test_stored_bounds_are_applied_refitted_or_taken_from_another_run(call: Any, events: Path, tmp_path: Path) -> None:
    stored = call("compute", events, "-e", "2024", "--json").json
    assert stored["cutoffs"][0]["values"] == [21.702, 68.502]
    fitted = call("compute", events, "-e", "2024", "--refit", "-o", tmp_path / "full", "--json").json
    assert fitted["cutoffs"][0]["origin"] == "fitted"
    assert fitted["cutoffs"][0]["values"] != [21.702, 68.502]
    assert "--refit" in fitted["notes"][0]

    # Ten provinces under the bounds of all 34: their cut-offs, not their own.
    some = tmp_path / "some.csv"
    lines = events.read_text().splitlines()
    some.write_text("\n".join([lines[0], *(line for line in lines[1:] if line[:2] in ("11", "12", "15", "31"))]))
    again = call("compute", some, "-e", "2024", "--bounds", tmp_path / "full" / "run.json", "--json").json
    assert again["cutoffs"][0]["values"] == fitted["cutoffs"][0]["values"]
    assert again["cutoffs"][0]["origin"] == "stored"
    before = {row["unit"]: row["score"] for row in fitted["rows"]}
    assert {row["unit"]: row["score"] for row in again["rows"]} == pytest.approx(
        {unit: before[unit] for unit in ("11", "12", "15", "31")}
    )


def test_bounds_of_other_rules_are_refused(call: Any, events: Path, tmp_path: Path) -> None:
    call("compute", events, "-e", "2024", "--refit", "-o", tmp_path / "full")
    ran = call(
        "compute", events, "-e", "2024", "--alternative", "share-of-maximum", "--bounds", tmp_path / "full" / "run.json"
    )  # fmt: skip
    assert ran.code == 1
    assert "by other rules" in ran.err


def test_an_alternative_is_named_at_the_top(call: Any, events: Path) -> None:
    plain = call("compute", events, "-e", "2024", "--json").json
    other = call("compute", events, "-e", "2024", "--alternative", "share-of-maximum", "--json").json
    assert other["notes"] != plain["notes"] == []
    assert [row["score"] for row in other["rows"]] != [row["score"] for row in plain["rows"]]


def test_silence_can_be_nil(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("unit,indicator,date,count,grade\n31,I01,2019-04-17,2,3\n15,I02,2019-04-17,1,1\n")
    missing = call("compute", path, "-e", "2024", "-l", "province", "--json").json
    nil = call("compute", path, "-e", "2024", "-l", "province", "--silence", "nil", "--json").json
    assert missing["counts"]["unscored"] == 2
    assert {row["reason"] for row in missing["unscored"]} == {"low_coverage"}
    assert nil["counts"] == {"scored": 2, "unscored": 0, "absent": 32}


def test_made_up_data_say_so_everywhere(call: Any, events: Path, tmp_path: Path) -> None:
    ran = call("compute", events, "-e", "2024", "-o", tmp_path / "out")
    assert "SINTETIS" in ran.out
    for name in ("results.csv", "contributions.csv", "run.json", "report.html"):
        assert "SINTETIS" in (tmp_path / "out" / name).read_text()


@pytest.mark.parametrize("columns", [50, 80, 120])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_table_fits(call: Any, events: Path, lang: str, columns: int) -> None:
    ran = call("compute", events, "-e", "2024", "-l", "province", lang=lang, columns=columns)
    assert max(map(len, ran.out.splitlines())) <= columns
    assert "Jambi" in ran.out


def test_warnings_have_stable_keys(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("unit,indicator,date,count,grade\n31,I01,2030-01-01,2,3\n")
    [first, *_] = call("compute", path, "-e", "2024", "-l", "province", "--json").json["problems"]
    assert (first["severity"], first["code"], first["line"], first["column"]) == ("warning", "date-outside", 2, "date")


def test_six_levels_are_marked_by_their_group(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("unit,SP,PP,KT,PT\nSulawesi Utara,91.24,85.08,75.47,97.69\n")
    assert "▲ level 6" in call("compute", path, "-e", "pilkada-2020").out


def test_csv_is_the_table_of_results(call: Any, nine: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("compute", nine, "-e", "2024", "--csv", lang="id").out)))
    assert [row["unit"] for row in rows] == ["31", "32"]
    assert float(rows[0]["score"]) == pytest.approx(88.9507)
