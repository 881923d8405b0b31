"""Two curators at the same moment: one is first, and the other is told or finds it done."""

from typing import Any

from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.curation.models import Proposal, Subject, Version
from ikpweb.prevention.curation.selectors.library import library, read_library
from ikpweb.prevention.curation.services import accept, change_calendar, make_calendar, refuse, withdraw_action
from ikpweb.prevention.curation.validation import lacking_actions

from web.tests.committing import CommittingCase, at_once
from web.tests.prevention.curation.curating import REASON, calendar, curator, given_action, head, proposed

REFUSALS = (ConflictError, RejectedError)


class RaceTests(CommittingCase):
    """Each pair of acts happens at once."""

    def test_the_first_change_of_a_calendar_by_two_at_once_is_one_version_and_a_conflict(self) -> None:
        one, other = curator(), curator("head")
        contents = [{**calendar("pilkada-2024"), "note": f"SINTETIS {number}"} for number in (1, 2)]

        def change(content: dict[str, Any], who: Any) -> int:
            return change_calendar("pilkada-2024", content, reason=REASON, seen=1, actor=who).number

        results = at_once(lambda: change(contents[0], one), lambda: change(contents[1], other), refusals=REFUSALS)
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert [each.number for each in Version.objects.order_by("number")] == [1, 2]

    def test_a_new_calendar_sent_twice_at_once_is_one(self) -> None:
        who = curator()

        def make() -> int:
            return make_calendar("pemilu-2029", head(), reason=REASON, actor=who).pk

        assert len(set(at_once(make, make, refusals=()))) == 1
        assert Subject.objects.count() == 1

    def test_of_two_who_decide_on_a_proposal_at_once_one_does(self) -> None:
        proposal = proposed()
        one, other = curator(), curator("head")
        results = at_once(
            lambda: accept(proposal, given_action(), seen=1, seen_action=0, actor=one),
            lambda: refuse(proposal, REASON, seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, ConflictError) for each in results) == 1
        assert Proposal.objects.get().version == 2

    def test_two_withdrawals_at_once_never_leave_an_indicator_with_one_action(self) -> None:
        pair = _pair()
        one, other = curator(), curator("head")
        results = at_once(
            lambda: withdraw_action(pair[0], REASON, seen=1, actor=one),
            lambda: withdraw_action(pair[1], REASON, seen=1, actor=other),
            refusals=REFUSALS,
        )
        assert sum(isinstance(each, RejectedError) for each in results) == 1
        assert lacking_actions(read_library()) == []


def _pair() -> tuple[str, str]:
    """Find two actions of which each could go, and not both."""
    whole = library()
    free = [each.id for each in whole if not lacking_actions([o for o in whole if o.id != each.id])]
    return next(
        (one, other)
        for one in free
        for other in free
        if one < other and lacking_actions([each for each in whole if each.id not in (one, other)])
    )
