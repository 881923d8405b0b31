"""Blind double grading: a sample that can be drawn again, a second person, and a third where they differ."""

from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.accounts.members import Member
from ikpweb.audit.models import Entry
from ikpweb.collection.models import Cycle, Event, Submission
from ikpweb.collection.transitions import Move
from ikpweb.kit.errors import RejectedError
from ikpweb.runs.collected import accepted as collected
from ikpweb.verification.models import SampledEvent
from ikpweb.verification.selectors import counted_grade
from ikpweb.verification.selectors.grading import differing, report, to_grade
from ikpweb.verification.services import (
    accept_nationally,
    decide,
    decide_many,
    draw_sample,
    grade_blind,
    settle_grade,
    sign_off,
    undo_sign_off,
)

from web.tests.collecting import codes, filled, opened
from web.tests.factories import member

pytestmark = pytest.mark.django_db
WHY = "Korban luka dirawat, jadi menurut rubrik tingkat 3."


def accepted(cycle: Cycle, vera: Member, office: str = "15.71", events: int = 20) -> tuple[Submission, list[UUID]]:
    submission, keys = filled(cycle, member("enterer", office), events=events)
    decide_many(submission, dict.fromkeys(codes(cycle), 1), actor=vera)
    for event in Event.objects.filter(submission=submission).select_related("submission__office"):
        decide(event, Move.ACCEPT, seen_revision=1, actor=vera)
    return submission, sorted(keys)


def drawn(cycle: Cycle, centre: Member) -> list[SampledEvent]:
    draw_sample(cycle, share=1, risk_share=0, seed=1, actor=centre)
    return list(SampledEvent.objects.select_related("event__submission__office"))


def test_the_same_seed_draws_the_same_sample() -> None:
    centre, vera = member("head", "0"), member("verifier", "15")
    cycle = opened(centre=centre)
    accepted(cycle, vera, events=60)
    first = draw_sample(cycle, share=0.3, risk_share=0, seed=5, actor=centre)
    chosen = set(SampledEvent.objects.values_list("event", flat=True))
    assert 8 <= first.chance <= 29  # 60 draws of 0.3: outside of it once in ten thousand seeds
    assert first.out_of == 60
    SampledEvent.objects.all().delete()
    draw_sample(cycle, share=0.3, risk_share=0, seed=5, actor=centre)
    assert set(SampledEvent.objects.values_list("event", flat=True)) == chosen
    again = draw_sample(cycle, share=1, risk_share=0, seed=5, actor=centre)
    assert again.chance == 60 - len(chosen)  # an event is drawn once
    assert Entry.objects.filter(action="sample.drawn").last().detail["seed"] == 5  # type: ignore[union-attr]


def test_risky_events_are_drawn_for_their_risk() -> None:
    """Each has no file, was decided before, and its office reports for the first time: three signs."""
    centre, vera = member("head", "0"), member("verifier", "15")
    cycle = opened(centre=centre)
    accepted(cycle, vera)
    found = draw_sample(cycle, share=0, risk_share=1, seed=1, actor=centre)
    assert (found.chance, found.risk) == (0, 20)
    assert set(SampledEvent.objects.values_list("why", "grade")) == {("risk", 2)}


def test_each_sign_adds_to_the_chance() -> None:
    """Three signs each (no file, decided before, first-time office) of 5 per cent: 15 of 100 are expected."""
    centre, vera = member("head", "0"), member("verifier", "15")
    cycle = opened(centre=centre)
    accepted(cycle, vera, events=100)
    found = draw_sample(cycle, share=0, risk_share=0.05, seed=3, actor=centre)
    assert 4 <= found.risk <= 30  # outside of it once in ten thousand seeds


def test_only_heads_of_the_centre_draw_and_only_true_shares() -> None:
    centre = member("head", "0")
    cycle = opened(centre=centre)
    with pytest.raises(PermissionDenied):
        draw_sample(cycle, share=0.1, risk_share=0, seed=1, actor=member("head", "15"))
    with pytest.raises(RejectedError):
        draw_sample(cycle, share=1.1, risk_share=0, seed=1, actor=centre)


def test_the_second_grader_is_somebody_else() -> None:
    centre, vera, wira = member("head", "0"), member("verifier", "15"), member("verifier", "15")
    cycle = opened(centre=centre)
    accepted(cycle, vera, events=2)
    one, other = drawn(cycle, centre)
    assert to_grade(vera, cycle).count() == 0
    assert to_grade(wira, cycle).count() == 2
    with pytest.raises(RejectedError):
        grade_blind(one, 2, actor=vera)  # decided about it
    for stranger in (member("verifier", "16"), member("verifier", "15.71"), member("observer", "15")):
        with pytest.raises(PermissionDenied):
            grade_blind(one, 2, actor=stranger)
    with pytest.raises(RejectedError):
        grade_blind(one, 5, actor=wira)
    grade_blind(one, 2, actor=wira)
    with pytest.raises(RejectedError):
        grade_blind(one, 3, actor=member("verifier", "0"))  # one second grade is enough
    grade_blind(other, 2, actor=member("verifier", "0"))


def test_an_enterer_who_verifies_at_the_province_by_now_does_not_grade() -> None:
    centre, vera = member("head", "0"), member("verifier", "15")
    cycle = opened(centre=centre)
    submission, _ = accepted(cycle, vera, events=1)
    (sampled,) = drawn(cycle, centre)
    enterer = Event.objects.select_related("author").get(submission=submission).author
    with pytest.raises(PermissionDenied):
        grade_blind(sampled, 2, actor=member("verifier", "15", who=enterer))


def test_a_difference_keeps_the_submission_from_being_signed_until_a_third_settles_it() -> None:
    centre, vera, wira, third = (
        member("head", "0"),
        member("verifier", "15"),
        member("verifier", "15"),
        member("verifier", "15"),
    )
    head = member("head", "15")
    cycle = opened(centre=centre)
    submission, _ = accepted(cycle, vera, events=2)
    one, other = drawn(cycle, centre)
    grade_blind(one, 4, actor=wira)
    grade_blind(other, 2, actor=wira)
    assert list(differing(third, cycle)) == [one]
    with pytest.raises(RejectedError):
        sign_off(submission, actor=head)
    for involved in (vera, wira):
        with pytest.raises(RejectedError):
            settle_grade(one, 3, WHY, actor=involved)
    with pytest.raises(RejectedError):
        settle_grade(one, 3, "ya", actor=third)
    with pytest.raises(RejectedError):
        settle_grade(other, 3, WHY, actor=third)  # these two agree
    settle_grade(one, 3, WHY, actor=third)
    with pytest.raises(RejectedError):
        settle_grade(one, 2, WHY, actor=third)
    sign_off(submission, actor=head)
    accept_nationally(submission, actor=centre)
    counted = dict(Event.objects.annotate(counted=counted_grade()).values_list("pk", "counted"))
    assert counted == {one.event_id: 3, other.event_id: 2}
    rows = collected(cycle, "regency").rows
    assert sorted(row.grade for row in rows if not row.answer) == [2, 3]  # what a run reads
    assert set(Event.objects.values_list("grade", flat=True)) == {2}  # the office's own grade stays


def test_after_the_sign_off_nothing_is_settled_before_it_is_taken_back() -> None:
    centre, vera, wira, third = (
        member("head", "0"),
        member("verifier", "15"),
        member("verifier", "15"),
        member("verifier", "15"),
    )
    cycle, head = opened(centre=centre), member("head", "15")
    submission, _ = accepted(cycle, vera, events=1)
    (sampled,) = drawn(cycle, centre)
    first = sign_off(submission, actor=head)
    grade_blind(sampled, 4, actor=wira)
    with pytest.raises(RejectedError):
        settle_grade(sampled, 4, WHY, actor=third)
    undo_sign_off(submission, reason=WHY, actor=head)
    settle_grade(sampled, 4, WHY, actor=third)
    assert sign_off(submission, actor=head).digest != first.digest


def test_an_event_that_changed_since_is_not_graded() -> None:
    centre, vera = member("head", "0"), member("verifier", "15")
    cycle = opened(centre=centre)
    _, (key,) = accepted(cycle, vera, events=1)
    (sampled,) = drawn(cycle, centre)
    event = Event.objects.select_related("submission__office").get(pk=key)
    decide(event, Move.UNDECIDE, reason=WHY, seen_revision=1, actor=vera)
    with pytest.raises(RejectedError):
        grade_blind(sampled, 2, actor=member("verifier", "15"))
    assert to_grade(member("verifier", "15"), cycle).count() == 0


def test_the_report_tells_agreement_over_all_by_indicator_and_office() -> None:
    centre, vera, wira = member("head", "0"), member("verifier", "15"), member("verifier", "15")
    cycle = opened(centre=centre)
    accepted(cycle, vera, events=6)
    accepted(cycle, vera, "15.01", events=2)
    for number, sampled in enumerate(drawn(cycle, centre)):
        grade_blind(sampled, 3 if number in {0, 1} else 2, actor=wira)
    found = report(member("observer", "15"), cycle, lambda code: code)
    assert (found.drawn, found.graded, found.differ) == (8, 8, 2)
    assert found.over_all[0][2].same == 0.75
    assert [code for code, *_ in found.by_office] == ["15.01", "15.71"]
    assert found.by_indicator[0][2].pairs == 8
    assert report(member("observer", "16"), cycle, lambda code: code).graded == 0
