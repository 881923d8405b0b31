"""Two people, or two servers, at the same moment: one is first, and the other is told or finds it done."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.cadres.clock import run
from ikpweb.prevention.cadres.models import Alumnus, Erased
from ikpweb.prevention.cadres.services import change_alumnus, change_training, enter_alumnus, erase_alumnus

from web.tests.committing import CommittingCase, at_once
from web.tests.factories import member
from web.tests.prevention.cadres.training import about_person, person_of, today, training

REFUSALS = (ConflictError, RejectedError)


class RaceTests(CommittingCase):
    """Each pair of acts happens at once."""

    def test_one_record_sent_twice_at_once_is_one(self) -> None:
        actor, client = member("enterer", "15.71"), uuid4()
        row = training(actor)

        def send() -> int:
            return enter_alumnus(row, about_person(), agreed=True, client=client, actor=actor).pk

        assert len(set(at_once(send, send, send, refusals=()))) == 1
        assert Alumnus.objects.count() == 1

    def test_of_two_who_change_a_training_at_once_one_reads_both_versions(self) -> None:
        row = training()
        one, other = member("enterer", "15.71"), member("head", "15.71")
        results = at_once(
            lambda: change_training(row, {"alumni": "30"}, seen=1, actor=one),
            lambda: change_training(row, {"alumni": "31"}, seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1

    def test_a_record_that_is_erased_while_somebody_corrects_it_stays_erased(self) -> None:
        actor, other = member("enterer", "15.71"), member("head", "15.71")
        person = person_of(training(actor), actor)
        at_once(
            lambda: change_alumnus(person, about_person(name="Siti Lain"), seen=1, actor=actor),
            lambda: erase_alumnus(person, Erased.ASKED, actor=other),
            refusals=REFUSALS,
        )
        person.refresh_from_db()
        assert (person.name, person.contact) == ("", "")

    def test_two_servers_let_go_of_the_same_record(self) -> None:
        actor = member("enterer", "15.71")
        person = person_of(training(actor), actor)
        Alumnus.objects.filter(pk=person.pk).update(until=today() - timedelta(1))
        at_once(lambda: run(timezone.now()), lambda: run(timezone.now()), refusals=())
        person.refresh_from_db()
        assert (person.name, person.version) == ("", 2)
