"""Reading scores: the boards that the public pages are made of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from ikpweb.audit.selectors import public_state
from ikpweb.kit.categories import scale
from ikpweb.kit.memory import remembered
from ikpweb.methodology.models import Edition
from ikpweb.runs.models import Figure, Run, Score
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

__all__ = ["Board", "board", "boards_of", "conflicts", "editions", "figures"]


@dataclass(frozen=True, eq=False)
class Board:
    """All scores of one run, by unit."""

    run: Run
    edition: Edition
    scores: Mapping[str, Score]

    @property
    def counts(self) -> Mapping[str, int]:
        """Units by category, as counted here, from the highest; a published count stands in `run.facts`."""
        found = Counter(score.category for score in self.scores.values() if score.category)
        return {name: found.get(name, 0) for name in reversed(scale())}

    @property
    def ranked(self) -> Sequence[Score]:
        """Scores from the highest; units without a total after all others, by name."""
        known = units()
        return sorted(
            self.scores.values(),
            key=lambda score: (score.total is None, -(score.total or 0), known[score.unit_id].name),
        )

    @cached_property
    def _ranks(self) -> Mapping[float, int]:
        """The best rank of every published total: the ranking asks for each unit's."""
        totals = sorted((score.total for score in self.scores.values() if score.total is not None), reverse=True)
        ranks: dict[float, int] = {}
        for rank, total in enumerate(totals, start=1):
            ranks.setdefault(total, rank)
        return ranks

    @cached_property
    def _published(self) -> int:
        return sum(score.total is not None for score in self.scores.values())

    def place(self, code: str) -> tuple[int, int] | None:
        """Give a unit's rank among the published totals and how many there are; ties share the best rank."""
        here = self.scores.get(code)
        if here is None or here.total is None:
            return None
        return self._ranks[here.total], self._published


@remembered(public_state)
def editions() -> Sequence[Edition]:
    """Give the editions that everybody may read, from the newest."""
    published = Run.objects.filter(kind=Run.Kind.PUBLISHED)
    return list(Edition.objects.filter(public=True).prefetch_related(Prefetch("runs", published), "methods"))


@remembered(public_state)
def board(edition: str, level: str, reading: str = "own") -> Board | None:
    """Give a board, or None where nothing is published on this level."""
    # What offices collect is not public before its release: only printed results are boards of everybody.
    shown = Run.objects.select_related("edition").filter(kind=Run.Kind.PUBLISHED, edition__public=True)
    run = shown.filter(edition=edition, level=level, reading=reading).first()
    if run is None:
        return None
    return Board(run, run.edition, {score.unit_id: score for score in run.scores.all()})


def boards_of(unit: Unit) -> Sequence[tuple[Board, Score]]:
    """Give every board on which a unit stands, from the newest edition."""
    found = []
    for edition in editions():
        for run in edition.runs.all():
            here = board(edition.code, run.level, run.reading)
            if here is not None and run.level == unit.level and unit.code in here.scores:
                found.append((here, here.scores[unit.code]))
    return found


@remembered(public_state)
def figures(unit: str) -> Sequence[Figure]:
    """Give all printed figures about a unit, by edition."""
    return list(
        Figure.objects.filter(unit=unit, edition__public=True)
        .select_related("edition")
        .order_by("-edition__launched", "id")
    )


def conflicts(unit: str) -> Sequence[Figure]:
    """Give the printed figures about a unit that are not used, each with its reason."""
    return [figure for figure in figures(unit) if figure.status in (Figure.Status.CONFLICT, Figure.Status.SLIP)]
