"""Two people, or one twice, at the same moment: one is first, and the other is told or finds it done."""

from uuid import uuid4

from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.files.models import File
from ikpweb.prevention.register.models import Action, ActionStep, Appetite, Status
from ikpweb.prevention.register.services import add_action, change_action, move_action, propose_many, set_appetite
from ikpweb.prevention.register.transitions import Move

from web.tests.committing import CommittingCase, at_once
from web.tests.factories import member
from web.tests.prevention.register.registering import SAID, added, at, evidence, given, office

REFUSALS = (ConflictError, RejectedError)


class RaceTests(CommittingCase):
    """Each pair of acts happens at once."""

    def test_one_action_sent_twice_at_once_is_one(self) -> None:
        enterer, client = member("enterer", "15.71"), uuid4()

        def send() -> int:
            return add_action(office(), given(), client=client, actor=enterer).pk

        assert len(set(at_once(send, send, send, refusals=()))) == 1
        assert Action.objects.count() == 1

    def test_of_two_who_change_at_once_one_reads_both_versions(self) -> None:
        one, other = member("enterer", "15.71"), member("head", "15.71")
        action = added(one)
        results = at_once(
            lambda: change_action(action, {"title": "SINTETIS: satu"}, seen=1, actor=one),
            lambda: change_action(action, {"title": "SINTETIS: dua"}, seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert ActionStep.objects.count() == 2

    def test_of_a_confirmation_and_a_return_one_holds(self) -> None:
        action = at(Status.DONE)
        one, other = member("head", "15.71"), member("head", "15")
        results = at_once(
            lambda: move_action(action, Move.CONFIRM, seen=3, actor=one),
            lambda: move_action(action, Move.RETURN, reason=SAID, seen=3, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, REFUSALS) for each in results) == 1

    def test_one_plan_put_in_twice_at_once_is_put_in_once(self) -> None:
        batch, province = uuid4(), member("head", "15")
        rows = [given(office=code) for code in ("15.71", "15.01")]

        def send() -> int:
            return len(propose_many(rows, batch=batch, actor=province))

        assert at_once(send, send, refusals=()) == [2, 2]
        assert Action.objects.count() == 2

    def test_the_same_file_twice_at_once_stands_once(self) -> None:
        enterer = member("enterer", "15.71")
        action = added(enterer)
        results = at_once(lambda: evidence(action, enterer).pk, lambda: evidence(action, enterer).pk, refusals=())
        assert len(set(results)) == 1
        assert File.objects.count() == 1

    def test_two_versions_of_the_matrix_at_once_are_one_and_a_conflict(self) -> None:
        one, other = member("head", "0"), member("head", "0")
        results = at_once(
            lambda: set_appetite([["watch"] * 5] * 5, SAID, seen=0, actor=one),
            lambda: set_appetite([["treat"] * 5] * 5, SAID, seen=0, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert Appetite.objects.count() == 1
