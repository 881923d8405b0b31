"""Another country: its units, editions and results come from its folder, and nothing of Indonesia with them."""

import json
import os
import subprocess
import sys
from pathlib import Path

from ikp.editions.place import data, table

CONTOH = Path(__file__).resolve().parents[3] / "examples" / "contoh"
_ASK = """
import json
from ikp import editions
from ikp.editions.published import dimensions, facts, published
from ikp.editions.outcomes import facts as outcomes
from ikp.editions.foreseen import foreseen

edition = editions.load("contoh-2030")
question = edition.rubrics()["Q05"]
scale = edition.recipe("regency").to_dict()["step"][0]["grades"]
print(json.dumps({
    "editions": editions.available(),
    "units": [len(editions.registry().level(level)) for level in ("province", "regency")],
    "title": edition.titles["id"],
    "grades": [list(question.grades), list(scale), question.grades[5]["id"]],
    "dimensions": dimensions("contoh-2026"),
    "counts": dict(facts("contoh-2026", "province").counts),
    "sums": [abs(0.6 * each.dimensions["INT"] + 0.4 * each.dimensions["EXT"] - each.total) < 0.011
             for level in ("province", "regency") for each in published("contoh-2026", level)],
    "rest": [len(editions.stages()), len(editions.elections()), len(outcomes()), len(foreseen())],
}))
"""


def test_a_folder_takes_the_place_of_the_package() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _ASK], env={**os.environ, "IKP_COUNTRY": str(CONTOH)}, capture_output=True, check=True
    )
    told = json.loads(ran.stdout)
    assert told["editions"] == ["contoh-2030", "contoh-2026"]
    assert told["units"] == [6, 30]
    assert told["title"] == "Contoh Election Risk Index 2030", "one language answers for the other"
    assert told["grades"] == [[1, 2, 3, 4, 5], [1, 5], "A person was killed."]
    assert told["dimensions"] == ["INT", "EXT"]
    assert told["counts"] == {"severe": 2, "elevated": 2, "guarded": 1, "low": 1}
    assert len(told["sums"]) == 36
    assert all(told["sums"]), "the made-up totals follow from their parts by the weights of the framework"
    assert told["rest"] == [4, 0, 0, 0], "stages of its own; what a country does not have is nothing"


def test_without_a_folder_the_data_are_those_of_the_package() -> None:
    assert "IKP_COUNTRY" not in os.environ
    assert not isinstance(data(), Path) or data().name == "data"
    assert len(table("registry", "provinces.csv")) == 38
    assert table("registry", "no-such.csv") == []
