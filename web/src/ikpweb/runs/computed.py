"""Reading what was computed from a cycle, down to the items that it rests on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ikpweb.collection.form import question_of, questions
from ikpweb.collection.models import Answer, Cycle, Declaration, Event, State
from ikpweb.runs.models import Computation, Run, Score
from ikpweb.runs.selectors import Board

__all__ = ["Brought", "Change", "brought", "changes", "computed_board", "runs_of"]


def computed_board(computation: Computation, level: str, reading: str) -> Board | None:
    """Give the board of one of the runs of a computation, or None where it has no such."""
    run = computation.runs.select_related("edition").filter(level=level, reading=reading).first()
    return None if run is None else Board(run, run.edition, {score.unit_id: score for score in run.scores.all()})


@dataclass(frozen=True)
class Brought:
    """What an indicator brings to a unit's score, and the accepted items that it rests on."""

    code: str
    name: str
    contribution: float
    answer: str
    answer_label: Any
    state: str
    count: int
    events: Sequence[Event]


def brought(score: Score, cycle: Cycle) -> list[Brought]:
    """Follow a score down to its items: every indicator that was asked, the weightiest first."""
    level, unit = score.run.level, score.unit_id
    here = {"submission__cycle": cycle.pk, "submission__office__unit": unit}
    declarations = {each.indicator: each for each in Declaration.objects.filter(**here)}
    events: dict[str, list[Event]] = {}
    for event in Event.objects.filter(**here, state=State.ACCEPTED).prefetch_related("evidence"):
        events.setdefault(event.indicator, []).append(event)
    found = []
    for code in questions(cycle, level):
        question, declared = question_of(cycle, level, code), declarations.get(code)
        mine = events.get(code, [])
        found.append(
            Brought(
                code=code,
                name=question.name if question else code,
                contribution=score.contributions.get(code, 0.0),
                answer=declared.answer if declared else "",
                answer_label=Answer(declared.answer).label if declared else "",
                state=declared.state if declared else "",
                count=sum(event.count for event in mine),
                events=mine,
            )
        )
    return sorted(found, key=lambda each: (-each.contribution, -each.count))


@dataclass(frozen=True)
class Change:
    """A unit in two computations."""

    unit: str
    before: Score | None
    after: Score | None

    @property
    def difference(self) -> float | None:
        if self.before is None or self.after is None or self.before.total is None or self.after.total is None:
            return None
        return self.after.total - self.before.total

    @property
    def same(self) -> bool:
        """Whether nothing changed: the same score, or none either time."""
        before, after = (each.total if each else None for each in (self.before, self.after))
        return before == after


def changes(one: Board, other: Board) -> tuple[list[Change], Mapping[tuple[str, str], int]]:
    """Compare two boards of the same level and reading: every unit, the largest change first, and the categories.

    Units that gained or lost their score come before all others: no number says how much that is.
    """
    units = sorted({*one.scores, *other.scores})
    found = [Change(unit, one.scores.get(unit), other.scores.get(unit)) for unit in units]
    found.sort(key=lambda each: (each.same, each.difference is not None, -abs(each.difference or 0.0), each.unit))
    matrix: Counter[tuple[str, str]] = Counter()
    for each in found:
        matrix[each.before.category if each.before else "", each.after.category if each.after else ""] += 1
    return found, matrix


def runs_of(computation: Computation) -> list[Run]:
    """Give the runs of a computation, regencies first."""
    return sorted(computation.runs.all(), key=lambda run: (run.level != "regency", run.reading))
