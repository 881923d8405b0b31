"""Explaining a score: from print, and from data."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.extras


def test_from_print_the_contributions_sum_to_the_score(call: Any) -> None:
    ran = call("explain", "31", "--edition", "2024", "--json")
    assert ran.code == 0
    document = ran.json
    assert list(document) == [
        "command", "edition", "unit", "name", "score", "rank", "units", "category", "coverage", "printed",
        "synthetic", "notes", "contributions", "drivers", "changes", "provenance", "sources",
    ]  # fmt: skip
    assert document["score"] == pytest.approx(88.9507)
    assert document["printed"] == 88.95
    assert document["rank"] == 1
    assert sum(row["contribution"] for row in document["contributions"]) == pytest.approx(document["score"])
    # 0.38 × PP: from 88.9507 down to 68.502 takes 20.4487 / 0.38 = 53.812 points of PP.
    change = next(row for row in document["changes"] if row["node"] == "PP")
    assert change["change"] == pytest.approx(-20.4487 / 0.38, abs=1e-9)
    assert change["exact"]
    # Participation weighs 0.10: even 0 leaves 80.25, so it cannot do it alone.
    assert next(row for row in document["changes"] if row["node"] == "PT")["needed"] is None
    assert document["sources"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ["88,95", "▲ tinggi", "Sumbangan", "Asal-usul"]),
        ("en", ["88.95", "▲ high", "Contributions", "Where it comes from"]),
    ],
)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_for_the_eye(call: Any, lang: str, words: list[str], columns: int) -> None:
    text = call("explain", "DKI Jakarta", "-e", "2024", lang=lang, columns=columns).out
    assert all(word in text for word in words)
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= columns


def test_what_was_inferred_is_said(call: Any) -> None:
    notes = " ".join(call("explain", "Labuhanbatu Utara", "-e", "2024", "--json").json["notes"])
    assert "PT" in notes


def test_a_unit_without_printed_dimensions_names_those_that_have_them(call: Any) -> None:
    ran = call("explain", "15", "-e", "2024")
    assert ran.code == 2
    said = " ".join(ran.err.split())
    assert "--data" in said
    assert "DKI Jakarta (31)" in said


def test_an_unknown_unit_is_suggested(call: Any) -> None:
    ran = call("explain", "Jakrta", "-e", "2024")
    assert ran.code == 2
    assert "Jakarta" in ran.err


def test_from_events_with_the_largest_drivers(call: Any, events: Path) -> None:
    document = call("explain", "15", "-e", "2024", "--data", events, "--json").json
    assert document["synthetic"]
    assert document["units"] == 34
    assert sum(row["contribution"] for row in document["contributions"]) == pytest.approx(document["score"])
    assert len(document["drivers"]) == 61
    known = [row["contribution"] or 0 for row in document["drivers"]]
    assert sum(known) == pytest.approx(document["score"])
    assert known == sorted(known, reverse=True)
    assert {row["node"] for row in document["changes"]} >= {"SP", "PP", "KT", "PT", "I01"}
    text = call("explain", "Jambi", "-e", "2024", "--data", events).out
    assert "SINTETIS" in text
    assert "Largest drivers" in text


def test_any_index_can_be_explained(call: Any, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("code,parent,weight\nX,,1\nA,X,3\nB,X,1\n")
    (tmp_path / "r.toml").write_text(
        '[[step]]\nkind = "aggregate"\n[[step]]\nkind = "categorise"\n'
        'default = { method = "cutoffs", cutoffs = [30, 60] }\n'
    )
    (tmp_path / "d.csv").write_text("unit,A,B\nnorth,40,60\nsouth,,\n")
    files = ["--framework", tmp_path / "f.csv", "--recipe", tmp_path / "r.toml", "--data", tmp_path / "d.csv"]
    document = call("explain", "north", *files, "--json").json
    assert document["score"] == 45
    assert {(row["node"], row["to"]): row["needed"] for row in document["changes"]} == pytest.approx(
        {("A", "tinggi"): 60, ("A", "rendah"): 20, ("B", "rendah"): 0, ("B", "tinggi"): None}
    )
    assert call("explain", "south", *files).code == 2
    assert call("explain", "north", *files[:4]).code == 2
