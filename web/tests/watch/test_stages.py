"""The clock towards the vote: the stage of a week, the period ahead, and calendars that are handed down."""

from datetime import date, timedelta

import pytest
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.models import Entry
from ikpweb.watch.computing import compute_watch
from ikpweb.watch.engine.stages import ahead_of, reference_spans
from ikpweb.watch.models import StageSpan
from ikpweb.watch.selectors.inputs import inputs_of, last_sunday
from ikpweb.watch.services.stages import set_calendar

from ikp.foresight.calendar import NO_STAGE, stage_of
from web.tests.watch.reporting import few, stream, today

SPANS = [
    ("voter-list", date(2026, 1, 5), date(2026, 6, 1)),
    ("campaign", date(2026, 4, 1), date(2026, 5, 10)),
    ("voting", date(2026, 5, 14), date(2026, 5, 14)),
]


def test_the_engines_calendar_knows_the_last_elections() -> None:
    spans = reference_spans()
    assert stage_of(date(2024, 2, 12), spans) in {"voting", "counting", "tabulation"}
    assert stage_of(date(2024, 1, 8), spans) == "campaign"
    assert stage_of(date(2025, 6, 2), spans) == NO_STAGE
    assert all(first <= last for _, first, last in spans)


def test_a_stage_that_begins_soon_is_ahead_and_else_a_block_of_weeks() -> None:
    soon = ahead_of(date(2026, 3, 1), SPANS)
    assert (soon.code, soon.key, soon.first, soon.last) == (
        "campaign",
        "campaign:2026-03-30",
        date(2026, 3, 30),
        date(2026, 5, 10),
    )
    assert soon.weeks == 6
    keys, days = set(), [date(2027, 1, 3) + timedelta(7 * place) for place in range(8)]
    for day in days:
        block = ahead_of(day, SPANS)
        assert block.code == ""
        assert block.first == day + timedelta(1)
        assert 1 <= block.weeks <= 4
        assert block.last.weekday() == 6
        keys.add(block.key)
    assert len(keys) in {2, 3}  # eight weeks are two or three blocks, and each has one name


@pytest.mark.django_db
def test_a_calendar_that_is_handed_down_is_what_the_watch_reckons_with() -> None:
    few()
    stream(weeks=30)
    end = last_sunday(today())
    spans = [("planning", end - timedelta(7 * 40), end - timedelta(7 * 3)), ("campaign", end - timedelta(20), end)]
    assert set_calendar(spans, training=True, actor=SYSTEM) == 2
    before = inputs_of(today(), training=True)
    watch = compute_watch(training=True, actor=SYSTEM)
    assert watch.parameters["stage"] == "campaign"
    assert watch.parameters["staged"] is False
    assert "stage-new" in {each["code"] for each in watch.problems}
    again = [("campaign", end - timedelta(7 * 40), end - timedelta(7 * 10)), ("campaign", end - timedelta(20), end)]
    assert set_calendar(again, training=True, actor=SYSTEM) == 2
    assert set_calendar(list(reversed(again)), training=True, actor=SYSTEM) == 2  # the same
    assert inputs_of(today(), training=True).digest != before.digest
    second = compute_watch(training=True, actor=SYSTEM)
    assert second.parameters["staged"] is True
    assert StageSpan.objects.filter(training=False).count() == 0
    told = Entry.objects.filter(action="watch_calendar.set").order_by("number").values_list("detail", flat=True)
    assert [bool(each.get("repeated")) for each in told] == [False, False, True]
