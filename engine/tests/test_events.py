import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.errors import DataError
from ikp.events import Declaration, EventLog


def log(rows: list[tuple[str, str, int, Declaration]], periods: list[str] | None = None) -> EventLog:
    units = sorted({row[0] for row in rows})
    codes = sorted({row[1] for row in rows})
    return EventLog(
        units,
        [units.index(row[0]) for row in rows],
        codes,
        [codes.index(row[1]) for row in rows],
        [row[2] for row in rows],
        declaration=[row[3] for row in rows],
        lines=range(2, len(rows) + 2),
        periods=None if periods is None else sorted(set(periods)),
        period_index=None if periods is None else [sorted(set(periods)).index(each) for each in periods],
    )


EVENT, NIL, NO_DATA, NOT_APPLICABLE = Declaration


def test_defaults() -> None:
    made = EventLog(["11"], [0, 0], ["I01"], [0, 0], [3, 0])
    assert len(made) == 2
    assert made.grade.tolist() == [0, 0]
    assert np.isnat(made.date).all()
    assert made.is_event.all()
    assert not made.count.flags.writeable


@pytest.mark.parametrize(
    ("rows", "line", "other"),
    [
        ([("A", "x", 0, NIL), ("A", "x", 2, EVENT)], 2, 3),
        ([("A", "x", 2, EVENT), ("A", "x", 0, NIL)], 3, 2),
        ([("A", "y", 0, NIL), ("A", "x", 0, NIL), ("A", "x", 0, NO_DATA)], 3, 4),
        ([("B", "x", 1, EVENT), ("A", "x", 0, NOT_APPLICABLE), ("A", "x", 0, EVENT)], 3, 4),
        ([("A", "x", 0, NO_DATA), ("A", "x", 0, EVENT)], 2, 3),
    ],
)
def test_contradictions_name_both_lines(rows: list[tuple[str, str, int, Declaration]], line: int, other: int) -> None:
    (found,) = log(rows).contradictions
    assert found.code == "declaration-contradicted"
    assert (found.line, found.params["other"]) == (line, other)


@pytest.mark.parametrize(
    "rows",
    [
        [("A", "x", 0, NIL), ("A", "x", 0, NIL)],
        [("A", "x", 0, NIL), ("A", "x", 0, EVENT)],
        [("A", "x", 0, EVENT), ("A", "x", 3, EVENT)],
        [("A", "x", 0, NIL), ("A", "y", 3, EVENT)],
        [("A", "x", 0, NIL), ("B", "x", 3, EVENT)],
    ],
)
def test_what_contradicts_nothing(rows: list[tuple[str, str, int, Declaration]]) -> None:
    assert log(rows).contradictions == ()


def test_periods_are_apart() -> None:
    assert log([("A", "x", 0, NIL), ("A", "x", 3, EVENT)], ["2019", "2024"]).contradictions == ()
    assert len(log([("A", "x", 0, NIL), ("A", "x", 3, EVENT)], ["2024", "2024"]).contradictions) == 1


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), st.integers(0, 2), st.sampled_from(Declaration)))
)
def test_contradictions_are_those_of_a_plain_search(rows: list[tuple[str, str, int, Declaration]]) -> None:
    if not rows:
        return
    rows = [(unit, code, count if said is EVENT else 0, said) for unit, code, count, said in rows]

    def means(count: int, said: Declaration) -> str:
        return said.name if said else "events" if count else "NIL"

    expected = set()
    for unit, code in {(unit, code) for unit, code, _, _ in rows}:
        here = [(count, said) for u, c, count, said in rows if (u, c) == (unit, code)]
        if any(said for _, said in here) and len({means(*each) for each in here}) > 1:
            expected.add((unit, code))
    assert {(each.params["unit"], each.params["code"]) for each in log(rows).contradictions} == expected


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"count": [-1]}, "count-negative"),
        ({"unit_index": [1]}, "events-index"),
        ({"code_index": [-1]}, "events-index"),
        ({"declaration": [4]}, "events-index"),
        ({"grade": [1, 2]}, "events-columns"),
        ({"period_index": [0]}, "events-index"),
    ],
)
def test_what_does_not_fit_is_refused(columns: dict[str, list[int]], code: str) -> None:
    good = {"units": ["11"], "unit_index": [0], "codes": ["I01"], "code_index": [0], "count": [1]}
    with pytest.raises(DataError) as caught:
        EventLog(**(good | columns))  # type: ignore[arg-type] # the lists of the cases are mixed on purpose
    assert caught.value.problems[0].code == code


def test_the_digest_is_of_what_is_said() -> None:
    one = log([("A", "x", 1, EVENT)])
    assert one.digest == log([("A", "x", 1, EVENT)]).digest
    assert one.digest != log([("A", "x", 2, EVENT)]).digest
    moved = EventLog(one.units, one.unit_index, one.codes, one.code_index, one.count, lines=[99])
    assert moved.digest == one.digest
