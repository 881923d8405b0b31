"""From accepted items to scores: only what was accepted, and what was left out is said."""

from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission
from ikpweb.runs.collected import accepted
from ikpweb.runs.models import Computation, Run
from ikpweb.runs.selectors import board, boards_of
from ikpweb.runs.services import compute_cycle
from ikpweb.territory.models import Unit

from web.tests.collecting import codes, filled, opened
from web.tests.factories import member

pytestmark = pytest.mark.django_db

DKI = ["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"]


@pytest.fixture
def analyst() -> Member:
    return member("analyst", "0")


def accept(cycle: Cycle, state: State = State.ACCEPTED) -> None:
    for kind in (Declaration, Event):
        kind.objects.filter(submission__cycle=cycle).update(state=state)


def jakarta(events: int = 2) -> tuple[Cycle, list[UUID]]:
    """All six units of DKI Jakarta and the province report; everything is accepted."""
    cycle, keys = opened(), []
    for code in ["31", *DKI]:
        _, made = filled(cycle, member("enterer", code), events=events if code != "31.01" else 0)
        keys += made
    accept(cycle)
    return cycle, keys


def test_what_is_not_accepted_does_not_count(analyst: Member) -> None:
    cycle, _ = jakarta()
    accept(cycle, State.SUBMITTED)
    collected = accepted(cycle, "regency")
    assert collected.rows == ()
    assert collected.cells["undecided"] == 6 * 61
    assert collected.cells["silent"] == 508 * 61
    run = compute_cycle(cycle, actor=analyst).runs.get(level="regency")
    assert not run.scores.exclude(total=None).exists()


def test_both_levels_and_both_readings(analyst: Member) -> None:
    cycle, _ = jakarta()
    computation = compute_cycle(cycle, actor=analyst)
    assert {(run.level, run.reading) for run in computation.runs.all()} == {
        ("regency", "own"),
        ("province", "own"),
        ("province", "regencies"),
    }
    own = {score.unit_id: score for score in computation.runs.get(level="regency").scores.all()}
    assert len(own) == 514
    assert own["31.01"].total == 0
    assert own["31.71"].total > 0
    assert (own["15.71"].total, own["15.71"].lacking) == (None, "not_reported")
    second = computation.runs.get(level="province", reading="regencies").scores.get(unit="31")
    assert second.total == pytest.approx(sum(own[code].total for code in DKI) / 6, abs=1e-12)


def test_contributions_name_the_indicators_and_add_up(analyst: Member) -> None:
    cycle, _ = jakarta()
    score = compute_cycle(cycle, actor=analyst).runs.get(level="regency").scores.get(unit="31.71")
    assert list(score.contributions) == [codes(cycle)[0]]
    assert sum(score.contributions.values()) == pytest.approx(score.total)


def test_a_rejected_event_is_missing_as_rejected_not_zero(analyst: Member) -> None:
    cycle, keys = jakarta(events=1)
    Event.objects.filter(pk=keys[1]).update(state=State.REJECTED)
    collected = accepted(cycle, "regency")
    assert len(collected.rejected) == 1
    assert collected.left_out == {"event-rejected": 1}
    assert collected.cells["rejected"] == 1
    compute_cycle(cycle, actor=analyst)


def test_the_same_items_give_the_same_digests(analyst: Member) -> None:
    cycle, keys = jakarta()
    first, again = (compute_cycle(cycle, actor=analyst) for _ in range(2))
    assert first.input_digest == again.input_digest
    assert [r.digests for r in first.runs.order_by("pk")] == [r.digests for r in again.runs.order_by("pk")]
    Event.objects.filter(pk=keys[0]).update(grade=4)
    assert compute_cycle(cycle, actor=analyst).input_digest != first.input_digest


def test_nothing_computed_reaches_the_public_pages(analyst: Member) -> None:
    cycle, _ = jakarta()
    compute_cycle(cycle, actor=analyst)
    for level in ("province", "regency"):
        found = board("2024", level)
        assert found is not None
        assert found.run.kind == Run.Kind.PUBLISHED
    assert all(here.run.kind == Run.Kind.PUBLISHED for here, _ in boards_of(Unit.objects.get(pk="31.71")))


@pytest.mark.parametrize(("role", "office"), [("analyst", "31"), ("enterer", "0"), ("observer", "0")])
def test_who_may_not_compute(role: str, office: str) -> None:
    cycle = opened()
    with pytest.raises(PermissionDenied):
        compute_cycle(cycle, actor=member(role, office))
    assert not Computation.objects.exists()


def test_a_training_cycle_is_synthetic_throughout(analyst: Member) -> None:
    cycle, _ = jakarta()
    assert all(run.synthetic for run in compute_cycle(cycle, actor=analyst).runs.all())


def test_what_the_freeze_left_out_does_not_count() -> None:
    cycle, _ = jakarta()
    Submission.objects.filter(cycle=cycle).exclude(office="31.71").update(stage=Submission.Stage.FROZEN)
    assert accepted(cycle, "regency").cells["silent"] == 508 * 61
    cycle.stage = Cycle.Stage.FROZEN
    assert accepted(cycle, "regency").cells["silent"] == 509 * 61
