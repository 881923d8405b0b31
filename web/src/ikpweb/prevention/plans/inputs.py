"""From what is asked to what the programme needs: which action is possible where, what it takes away and costs.

Everything that decides is written down (`Inputs.record`) and digested, so that a plan can be told again.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from ikpweb.accounts.members import Member
from ikpweb.audit.services import digest_of
from ikpweb.prevention.actions import Action, library
from ikpweb.prevention.curation.selectors.links import links
from ikpweb.prevention.engine import indicators
from ikpweb.prevention.plans.asking import ALARM_FACTOR, CEILING, Asked
from ikpweb.prevention.plans.basis import Basis, Ground
from ikpweb.prevention.plans.calendar import Near, calendar_of, nearness, urgency
from ikpweb.prevention.plans.engine import Question
from ikpweb.prevention.plans.models import ItemState, Origin, Plan
from ikpweb.prevention.plans.standing import registered
from ikpweb.territory.models import Unit
from ikpweb.watch.models import Alarm, AlarmState, Report
from ikpweb.watch.policies import alarms_visible_to

__all__ = ["Alert", "Inputs", "assemble", "fits", "share_of"]

#: Of the budget that is asked for: what the frontier shows beside it.
LEVELS = (0.25, 0.5, 1.5, 2.0)
#: Levels of office whose actions an office of a level sees to.
_WITHIN: Mapping[str, frozenset[str]] = {
    Unit.Level.REGENCY: frozenset({"regency", "district", "village", "station"}),
    Unit.Level.PROVINCE: frozenset({"province"}),
}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Alert:
    """An open alarm of a unit, and the indicators that its reports name."""

    key: int
    unit: str
    kind: str
    week: date
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Inputs:
    """The question for the engine, with what people need to understand the answer.

    Attributes
    ----------
    near : mapping
        Stage to how near it is; empty without a calendar.
    urgent : mapping
        Indicator to how many times it counts for its stages, and the stage that makes it so.
    record : dict
        All that went in, as it is kept.
    """

    question: Question
    actions: Mapping[str, Action]
    near: Mapping[str, Near]
    urgent: Mapping[str, tuple[float, Near | None]]
    alerts: tuple[Alert, ...]
    record: dict[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of all that went in."""
        return digest_of(self.record)


def fits(action: Action, level: str) -> bool:
    """Tell whether offices of a level see to an action."""
    return not _WITHIN[level].isdisjoint(action.levels)


def share_of(action: Action, asked: Asked) -> dict[str, float]:
    """Give the share that an action is assumed to take away of each of its indicators; the first is its main one."""
    return {code: asked.main if place == 0 else asked.other for place, code in enumerate(action.indicators)}


def assemble(member: Member, asked: Asked, basis: Basis, units: Sequence[Unit], *, after: Plan | None = None) -> Inputs:
    """Bring everything together.

    Parameters
    ----------
    after : Plan, optional
        A plan to go on from: what people took out or refused there is not proposed again, and what they
        added stays in.
    """
    grounds = [basis.grounds[unit.code] for unit in units]
    drivers = tuple(code for code in indicators() if any(code in each.points for each in grounds))
    actions = library()
    schedule = calendar_of(asked.calendar) if asked.calendar else None
    near = nearness(schedule, asked.start, asked.horizon) if schedule else {}
    stages = links()
    urgent = {code: urgency([stage.code for stage, _link in stages[code]], near, asked.horizon) for code in drivers}
    alerts = _alerts(member, units, training=basis.training)
    alarmed = {(each.unit, code) for each in alerts for code in each.indicators}
    done = registered([unit.code for unit in units], training=basis.training)
    decided = _decided(after)
    out: Counter[str] = Counter()
    possible, standing, taken, refused = [], [], [], []
    for unit in units:
        own = [_possible(action, unit, asked, near, out) for action in actions]
        held = [(unit.code, action.id) in done for action in actions]
        out["register"] += sum(held)
        said = [decided.get((unit.code, action.id)) for action in actions]
        # What people added stays, whether or not its time has come.
        added = [word == "in" and not has for word, has in zip(said, held, strict=True)]
        possible.append([(able and not has) or add for able, has, add in zip(own, held, added, strict=True)])
        standing.append(held)
        taken.append(added)
        refused.append([word == "out" for word in said])
    out["decided"] = sum(map(sum, refused))
    question = Question(
        units=tuple(unit.code for unit in units),
        drivers=drivers,
        actions=tuple(action.id for action in actions),
        points=[[each.points.get(code, 0.0) for code in drivers] for each in grounds],
        factor=[
            [_factor(each, urgent[code][0], alarmed=(each.unit, code) in alarmed) for code in drivers]
            for each in grounds
        ],
        share=[[share_of(action, asked).get(code, 0.0) for code in drivers] for action in actions],
        cost=[[float(asked.cost(action.effort, action.form)) for action in actions]] * len(units),
        effort=[[float(action.effort) for action in actions]] * len(units),
        capacity=[asked.capacity] * len(units),
        possible=possible,
        taken=taken,
        refused=refused,
        standing=standing,
        ceiling=CEILING,
        budgets=(float(asked.budget), *(round(asked.budget * each) * 1.0 for each in LEVELS if not after)),
    )
    record = _record(asked, basis, grounds, near, urgent) | {
        "alarms": [_told(each) for each in alerts],
        "register": sorted(map(list, done)),
        "decided": sorted([*pair, word] for pair, word in decided.items()),
        "left_out": {name: out[name] for name in ("level", "form", "over", "later", "register", "decided")},
        "calendar_version": schedule.version if schedule else None,
        "library": digest_of([[a.id, a.indicators, a.stages, a.levels, a.form, a.effort] for a in actions]),
    }
    return Inputs(question, {action.id: action for action in actions}, near, urgent, alerts, record)


def _possible(action: Action, unit: Unit, asked: Asked, near: Mapping[str, Near], out: Counter[str]) -> bool:
    """Tell whether an action can be taken in a unit now, and count why not."""
    if not fits(action, unit.level):
        out["level"] += 1
    elif action.form not in asked.forms:
        out["form"] += 1
    elif not near:
        return True
    else:
        whens = {near[stage].when for stage in action.stages if stage in near}
        if "near" in whens:
            return True
        out["later" if "later" in whens else "over"] += 1
    return False


def _factor(ground: Ground, urgent: float, *, alarmed: bool) -> float:
    return (1.0 + (ground.chance or 0.0)) * urgent * (ALARM_FACTOR if alarmed else 1.0)


def _alerts(member: Member, units: Sequence[Unit], *, training: bool) -> tuple[Alert, ...]:
    """Give the open alarms of the units, with the indicators that the reports of their week name."""
    codes = {unit.code for unit in units}
    rows = alarms_visible_to(member).filter(training=training).exclude(state=AlarmState.CLOSED)
    alarms: list[Alarm] = [each for each in rows.order_by("week", "pk") if each.unit_id in codes]
    named: dict[tuple[str, str, date], set[str]] = defaultdict(set)
    if alarms:
        first, last = alarms[0].week, alarms[-1].week + 7 * _DAY
        reports = Report.objects.filter(training=training, event_date__gte=first, event_date__lt=last).exclude(
            indicator=""
        )
        for unit, kind, day, indicator in reports.values_list("unit", "kind", "event_date", "indicator"):
            named[unit, kind, day - day.weekday() * _DAY].add(indicator)
    own = set(indicators())
    return tuple(
        Alert(
            each.pk,
            each.unit_id,
            each.kind,
            each.week,
            tuple(sorted(named[each.unit_id, each.kind, each.week] & own)),
        )
        for each in alarms
    )


def _decided(after: Plan | None) -> dict[tuple[str, str], str]:
    """Give what people said of the items of an earlier plan: *in* for what they added, *out* for what they put away."""
    if after is None:
        return {}
    found = {}
    for item in after.items.all():
        if item.state in (ItemState.OUT, ItemState.REFUSED):
            found[item.unit_id, item.action] = "out"
        elif item.state == ItemState.PROPOSED and item.origin == Origin.ADDED:
            found[item.unit_id, item.action] = "in"
    return found


def _record(
    asked: Asked,
    basis: Basis,
    grounds: Sequence[Ground],
    near: Mapping[str, Near],
    urgent: Mapping[str, tuple[float, Near | None]],
) -> dict[str, Any]:
    def day(value: date | None) -> str | None:
        return value.isoformat() if value and value > date.min else None

    return {
        "asked": asked.to_dict(),
        "basis": {
            "code": basis.code,
            "titles": dict(basis.titles),
            "digests": dict(basis.digests),
            "seed": basis.seed,
            "replicates": basis.replicates,
            "foreign": list(basis.foreign),
        },
        "grounds": {each.unit: {**asdict(each), "points": dict(each.points)} for each in grounds},
        "stages": {
            code: {"when": each.when, "days": each.days, "start": day(each.start), "end": day(each.end)}
            for code, each in near.items()
        },
        "urgency": {
            code: {"factor": factor, "stage": each.stage if each else None} for code, (factor, each) in urgent.items()
        },
    }


def _told(alert: Alert) -> dict[str, Any]:
    return {**asdict(alert), "week": alert.week.isoformat(), "indicators": list(alert.indicators)}
