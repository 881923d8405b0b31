"""The effect of a programme, on the command line."""

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.extras


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up panel (SINTETIS): 30 units over 6 periods, of which 12 begin in the fourth, and fall by 3."""
    rng = np.random.default_rng(1)
    path = tmp_path_factory.mktemp("effect") / "panel.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("unit,period,outcome,start,label\n")
        for unit in range(30):
            start = "4" if unit < 12 else ""
            for period in range(1, 7):
                value = 10 + rng.normal(0, 1) - 3 * (unit < 12 and period >= 4)
                file.write(f"u{unit},{period},{value:.3f},{start},SINTETIS\n")
    return path


def test_a_fall_is_found_and_said_in_words(call: Any, panel: Path) -> None:
    ran = call("effect", panel)
    assert ran.code == 0, ran.err
    text = " ".join(ran.out.split())
    assert "SINTETIS" in text
    assert "Lower than in the units it is compared with" in text
    assert "Lebih rendah daripada di daerah pembanding" in " ".join(call("effect", panel, lang="id").out.split())


def test_machines_get_everything(call: Any, panel: Path) -> None:
    told = call("effect", panel, "--json", "--draws", "99", "--seed", "3").json
    assert told["verdict"] == {"said": "lower", "reason": ""}
    assert told["effect"]["low"] < -3 < told["effect"]["high"]
    assert (told["began"], told["never"], told["placebo_p"]) == (12, 18, 0.01)
    assert [row["since"] for row in told["course"]] == [-2, -1, 0, 1, 2]
    rows = list(csv.DictReader(io.StringIO(call("effect", panel, "--csv").out)))
    assert float(rows[-1]["value"]) == pytest.approx(told["course"][-1]["value"])


def test_a_changed_method_is_the_verdict(call: Any, panel: Path) -> None:
    told = call("effect", panel, "--json", "--method-changed").json
    assert told["verdict"] == {"said": "cannot-tell", "reason": "method-changed"}


def test_one_unit_has_a_twin_and_no_interval(call: Any, tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    path = tmp_path / "one.csv"
    rows = [
        f"u{unit},{period},{rng.normal() - 9 * (unit == 0 and period > 3):.3f},{4 if unit == 0 else ''}\n"
        for unit in range(9)
        for period in range(1, 7)
    ]
    path.write_text("unit,period,outcome,start\n" + "".join(rows), encoding="utf-8")
    ran = call("effect", path)
    assert "too few units" in " ".join(ran.out.split()) or "not known whether" in " ".join(ran.out.split())
    assert "no interval" in ran.out
    told = call("effect", path, "--json").json
    assert told["synthetic_control"]["unit"] == "u0"
    assert sum(told["synthetic_control"]["weights"].values()) == pytest.approx(1.0)
    assert told["effect"]["low"] is None


def test_what_is_wrong_with_the_file_is_said(call: Any, tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    path.write_text("unit,period,outcome,start\na,1,2,9\na,2,3,9\n", encoding="utf-8")
    ran = call("effect", path)
    assert ran.code == 1
    assert "none of the periods" in " ".join(ran.err.split())
