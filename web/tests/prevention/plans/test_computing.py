"""From what is asked to a plan: bases, stages, alarms, the register, and what is kept of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from ikpweb.audit.models import Entry
from ikpweb.audit.services import digest_of
from ikpweb.collection.models import Declaration, Event, State
from ikpweb.kit.errors import RejectedError
from ikpweb.prevention.plans.asking import Asked
from ikpweb.prevention.plans.computing import compute_plan, compute_waiting
from ikpweb.prevention.plans.models import Plan, PlanResult, PlanState
from ikpweb.prevention.plans.services.deciding import accept, add, refuse, take_out
from ikpweb.prevention.plans.services.keeping import begin_plan
from ikpweb.prevention.plans.services.proposing import propose
from ikpweb.prevention.plans.waiting import GIVEN_UP
from ikpweb.runs.models import Computation
from ikpweb.runs.perturbing import replicates_of
from ikpweb.runs.services import compute_cycle, keep_uncertainty
from ikpweb.territory.models import Unit

from web.tests.collecting import codes, filled, opened
from web.tests.factories import member
from web.tests.prevention.plans.planning import CAMPAIGN, PROVINCE, asked_for, computed, first, proposed
from web.tests.watch.reporting import watched

pytestmark = pytest.mark.django_db

WHY = "Sudah dikerjakan instansi lain."


def test_from_print_the_points_of_a_dimension_are_divided_and_the_plan_says_so() -> None:
    plan = computed(member("head", PROVINCE))
    assert plan.state == PlanState.READY
    ground = plan.result.inputs["grounds"][PROVINCE]
    assert ground["grain"] == "dimension"
    assert len(ground["points"]) == 61
    assert sum(ground["points"].values()) == pytest.approx(ground["total"], abs=0.02)
    level = plan.result.found["levels"][0]
    assert level["cost"] <= 20_000_000
    assert level["days"] <= 30
    assert level["items"] == plan.items.count() > 2
    assert plan.result.found["plain_levels"][0]["counted"] <= level["counted"] + 1e-9
    assert sum(item.effort for item in plan.items.all()) == pytest.approx(level["days"])
    assert all(item.cost == item.effort * 500_000 for item in plan.items.all())
    assert [each["budget"] for each in plan.result.found["levels"]] == [2e7, 5e6, 1e7, 3e7, 4e7]


def test_what_was_found_is_kept_digested_and_never_changes() -> None:
    plan = computed(member("head", PROVINCE))
    result = plan.result
    assert (result.input_digest, result.found_digest) == (digest_of(result.inputs), digest_of(result.found))
    for change in (lambda: PlanResult.objects.update(seconds=0), lambda: PlanResult.objects.all().delete()):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            change()
    actions = list(Entry.objects.filter(action__startswith="plan.").order_by("pk").values_list("action", flat=True))
    assert actions == ["plan.asked", "plan.begun", "plan.computed"]


def test_the_same_question_has_the_same_answer() -> None:
    head = member("head", PROVINCE)
    one, other = computed(head), computed(head)
    assert one.result.input_digest == other.result.input_digest
    assert one.result.found_digest == other.result.found_digest


def test_computed_once_and_again_only_where_a_process_died() -> None:
    plan = proposed(member("head", PROVINCE))
    assert begin_plan(plan, actor=member("head", PROVINCE)) is not None
    assert compute_plan(plan) is None
    assert compute_waiting() == []
    Plan.objects.update(started_at=timezone.now() - GIVEN_UP - timedelta(seconds=1))
    assert [each.state for each in compute_waiting()] == [PlanState.READY]
    assert compute_waiting() == []
    assert PlanResult.objects.count() == 1


def test_a_double_click_is_one_plan() -> None:
    head, client = member("head", PROVINCE), uuid4()
    one, other = (propose(head.office, asked_for(), client=client, actor=head) for _ in range(2))
    assert (one.plan.pk, one.repeated, other.plan.pk, other.repeated) == (one.plan.pk, False, one.plan.pk, True)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("units", ["16"]),
        ("units", []),
        ("basis", "computation:999999"),
        ("calendar", "pemilu-1955"),
        ("start", None),
        ("horizon", 0),
        ("budget", -1),
        ("capacity", None),
        ("day_rate", True),
        ("forms", ["sulap"]),
        ("main", 1.5),
        ("fixed", {"education": -3}),
    ],
)
def test_each_wrong_field_is_said(field: str, wrong: object) -> None:
    head = member("head", PROVINCE)
    given = asked_for(**({} if field == "units" else {field: wrong}))
    if field == "units":
        given["units"] = wrong
    with pytest.raises(RejectedError) as refused:
        propose(head.office, given, client=uuid4(), actor=head)
    assert {each.field for each in refused.value.faults["plan"]} == {field}
    assert not Plan.objects.exists()


def test_a_calendar_leaves_out_what_is_over_and_makes_the_near_urgent() -> None:
    plan = computed(member("head", PROVINCE), calendar="pemilu-2024", start=CAMPAIGN, horizon=40)
    told = plan.result.inputs
    assert told["stages"]["campaign"] == {"when": "near", "days": 0, "start": "2023-11-28", "end": "2024-02-10"}
    assert told["stages"]["voting"]["days"] > 0
    assert told["left_out"]["over"] > 0
    near = {code for code, each in told["stages"].items() if each["when"] == "near"}
    factors = [each["factor"] for each in told["urgency"].values()]
    assert max(factors) == 2.0
    assert min(factors) < 1.0
    assert plan.items.count()
    assert all(each["stage"] in near for item in plan.items.all() for each in item.why["drivers"] if each["stage"])
    assert all(item.due <= Asked.from_dict(plan.asked).end for item in plan.items.all())


def test_a_calendar_without_a_stage_in_the_horizon_is_explained() -> None:
    plan = computed(member("head", PROVINCE), calendar="pemilu-2024")
    assert plan.state == PlanState.FAILED
    assert "Tidak ada tahapan" in plan.problem["id"]
    assert "No stage" in plan.problem["en"]
    assert not plan.items.exists()


def test_budgets_that_reach_nothing_are_ready_and_empty() -> None:
    plan = computed(member("head", PROVINCE), budget=1_000, capacity=0.5)
    assert (plan.state, plan.items.count()) == (PlanState.READY, 0)
    assert plan.result.found["cheapest"] > 1_000
    assert plan.result.found["least_effort"] > 0.5


def test_a_unit_without_any_score_is_said_not_planned() -> None:
    plan = computed(member("head", "0"), PROVINCE, "95")
    grains = {code: each["grain"] for code, each in plan.result.inputs["grounds"].items()}
    assert grains["95"] == "none"
    assert set(plan.items.values_list("unit", flat=True)) == {PROVINCE}
    plan = computed(member("head", "0"), "95")
    assert plan.state == PlanState.FAILED


@pytest.fixture
def computation() -> Computation:
    cycle = opened()
    for code, events in (("15.71", 3), ("15.72", 1)):
        filled(cycle, member("enterer", code), events=events)
    for kind in (Declaration, Event):
        kind.objects.filter(submission__cycle=cycle).update(state=State.ACCEPTED)
    analyst = member("analyst", "0")
    made = compute_cycle(cycle, actor=analyst)
    keep_uncertainty(made, replicates_of(made, 20), actor=analyst)
    return made


def test_a_computation_gives_contributions_and_probabilities(computation: Computation) -> None:
    plan = computed(member("head", "15.71"), "15.71", basis=f"computation:{computation.pk}", budget=50_000_000)
    assert plan.training
    told = plan.result.inputs
    ground = told["grounds"]["15.71"]
    indicator = codes(computation.cycle)[0]
    assert (ground["grain"], list(ground["points"])) == ("indicator", [indicator])
    assert ground["low"] <= ground["total"] <= ground["high"]
    assert 0 <= ground["chance"] <= 1
    assert (plan.result.seed, told["basis"]["replicates"]) == (told["basis"]["seed"], 20)
    assert plan.result.seed is not None
    assert plan.items.count()
    assert all(each["indicator"] == indicator for item in plan.items.all() for each in item.why["drivers"])
    with pytest.raises(RejectedError, match="Tidak ada yang disimpan"):
        accept(first(plan), seen=1, actor=member("head", "15.71"))


def test_an_alarm_without_indicator_weighs_nothing_and_with_one_doubles(computation: Computation) -> None:
    watched()
    head = member("head", "15.71")
    told: dict[str, Any] = {"basis": f"computation:{computation.pk}", "budget": 50_000_000}
    plain = computed(head, "15.71", **told)
    assert [each["indicators"] for each in plain.result.inputs["alarms"]] == [[]]
    from ikpweb.watch.models import Report

    Report.objects.update(indicator=codes(computation.cycle)[0])
    alarmed = computed(head, "15.71", **told)
    assert [each["indicators"] for each in alarmed.result.inputs["alarms"]] == [[codes(computation.cycle)[0]]]
    one, other = (each.result.found["levels"][0] for each in (plain, alarmed))
    assert other["counted"] == pytest.approx(2 * one["counted"])
    assert other["points"] == pytest.approx(one["points"])
    assert any(each["alarms"] for each in first(alarmed).why["drivers"])


def test_what_is_in_the_register_is_not_proposed_again() -> None:
    head = member("head", PROVINCE)
    item = first(computed(head))
    accept(item, seen=1, actor=head)
    after = computed(head)
    assert [PROVINCE, item.action] in after.result.inputs["register"]
    assert not after.items.filter(action=item.action).exists()
    assert after.result.found["standing"][PROVINCE] > 0


def test_a_plan_that_goes_on_keeps_what_people_said() -> None:
    head = member("head", PROVINCE)
    plan = computed(head)
    out, gone = list(plan.items.select_related("plan__office"))[:2]
    take_out(out, seen=1, actor=head)
    refuse(gone, WHY, seen=1, actor=head)
    own = set(plan.items.values_list("action", flat=True))
    from ikpweb.prevention.plans.selectors import addable

    unit = Unit.objects.get(pk=PROVINCE)
    extra = next(each for each in addable(plan, unit) if each.effort <= 5)
    add(plan, unit, extra.id, actor=head)
    after = computed(head, after=plan)
    found = set(after.items.values_list("action", flat=True))
    assert not found & {out.action, gone.action}
    assert extra.id in found - own
    assert after.result.inputs["left_out"]["decided"] == 2


def test_what_is_added_beyond_the_budget_is_explained() -> None:
    head = member("head", PROVINCE)
    plan = computed(head, budget=3_000_000)
    from ikpweb.prevention.plans.selectors import addable

    unit = Unit.objects.get(pk=PROVINCE)
    for each in addable(plan, unit)[:3]:
        add(plan, unit, each.id, actor=head)
    after = computed(head, after=plan, budget=3_000_000)
    assert after.state == PlanState.FAILED
    assert after.problem["id"] != after.problem["en"]


def test_a_province_plans_for_its_regencies_within_each_ones_days() -> None:
    regencies = list(Unit.objects.filter(parent=PROVINCE).values_list("pk", flat=True))[:4]
    plan = computed(member("head", PROVINCE), PROVINCE, *regencies, budget=500_000_000, capacity=12)
    days: dict[str, float] = {}
    for item in plan.items.all():
        days[item.unit_id] = days.get(item.unit_id, 0) + item.effort
    assert max(days.values()) <= 12
    levels = {each.pk: each.level for each in Unit.objects.filter(pk__in=days)}
    assert len(levels) >= 1
