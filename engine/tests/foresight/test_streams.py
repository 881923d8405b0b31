"""Weekly series and reporting triangles, worked out by hand."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.errors import DataError, UsageError
from ikp.foresight.streams import CountSeries, Effort, Reports, monday, triangle, weekly

# Monday 2 and 9 September 2024 begin the weeks of these rows.
EVENT = ["2024-09-02", "2024-09-08", "2024-09-09", "2024-09-10"]
ENTRY = ["2024-09-03", "2024-09-09", "2024-09-09", "2024-09-24"]


def some(**changes: Any) -> Reports:
    given: dict[str, Any] = {"verified": ["2024-09-10", "NaT", "NaT", "2024-09-24"]} | changes
    kinds = ["pidana", "etik"]
    return Reports(["15.71", "15.01"], [0, 0, 1, 0], kinds, [0, 0, 1, 0], event=EVENT, entry=ENTRY, **given)


def test_a_week_begins_on_monday() -> None:
    assert monday("2024-09-08") == np.datetime64("2024-09-02")
    assert monday("2024-09-09") == np.datetime64("2024-09-09")
    assert monday("1969-12-31") == np.datetime64("1969-12-29")
    assert np.isnat(monday("NaT"))


def test_counts_are_of_what_was_known() -> None:
    known = weekly(some(), until=np.datetime64("2024-09-15"))
    assert known.units == ("15.71", "15.71", "15.01", "15.01")
    assert known.kinds == ("pidana", "etik", "pidana", "etik")
    assert known.counts.tolist() == [[2, 0, 0, 0], [0, 0, 0, 1]]  # the report of the 24th had not come
    later = weekly(some(), until=np.datetime64("2024-09-29"))
    assert later.counts[:, 0].tolist() == [2, 1, 0, 0]


def test_only_whole_weeks_count() -> None:
    assert weekly(some(), until=np.datetime64("2024-09-14")).starts.tolist() == [np.datetime64("2024-09-02").item()]
    with pytest.raises(UsageError, match="No whole week"):
        weekly(some(), until=np.datetime64("2024-09-07"))
    with pytest.raises(UsageError, match="No report had been entered"):
        weekly(some(), until=np.datetime64("2024-08-07"))


def test_other_days_and_units_can_be_asked_for() -> None:
    by_entry = weekly(some(), until=np.datetime64("2024-09-29"), by="entry", units=["15.71", "31.71"], kinds=["pidana"])
    assert by_entry.counts.tolist() == [[1, 0], [1, 0], [0, 0], [1, 0]]
    by_verified = weekly(some(), until=np.datetime64("2024-09-29"), by="verified", units=["15.71"], kinds=["pidana"])
    assert by_verified.starts[0] == np.datetime64("2024-09-09")
    assert by_verified.counts.ravel().tolist() == [1, 0, 1]


def test_a_triangle_has_no_answer_where_time_has_not_come() -> None:
    found = triangle(some(), until=np.datetime64("2024-09-15"), longest=1, kinds=["pidana"], units=["15.71"])
    assert found.n[0, :, 0].tolist() == [1, 1]
    assert found.n[1, 0, 0] == 0
    assert np.isnan(found.n[1, 1, 0])
    whole = triangle(some(), until=np.datetime64("2024-09-29"), longest=1, kinds=["pidana"], units=["15.71"])
    assert whole.beyond.tolist() == [1]  # two weeks late
    assert whole.n[1].ravel().tolist() == [0, 0]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30), st.integers(1, 3)), min_size=1, max_size=30))
def test_a_triangle_and_its_beyond_sum_to_the_counts(rows: list[tuple[int, int, int]]) -> None:
    day = np.datetime64("2024-01-01")
    event = np.array([day + each[0] for each in rows])
    entry = event + np.array([each[1] for each in rows])
    nought, count = np.zeros(len(rows)), [each[2] for each in rows]
    reports = Reports(["a"], nought, ["k"], nought, event=event, entry=entry, count=count)
    until = np.datetime64("2024-04-14")  # a Sunday
    found = triangle(reports, until=until, longest=2)
    assert np.nansum(found.n) + found.beyond.sum() == weekly(reports, until=until).counts.sum() == sum(count)


def test_effort_is_unknown_where_nobody_said() -> None:
    effort = Effort(("15.71",), monday(["2024-09-09"]), np.array([[7.0]]))
    found = weekly(some(), until=np.datetime64("2024-09-15"), effort=effort, kinds=["etik"]).effort
    assert found is not None
    assert np.isnan(found[0]).all()
    assert found[1, 0] == 7
    assert np.isnan(found[1, 1])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"verified": ["2024-09-01", "NaT", "NaT", "NaT"]}, "verified before"),
        ({"count": [1, 1, 0, 1]}, r"less than one report .*row 3"),
        ({"count": [1, 1]}, "not equally long"),
    ],
)
def test_bad_rows_are_named(changes: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        some(**changes)


def test_an_entry_before_its_event_is_refused() -> None:
    with pytest.raises(DataError, match=r"1 reports were entered before .*row 1"):
        Reports(["a"], [0], ["k"], [0], event=["2024-09-02"], entry=["2024-09-01"])
    with pytest.raises(DataError, match="lack the day"):
        Reports(["a"], [0], ["k"], [0], event=["NaT"], entry=["2024-09-01"])
    with pytest.raises(DataError, match="outside the list of 1"):
        Reports(["a"], [1], ["k"], [0], event=["2024-09-01"], entry=["2024-09-01"])


def test_a_wrong_year_is_noticed() -> None:
    reports = Reports(["a"], [0], ["k"], [0], event=["0224-09-02"], entry=["2024-09-03"])
    with pytest.raises(UsageError, match="wrong year"):
        weekly(reports, until=np.datetime64("2024-09-15"))


def test_series_follow_week_by_week() -> None:
    with pytest.raises(DataError, match="do not follow"):
        CountSeries(np.zeros((2, 1)), monday(["2024-09-02", "2024-09-16"]), ("a",), ("k",))
    with pytest.raises(DataError, match="negative"):
        CountSeries(np.array([[-1.0]]), monday(["2024-09-02"]), ("a",), ("k",))
    with pytest.raises(DataError, match="effort"):
        CountSeries(np.zeros((1, 1)), monday(["2024-09-02"]), ("a",), ("k",), effort=np.array([[-1.0]]))
    with pytest.raises(DataError, match="stage 2"):
        CountSeries(np.zeros((1, 1)), monday(["2024-09-02"]), ("a",), ("k",), stage=("x", "y"))
