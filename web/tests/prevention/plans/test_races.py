"""Two people, or two processes, at the same moment: one is first, and the other is told or finds it done."""

from uuid import uuid4

from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.plans.computing import compute_plan
from ikpweb.prevention.plans.models import Plan, PlanResult, PlanStep
from ikpweb.prevention.plans.services.deciding import accept, accept_all, refuse
from ikpweb.prevention.plans.services.proposing import propose
from ikpweb.prevention.register.models import Action

from web.tests.committing import CommittingCase, at_once
from web.tests.factories import member
from web.tests.prevention.plans.planning import PROVINCE, asked_for, computed, first, proposed

REFUSALS = (ConflictError, RejectedError)


class RaceTests(CommittingCase):
    """Each pair of acts happens at once."""

    def test_one_request_sent_twice_at_once_is_one_plan(self) -> None:
        head, client = member("head", PROVINCE), uuid4()

        def send() -> int:
            return propose(head.office, asked_for(), client=client, actor=head).plan.pk

        assert len(set(at_once(send, send, send, refusals=()))) == 1
        assert Plan.objects.count() == 1

    def test_two_processes_compute_a_plan_once(self) -> None:
        plan = proposed(member("head", PROVINCE))

        def compute() -> bool:
            return compute_plan(plan) is not None

        assert sorted(at_once(compute, compute, refusals=())) == [False, True]
        assert PlanResult.objects.count() == 1

    def test_accepted_and_refused_at_once_is_one_of_both(self) -> None:
        head, other = member("head", PROVINCE), member("enterer", PROVINCE)
        item = first(computed(head))
        results = at_once(
            lambda: accept(item, seen=1, actor=head),
            lambda: refuse(item, "Sudah dikerjakan instansi lain.", seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, REFUSALS) for each in results) == 1
        assert PlanStep.objects.count() == 1

    def test_all_accepted_twice_at_once_is_in_the_register_once(self) -> None:
        head = member("head", PROVINCE)
        plan = computed(head)
        seen = dict(plan.items.values_list("pk", "version"))

        def take() -> int:
            return len(accept_all(plan, seen, actor=head))

        assert sorted(at_once(take, take, refusals=())) == [0, len(seen)]
        assert Action.objects.count() == len(seen)
