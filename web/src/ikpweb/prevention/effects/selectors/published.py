"""What is published of a case: a unit's standing in every edition by its own method, and what may be concluded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ikpweb.methodology.models import Edition
from ikpweb.prevention.effects.cases import Case
from ikpweb.prevention.effects.engine import event_years, unanswered
from ikpweb.runs.engine import Comparison, Cutoffs, compare_editions, cutoffs, scores_comparable, shares
from ikpweb.runs.models import Figure, Score
from ikpweb.runs.selectors import Board, boards_of, figures
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = ["Conclusion", "Standing", "concluded", "regencies_of", "standings_of"]


@dataclass(frozen=True, eq=False)
class Standing:
    """A unit in an edition, with that edition's own method."""

    edition: Edition
    score: Score
    #: Rank among the published scores, and how many there are.
    place: tuple[int, int] | None
    cutoffs: Cutoffs | None
    weights: Mapping[str, float]
    #: Years of the events that the edition counts; None where they are not known.
    years: tuple[int, int] | None
    #: Printed values that are not used.
    others: Sequence[Figure]

    @property
    def label(self) -> str:
        """The finer category, as readers write it: *level 6* for L6."""
        return self.score.label.replace("L", "level ", 1) if self.score.label[:1] == "L" else self.score.label


def standings_of(code: str) -> list[Standing]:
    """Give a unit's standings in the whole indices, the oldest first."""
    unit, printed = units()[code], figures(code)
    unused = (Figure.Status.CONFLICT, Figure.Status.SLIP)

    def standing(here: Board, score: Score) -> Standing:
        edition = here.edition
        others = [each for each in printed if each.edition_id == edition.code and each.status in unused]
        level = str(unit.level)
        return Standing(
            edition,
            score,
            here.place(code),
            cutoffs(edition.code, level),
            shares(edition.code, level),
            event_years(edition.code),
            others,
        )

    found = [
        standing(here, score)
        for here, score in boards_of(unit)
        if here.run.reading == "own" and here.edition.about.get("units") and score.total is not None
    ]
    return sorted(found, key=lambda each: str(each.edition.launched))


@dataclass(frozen=True)
class Conclusion:
    """What may be concluded of a case.

    Attributes
    ----------
    said : mapping
        The engine's verdict on the effect, with its sentences by language.
    even_so : mapping or None
        Its verdict if the method had been the same; None where it was.
    steps : list
        Every two editions in a row, with the engine's verdict on whether they compare.
    decisive : Comparison or None
        That of the two editions which the case is about.
    late : bool
        Whether the later edition counts events from before the case was reported only.
    """

    said: Mapping[str, Any]
    even_so: Mapping[str, Any] | None
    steps: Sequence[tuple[Edition, Edition, Comparison]]
    decisive: Comparison | None
    years: tuple[int, int] | None
    late: bool


def concluded(case: Case, standings: Sequence[Standing]) -> Conclusion:
    """Ask the engine what can be told; nothing of the answer is written beforehand."""
    level = str(units()[case.unit].level)
    changed = not scores_comparable(case.before, case.after, level)
    # Without a list of who else had such a programme, nobody is known to have been without it.
    compared = sum(unit.level == level for unit in units().values()) - 1 if case.known_others else 0
    steps = [
        (one.edition, two.edition, told)
        for one, two in pairwise(standings)
        if (told := compare_editions(one.edition.code, two.edition.code, level))
    ]
    years = event_years(case.after)
    reported = min(fact.day for fact in case.facts)
    return Conclusion(
        unanswered(method_changed=changed, began=1, of=1 + compared)["verdict"],
        unanswered(method_changed=False, began=1, of=1 + compared)["verdict"] if changed else None,
        steps,
        compare_editions(case.before, case.after, level),
        years,
        years is not None and years[1] < reported.year,
    )


def regencies_of(case: Case) -> list[tuple[Unit, list[tuple[Edition, Score]]]]:
    """Give the regencies of a province with what is published of them; those without anything are left out."""
    inside = [unit for unit in units().values() if unit.parent_id == case.unit]
    found = []
    for unit in sorted(inside, key=lambda each: each.code):
        told = [
            (here.edition, score)
            for here, score in boards_of(unit)
            if here.edition.about.get("units") and (score.total is not None or score.category)
        ]
        if told:
            found.append((unit, told[::-1]))
    return found
