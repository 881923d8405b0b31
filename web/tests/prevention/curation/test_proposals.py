"""Proposals for the library: who writes, who decides, what it becomes, and what is kept of it."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.actions import find, library
from ikpweb.prevention.curation.models import Proposal, ProposalStep, Status
from ikpweb.prevention.curation.policies import proposals_visible_to
from ikpweb.prevention.curation.selectors.library import version_of, versions, withdrawn
from ikpweb.prevention.curation.services import (
    accept,
    change_links,
    change_proposal,
    propose,
    refuse,
    restore_action,
    withdraw_action,
    withdraw_proposal,
)
from ikpweb.prevention.curation.validation import lacking_actions
from ikpweb.prevention.shipped import shipped, table_of

from web.tests.factories import member
from web.tests.prevention.curation.curating import REASON, curator, given_action, proposed

pytestmark = pytest.mark.django_db


def some_action(**other: object) -> tuple[str, dict[str, object]]:
    """Give an action that is shipped, with some of it changed."""
    table = table_of(shipped()[0])
    return str(table["id"]), {**table, **other}


def test_a_new_action_is_in_force_once_another_person_accepted_it() -> None:
    proposal = proposed()
    assert proposal.code == "made-up-write-to-rally-organisers"
    assert find(proposal.code) is None
    made = accept(proposal, given_action(effort=5), seen=1, seen_action=0, actor=curator())
    action = find(proposal.code)
    assert action is not None
    assert (action.effort, action.version, action.theme) == (5, 1, "security")
    assert action in library()
    assert [each.theme for each in library()] == sorted(
        [each.theme for each in library()], key=list(dict.fromkeys(each.theme for each in shipped())).index
    )
    proposal.refresh_from_db()
    assert (proposal.status, proposal.became) == (Status.ACCEPTED, made)
    assert Entry.objects.filter(action="library_action.accepted").count() == 1


def test_a_change_makes_a_version_and_the_first_is_what_was_shipped() -> None:
    code, table = some_action(effort=99)
    proposal = propose(uuid4(), table, why=REASON, code=code, base=1, actor=member("head", "15"))
    accept(proposal, table, seen=1, seen_action=1, actor=curator())
    first, second = version_of(code, 1), version_of(code, 2)
    assert first == shipped()[0]
    assert second is not None
    assert second.effort == 99
    assert [each.move for each in versions(code)] == ["ship", "accept"]
    assert [each.id for each in library()] == [each.id for each in shipped()]  # it stays in its place


def test_who_wrote_it_never_decides_and_the_centre_may_propose_too() -> None:
    author = curator("head")
    proposal = proposed(author)
    with pytest.raises(RejectedError, match="perlu diperbaiki"):
        accept(proposal, given_action(), seen=1, seen_action=0, actor=author)
    with pytest.raises(RejectedError):
        refuse(proposal, REASON, seen=1, actor=author)
    accept(proposal, given_action(), seen=1, seen_action=0, actor=curator())


def test_who_may_propose_and_who_may_decide() -> None:
    for role, office in (("observer", "15.71"), ("verifier", "15.71"), ("analyst", "15"), ("publisher", "0")):
        with pytest.raises(PermissionDenied):
            proposed(member(role, office))
    proposal = proposed()
    for who in (member("head", "15"), member("enterer", "0"), member("observer", "0")):
        with pytest.raises(PermissionDenied):
            accept(proposal, given_action(), seen=1, seen_action=0, actor=who)


def test_an_office_sees_its_own_and_those_below_and_only_its_people_change_it() -> None:
    proposal = proposed()
    for office, sees in (("15.71", True), ("15", True), ("0", True), ("15.01", False), ("16", False)):
        assert proposals_visible_to(member("head", office)).filter(pk=proposal.pk).exists() is sees
    assert not proposals_visible_to(None).exists()
    with pytest.raises(RejectedError):
        change_proposal(proposal, given_action(effort=9), why=REASON, seen=1, actor=member("head", "15"))
    change_proposal(proposal, given_action(effort=9), why=REASON, seen=1, actor=member("head", "15.71"))
    with pytest.raises(RejectedError):
        withdraw_proposal(proposal, REASON, seen=2, actor=member("head", "15"))


def test_english_may_be_left_to_the_centre() -> None:
    title = {"id": "SINTETIS: judul tanpa terjemahan", "en": ""}
    proposal = proposed(title=title)
    with pytest.raises(RejectedError) as refused:
        accept(proposal, given_action(title=title), seen=1, seen_action=0, actor=curator())
    assert [fault.field for fault in refused.value.faults[str(proposal.pk)]] == ["title.en"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"stages": ["districts"]}, "indicators"),  # neither indicator belongs to that stage
        ({"title": dict(shipped()[3].title)}, "title.id"),
    ],
)
def test_what_does_not_fit_the_library_is_not_accepted(given: dict[str, object], field: str) -> None:
    proposal = proposed()
    with pytest.raises(RejectedError) as refused:
        accept(proposal, given_action(**given), seen=1, seen_action=0, actor=curator())
    assert field in {fault.field for fault in refused.value.faults[str(proposal.pk)]}
    assert find(proposal.code) is None


def test_links_of_the_centre_count_when_an_action_is_accepted() -> None:
    change_links(
        "I01", {"links": [{"key": "districts", "lead": 1, "note": ""}]}, reason=REASON, seen=1, actor=curator()
    )
    proposal = proposed(indicators=["I01"], stages=["districts"])
    accept(proposal, given_action(indicators=["I01"], stages=["districts"]), seen=1, seen_action=0, actor=curator())
    assert find(proposal.code) is not None


def test_sent_twice_it_is_one_proposal_and_one_version() -> None:
    author, key, decider = member("enterer", "15.71"), uuid4(), curator()
    first, second = proposed(author, key=key), proposed(author, key=key)
    assert first.pk == second.pk
    assert Proposal.objects.count() == 1
    made = [accept(first, given_action(), seen=1, seen_action=0, actor=decider).pk for _ in range(2)]
    assert made[0] == made[1]
    with pytest.raises(RejectedError):
        proposed(key=key)  # somebody else's number


def test_two_proposals_of_one_name_become_two_actions() -> None:
    one, other = proposed(), proposed(member("enterer", "16"))
    assert one.code == other.code
    accept(one, given_action(), seen=1, seen_action=0, actor=curator())
    texts = {name: {lang: f"{text} dua" for lang, text in given_action()[name].items()}
             for name in ("title", "description", "mechanism", "done_when")}  # fmt: skip
    accept(other, given_action(**texts), seen=1, seen_action=0, actor=curator())
    assert find(f"{one.code}-2") is not None


def test_what_somebody_changed_meanwhile_is_not_overwritten() -> None:
    proposal = proposed()
    change_proposal(proposal, given_action(effort=8), why=REASON, seen=1, actor=member("head", "15.71"))
    with pytest.raises(ConflictError):
        accept(proposal, given_action(), seen=1, seen_action=0, actor=curator())
    with pytest.raises(ConflictError):
        refuse(proposal, REASON, seen=1, actor=curator())
    code, table = some_action(effort=50)
    first, second = (
        propose(uuid4(), {**table, "effort": effort}, why=REASON, code=code, base=1, actor=member("head", "15"))
        for effort in (50, 60)
    )
    accept(first, table, seen=1, seen_action=1, actor=curator())
    with pytest.raises(ConflictError) as conflict:
        accept(second, {**table, "effort": 60}, seen=1, seen_action=1, actor=curator())
    assert conflict.value.items[code]["both"] == ["effort"]
    second.refresh_from_db()
    assert second.status == Status.WAITING


def test_refusing_and_taking_back_need_a_reason_and_end_it() -> None:
    refused, taken = proposed(), proposed(title={"id": "SINTETIS: judul lain sekali", "en": ""})
    with pytest.raises(RejectedError):
        refuse(refused, "", seen=1, actor=curator())
    refuse(refused, REASON, seen=1, actor=curator())
    withdraw_proposal(taken, REASON, seen=1, actor=member("head", "15.71"))
    for each, status in ((refused, Status.REFUSED), (taken, Status.WITHDRAWN)):
        each.refresh_from_db()
        assert each.status == status
        with pytest.raises(RejectedError):
            accept(each, given_action(), seen=2, seen_action=0, actor=curator())


def test_the_database_keeps_the_steps() -> None:
    proposal = proposed()
    for change in (lambda: ProposalStep.objects.update(reason="lain"), proposal.delete):
        with pytest.raises((DatabaseError, Exception)), transaction.atomic():
            change()
    assert ProposalStep.objects.count() == Proposal.objects.count() == 1


# --- out of the library and back -------------------------------------------------------------------


def spare() -> str:
    """Give an action whose indicators all have more than two."""
    return next(each.id for each in library() if not lacking_actions([o for o in library() if o.id != each.id]))


def needed() -> str:
    """Give an action without which an indicator would have one."""
    return next(each.id for each in library() if lacking_actions([o for o in library() if o.id != each.id]))


def test_what_is_withdrawn_is_still_found_and_comes_back() -> None:
    code, number = spare(), len(library())
    withdraw_action(code, REASON, seen=1, actor=curator())
    assert len(library()) == number - 1
    assert [each.id for each in withdrawn()] == [code]
    action = find(code)
    assert action is not None
    assert action.withdrawn
    with pytest.raises(RejectedError):
        withdraw_action(code, REASON, seen=2, actor=curator())
    restore_action(code, REASON, seen=2, actor=curator())
    assert len(library()) == number


def test_every_indicator_keeps_two() -> None:
    code = needed()
    with pytest.raises(RejectedError) as refused:
        withdraw_action(code, REASON, seen=1, actor=curator())
    assert "kurang dari 2 tindakan" in refused.value.faults[code][0].sentence
    with pytest.raises(PermissionDenied):
        withdraw_action(spare(), REASON, seen=1, actor=member("head", "15"))


def test_a_change_that_leaves_an_indicator_with_one_is_not_accepted() -> None:
    code = needed()
    action = find(code)
    assert action is not None
    (lacking, *_others) = lacking_actions([each for each in library() if each.id != code])
    kept = [each for each in (*action.indicators, "I01", "I42") if each != lacking]
    table = {**table_of(action), "indicators": kept, "stages": ["campaign", *action.stages]}
    proposal = propose(uuid4(), table, why=REASON, code=code, base=1, actor=member("head", "15"))
    with pytest.raises(RejectedError) as refused:
        accept(proposal, table, seen=1, seen_action=1, actor=curator())
    assert lacking in " ".join(fault.sentence for fault in refused.value.faults[str(proposal.pk)])
