"""Reading plans for the screens: lists, items with words, sums, comparisons."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from ikpweb.accounts.members import Member, current
from ikpweb.accounts.models import Membership, User
from ikpweb.prevention.actions import Action, library
from ikpweb.prevention.plans.adding import KEPT, reaching, standing_in
from ikpweb.prevention.plans.asking import Asked
from ikpweb.prevention.plans.engine import Level
from ikpweb.prevention.plans.inputs import fits
from ikpweb.prevention.plans.models import ItemState, Plan, PlanItem, PlanStep
from ikpweb.prevention.plans.policies import plans_visible_to
from ikpweb.prevention.plans.transitions import WRITING
from ikpweb.territory.models import Office, Unit
from ikpweb.territory.selectors import units

__all__ = [
    "Asking",
    "Compared",
    "Effect",
    "Totals",
    "addable",
    "compared",
    "effects",
    "item_for",
    "items_of",
    "level_of",
    "library_by_id",
    "people_for",
    "plan_for",
    "plans_of",
    "totals",
]


def library_by_id() -> Mapping[str, Action]:
    """Give the actions by their id."""
    return {each.id: each for each in library()}


def plans_of(member: Member) -> QuerySet[Plan]:
    """Give the plans that a member may see with their counts, the newest first."""
    counted = {
        name: Count("items", filter=Q(items__state=state))
        for name, state in (("accepted", ItemState.ACCEPTED), ("refused", ItemState.REFUSED))
    }
    rows = plans_visible_to(member).select_related("office", "made_by")
    return rows.annotate(n_items=Count("items"), **{f"n_{name}": count for name, count in counted.items()})


def plan_for(member: Member, key: int) -> Plan | None:
    """Give a plan that a member may see."""
    rows = plans_visible_to(member).select_related("office", "made_by", "after", "result")
    return rows.filter(pk=key).first()


def item_for(member: Member, plan: int, key: int) -> PlanItem | None:
    """Give an item of a plan that a member may see, with its steps."""
    steps = Prefetch("steps", PlanStep.objects.select_related("by", "office__unit").order_by("-number"))
    rows = PlanItem.objects.filter(plan__in=plans_visible_to(member), plan=plan, pk=key)
    found = rows.select_related("plan__office", "plan__result", "unit__office", "owner").prefetch_related(steps)
    return found.first()


@dataclass(frozen=True, slots=True)
class Asking:
    """Which items of a plan are wanted; what is empty is not asked for."""

    unit: str = ""
    state: str = ""
    form: str = ""
    words: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Asking":
        """Read it from the address."""
        state = given.get("status", "")
        return cls(
            given.get("daerah", "")[:8],
            state if state in ItemState.values else "",
            given.get("bentuk", "")[:20],
            given.get("cari", "")[:80].strip(),
        )


def items_of(plan: Plan, asking: Asking) -> QuerySet[PlanItem]:
    """Give the items of a plan, the most useful first."""
    rows = plan.items.select_related("unit", "owner")
    if asking.unit:
        rows = rows.filter(unit=asking.unit)
    if asking.state:
        rows = rows.filter(state=asking.state)
    if asking.form or asking.words:
        words = asking.words.lower()
        keys = [
            each.id
            for each in library()
            if asking.form in {"", each.form} and any(words in text.lower() for text in each.title.values())
        ]
        named = Q(unit__name__icontains=asking.words) if asking.words and not asking.form else Q(pk=None)
        rows = rows.filter(Q(action__in=keys) | named)
    return rows


def level_of(told: Mapping[str, Any]) -> Level:
    """Read what a budget reaches, as a result keeps it."""
    return Level(**told)


@dataclass(frozen=True)
class Effect:
    """A unit before and after: its score with its interval where there is one, and what goes by each plan."""

    unit: Unit
    before: float | None
    low: float | None
    high: float | None
    grain: str
    goes: float
    plain: float
    standing: float
    days: float

    @property
    def after(self) -> float | None:
        """The score that is expected with the plan, nothing else changing."""
        return None if self.before is None else self.before - self.goes


@dataclass(frozen=True)
class Totals:
    """What the plan is as people have it now: items that are neither taken out nor refused."""

    items: int
    units: int
    points: float
    cost: int
    days: float
    counts: Mapping[str, int]
    #: Offices whose days are exceeded, with how many are planned.
    over: Sequence[tuple[Unit, float]]
    budget: int
    changed: bool

    @property
    def over_budget(self) -> int:
        """Rupiah above the budget."""
        return max(0, self.cost - self.budget)

    @property
    def used(self) -> float:
        """Share of the budget, in per cent."""
        return 100 * self.cost / self.budget if self.budget else 0.0


def totals(plan: Plan) -> Totals:
    """Sum up a plan as people have it now."""
    asked = Asked.from_dict(plan.asked)
    rows = list(plan.items.values_list("unit", "action", "state", "cost", "effort", "origin"))
    kept: dict[str, list[str]] = defaultdict(list)
    days: defaultdict[str, float] = defaultdict(float)
    cost = 0
    for unit, action, state, price, effort, _origin in rows:
        if state in KEPT:
            kept[unit].append(action)
            days[unit] += effort
            cost += price
    known = units()
    changed = any(state not in KEPT or origin != "computed" for _u, _a, state, _c, _e, origin in rows)
    points = _points(plan, asked, kept) if changed else float(plan.result.found["levels"][0]["points"])
    return Totals(
        items=sum(map(len, kept.values())),
        units=len(kept),
        points=points,
        cost=cost,
        days=sum(days.values()),
        counts=Counter(state for _unit, _action, state, *_rest in rows),
        over=[(known[code], total) for code, total in sorted(days.items()) if total > asked.capacity * (1 + 1e-9)],
        budget=asked.budget,
        changed=changed,
    )


def _points(plan: Plan, asked: Asked, kept: Mapping[str, Sequence[str]]) -> float:
    base = {unit: standing_in(plan, unit) for unit in kept}
    together = reaching(plan, asked, {unit: [*base[unit], *keys] for unit, keys in kept.items()})
    return sum(together.values()) - sum(reaching(plan, asked, base).values())


def effects(plan: Plan) -> list[Effect]:
    """Give what the plan is expected to do to each unit as people have it now, the largest first."""
    asked = Asked.from_dict(plan.asked)
    result, known = plan.result, units()
    kept: dict[str, list[str]] = defaultdict(list)
    days: defaultdict[str, float] = defaultdict(float)
    for unit, action, effort in plan.items.filter(state__in=KEPT).values_list("unit", "action", "effort"):
        kept[unit].append(action)
        days[unit] += effort
    grounds = result.inputs["grounds"]
    base = {unit: standing_in(plan, unit) for unit in grounds}
    before = reaching(plan, asked, base)
    after = reaching(plan, asked, {unit: [*base[unit], *kept.get(unit, [])] for unit in grounds})
    rows = [
        Effect(
            known[unit],
            ground["total"],
            ground["low"],
            ground["high"],
            ground["grain"],
            after[unit] - before[unit],
            result.found["plain_reduction"].get(unit, 0.0),
            before[unit],
            days[unit],
        )
        for unit, ground in grounds.items()
    ]
    return sorted(rows, key=lambda each: (-each.goes, each.unit.pk))


def people_for(unit: Unit) -> list[User]:
    """Give those who may be the owner of an action in a unit: who writes in its office or in one above."""
    office = Office.objects.filter(unit=unit).first()
    if office is None:
        return []
    above = {office.pk, office.parent_id, Office.CENTRE} - {None}
    rows = current(Membership.objects.filter(office__in=above, role__in=WRITING), timezone.localdate())
    found = {row.person_id: row.person for row in rows.select_related("person").order_by("-office", "person")}
    return list(found.values())


def addable(plan: Plan, unit: Unit) -> list[Action]:
    """Give the actions that people can add for a unit: for its level, and neither in the plan nor in its register."""
    there = set(plan.items.filter(unit=unit).values_list("action", flat=True)) | set(standing_in(plan, unit.pk))
    return [each for each in library() if fits(each, unit.level) and each.id not in there]


@dataclass(frozen=True)
class Compared:
    """Two plans beside each other: items of both, and of one only."""

    one: Plan
    other: Plan
    both: int
    only_one: Sequence[PlanItem]
    only_other: Sequence[PlanItem]
    changed: Sequence[tuple[str, Any, Any]]


def compared(one: Plan, other: Plan) -> Compared:
    """Hold two plans against each other."""
    rows = [{(item.unit_id, item.action): item for item in plan.items.select_related("unit")} for plan in (one, other)]
    mine, theirs = rows
    names = [name for name in one.asked if one.asked[name] != other.asked.get(name)]
    return Compared(
        one,
        other,
        len(mine.keys() & theirs.keys()),
        [item for key, item in mine.items() if key not in theirs],
        [item for key, item in theirs.items() if key not in mine],
        [(name, one.asked[name], other.asked.get(name)) for name in names],
    )
