"""Two people, or two servers, at the same moment: one is first, and the other is told or finds it done."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.oversight.workdays import is_workday
from ikpweb.prevention.partners.clock import run
from ikpweb.prevention.partners.models import Agreement, Partner, PartnerStep, Reminder
from ikpweb.prevention.partners.services import change_agreement, make_agreement, make_partner

from web.tests.committing import CommittingCase, at_once
from web.tests.factories import member
from web.tests.prevention.partners.partnering import about_agreement, about_partner, agreement, office, today

REFUSALS = (ConflictError, RejectedError)


class RaceTests(CommittingCase):
    """Each pair of acts happens at once."""

    def test_one_partner_sent_twice_at_once_is_one(self) -> None:
        enterer, key, client = member("enterer", "15.71"), uuid4(), uuid4()

        def send() -> bool:
            return make_partner(office(), about_partner(), key=key, client=client, actor=enterer).repeated

        assert sorted(at_once(send, send, send, refusals=())) == [False, True, True]
        assert Partner.objects.count() == 1

    def test_of_two_who_renew_at_once_one_is_refused(self) -> None:
        actor, other = member("enterer", "15.71"), member("head", "15.71")
        first = agreement(actor, left=20)
        given = about_agreement(first.partner, signed_on=today().isoformat(), valid_from=today().isoformat())
        results = at_once(
            lambda: make_agreement(office(), given, key=uuid4(), client=uuid4(), renews=first, actor=actor),
            lambda: make_agreement(office(), given, key=uuid4(), client=uuid4(), renews=first, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, RejectedError) for each in results) == 1
        assert Agreement.objects.filter(renews=first).count() == 1

    def test_of_two_who_change_at_once_one_reads_both_versions(self) -> None:
        row = agreement()
        one, other = member("enterer", "15.71"), member("head", "15.71")
        results = at_once(
            lambda: change_agreement(row, {"title": "SINTETIS: satu"}, seen=1, actor=one),
            lambda: change_agreement(row, {"title": "SINTETIS: dua"}, seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert PartnerStep.objects.filter(row=row.pk).count() == 2

    def test_two_servers_that_remind_at_once_send_one_message(self) -> None:
        day = today()
        while not is_workday(day):
            day += timedelta(1)
        agreement(left=(day - today()).days + 5)
        now = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
        assert sorted(at_once(lambda: run(now), lambda: run(now), refusals=())) == [0, 1]
        assert Reminder.objects.count() == 1
