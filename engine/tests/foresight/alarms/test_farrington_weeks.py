from dataclasses import replace

import numpy as np
from numpy.testing import assert_array_equal

from ikp.foresight.alarms.farrington_settings import CLASSIC, FLEXIBLE
from ikp.foresight.alarms.farrington_weeks import earlier_years, season_weeks, stage_weeks

WEEKS = np.datetime64("2018-01-01") + 7 * np.arange(420)  # Mondays


def test_the_same_week_is_the_one_nearest_to_the_date() -> None:
    now = int((np.datetime64("2025-01-06") - WEEKS[0]) // np.timedelta64(7, "D"))
    found = WEEKS[earlier_years(WEEKS, now, 4)]
    # 6 January was a Saturday in 2024, a Friday in 2023, a Thursday in 2022 and a Wednesday in 2021.
    assert_array_equal(found, np.array(["2024-01-08", "2023-01-09", "2022-01-03", "2021-01-04"], "datetime64[D]"))
    assert_array_equal(earlier_years(WEEKS, now, 3, "52-weeks"), now - np.array([52, 104, 156]))


def test_a_leap_day_becomes_the_first_of_march() -> None:
    weeks = np.datetime64("2018-01-04") + 7 * np.arange(420)  # Thursdays
    now = int(np.flatnonzero(weeks == np.datetime64("2024-02-29"))[0])
    # 1 March 2023 was a Wednesday, 1 March 2022 a Tuesday: Thursday is a day and two days away.
    assert_array_equal(weeks[earlier_years(weeks, now, 2)], np.array(["2023-03-02", "2022-03-03"], "datetime64[D]"))


def test_the_classic_baseline_is_seven_weeks_of_every_year() -> None:
    found = season_weeks(WEEKS, 300, replace(CLASSIC, years=2, step="52-weeks"))
    assert found is not None
    assert_array_equal(np.sort(found.rows), [*range(193, 200), *range(245, 252)])
    assert (found.level == 0).all()
    assert_array_equal(np.sort(found.ago), np.sort(found.rows) - 300.0)


def test_the_rest_of_a_year_is_shared_out_evenly() -> None:
    found = season_weeks(WEEKS, 300, replace(FLEXIBLE, years=2, step="52-weeks"))
    assert found is not None
    # Between two windows lie 52 - 7 = 45 weeks, five for each of nine periods; 22 of the last year's are in it.
    assert_array_equal(np.bincount(found.level), [14, *[10] * 4, 7, *[5] * 4])
    level = dict(zip(found.rows.tolist(), found.level.tolist(), strict=True))
    assert [level[week] for week in range(245, 262)] == [0] * 7 + [1] * 5 + [2] * 5
    # 26 weeks before the monitored one, and that one, are not in it.
    assert found.rows.max() == 273
    assert found.rows.min() == 193
    # The rows of a level stand together.
    assert np.count_nonzero(np.diff(found.level)) == 9


def test_a_remainder_goes_to_the_first_periods() -> None:
    found = season_weeks(WEEKS, 300, replace(FLEXIBLE, years=1, window=2, left_out=0, step="52-weeks"))
    assert found is not None
    # 52 - 5 = 47 weeks in nine periods: two of them have six.
    assert_array_equal(np.bincount(found.level)[1:], [6, 6, *[5] * 7])
    # Nothing is left out but the monitored week: the two before it belong to its own season.
    assert np.bincount(found.level)[0] == 5 + 2


def test_a_history_that_begins_too_late_is_no_baseline() -> None:
    settings = replace(FLEXIBLE, years=4, step="52-weeks")
    assert season_weeks(WEEKS, 207, settings) is None
    found = season_weeks(WEEKS, 208, settings)
    assert found is not None
    # The first window has lost what lies before the series.
    assert found.rows.min() == 0
    assert (found.level[found.rows < 4] == 0).all()


def test_the_monitored_week_is_the_first_row_that_a_design_could_have() -> None:
    found = season_weeks(WEEKS, 300, replace(FLEXIBLE, years=3, step="52-weeks"))
    assert found is not None
    design = found.design(trend=True)
    assert design.shape == (found.rows.size, 11)
    assert (design[:, 0] == 1).all()
    assert_array_equal(design[:, 1], found.ago)
    assert_array_equal(design[found.level == 0, 2:], 0)
    assert (design[found.level != 0, 2:].sum(axis=1) == 1).all()
    assert found.design(trend=False).shape == (found.rows.size, 10)


def test_the_baseline_of_a_stage_is_every_earlier_week_with_a_stage() -> None:
    stage = ["kampanye"] * 4 + ["tenang"] * 2 + [""] * 3 + ["kampanye"] * 3
    found = stage_weeks(stage, 11, replace(FLEXIBLE, left_out=1))
    assert found is not None
    assert_array_equal(found.rows, [0, 1, 2, 3, 9, 4, 5])  # those without a stage are not in it
    assert_array_equal(found.level, [0, 0, 0, 0, 0, 1, 1])


def test_a_stage_without_a_past_is_no_baseline() -> None:
    stage = ["kampanye"] * 4 + ["tenang"] * 2
    assert stage_weeks(stage, 5, replace(FLEXIBLE, left_out=1)) is None  # only itself and the one left out
    assert stage_weeks(stage, 5, replace(FLEXIBLE, left_out=0)) is not None
    assert stage_weeks(["", "", ""], 2, replace(FLEXIBLE, left_out=0)) is None
