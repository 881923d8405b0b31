"""How sure computed scores are: from the computation's own input, kept by the audited service, the same for a seed."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from ikpweb.accounts.members import Member
from ikpweb.audit.models import Entry
from ikpweb.collection.models import Declaration, Event, State
from ikpweb.runs.collected import double_grades
from ikpweb.runs.models import Computation, Uncertainty
from ikpweb.runs.perturbing import OtherInputError, replicates_of
from ikpweb.runs.services import compute_cycle, keep_uncertainty
from ikpweb.runs.unsure import unsure
from ikpweb.territory.models import Unit
from ikpweb.verification.models import BlindGrade, SampledEvent

from web.tests.collecting import filled, opened
from web.tests.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> Member:
    return member("analyst", "0")


@pytest.fixture
def computed(analyst: Member) -> Computation:
    cycle = opened()
    for code, events in (("15", 3), ("15.71", 3), ("15.72", 1)):
        filled(cycle, member("enterer", code), events=events)
    for kind in (Declaration, Event):
        kind.objects.filter(submission__cycle=cycle).update(state=State.ACCEPTED)
    return compute_cycle(cycle, actor=analyst)


def test_what_is_kept_agrees_with_the_computation(analyst: Member, computed: Computation) -> None:
    made = keep_uncertainty(computed, replicates_of(computed, 20), actor=analyst)
    # No province has a score of all its regencies: there is no second reading yet.
    assert {(each.run.level, each.run.reading) for each in made} == {("regency", "own"), ("province", "own")}
    run = computed.runs.get(level="regency")
    found = unsure(run)
    assert found is not None
    scores = {score.unit_id: score for score in run.scores.exclude(total=None)}
    assert set(found.intervals) == set(scores) == {"15.71", "15.72"}
    for code, each in found.intervals.items():
        assert (each.score, each.rank) == (pytest.approx(scores[code].total, abs=1e-12), scores[code].rank)
        assert each.low <= each.middle <= each.high
        assert 1 <= each.rank_low <= each.rank_high <= len(scores)
        assert sum(each.chances.values()) == pytest.approx(1)
    odds, turned = found.odds("15.71", "15.72"), found.odds("15.72", "15.71")
    assert (odds.above, odds.below, odds.equal) == (turned.below, turned.above, turned.equal)
    assert odds.known == 20
    assert Entry.objects.get(action="uncertainty.computed").subject == f"computation:{computed.pk}"


def test_the_same_seed_gives_the_same_answer(computed: Computation) -> None:
    first, again, other = (replicates_of(computed, 10, seed) for seed in (1, 1, 2))
    assert first == again
    assert first.runs["regency", "own"].rows != other.runs["regency", "own"].rows


def test_the_second_reading_of_a_province_has_an_interval(analyst: Member) -> None:
    cycle = opened()
    # Daerah Istimewa Yogyakarta has five regencies, which all report; of Jambi only one does.
    below = list(Unit.objects.filter(parent="34", level="regency").order_by("code").values_list("code", flat=True))
    assert len(below) == 5
    for place, code in enumerate((*below, "15.71")):
        filled(cycle, member("enterer", code), events=1 + place % 3)
    for kind in (Declaration, Event):
        kind.objects.filter(submission__cycle=cycle).update(state=State.ACCEPTED)
    computed = compute_cycle(cycle, actor=analyst)
    told: list[tuple[int, int]] = []
    found = replicates_of(computed, 30, progress=lambda done, of: told.append((done, of)))
    assert told[-1][0] <= told[-1][1] == 30 * len(cycle.form)
    keep_uncertainty(computed, found, actor=analyst)
    run = computed.runs.get(level="province", reading="regencies")
    doubt = unsure(run)
    assert doubt is not None
    (only,) = doubt.intervals.values()
    assert only.unit == "34"
    assert only.score == pytest.approx(run.scores.get(unit="34").total, abs=1e-12)
    assert only.low <= only.middle <= only.high
    own = unsure(computed.runs.get(level="regency"))
    assert own is not None
    # What moves each regency by itself cancels out in part, and the mean lies among its regencies.
    assert min(own.intervals[code].low for code in below) <= only.low
    assert only.high <= max(own.intervals[code].high for code in below)
    assert sum(only.chances.values()) == pytest.approx(1)


def test_other_input_than_the_computation_s_is_refused(computed: Computation) -> None:
    Event.objects.filter(submission__office="15.71").update(state=State.REJECTED)
    with pytest.raises(OtherInputError):
        replicates_of(computed, 10)


@pytest.mark.parametrize("replicates", [0, 70_000])
def test_impossible_numbers_of_replicates(computed: Computation, replicates: int) -> None:
    with pytest.raises(ValueError, match="replicates"):
        replicates_of(computed, replicates)


@pytest.mark.parametrize(("role", "office"), [("analyst", "15"), ("enterer", "0"), ("observer", "0")])
def test_who_may_not(computed: Computation, role: str, office: str) -> None:
    with pytest.raises(PermissionDenied):
        keep_uncertainty(computed, replicates_of(computed, 1), actor=member(role, office))
    assert not Uncertainty.objects.exists()


def test_without_scores_nothing_is_kept(analyst: Member) -> None:
    computation = compute_cycle(opened(), actor=analyst)
    assert keep_uncertainty(computation, replicates_of(computation, 5), actor=analyst) == []


def test_the_command_keeps_as_many_as_it_is_told(computed: Computation) -> None:
    call_command("uncertainty", str(computed.pk), replicates=5)
    assert {each.replicates for each in Uncertainty.objects.all()} == {5}
    with pytest.raises(CommandError, match="no computation"):
        call_command("uncertainty", "999999")


def test_graders_who_differ_are_drawn_once_enough_were_graded_twice(computed: Computation) -> None:
    cycle, second = computed.cycle, member("verifier", "15")
    when = datetime(2026, 1, 1, tzinfo=UTC)
    filled(cycle, member("enterer", "15.01"), events=6)
    Event.objects.filter(submission__cycle=cycle).update(state=State.ACCEPTED)
    for number, event in enumerate(Event.objects.filter(submission__office="15.01")):
        drawn = SampledEvent.objects.create(
            event=event, cycle=cycle, revision=event.revision, grade=2, why="chance", drawn_at=when
        )
        BlindGrade.objects.create(
            sampled=drawn, grade=3 if number else 2, person=second.person, office=second.office, at=when
        )
        if number == 3:
            assert double_grades(cycle, "regency") == []
    assert double_grades(cycle, "regency") == [[1, 0, 0, 0], [0, 1, 5, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    assert double_grades(cycle, "province") == []
    Event.objects.filter(submission__office="15.01").update(revision=9)
    assert double_grades(cycle, "regency") == []
