"""Comparing editions and runs."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.extras


def test_2020_and_2024_can_be_compared_by_rank_only(call: Any) -> None:
    ran = call("compare", "2020", "2024", "--level", "province", "--json")
    assert ran.code == 0
    document = ran.json
    assert list(document) == [
        "command", "a", "b", "level", "synthetic", "verdict", "merged", "transitions", "units", "correlation",
        "only_a", "only_b", "in_neither",
    ]  # fmt: skip
    assert document["a"] == "pilkada-2020"
    assert document["verdict"]["ruling"] == "only_ranks"
    assert not document["verdict"]["categories"]
    assert document["verdict"]["reasons"]
    assert len(document["units"]) == 9
    jambi = next(row for row in document["units"] if row["unit"] == "15")
    assert (jambi["score_a"], jambi["score_b"], jambi["rank_a"], jambi["rank_b"]) == (73.69, 12.03, 4, 8)
    assert (jambi["category_a"], jambi["category_b"]) == ("tinggi", "rendah")
    assert jambi["change"] is None  # scores must not be subtracted
    assert len(document["transitions"]["down"]) == 8
    assert len(document["only_b"]) == 25


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_for_the_eye(call: Any, lang: str, columns: int) -> None:
    text = call("compare", "2019", "2024", lang=lang, columns=columns).out
    assert "Jambi" in text
    assert "≈" in text
    assert max(map(len, text.splitlines())) <= columns


def test_an_edition_with_itself_has_not_moved(call: Any) -> None:
    document = call("compare", "2024", "2024", "--json").json
    assert document["verdict"]["ruling"] == "comparable"
    assert {row["change"] for row in document["units"]} == {0}


def test_runs_are_compared_like_editions(call: Any, events: Path, tmp_path: Path) -> None:
    call("compute", events, "-e", "2024", "-o", tmp_path / "a")
    call("compute", events, "-e", "2024", "--alternative", "share-of-maximum", "-o", tmp_path / "b")
    document = call("compare", tmp_path / "a", tmp_path / "b" / "run.json", "--json").json
    assert (document["a"], document["b"], document["synthetic"]) == ("a", "b", True)
    assert document["verdict"]["ruling"] == "only_ranks"
    assert len(document["units"]) == 34
    mixed = call("compare", tmp_path / "a", "2024", "--json").json
    assert mixed["verdict"]["ruling"] == "not_comparable"  # made-up beside real data
    same = call("compare", tmp_path / "a", tmp_path / "a", "--json").json
    assert same["verdict"]["ruling"] == "comparable"


def test_what_is_neither_an_edition_nor_a_run_is_refused(call: Any, tmp_path: Path) -> None:
    assert call("compare", "2024", tmp_path).code == 2
    assert call("compare", "tema-luar-negeri-2023", "2024").code == 2
