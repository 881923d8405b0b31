"""Sensitivity from the command line: files, words, machine output, and what it refuses."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from ikp.cli.sensing import HEADINGS

pytestmark = pytest.mark.extras

FEW = ("--samples", 16)


def test_a_folder_of_tables_and_the_run(call: Any, events: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        ran = call(
            "sensitivity", events, "-e", "2024", "-l", "province", "-u", "Aceh", "-u", "31", "-o", tmp_path / name, *FEW
        )
        assert ran.code == 0, ran.err
    out = tmp_path / "a"
    assert {path.name for path in out.iterdir()} == {
        "results.csv", "contributions.csv", "run.json", *(f"{name}.csv" for name in HEADINGS),
    }  # fmt: skip
    for name, headings in HEADINGS.items():
        rows = list(csv.DictReader((out / f"{name}.csv").read_text().splitlines()))
        assert list(rows[0]) == [*headings, "label"]
        assert {row["label"] for row in rows} == {"SINTETIS"}
        assert (out / f"{name}.csv").read_bytes() == (tmp_path / "b" / f"{name}.csv").read_bytes()
    run = json.loads((out / "run.json").read_text())
    assert (run["samples"], run["seed"], run["runs"]) == (16, 0, 16 * 9)
    assert len(run["perturbations"]["vary"]) == 7
    said = re.sub(r"\s+", " ", ran.out)
    assert "One at a time" in said
    assert "Not yet converged" in said
    assert "Aceh: the smallest change for the next category" in said
    assert "SINTETIS" in said


def test_the_document_has_stable_keys(call: Any, nine: Path) -> None:
    document = call("sensitivity", nine, "-e", "2024", "-u", "31", "--json", *FEW).json
    assert list(document)[:10] == [
        "command", "edition", "title", "level", "synthetic", "seed", "samples", "runs", "confidence", "tolerance",
    ]  # fmt: skip
    assert set(HEADINGS) <= set(document)
    assert {row["target"] for row in document["sensitivity"]} == {"rank_shift", "score", "category"}


def test_csv_prints_the_indices_in_both_languages_alike(call: Any, nine: Path) -> None:
    english = call("sensitivity", nine, "-e", "2024", "--csv", *FEW)
    assert english.out == call("sensitivity", nine, "-e", "2024", "--csv", *FEW, lang="id").out
    assert next(iter(csv.DictReader(english.out.splitlines())))["target"] == "rank_shift"


def test_every_weight_alone(call: Any, nine: Path) -> None:
    rows = call("sensitivity", nine, "-e", "2024", "--each-weight", "--json", *FEW).json["sensitivity"]
    assert {"SP", "PP", "KT", "PT"} <= {row["about"] for row in rows}


def test_an_index_of_ones_own_varies_as_usual(call: Any, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("code,parent,weight\nX,,1\na,X,1\nb,X,1\n")
    (tmp_path / "r.toml").write_text('[[step]]\nkind = "normalise"\n[[step]]\nkind = "aggregate"\n')
    (tmp_path / "d.csv").write_text("unit,a,b\n" + "\n".join(f"u{i},{i},{(i * 7) % 10}" for i in range(10)))
    ran = call(
        "sensitivity", tmp_path / "d.csv", "--framework", tmp_path / "f.csv", "--recipe", tmp_path / "r.toml",
        "-u", "u3", *FEW,
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert "What moves the ranks" in ran.out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--samples", 100), "power of two"),
        (("-u", "Atlantis"), "Atlantis"),
        (("--tolerance", 2), "--tolerance"),
    ],
)
def test_wrong_use_is_a_sentence(call: Any, nine: Path, options: tuple[object, ...], said: str) -> None:
    ran = call("sensitivity", nine, "-e", "2024", *options)
    assert ran.code == 2
    assert said in re.sub(r"\s+", " ", ran.err)
