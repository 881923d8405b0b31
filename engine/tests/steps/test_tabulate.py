from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.errors import DataError
from ikp.events import Declaration, EventLog
from ikp.framework import Framework, Node
from ikp.recipe.steps import Events
from ikp.steps.tabulate import tabulate
from ikp.table import IndicatorTable, Missing

FRAMEWORK = Framework([Node("IX"), Node("a", "IX"), Node("b", "IX"), Node("c", "IX")])
EVENT, NIL, NO_DATA, NOT_APPLICABLE = Declaration

# Worked by hand: 15.71 reports 2 events of grade 3 and 1 of grade 4 for a (2*3 + 1*4 = 10), nil for b and
# nothing about c; 15.01 reports 5 of grade 1 for a, has no data for b, and c does not apply; 15.02 counts 0 for a.
ROWS: list[tuple[str, str, int, int, Declaration]] = [
    ("15.71", "a", 2, 3, EVENT),
    ("15.01", "a", 5, 1, EVENT),
    ("15.71", "b", 0, 0, NIL),
    ("15.71", "a", 1, 4, EVENT),
    ("15.01", "b", 0, 0, NO_DATA),
    ("15.01", "c", 0, 0, NOT_APPLICABLE),
    ("15.02", "a", 0, 0, EVENT),
]


def log(rows: list[tuple[str, str, int, int, Declaration]], periods: list[str] | None = None) -> EventLog:
    units = list(dict.fromkeys(row[0] for row in rows))
    codes = sorted({row[1] for row in rows})
    labels = None if periods is None else list(dict.fromkeys(periods))
    return EventLog(
        units,
        [units.index(row[0]) for row in rows],
        codes,
        [codes.index(row[1]) for row in rows],
        [row[2] for row in rows],
        grade=[row[3] for row in rows],
        declaration=[row[4] for row in rows],
        periods=labels,
        period_index=None if labels is None or periods is None else [labels.index(each) for each in periods],
        names={"15.71": "Kota Jambi"},
        origin="by hand",
    )


def cells(table: IndicatorTable, unit: str) -> list[float | str]:
    values = table.values[table.row_of[unit]].tolist()
    reasons = [table.reason(code)[table.row_of[unit]] for code in table.codes]
    return [Missing(why).name if np.isnan(value) else value for value, why in zip(values, reasons, strict=True)]


@pytest.mark.parametrize(
    ("value", "jambi", "kerinci"),
    [("count_x_grade", 10.0, 5.0), ("count", 3.0, 5.0), ("occurrence", 1.0, 1.0), ("highest_grade", 4.0, 1.0)],
)
def test_values_by_hand(value: str, jambi: float, kerinci: float) -> None:
    table = tabulate(log(ROWS), FRAMEWORK, Events(value=value))  # type: ignore[arg-type] # the four literals
    assert table.units == ("15.71", "15.01", "15.02")
    assert table.codes == ("a", "b", "c")
    assert cells(table, "15.71") == [jambi, 0.0, "NOT_REPORTED"]
    assert cells(table, "15.01") == [kerinci, "NOT_REPORTED", "NOT_APPLICABLE"]
    assert cells(table, "15.02") == [0.0, "NOT_REPORTED", "NOT_REPORTED"]
    assert table.names == ("Kota Jambi", "15.01", "15.02")
    assert table.origin == "by hand"


def test_silence_as_nil_leaves_what_was_declared() -> None:
    table = tabulate(log(ROWS), FRAMEWORK, Events(silence="nil"))
    assert cells(table, "15.71") == [10.0, 0.0, 0.0]
    assert cells(table, "15.01") == [5.0, "NOT_REPORTED", "NOT_APPLICABLE"]
    assert cells(table, "15.02") == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("silence", ["missing", "nil"])
def test_an_office_that_wrote_nothing_is_not_reported(silence: str) -> None:
    units = ["15.01", "15.02", "15.71", "15.72"]
    step = Events(silence=silence)  # type: ignore[arg-type] # the two literals
    table = tabulate(log(ROWS), FRAMEWORK, step, units=units)
    assert table.units == tuple(units)
    assert cells(table, "15.72") == ["NOT_REPORTED"] * 3


def test_a_panel_has_a_row_per_period() -> None:
    rows = [("A", "a", 1, 2, EVENT), ("B", "a", 3, 1, EVENT), ("A", "a", 4, 1, EVENT)]
    events = log(rows, ["2019", "2019", "2024"])
    table = tabulate(events, FRAMEWORK)
    assert table.units == ("A", "B", "A")
    assert table.periods == ("2019", "2019", "2024")
    assert table.column("a").tolist() == [2.0, 3.0, 4.0]
    full = tabulate(events, FRAMEWORK, units=["A", "B"])
    assert full.units == ("A", "B", "A", "B")
    assert np.isnan(full.column("a")[3])


def test_contradictions_and_strangers_are_refused() -> None:
    with pytest.raises(DataError, match="says otherwise"):
        tabulate(log([*ROWS, ("15.71", "b", 1, 1, EVENT)]), FRAMEWORK)
    with pytest.raises(DataError, match="There is no indicator d"):
        tabulate(log([("A", "d", 1, 1, EVENT)]), FRAMEWORK)
    with pytest.raises(DataError, match=r"events of 15\.71"):
        tabulate(log(ROWS), FRAMEWORK, units=["15.01", "15.02"])


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from("abc"), st.integers(0, 9), st.integers(1, 4)), min_size=1
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[str, str, int, int]], random: Random) -> None:
    given_rows = [(*row, EVENT) for row in rows]
    shuffled = random.sample(given_rows, len(given_rows))
    units = sorted({row[0] for row in rows})
    one = tabulate(log(given_rows), FRAMEWORK, units=units)
    other = tabulate(log(shuffled), FRAMEWORK, units=units)
    assert one.digest == other.digest
    total = sum(count * grade for _, _, count, grade in rows)
    assert np.nansum(one.values) == total
