"""Two people at the same moment: one is first, and the other is told or finds it done."""

from datetime import date
from uuid import uuid4

from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.activities.models import Activity, ActivitySheet, ActivityStep, MonthCount
from ikpweb.prevention.activities.services.counting import Cell, save_counts
from ikpweb.prevention.activities.services.entering import change, enter, mark
from ikpweb.prevention.activities.services.sheets import enter_activity_sheet, keep_activity_sheet

from web.tests.committing import CommittingCase, at_once
from web.tests.factories import member
from web.tests.prevention.made_up import OFFICE, entered, given, office

REFUSALS = (ConflictError, RejectedError)


class RaceTests(CommittingCase):
    """Each pair of acts happens at once."""

    def test_one_activity_sent_thrice_at_once_is_one(self) -> None:
        enterer, key = member("enterer", OFFICE), uuid4()

        def send() -> bool:
            return enter(office(), given(), key=key, actor=enterer)[1]

        assert sorted(at_once(send, send, send, refusals=())) == [False, True, True]
        assert Activity.objects.count() == 1

    def test_of_two_who_change_at_once_one_reads_both_versions(self) -> None:
        made, one, other = entered(), member("enterer", OFFICE), member("head", OFFICE)
        results = at_once(
            lambda: change(made, {"title": "SINTETIS: a"}, seen=1, actor=one),
            lambda: change(made, {"title": "SINTETIS: b"}, seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert ActivityStep.objects.filter(activity=made).count() == 2

    def test_two_are_never_marked_as_telling_each_other_again(self) -> None:
        first, second, one, other = entered(), entered(), member("enterer", OFFICE), member("head", OFFICE)
        results = at_once(
            lambda: mark(first, second, seen=1, actor=one),
            lambda: mark(second, first, seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, RejectedError) for each in results) == 1

    def test_two_first_numbers_for_one_month_are_one_and_a_conflict(self) -> None:
        one, other = member("enterer", OFFICE), member("head", OFFICE)
        place = ("letters", date(2025, 5, 1))
        results = at_once(
            lambda: save_counts(office(), {place: Cell(10)}, actor=one),
            lambda: save_counts(office(), {place: Cell(20)}, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert MonthCount.objects.count() == 1

    def test_two_files_with_the_same_activity_enter_it_once(self) -> None:
        content = {"date": "2025-05-02", "form": "letters", "title": "SINTETIS: x", "external": "9"}
        sheets: list[ActivitySheet] = []
        people = [member("enterer", OFFICE), member("head", OFFICE)]
        for who in people:
            row = {"line": 2, "key": str(uuid4()), "content": content}
            sheets.append(keep_activity_sheet([row], name="SINTETIS.csv", subject="activities", actor=who))
        at_once(
            *(lambda s=s, w=w: enter_activity_sheet(s, actor=w) for s, w in zip(sheets, people, strict=True)),
            refusals=(),
        )
        assert Activity.objects.count() == 1
