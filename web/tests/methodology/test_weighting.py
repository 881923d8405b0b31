"""Weighting by experts: asked, scored apart, closed, applied by a person."""

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology.content import node_of
from ikpweb.methodology.edits import AddNode, ChangeNode
from ikpweb.methodology.faults import ConflictError
from ikpweb.methodology.selectors import progress_of, results_of, weightings_for
from ikpweb.methodology.services import (
    apply_weights,
    ask_expert,
    change_draft,
    close_weighting,
    open_weighting,
    save_scores,
)

from web.tests.drafting import drafted, scored
from web.tests.factories import member, person
from web.tests.methodology.test_edits import node

pytestmark = pytest.mark.django_db


def test_only_members_are_asked_and_each_once() -> None:
    writer = member("analyst", "0")
    weighting = open_weighting(drafted(writer=writer), due=None, actor=writer)
    person("bukan.anggota@contoh.id")
    expert = member("observer", "15.71")
    ask_expert(weighting, expert.person.email.upper(), actor=writer)
    for email in ("bukan.anggota@contoh.id", "tidak@ada.id", expert.person.email):
        with pytest.raises(RejectedError) as refused:
            ask_expert(weighting, email, actor=writer)
        assert refused.value.field == "email"
    with pytest.raises(PermissionDenied):
        ask_expert(weighting, expert.person.email, actor=member("head", "15"))


def test_an_expert_scores_for_themselves_alone_and_in_pieces() -> None:
    writer, one, two = member("analyst", "0"), member("enterer", "15.71"), member("head", "16")
    weighting = open_weighting(drafted(writer=writer), due=None, actor=writer)
    first, second = (ask_expert(weighting, who.person.email, actor=writer) for who in (one, two))
    assert save_scores(first, {"I01": 4, "I02": 1}, actor=one) == 2
    assert save_scores(first, {"I02": 2}, actor=one) == 2
    assert dict(first.scores.values_list("indicator", "score")) == {"I01": 4, "I02": 2}
    with pytest.raises(PermissionDenied):
        save_scores(second, {"I01": 1}, actor=one)
    with pytest.raises(PermissionDenied):
        save_scores(first, {"I01": 1}, actor=writer)
    for wrong in ({"I01": 5}, {"I01": 0}, {"I99": 1}):
        with pytest.raises(RejectedError):
            save_scores(first, wrong, actor=one)
    with pytest.raises(RejectedError, match="59 indikator"):
        save_scores(first, {}, finish=True, actor=one)
    assert [(each, scored) for each, scored in weightings_for(one.person)] == [(weighting, 2)]
    assert progress_of(weighting) == [(one.person, 2, False), (two.person, 0, False)]


def test_nobody_reads_scores_before_closing_not_even_in_the_log() -> None:
    writer = member("analyst", "0")
    weighting = scored(drafted(writer=writer), writer, 4, 4, close=False)
    with pytest.raises(ValueError, match="closed"):
        results_of(weighting)
    told = Entry.objects.filter(action="weighting.scored").latest("id").detail
    assert set(told) == {"scored", "finished", "digest"}


def test_it_closes_when_two_have_finished_and_never_opens_again() -> None:
    writer = member("analyst", "0")
    draft = drafted(writer=writer)
    weighting = scored(draft, writer, 4, close=False)
    with pytest.raises(RejectedError, match="sedikitnya 2"):
        close_weighting(weighting, actor=writer)
    late = member("observer", "31")
    expert = ask_expert(weighting, late.person.email, actor=writer)
    save_scores(expert, {each["code"]: 1 for each in weighting.asked}, finish=True, actor=late)
    half = member("observer", "32")
    save_scores(ask_expert(weighting, half.person.email, actor=writer), {"I01": 1}, actor=half)
    with pytest.raises(RejectedError, match="Tutup"):
        apply_weights(weighting, seen=draft.revision, actor=writer)
    closed = close_weighting(weighting, actor=writer)
    results = results_of(closed)
    assert (results.asked, results.concord.experts) == (3, 2)  # who did not finish is counted, not read
    assert results.opinions[0].mean == 2.5
    with pytest.raises(RejectedError, match="ditutup"):
        save_scores(expert, {"I01": 4}, actor=late)
    assert weightings_for(late.person) == []


def test_applied_weights_keep_the_sum_of_siblings_and_name_their_origin() -> None:
    writer = member("analyst", "0")
    draft = drafted(writer=writer)
    weighting = scored(draft, writer, 1, 1, 1)  # all alike: 1 2 3 4 1 2 …
    results = results_of(weighting)
    assert results.concord.w == pytest.approx(1)
    made = apply_weights(weighting, seen=draft.revision, actor=writer)
    draft.refresh_from_db()
    weighting.refresh_from_db()
    assert made is not None
    assert weighting.applied == draft.revision == made.number
    first, second = node_of(draft.content, "I01"), node_of(draft.content, "I02")
    assert first is not None
    assert second is not None
    assert second["weight"] == pytest.approx(2 * first["weight"])
    assert (first["certainty"], "3 experts" in first["note"], "W = 1.000" in first["note"]) == ("derived", True, True)
    siblings = [each["weight"] for each in draft.content["nodes"] if each["parent"] == "SP1"]
    assert sum(siblings) == pytest.approx(len(siblings))  # each weighed 1 before
    assert node_of(draft.content, "SP1")["weight"] == 8.0  # type: ignore[index]


def test_what_changed_meanwhile_is_not_overwritten_and_new_indicators_are_left_alone() -> None:
    writer = member("analyst", "0")
    draft = drafted(writer=writer)
    weighting = scored(draft, writer, 1, 2)
    seen = draft.revision
    change_draft(draft, ChangeNode("I01", {"weight": 9.0}), seen=seen, actor=writer)
    with pytest.raises(ConflictError):
        apply_weights(weighting, seen=seen, actor=writer)
    change_draft(draft, AddNode("SP1", node("I62", "SP1")), seen=seen + 1, actor=writer)
    apply_weights(weighting, seen=seen + 2, actor=writer)
    draft.refresh_from_db()
    assert node_of(draft.content, "I01")["weight"] == 9.0  # type: ignore[index]
    assert node_of(draft.content, "I20")["certainty"] == "derived"  # type: ignore[index]
