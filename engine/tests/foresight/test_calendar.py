from datetime import date

import numpy as np
import pytest

from ikp.foresight.calendar import NO_STAGE, stage_by_week, stage_of

SPANS = [
    ("voter-list", date(2026, 1, 5), date(2026, 6, 1)),
    ("campaign", date(2026, 4, 1), date(2026, 5, 10)),
    ("voting", date(2026, 5, 14), date(2026, 5, 14)),
    ("counting", date(2026, 5, 14), date(2026, 5, 15)),
]


@pytest.mark.parametrize(
    ("week", "stage"),
    [
        ("2025-12-29", NO_STAGE),
        ("2026-01-05", "voter-list"),
        ("2026-03-30", "campaign"),  # it begins on the Wednesday
        ("2026-05-04", "campaign"),
        ("2026-05-11", "counting"),  # both begin on the Thursday
        ("2026-05-18", "voter-list"),
        ("2026-06-01", "voter-list"),  # its Monday is the last day
        ("2026-06-08", NO_STAGE),
    ],
)
def test_of_stages_that_overlap_the_one_that_began_last_counts(week: str, stage: str) -> None:
    assert stage_of(date.fromisoformat(week), SPANS) == stage


def test_weeks_that_no_stage_touches_have_none() -> None:
    starts = np.datetime64("2030-01-07") + 7 * np.arange(5)
    assert stage_by_week(starts, SPANS) is None
    assert stage_by_week(starts, []) is None
    assert stage_by_week(np.datetime64("2026-03-23") + 7 * np.arange(2), SPANS) == ("voter-list", "campaign")
