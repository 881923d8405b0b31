"""What the study looked at, and how its findings are read; that they are the computed ones is told in test_findings."""

import subprocess
import sys
from collections import Counter

from ikp.editions import available
from ikp.editions.outcomes import outcomes
from ikp.editions.published import published
from ikp.editions.studied import STUDY, kept
from ikp.editions.validation import READINGS


def test_the_study_looks_at_everything_that_there_is() -> None:
    """Nothing is chosen: every edition, level and reading with a published score or category and an outcome."""
    there = {
        (edition, level, reading)
        for edition in available()
        for level, readings in READINGS.items()
        if outcomes(edition, level)
        for reading in readings
        if any(
            each.has_total or each.category
            for each in published(
                edition,
                "province" if reading == "province" else level,
                "regencies" if reading == "regencies" else "own",
            )
        )
    }
    # The score of its province is given to a regency only where all provinces have one.
    assert there - set(STUDY) == {("pilkada-2024", "regency", "province"), ("pilkada-2020", "regency", "province")}
    assert set(STUDY) <= there


def test_each_row_stands_once() -> None:
    told = Counter((row["edition"], row["level"], row["reading"], row["outcome"]) for row in kept("findings"))
    assert set(told.values()) == {1}
    assert len(told) == sum(len(outcomes(edition, level)) for edition, level, _ in STUDY)
    assert {type(row["n"]) for row in kept("findings")} == {int}


def test_reading_them_wakes_nothing_slow() -> None:
    """A platform that only shows them starts without SciPy's statistics."""
    asked = "import sys, ikp.editions.studied as s; s.kept('lift'); print('scipy.stats' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
