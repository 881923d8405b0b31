"""The demonstration: what `make run` shows."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.extras


def test_the_story_of_2024(call: Any, tmp_path: Path) -> None:
    document = call("demo", "-o", tmp_path / "out", "--json").json
    # The 34 totals give 21.70 and 68.50 by mean ± 1 sample standard deviation, and 5 / 21 / 8 provinces.
    assert document["cutoffs"]["computed"] == pytest.approx([21.702, 68.502], abs=5e-4)
    assert document["counts"] == {"tinggi": 5, "sedang": 21, "rendah": 8}
    provinces = document["provinces"]
    assert len(provinces) == 34
    assert all(row["category"] == row["printed_category"] for row in provinces)
    assert all(row["sources"] and row["certainty"] for row in provinces)
    assert sum(bool(row["conflicts"]) for row in provinces) >= 8

    recomputed = document["recomputed"]
    assert {row["name"] for row in recomputed} >= {None, "DKI Jakarta", "Jawa Barat", "Kab. Malang", "Kota Pekalongan"}
    assert all(abs(row["residual"]) <= 0.011 for row in recomputed)
    assert {row["reading"] for row in recomputed} == {"own", "regencies", "mean"}

    synthetic = document["synthetic"]
    assert synthetic["synthetic"]
    assert len(synthetic["rows"]) == 34
    assert all(Path(path).is_file() for path in synthetic["files"])
    assert (tmp_path / "out" / "events.csv").is_file()


@pytest.mark.parametrize(
    ("lang", "columns", "words"),
    [
        ("id", 60, ["SINTETIS", "Selanjutnya", "21,702", "88,95"]),
        ("en", 80, ["SINTETIS", "What to type next", "21.702", "88.95"]),
    ],
)
def test_for_the_eye(call: Any, tmp_path: Path, lang: str, columns: int, words: list[str]) -> None:
    ran = call("demo", "-o", tmp_path / "o", lang=lang, columns=columns)
    assert ran.code == 0
    assert ran.err == ""
    assert all(word in ran.out for word in words)
    assert str(tmp_path / "o") in "".join(ran.out.split())
    long = [line for line in ran.out.splitlines() if len(line) > columns]
    assert all("http" in line for line in long)


def test_left_alone_it_writes_to_a_new_temporary_folder(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    document = call("demo", "--json").json
    folder = Path(document["synthetic"]["events"]).parent
    assert folder.parent == tmp_path
    assert call("demo", "-o", folder).code == 0  # and again into the same folder
