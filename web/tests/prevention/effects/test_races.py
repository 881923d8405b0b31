"""Two at the same moment, on a database that lets more than one write."""

from datetime import date
from uuid import uuid4

from ikpweb.prevention.effects.models import Assessment, Programme, Retraction
from ikpweb.prevention.effects.services import retract

from web.tests.committing import CommittingCase, at_once
from web.tests.factories import member
from web.tests.prevention.effects.building import JAMBI, assessed, listed, months, put_reports

DAYS = {unit: date(2024, 7, 1) for unit in JAMBI[:5]}


class RaceTests(CommittingCase):
    """Each pair of acts happens at once."""

    def test_a_programme_sent_twice_at_once_is_one(self) -> None:
        head, key = member("head", "15"), uuid4()

        def send() -> str:
            return str(listed(head, DAYS, key=key).pk)

        assert set(at_once(send, send, send, refusals=())) == {str(key)}
        assert Programme.objects.get().beginnings.count() == 5

    def test_a_question_sent_twice_at_once_is_one_assessment(self) -> None:
        put_reports({unit: months(5) for unit in JAMBI})
        head, key = member("head", "15"), uuid4()
        programme = listed(head, DAYS)

        def send() -> str:
            return str(assessed(head, programme, key=key).pk)

        assert set(at_once(send, send, refusals=())) == {str(key)}
        assert Assessment.objects.count() == 1

    def test_of_two_who_retract_at_once_the_first_reason_holds(self) -> None:
        head, other = member("head", "15"), member("enterer", "15")
        made = assessed(head, listed(head, DAYS))
        results = at_once(
            lambda: retract(made, "Satu.", actor=head).reason,
            lambda: retract(made, "Dua.", actor=other).reason,
            refusals=(),
        )
        assert len(set(results)) == 1
        assert Retraction.objects.count() == 1
