"""What is written down of a cycle: counts, and the time of every act, also of one that happens again."""

import json
import time
from pathlib import Path

from rich.console import Console

from simulation.figures import Figures


def test_an_act_that_happens_again_takes_both_times(tmp_path: Path) -> None:
    figures = Figures(Console(quiet=True))
    figures.each("asking", [0.2], time.sleep, at_once=1)
    figures.each("asking", [], time.sleep, at_once=1)
    told = figures.write(tmp_path / "figures.json")
    assert told["seconds"]["asking"] >= 0.2
    assert told["seconds"]["total"] == told["seconds"]["asking"]
    assert json.loads((tmp_path / "figures.json").read_text("utf-8")) == told
