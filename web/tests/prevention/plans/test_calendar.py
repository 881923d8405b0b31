"""How near stages are, and how many times a driver counts for it."""

from datetime import date

import pytest
from ikpweb.prevention.engine import Election, Row, Schedule
from ikpweb.prevention.plans.calendar import calendars, nearness, span, urgency

START = date(2024, 1, 1)


def period(stage: str, start: date | None, end: date | None, *, held: bool = True) -> Row:
    return Row(None, (stage,), {"id": stage, "en": stage}, start, end, held, "published", "")


def schedule(*periods: Row) -> Schedule:
    return Schedule(Election("uji", {"id": "Uji", "en": "Test"}, "", (), ""), periods)


def test_a_stage_runs_is_near_later_or_over() -> None:
    found = nearness(
        schedule(
            period("a", date(2023, 12, 1), date(2024, 1, 5)),
            period("b", date(2024, 1, 11), date(2024, 1, 20)),
            period("c", date(2024, 6, 1), date(2024, 6, 9)),
            period("d", date(2023, 1, 1), date(2023, 2, 1)),
            period("e", None, date(2024, 3, 1)),
            period("f", date(2024, 1, 2), None),
            period("g", date(2024, 1, 2), date(2024, 1, 3), held=False),
        ),
        START,
        30,
    )
    told = {code: (each.when, each.days) for code, each in found.items()}
    assert told == {"a": ("near", 0), "b": ("near", 10), "c": ("later", 152), "d": ("over", 0), "e": ("near", 0)}


def test_of_many_periods_the_nearest_counts() -> None:
    periods = (period("a", date(2024, 1, 25), date(2024, 1, 26)), period("a", date(2024, 1, 5), date(2024, 1, 6)),
               period("a", date(2023, 1, 5), date(2023, 1, 6)))  # fmt: skip
    assert nearness(schedule(*periods), START, 30)["a"].days == 4


@pytest.mark.parametrize(
    ("stages", "factor", "stage"),
    [
        (["a"], 2.0, "a"),
        (["b"], 2 - 10 / 30, "b"),
        (["c"], 1.0, "c"),
        (["d"], 0.0, "d"),
        (["d", "b"], 2 - 10 / 30, "b"),
        (["x"], 1.0, None),
    ],
)
def test_urgency(stages: list[str], factor: float, stage: str | None) -> None:
    near = nearness(
        schedule(
            period("a", date(2023, 12, 1), date(2024, 1, 5)),
            period("b", date(2024, 1, 11), date(2024, 1, 20)),
            period("c", date(2024, 6, 1), date(2024, 6, 9)),
            period("d", date(2023, 1, 1), date(2023, 2, 1)),
        ),
        START,
        30,
    )
    counted, by = urgency(stages, near, 30)
    assert counted == pytest.approx(factor)
    assert (by.stage if by else None) == stage


@pytest.mark.django_db
def test_the_published_calendars_have_a_first_and_a_last_day() -> None:
    assert {"pemilu-2024", "pilkada-2024"} <= calendars().keys()
    for each in calendars().values():
        first, last = span(each)
        assert first < last
