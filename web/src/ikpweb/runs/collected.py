"""Reading what was accepted in a cycle, as plain rows, and what was left out and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import F

from ikpweb.audit.chain import digest_of
from ikpweb.collection.models import Answer, Cycle, Declaration, Event, State, Submission
from ikpweb.kit.country import country
from ikpweb.verification.agreement import LEAST_PAIRS
from ikpweb.verification.models import BlindGrade
from ikpweb.verification.selectors import counted_grade

__all__ = ["Accepted", "Collected", "accepted", "digest_of_inputs", "double_grades"]

#: Grades of an event, from 1.
_GRADES = country().grades


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted row: an event, or a declaration that is not *events*."""

    unit: str
    indicator: str
    #: Empty for an event.
    answer: str
    count: int
    grade: int
    day: date | None


@dataclass(frozen=True)
class Collected:
    """What goes into an index at one level.

    Parameters
    ----------
    units : mapping
        Every unit whose office reports, by code, to its name: also those that said nothing.
    rows : tuple of Accepted
    rejected : frozenset of (unit, indicator)
        Cells about which something was said that a reviewer rejected, and nothing else stands.
    left_out : mapping of str to int
        Items that do not count, by the state they are in.
    cells : mapping of str to int
        Cells by what is known of them: ``events``, ``nil``, ``no-data``, ``not-applicable``,
        ``rejected``, ``undecided``, ``silent``.
    """

    level: str
    units: Mapping[str, str]
    rows: tuple[Accepted, ...]
    rejected: frozenset[tuple[str, str]]
    left_out: Mapping[str, int]
    cells: Mapping[str, int]


def accepted(cycle: Cycle, level: str) -> Collected:
    """Collect the accepted items of all offices of a level: accepted revisions only."""
    codes = {question["code"] for question in cycle.form.get(level, [])}
    offices = cycle.submissions.filter(office__level=level).order_by("office")
    units = dict(offices.values_list("office__unit", "office__unit__name"))
    here: dict[str, Any] = {"submission__cycle": cycle, "submission__office__level": level}
    if cycle.stage == Cycle.Stage.FROZEN:
        # What the freeze left out is not in the frozen data set: it does not come in by this door either.
        here["submission__stage"] = Submission.Stage.FROZEN
    said = Declaration.objects.filter(**here).values_list("submission__office__unit", "indicator", "answer", "state")
    happened = (
        Event.objects.filter(**here)
        .annotate(counted=counted_grade())
        .values_list("submission__office__unit", "indicator", "count", "counted", "date", "state")
    )
    rows: list[Accepted] = []
    left_out: Counter[str] = Counter()
    cells: dict[tuple[str, str], str] = {}
    spoken: set[tuple[str, str]] = set()
    struck: set[tuple[str, str]] = set()
    for unit, code, count, grade, day, state in happened.order_by("submission__office", "indicator", "date", "id"):
        if state == State.ACCEPTED:
            rows.append(Accepted(unit, code, "", count, grade or 0, day))
            cells[unit, code] = Answer.EVENTS.value
        else:
            left_out[f"event-{state}"] += 1
            (struck if state == State.REJECTED else spoken).add((unit, code))
    for unit, code, answer, state in said.order_by("submission__office", "indicator"):
        if state != State.ACCEPTED:
            left_out[f"declaration-{state}"] += 1
            (struck if state == State.REJECTED else spoken).add((unit, code))
        elif answer != Answer.EVENTS and (unit, code) not in cells:
            rows.append(Accepted(unit, code, answer, 0, 0, None))
            cells[unit, code] = answer
    known = Counter(cells.values())
    rejected = frozenset(struck - cells.keys())
    undecided = len(spoken - cells.keys() - rejected)
    silent = len(units) * len(codes) - len(cells) - len(rejected) - undecided
    counts = {**known, "rejected": len(rejected), "undecided": undecided, "silent": silent}
    return Collected(level, units, tuple(rows), rejected, dict(left_out), counts)


def digest_of_inputs(inputs: Mapping[str, Collected]) -> str:
    """Name what goes into all levels: the same accepted items have the same digest."""
    return digest_of({level: _plain(collected) for level, collected in inputs.items()})


def _plain(collected: Collected) -> dict[str, Any]:
    rows = [{**asdict(row), "day": row.day.isoformat() if row.day else None} for row in collected.rows]
    return {"units": sorted(collected.units), "rows": rows, "rejected": sorted(map(list, collected.rejected))}


def double_grades(cycle: Cycle, level: str) -> list[list[int]]:
    """Count the double gradings at a level: a row per first grade, a column per second.

    A grade that nobody has graded twice stays itself. Empty with fewer pairs than say anything.
    """
    twice = BlindGrade.objects.filter(
        sampled__cycle=cycle,
        sampled__event__submission__office__level=level,
        sampled__event__revision=F("sampled__revision"),
        sampled__event__state=State.ACCEPTED,
    )
    pairs = Counter(twice.values_list("sampled__grade", "grade"))
    if pairs.total() < LEAST_PAIRS:
        return []
    grades = range(1, _GRADES + 1)
    table = [[pairs[first, second] for second in grades] for first in grades]
    return [row if any(row) else [int(i == j) for j in range(_GRADES)] for i, row in enumerate(table)]
