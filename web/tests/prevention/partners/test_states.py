"""How an agreement stands on a day, in Python and in the database alike; and when its reminders are due."""

from datetime import date, timedelta

import pytest
from ikpweb.prevention.partners.models import Agreement
from ikpweb.prevention.partners.states import BEFORE, State, due_day, in_force, in_state, reminder_due, state_of

from web.tests.factories import member
from web.tests.prevention.partners.partnering import agreement, partner, today

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def made(**other: object) -> Agreement:
    return Agreement(valid_from=FIRST, valid_to=LAST, **other)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 12, 31), State.COMING),
        (FIRST, State.VALID),
        (date(2026, 10, 1), State.VALID),  # 91 days are left
        (date(2026, 10, 2), State.EXPIRING),
        (LAST, State.EXPIRING),
        (date(2027, 1, 1), State.EXPIRED),
    ],
)
def test_the_state_follows_the_day(day: date, state: State) -> None:
    assert state_of(made(), day) == state


def test_what_people_said_goes_before_the_days() -> None:
    ended = made(ended_on=date(2026, 6, 1))
    assert state_of(ended, date(2026, 5, 31)) == State.VALID
    assert state_of(ended, date(2026, 6, 1)) == State.ENDED
    assert state_of(made(withdrawn=True), date(2026, 6, 1)) == State.WITHDRAWN
    assert state_of(Agreement(valid_from=FIRST), date(2099, 1, 1)) == State.VALID


@pytest.mark.django_db
def test_the_database_says_the_same_as_the_rule() -> None:
    actor = member("head", "15.71")
    whom = partner(actor)
    rows = [agreement(actor, with_whom=whom, left=left, number=str(left)) for left in (-40, -1, 0, 1, 89, 90, 91, 400)]
    rows.append(agreement(actor, with_whom=whom, valid_to="", number="tanpa"))
    rows.append(agreement(actor, with_whom=whom, valid_from=(today() + timedelta(5)).isoformat(), number="nanti"))
    Agreement.objects.filter(pk=rows[7].pk).update(ended_on=today() - timedelta(3))
    Agreement.objects.filter(pk=rows[6].pk).update(withdrawn=True)
    for days in (-30, 0, 1, 30, 100):
        day = today() + timedelta(days)
        for state in State:
            found = set(Agreement.objects.filter(in_state(state, day)).values_list("pk", flat=True))
            assert found == {each.pk for each in Agreement.objects.all() if state_of(each, day) == state}, (state, day)
        holding = {each.pk for each in Agreement.objects.all() if state_of(each, day) in {State.VALID, State.EXPIRING}}
        assert set(Agreement.objects.filter(in_force(day)).values_list("pk", flat=True)) == holding


@pytest.mark.parametrize(
    ("last", "before", "day"),
    [
        (date(2026, 8, 25), 7, date(2026, 8, 18)),  # a Tuesday
        (date(2026, 8, 24), 7, date(2026, 8, 14)),  # Independence Day is a Monday: the Friday before
        (date(2026, 8, 23), 7, date(2026, 8, 14)),  # a Sunday
        (date(2026, 1, 1), 0, date(2025, 12, 31)),  # New Year
    ],
)
def test_a_reminder_on_a_day_off_moves_to_the_working_day_before(last: date, before: int, day: date) -> None:
    assert due_day(last, before) == day


def test_each_reminder_is_due_once_and_of_missed_ones_the_nearest() -> None:
    last = date(2026, 8, 24)
    assert reminder_due(last, date(2026, 5, 25), frozenset()) is None  # 91 days before
    assert reminder_due(last, date(2026, 5, 26), frozenset()) == 90
    assert reminder_due(last, date(2026, 5, 26), frozenset({90})) is None
    assert reminder_due(last, date(2026, 8, 13), frozenset({90, 30})) is None
    assert reminder_due(last, date(2026, 8, 14), frozenset({90, 30})) == 7
    assert reminder_due(last, date(2026, 8, 17), frozenset({90, 30})) is None  # nobody works
    assert reminder_due(last, date(2026, 8, 20), frozenset()) == min(BEFORE)  # only the nearest of three
    assert reminder_due(last, date(2026, 8, 20), frozenset({7})) is None
    assert reminder_due(last, date(2026, 8, 25), frozenset()) is None
