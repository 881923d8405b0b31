"""Counts add up: forms to the total, offices to provinces, provinces to the nation; nothing is counted twice."""

from datetime import date

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.activities.models import Activity, Form, MonthCount
from ikpweb.prevention.activities.pictures import bounds_of, columns_of
from ikpweb.prevention.activities.published import published
from ikpweb.prevention.activities.selectors.counts import Line, Period, counts_of, joined, months_between, period_of
from ikpweb.prevention.activities.selectors.tables import table_for
from ikpweb.prevention.activities.services.counting import Cell, save_counts
from ikpweb.prevention.activities.services.entering import mark, withdraw
from ikpweb.territory.models import Office

from web.tests.factories import member
from web.tests.prevention.made_up import OFFICE, entered, listed, office, to_margins, told

pytestmark = pytest.mark.django_db

MAY = date(2025, 5, 1)
PERIOD = Period(date(2025, 4, 1), date(2025, 6, 1))


def counted(code: str = OFFICE, period: Period = PERIOD) -> Line:
    return counts_of(Office.objects.all(), period).of(code)


def test_a_month_counts_what_is_listed_or_what_is_told_whichever_is_more() -> None:
    listed(3, day=date(2025, 5, 17))
    assert (counted().total, counted().only) == (3, 0)
    told(5, month=MAY)
    assert (counted().total, counted().only) == (5, 2)
    listed(4, day=date(2025, 5, 31))  # listed later: it was among the five, or the office told too few
    assert (counted().total, counted().only) == (7, 0)
    told(2, month=MAY, form="other")
    told(9, month=date(2025, 7, 1), form="other")  # outside
    assert counted().forms == {"education": 7, "other": 2}


def test_withdrawn_and_doubled_ones_do_not_count_and_training_never_mixes() -> None:
    actor = member("head", OFFICE)
    first, second, third = (entered(actor, date="2025-05-02", title=f"SINTETIS: {n}") for n in ("aa", "bb", "cc"))
    entered(actor, date="2025-05-02", training=True)
    mark(second, first, seen=1, actor=actor)
    withdraw(third, "Tidak jadi dilaksanakan.", seen=1, actor=actor)
    assert counted().total == 1
    assert counts_of(Office.objects.all(), PERIOD, training=True).total.total == 1


def test_the_published_counts_add_up_as_printed() -> None:
    national = next(each for each in published() if each.area == "0" and each.forms)
    assert list(national.row) == [22608, 2271, 2706, 3824, 20501, 7577, 31229]
    for each in published():
        assert each.source.startswith("https://")
        assert set(each.forms) in (set(), set(Form.values))
        assert not each.forms or sum(each.forms.values()) == each.total
    assert sorted(each.total for each in published()) == [3180, 90716, 141008]


def test_counts_drawn_to_the_published_margins_give_them_back_at_every_level() -> None:
    """SINTETIS: how the real 90,716 lie over offices was never published."""
    national = next(each for each in published() if each.area == "0" and each.forms)
    months = [date(2023, 2, 1), date(2023, 11, 1)]
    to_margins(national.forms, months, np.random.default_rng(2023))
    place = MonthCount.objects.filter(form="letters", number__gt=2).first()
    assert place is not None
    listed(2, code=place.office_id, form="letters", day=place.month, training=True)  # listed ones are among them
    period = period_of("2023-01", "2023-12", date(2026, 1, 1))
    counts = counts_of(Office.objects.all(), period, training=True)
    assert counts.total.total == 90716
    assert dict(counts.total.forms) == dict(national.forms)
    assert counts.total.only == 90714
    assert joined(counts.months.values()).forms == counts.total.forms
    centre = counts.of(Office.CENTRE)
    assert joined([centre, *counts.provinces.values()]).forms == counts.total.forms
    province = counts_of(Office.objects.filter(pk="15") | Office.objects.filter(parent="15"), period, training=True)
    assert province.total.forms == counts.provinces["15"].forms
    table = table_for(member("observer", "0"), period, training=True)
    assert table is not None
    assert table.sum_of_rows.row == table.total.row == national.row
    assert sum(table.numbers("regency").values()) <= sum(table.numbers("province").values()) < 90716
    assert not counts_of(Office.objects.all(), period).offices  # none of it is real


def test_a_table_holds_only_what_the_member_may_see() -> None:
    for code in ("0", "15", OFFICE, "15.01", "16.71"):
        told(1, code=code, month=MAY)
    totals = {}
    for code in ("0", "15", OFFICE):
        table = table_for(member("observer", code), PERIOD)
        assert table is not None
        totals[code] = table.total.total
    assert totals == {"0": 5, "15": 3, OFFICE: 1}
    assert table_for(member("observer", "15"), PERIOD, "16") is None
    one = table_for(member("observer", "0"), PERIOD, "15")
    assert one is not None
    assert (one.total.total, [row.code for row in one.rows][:2]) == (3, ["15", "15.01"])


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", "", (date(2026, 1, 1), date(2026, 3, 1))),
        ("2023-02", "2023-04-30", (date(2023, 2, 1), date(2023, 4, 1))),
        ("2023-04", "2023-02", (date(2023, 2, 1), date(2023, 4, 1))),
        ("x", "2023-13", (date(2026, 1, 1), date(2026, 3, 1))),
        ("1991-01", "2023-12", (date(2014, 1, 1), date(2023, 12, 1))),
    ],
)
def test_a_period_is_whole_months_and_bounded(since: str, until: str, expected: tuple[date, date]) -> None:
    period = period_of(since, until, date(2026, 3, 14))
    assert (period.since, period.until) == expected
    assert months_between(period)[-1] == period.until


def test_the_count_of_a_month_is_written_changed_taken_back_and_the_log_keeps_both() -> None:
    actor, other = member("enterer", OFFICE), member("head", OFFICE)
    place = ("letters", MAY)
    assert save_counts(office(), {place: Cell(4)}, actor=actor) == 1
    assert save_counts(office(), {place: Cell(4)}, actor=actor) == 0  # a double click
    with pytest.raises(ConflictError):
        save_counts(office(), {place: Cell(9)}, actor=other)
    assert save_counts(office(), {place: Cell(6, seen=1)}, actor=other) == 1
    assert save_counts(office(), {place: Cell(None, seen=2)}, actor=other) == 1
    assert (MonthCount.objects.get().number, MonthCount.objects.get().version) == (None, 3)
    assert counted().total == 0
    told_of = Entry.objects.filter(action="activity_counts.entered").order_by("-id").values_list("detail", flat=True)
    assert told_of[0]["changed"] == {"letters 2025-05": [6, None]}


@pytest.mark.parametrize(
    ("place", "number"),
    [
        (("letters", date(2025, 5, 2)), 1),
        (("letters", date(2199, 1, 1)), 1),
        (("letters", date(1999, 1, 1)), 1),
        (("seminar", MAY), 1),
        (("letters", MAY), -1),
        (("letters", MAY), 2_000_000),
    ],
)
def test_a_count_that_cannot_be_is_refused(place: tuple[str, date], number: int) -> None:
    with pytest.raises(RejectedError):
        save_counts(office(), {place: Cell(number)}, actor=member("enterer", OFFICE))
    assert not MonthCount.objects.exists()


@pytest.mark.parametrize(("role", "code"), [("head", "15"), ("verifier", OFFICE), ("observer", OFFICE), ("head", "0")])
def test_only_the_office_itself_writes_its_counts(role: str, code: str) -> None:
    with pytest.raises(PermissionDenied):
        save_counts(office(), {("letters", MAY): Cell(1)}, actor=member(role, code))
    assert not Activity.objects.exists()


def test_steps_of_the_map_hold_every_number_and_columns_are_as_tall_as_they_count() -> None:
    assert bounds_of([0, 0]) == []
    assert bounds_of([1, 1, 1]) == [1]
    numbers = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]
    assert bounds_of(numbers)[-1] == 89
    assert len(bounds_of(numbers)) == 5
    months = {MAY: Line({"other": 8}, only=2)}
    drawn = columns_of(months, months_between(PERIOD))
    assert [(each.listed, each.only) for each in drawn.columns] == [(0, 0), (90, 30), (0, 0)]
    assert columns_of({}, [MAY]).most == 0
    # A phone has room for one label in three.
    assert [each.wide for each in drawn.columns] == [False, True, True]
    # Wherever a period begins, each January is written with its year, on a phone too.
    long = columns_of({}, months_between(Period(date(2022, 6, 1), date(2024, 6, 1)))).columns
    assert [each.label for each in long if each.label] == [
        *("Jul 2022", "Okt", "Jan 2023", "Apr", "Jul", "Okt", "Jan 2024", "Apr"),
    ]
    assert [each.label for each in long if each.label and not each.wide] == ["Jan 2023", "Jan 2024"]
