"""An edition held against what happened, on the command line."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.extras

FEW = ("--replicates", "100", "--permutations", "99")


def test_the_fifteen_most_vulnerable_regencies(call: Any) -> None:
    ran = call("validate", "2024", "-l", "regency", "--only", "mk-pileg-revote", *FEW, columns=160)
    assert ran.code == 0
    text = " ".join(ran.out.split())
    assert "3 of the 15 on top, 12 of the other 499" in text
    assert "64 units show a rank correlation of 0.35 or more" in text
    assert "indonesiar1.com" in ran.out  # with its source


def test_provinces_in_indonesian(call: Any) -> None:
    ran = call("validate", "2024", *FEW, lang="id", columns=200)
    assert ran.code == 0
    text = " ".join(ran.out.split())
    assert "apakah terbukti?" in text
    assert "setelah koreksi untuk 13 hasil, 0 yang masih di bawah 0,05" in text
    assert "daftar sebagian" in text


def test_machines_get_every_figure_with_stable_keys(call: Any) -> None:
    ran = call("validate", "2024", "--only", "recount", "--only", "followup-voting", "--json", *FEW)
    found = ran.json["findings"]
    assert [row["outcome"] for row in found] == ["recount", "followup-voting"]
    assert found[0]["n"] == 34
    assert found[0]["spearman_low"] < found[0]["spearman"] < found[0]["spearman_high"]
    assert found[1]["spearman_low"] is None
    assert found[1]["spearman_reason"] == "few_positives"
    assert found[0]["sources"]
    assert len(ran.json["lift"]) > 30
    rows = list(csv.DictReader(io.StringIO(call("validate", "2024", "--only", "recount", "--csv", *FEW).out)))
    assert rows[0]["outcome"] == "recount"
    assert rows[0]["list"] == "complete"


def test_outcomes_of_ones_own(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "violations.csv"
    path.write_text("unit,value,exposure\nAceh,9,100\n12,4,300\n31,8,200\n32,7,500\n33,0,300\n")
    partial = call("validate", "2024", "--outcome", path, "--only", "recount", "--json", *FEW).json["findings"]
    assert [(row["outcome"], row["n"], row["list"]) for row in partial] == [
        ("recount", 34, "complete"),
        ("violations", 5, "partial"),
    ]
    whole = call("validate", "2024", "--outcome", path, "--complete", "--only", "recount", "--json", *FEW)
    assert (whole.json["findings"][1]["n"], whole.json["findings"][1]["positives"]) == (34, 4)


def test_readings(call: Any) -> None:
    ran = call("validate", "2024", "-l", "regency", "--reading", "province", "--only", "mk-pileg-revote", *FEW)
    assert ran.code == 0
    assert "by the score of their province" in ran.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("2031",), "2031"),
        (("tema-sara-2023",), "--outcome"),
        (("2024", "--reading", "province"), "reading"),
        (("2024", "--only", "wolves"), "mk-pileg-cases"),
    ],
)
def test_what_cannot_be_held_against_anything_is_a_sentence(call: Any, arguments: tuple[str, ...], says: str) -> None:
    ran = call("validate", *arguments, *FEW)
    assert ran.code == 2
    assert says in ran.err


def test_a_name_that_is_taken_and_a_broken_file(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "recount.csv"
    path.write_text("unit,value\n11,1\n")
    assert "named recount" in call("validate", "2024", "--outcome", path, *FEW).err
    path.write_text("unit,value\n11,often\n")
    ran = call("validate", "2024", "--outcome", path, *FEW)
    assert ran.code == 1
    assert "recount.csv" in ran.err
