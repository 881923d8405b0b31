"""What if, on the command line."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.extras
ASKED = ("-e", "2024", "-l", "province")


def test_what_moves_is_shown_and_machines_get_all_units(call: Any, events: Path) -> None:
    change = ("--set", "aggregate.tiers.3.rescale.high=40", "--weight", "SP=40", "--drop", "I07")
    ran = call("whatif", events, *ASKED, *change)
    assert ran.code == 0
    assert "SINTETIS" in ran.out
    assert "of 34 units" in ran.out
    machine = call("whatif", events, *ASKED, *change, "--json").json
    assert len(machine["rows"]) == 34
    assert machine["counts"]["moved"] > 20
    rows = list(csv.DictReader(io.StringIO(call("whatif", events, *ASKED, *change, "--csv").out)))
    assert [row["unit"] for row in rows] == [row["unit"] for row in machine["rows"]]
    for row in machine["rows"]:
        if row["score"] is not None and row["score_after"] is not None:
            assert row["score_change"] == pytest.approx(row["score_after"] - row["score"])


def test_one_value_moves_one_unit_where_nothing_is_fitted(call: Any, nine: Path) -> None:
    ran = call("whatif", nine, *ASKED, "--value", "DKI Jakarta,SP=0", "--json")
    moved = [row["unit"] for row in ran.json["rows"] if row["score"] != row["score_after"]]
    assert moved == ["31"]
    assert ran.json["rows"][0]["score_change"] == pytest.approx(-0.27 * 78.27)
    gone = call("whatif", nine, *ASKED, "--value", "31,SP=", "--json").json["rows"][0]
    assert gone["score_after"] is None


@pytest.mark.parametrize(
    ("flags", "code", "said"),
    [
        ([], 2, "Nothing is to be otherwise"),
        (["--set", "aggregate"], 2, "PATH=VALUE"),
        (["--weight", "SP=much"], 2, "NUMBER"),
        (["--weight", "SP=nan"], 2, "NUMBER"),
        (["--value", "31=3"], 2, "UNIT,CODE=NUMBER"),
        (["--value", "Atlantis,SP=3"], 2, "Atlantis"),
        (["--set", "aggregate.default.method=guess"], 1, "one of arithmetic"),
        (["--drop", "I99"], 1, "I99"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    call: Any, nine: Path, flags: list[str], code: int, said: str
) -> None:
    ran = call("whatif", nine, *ASKED, *flags)
    assert ran.code == code
    assert said in " ".join(ran.err.split())


def test_words_are_texts_and_lists_are_lists(call: Any, nine: Path) -> None:
    word = call("whatif", nine, *ASKED, "--set", "aggregate.tiers.4.method=geometric", "--json")
    assert word.code == 0
    assert word.json["counts"]["moved"] == 2
    listed = call("whatif", nine, *ASKED, "--set", "categorise.fitted.IKP=[10, 80]", "--json")
    assert listed.json["counts"]["other_category"] == 1
