"""What a unit is compared by: reports of the last weeks, per week or per supervisor."""

import numpy as np

from ikp.cli.local import values_of
from ikp.foresight.streams import CountSeries

STARTS = np.datetime64("2024-01-01") + 7 * np.arange(3)
COUNTS = np.array([[9.0, 9.0, 9.0], [2.0, np.nan, np.nan], [4.0, 6.0, np.nan]])


def test_a_week_that_nobody_saw_is_no_quiet_week() -> None:
    series = CountSeries(COUNTS, STARTS, ("a", "b", "c"), ("uang",) * 3, synthetic=True)
    assert values_of(series, 2, None)[:2].tolist() == [3.0, 6.0]
    assert np.isnan(values_of(series, 2, None)[2])
    people = np.array([[10.0, 10, 10], [100, 100, 100], [200, 50, 100]])
    assert values_of(series, 2, people)[:2].tolist() == [2.0, 12.0]
    none = np.where(people > 60, people, np.nan)
    assert np.isnan(values_of(series, 1, none)[1])
