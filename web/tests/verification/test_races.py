"""People who act at the same moment, on a real PostgreSQL with real transactions.

Collected on PostgreSQL only (see `conftest`): SQLite lets one writer in at a time, and its test
database lives in memory, where threads share one connection.
"""

from typing import Any
from uuid import uuid4

from ikpweb.accounts.members import Member
from ikpweb.audit.services import first_break
from ikpweb.collection.models import Cycle, Event, State, Submission
from ikpweb.collection.services import close_cycle, save
from ikpweb.collection.transitions import Move
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.verification.dataset import dataset_path
from ikpweb.verification.models import BlindGrade, Decision, Freeze, SampledEvent, SignOff
from ikpweb.verification.sealed import digest_of_submission
from ikpweb.verification.services import (
    accept_nationally,
    ask_freeze,
    confirm_freeze,
    decide,
    decide_many,
    draw_sample,
    grade_blind,
    sign_off,
    undo_acceptance,
)
from ikpweb.verification.services.signing import undecided

from web.tests.collecting import codes, event, filled, opened, submission_of
from web.tests.committing import CommittingCase, at_once
from web.tests.factories import member

WHY = "Alasan yang cukup panjang untuk dibaca."
REFUSALS = (RejectedError, ConflictError)
ROUNDS = 8


def item_of(key: Any) -> Event:
    return Event.objects.select_related("submission__office", "submission__cycle").get(pk=key)


def accepted(cycle: Cycle, vera: Member) -> tuple[Submission, list[Any]]:
    submission, keys = filled(cycle, member("enterer", "15.71"), events=2)
    decide_many(submission, dict.fromkeys(codes(cycle), 1), actor=vera)
    for key in keys:
        decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=vera)
    return submission, keys


class TestRaces(CommittingCase):
    def test_of_two_reviewers_one_is_first(self) -> None:
        _, keys = filled(opened(), member("enterer", "15.71"), events=ROUNDS)
        vera, wira = member("verifier", "15"), member("verifier", "15")
        for key in keys:
            item = item_of(key)
            done = at_once(
                lambda item=item: decide(item, Move.ACCEPT, seen_revision=1, actor=vera),
                lambda item=item: decide(item, Move.REJECT, reason=WHY, seen_revision=1, actor=wira),
                refusals=REFUSALS,
            )
            (decision,) = [each for each in done if isinstance(each, Decision)]
            assert Decision.objects.filter(event=key).count() == 1
            assert item_of(key).state == decision.after
        assert first_break("15") is None

    def test_a_double_click_at_the_same_moment_is_one_decision(self) -> None:
        _, keys = filled(opened(), member("enterer", "15.71"), events=ROUNDS)
        vera = member("verifier", "15")
        for key in keys:
            item = item_of(key)
            one, other = at_once(
                *[lambda item=item: decide(item, Move.ACCEPT, seen_revision=1, actor=vera)] * 2, refusals=()
            )
            assert one == other
            assert Decision.objects.filter(event=key).count() == 1

    def test_an_edit_and_a_decision_at_once_never_accept_what_nobody_saw(self) -> None:
        cycle, anna, vera = opened(), member("enterer", "15.71"), member("verifier", "15")
        submission, keys = filled(cycle, anna, events=ROUNDS)
        orders = set()
        for key in keys:
            item, seen = item_of(key), Submission.objects.get(pk=submission.pk).revision
            changed = {"events": {str(key): event(codes(cycle)[0], grade=4)}}
            said, saved = at_once(
                lambda item=item: decide(item, Move.ACCEPT, seen_revision=item.revision, actor=vera),
                lambda changed=changed, seen=seen: save(
                    submission_of(cycle, "15.71"), changed, seen=seen, client=uuid4(), actor=anna
                ),
                refusals=REFUSALS,
            )
            assert not isinstance(saved, Exception)
            now = item_of(key)
            assert (now.state, now.grade) == (State.DRAFT, 4)  # decided first or refused: the review is open anew
            assert not isinstance(said, Decision) or said.revision == 1
            orders.add(isinstance(said, Decision))
        assert orders  # either order may happen; which, the machine says
        assert first_break("15") is None
        assert first_break("15.71") is None

    def test_a_sign_off_and_a_decision_taken_back_at_once(self) -> None:
        cycle, vera, head = opened(), member("verifier", "15"), member("head", "15")
        submission, keys = accepted(cycle, vera)
        item = item_of(keys[0])
        signed, taken = at_once(
            lambda: sign_off(submission, actor=head),
            lambda: decide(item, Move.UNDECIDE, reason=WHY, seen_revision=1, actor=vera),
            refusals=REFUSALS,
        )
        now = Submission.objects.get(pk=submission.pk)
        assert isinstance(signed, SignOff) != isinstance(taken, Decision)
        assert (now.stage == Submission.Stage.SIGNED) == (not undecided(now))
        if isinstance(signed, SignOff):
            assert signed.digest == digest_of_submission(now)

    def test_two_second_grades_at_once_are_one(self) -> None:
        centre, vera = member("head", "0"), member("verifier", "15")
        cycle = opened(centre=centre)
        accepted(cycle, vera)
        draw_sample(cycle, share=1, risk_share=0, seed=1, actor=centre)
        graders = [member("verifier", "15"), member("verifier", "15")]
        for sampled in SampledEvent.objects.select_related("event__submission__office"):
            done = at_once(
                *[lambda who=who, sampled=sampled: grade_blind(sampled, 3, actor=who) for who in graders],
                refusals=REFUSALS,
            )
            assert sum(isinstance(each, BlindGrade) for each in done) == 1

    def test_one_freeze_of_what_stands(self) -> None:
        one, two, vera = member("head", "0"), member("head", "0"), member("verifier", "15")
        cycle = opened(centre=one)
        submission, _ = accepted(cycle, vera)
        sign_off(submission, actor=member("head", "15"))
        accept_nationally(submission, actor=one)
        close_cycle(cycle, actor=one)
        asked = at_once(
            *[lambda who=who: ask_freeze(cycle, note=WHY, actor=who) for who in (one, two)], refusals=REFUSALS
        )
        (freeze,) = [each for each in asked if isinstance(each, Freeze)]
        second = two if freeze.asked_by_id == one.person.pk else one
        frozen, undone = at_once(
            lambda: confirm_freeze(freeze, actor=second),
            lambda: undo_acceptance(submission, reason=WHY, actor=one),
            refusals=REFUSALS,
        )
        assert isinstance(frozen, Freeze) != isinstance(undone, SignOff)
        cycle.refresh_from_db()
        assert (cycle.stage == Cycle.Stage.FROZEN) == isinstance(frozen, Freeze)
        assert dataset_path(cycle.pk, freeze.digest).exists() == isinstance(frozen, Freeze)
        assert first_break("0") is None
