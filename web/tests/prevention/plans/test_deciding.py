"""What people do with items: a table of moves, a reason, the register, double clicks, and who may."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.plans.models import ItemState, Plan, PlanItem, PlanStep
from ikpweb.prevention.plans.selectors import addable, compared, effects, people_for, totals
from ikpweb.prevention.plans.services.deciding import accept, accept_all, add, change, put_back, refuse, take_out
from ikpweb.prevention.register.models import Action, Status
from ikpweb.territory.models import Unit

from web.tests.factories import member
from web.tests.prevention.plans.planning import PROVINCE, computed, first, proposed

pytestmark = pytest.mark.django_db

WHY = "Sudah dikerjakan bersama FKUB tahun ini."


@pytest.fixture
def head() -> Member:
    return member("head", PROVINCE)


@pytest.fixture
def plan(head: Member) -> Plan:
    return computed(head)


def test_out_and_back_and_refused_for_good(plan: Plan, head: Member) -> None:
    item = first(plan)
    before = totals(plan)
    item = take_out(item, seen=1, actor=head)
    now = totals(plan)
    assert (now.items, now.cost) == (before.items - 1, before.cost - item.cost)
    assert now.points == pytest.approx(before.points - item.points)
    put_back(item, seen=2, actor=head)
    assert totals(plan).points == pytest.approx(before.points)
    with pytest.raises(RejectedError):
        refuse(item, "tidak", seen=3, actor=head)
    item = refuse(item, WHY, seen=3, actor=head)
    assert (item.state, item.version) == (ItemState.REFUSED, 4)
    for move in (take_out, put_back, accept):
        with pytest.raises(RejectedError, match="Tidak ada yang disimpan"):
            move(item, seen=4, actor=head)
    assert [each.move for each in item.steps.order_by("number")] == ["take-out", "put-back", "refuse"]
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        PlanStep.objects.all().delete()
    told = list(Entry.objects.filter(subject=f"plan:{plan.pk}").order_by("pk").values_list("action", flat=True))
    assert told[-3:] == ["plan_item.taken_out", "plan_item.put_back", "plan_item.refused"]


def test_accepted_it_is_an_action_of_the_register_with_owner_and_deadline(plan: Plan, head: Member) -> None:
    item, who = first(plan), member("enterer", PROVINCE)
    due = timezone.localdate() + timedelta(10)
    item = change(item, owner=who.person, due=due, seen=1, actor=head)
    item = accept(item, seen=2, actor=head)
    action = Action.objects.get()
    assert item.entry == str(action.pk)
    assert (action.library, action.origin) == (item.action, f"plan:{plan.pk}")
    assert (action.owner, action.deadline, action.cost, action.status) == (who.person, due, item.cost, Status.PLANNED)
    assert action.office_id == PROVINCE
    assert action.indicators


def test_a_double_click_accepts_once_and_somebody_else_is_told(plan: Plan, head: Member) -> None:
    item = first(plan)
    for _ in range(2):
        accept(item, seen=1, actor=head)
    assert Action.objects.count() == 1
    assert PlanStep.objects.count() == 1
    with pytest.raises(ConflictError):
        refuse(item, WHY, seen=1, actor=member("enterer", PROVINCE))


def test_many_at_once_whole_or_not_at_all(plan: Plan, head: Member) -> None:
    items = list(plan.items.all())
    seen = {item.pk: item.version for item in items}
    take_out(items[0], seen=1, actor=head)
    with pytest.raises(ConflictError):
        accept_all(plan, seen, actor=head)
    assert not Action.objects.exists()
    put_back(items[0], seen=2, actor=head)
    seen[items[0].pk] = 3
    for expected in (len(items), 0):
        assert len(accept_all(plan, seen, actor=head)) == expected
    assert Action.objects.count() == len(items)
    assert set(plan.items.values_list("state", flat=True)) == {ItemState.ACCEPTED}
    assert set(plan.items.values_list("entry", flat=True)) == set(map(str, Action.objects.values_list("pk", flat=True)))
    for item in plan.items.all():
        assert Action.objects.get(pk=item.entry).library == item.action


def test_what_the_register_refuses_is_said_of_the_item(plan: Plan, head: Member) -> None:
    item = first(plan)
    PlanItem.objects.filter(pk=item.pk).update(due=timezone.localdate() - timedelta(1))
    for refused in (
        lambda: accept(item, seen=1, actor=head),
        lambda: accept_all(plan, {item.pk: 1}, actor=head),
        lambda: change(item, owner=None, due=timezone.localdate() - timedelta(1), seen=1, actor=head),
        lambda: change(item, owner=member("head", "16").person, due=timezone.localdate(), seen=1, actor=head),
    ):
        with pytest.raises(RejectedError) as told:
            refused()
        assert told.value.faults
    assert not Action.objects.exists()
    assert not PlanStep.objects.exists()


def test_added_by_people_with_what_it_brings_beside_the_rest(plan: Plan, head: Member) -> None:
    unit = Unit.objects.get(pk=PROVINCE)
    extra = addable(plan, unit)[0]
    before = totals(plan).points
    for _ in range(2):
        item = add(plan, unit, extra.id, actor=head)
    assert plan.items.filter(action=extra.id).count() == 1
    assert (item.origin, item.steps.get().move) == ("added", "add")
    assert totals(plan).points == pytest.approx(before + item.points)
    assert item.points <= item.alone + 1e-12
    assert extra.id not in {each.id for each in addable(plan, unit)}
    with pytest.raises(RejectedError):
        add(plan, unit, "no-such-action", actor=head)
    with pytest.raises(RejectedError):
        add(plan, Unit.objects.get(pk="16"), extra.id, actor=head)
    with pytest.raises(RejectedError):
        add(proposed(head), unit, extra.id, actor=head)


def test_what_exceeds_the_means_is_said(plan: Plan, head: Member) -> None:
    unit = Unit.objects.get(pk=PROVINCE)
    for each in addable(plan, unit)[:8]:
        add(plan, unit, each.id, actor=head)
    now = totals(plan)
    assert now.over_budget > 0
    assert [unit.pk for unit, _days in now.over] == [PROVINCE]
    assert now.changed


def test_effects_name_each_unit_before_and_after(plan: Plan) -> None:
    found = effects(plan)
    assert [each.unit.pk for each in found] == [PROVINCE]
    assert found[0].after == pytest.approx(found[0].before - plan.result.found["levels"][0]["points"])


def test_two_plans_beside_each_other(plan: Plan, head: Member) -> None:
    other = computed(head, budget=8_000_000)
    held = compared(plan, other)
    assert held.both + len(held.only_one) == plan.items.count()
    assert held.both + len(held.only_other) == other.items.count()
    assert [name for name, _one, _other in held.changed] == ["budget"]


def test_a_province_proposes_to_its_regencies_whose_heads_decide() -> None:
    from ikpweb.runs.models import Run, Score

    run = Run.objects.get(edition="2024", level="regency", reading="own", kind="published")
    Score.objects.update_or_create(run=run, unit_id="31.71", defaults={"total": 40.0, "category": "sedang"})
    province = member("head", PROVINCE)
    plan = computed(province, "31.71")
    accept(first(plan), seen=1, actor=province)
    action = Action.objects.get()
    assert (action.office_id, action.assigned_by_id, action.status) == ("31.71", PROVINCE, Status.PROPOSED)


def test_owners_are_those_who_write_in_the_office_or_above() -> None:
    own, above, stranger = member("head", PROVINCE), member("enterer", "0"), member("head", "16")
    reader = member("observer", PROVINCE)
    found = {each.pk for each in people_for(Unit.objects.get(pk=PROVINCE))}
    assert {own.person.pk, above.person.pk} <= found
    assert not found & {stranger.person.pk, reader.person.pk}


@pytest.mark.parametrize(
    ("role", "where"),
    [("observer", PROVINCE), ("verifier", PROVINCE), ("head", "16"), ("head", "0"), ("head", "31.71")],
)
def test_others_change_nothing(plan: Plan, role: str, where: str) -> None:
    with pytest.raises(PermissionDenied):
        take_out(first(plan), seen=1, actor=member(role, where))
    with pytest.raises(PermissionDenied):
        accept_all(plan, {first(plan).pk: 1}, actor=member(role, where))
    assert Entry.objects.filter(action__endswith=".denied").count() == 2
