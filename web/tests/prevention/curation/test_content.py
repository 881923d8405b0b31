"""Contents as plain values: there and back, told apart, and joined from two writers."""

import pytest
from ikpweb.prevention import engine
from ikpweb.prevention.curation.content import (
    content_of_links,
    content_of_schedule,
    flat,
    joined,
    links_of,
    schedule_of,
)
from ikpweb.prevention.curation.validation import clean_calendar, clean_links


@pytest.mark.parametrize("schedule", engine.schedules(), ids=lambda each: each.election.code)
def test_a_calendar_comes_back_as_it_was(schedule: engine.Schedule) -> None:
    content = content_of_schedule(schedule)
    assert schedule_of(schedule.election.code, content) == schedule
    assert clean_calendar(content) == (content, [])


@pytest.mark.parametrize("code", ["I01", "I30", "I61"])
def test_links_come_back_as_they_were(code: str) -> None:
    links = engine.known()[code].stages
    content = content_of_links(links)
    assert links_of(content) == links
    assert clean_links(content) == (content, [])


def test_all_days_of_a_calendar_that_is_not_confirmed_are_assumed() -> None:
    content = {**content_of_schedule(engine.schedules()[0]), "confirmed": False}
    assert {each.certainty for each in schedule_of("x", content).periods} == {"assumed"}


def test_a_name_that_was_left_out_in_english_is_said_in_indonesian() -> None:
    content = {**content_of_schedule(engine.schedules()[0]), "names": {"id": "Pemilu", "en": ""}}
    assert schedule_of("x", content).election.names["en"] == "Pemilu"


BASE = {"a": 1, "rows": [{"key": "1", "x": 1, "y": 1}, {"key": "2", "x": 2, "y": 2}]}


def test_rows_are_told_by_their_key() -> None:
    assert flat(BASE) == {"a": 1, "rows.1.x": 1, "rows.1.y": 1, "rows.2.x": 2, "rows.2.y": 2}


def test_each_value_comes_from_who_changed_it_and_mine_where_both_did() -> None:
    theirs = {
        "a": 2,
        "rows": [{"key": "1", "x": 9, "y": 1}, {"key": "2", "x": 2, "y": 2}, {"key": "3", "x": 3, "y": 3}],
    }
    mine = {"a": 1, "rows": [{"key": "1", "x": 8, "y": 7}]}  # row 2 taken away
    assert joined(BASE, theirs, mine) == {"a": 2, "rows": [{"key": "1", "x": 8, "y": 7}, {"key": "3", "x": 3, "y": 3}]}


def test_a_row_that_one_took_away_stays_when_the_other_changed_it() -> None:
    theirs = {"a": 1, "rows": [{"key": "1", "x": 1, "y": 1}, {"key": "2", "x": 2, "y": 5}]}
    mine = {"a": 1, "rows": [{"key": "1", "x": 1, "y": 1}]}
    assert joined(BASE, theirs, mine)["rows"][1] == {"key": "2", "x": 2, "y": 5}
    assert joined(BASE, mine, theirs)["rows"][1] == {"key": "2", "x": 2, "y": 5}
