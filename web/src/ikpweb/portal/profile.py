"""What is known of one unit, put together for its page: scores over the editions, ranks, dimensions, figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ikpweb.audit.selectors import public_state
from ikpweb.kit.country import country
from ikpweb.kit.memory import remembered
from ikpweb.methodology.models import Edition
from ikpweb.runs.engine import (
    Comparison,
    Cutoffs,
    Moved,
    Recomputed,
    compare_editions,
    cutoffs,
    national_means,
    recompute,
    shares,
)
from ikpweb.runs.models import Figure, Score
from ikpweb.runs.selectors import Board, board, boards_of, editions, figures
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import LAST_DAY_OF_34, nearest, units

__all__ = [
    "DIMENSIONS",
    "Dimension",
    "Gap",
    "Peers",
    "Profile",
    "Standing",
    "Step",
    "is_index",
    "profile",
    "short_title",
    "silent_editions",
]

DIMENSIONS = country().parts


def is_index(edition: Edition) -> bool:
    """Tell a whole index, or mapping, from a list on a single theme."""
    return bool(edition.about.get("units"))


def short_title(edition: Edition) -> str:
    """Give a name that fits under a column: *IKP 2024*, *Pilkada 2020*; a theme keeps its title."""
    words = edition.code.split("-")
    years = [word for word in words if word.isdecimal()]
    names = [word.capitalize() for word in words if word.isalpha() and word != "rev"]
    if not is_index(edition) or not years:
        return edition.title
    return " ".join([*(names or ["IKP"]), *years])


@dataclass(frozen=True, slots=True)
class Peers:
    """A rank among a group, and how many of the group have a published score; ties share the better rank."""

    group: str
    rank: int
    number: int


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of a unit's score; ``value`` is None where it is not published."""

    code: str
    value: float | None
    implied: bool
    certainty: str
    category: str
    share: float | None
    mean: float | None

    @property
    def contribution(self) -> float | None:
        """What it brings to the total."""
        return None if self.value is None or self.share is None else self.value * self.share


@dataclass(frozen=True, eq=False)
class Standing:
    """A unit in one edition; ``other`` is a province's second reading, the mean of its regencies."""

    unit: Unit
    board: Board
    score: Score
    figures: Sequence[Figure]
    other: Score | None = None
    other_board: Board | None = None

    @property
    def edition(self) -> Edition:
        return self.board.edition

    @property
    def short(self) -> str:
        return short_title(self.edition)

    @property
    def label(self) -> str:
        """The finer category, as readers write it: *level 6* for L6."""
        return self.score.label.replace("L", "level ", 1) if self.score.label[:1] == "L" else self.score.label

    def figure(self, quantity: str) -> Figure | None:
        """Find the printed figure of a quantity that is used."""
        kept = (Figure.Status.USED, Figure.Status.IMPLIED)
        return next((each for each in self.figures if each.quantity == quantity and each.status in kept), None)

    @cached_property
    def cutoffs(self) -> Cutoffs | None:
        return cutoffs(self.edition.code, self.unit.level)

    @cached_property
    def means(self) -> Mapping[str, float]:
        return national_means(self.edition.code, self.unit.level)

    @property
    def mean(self) -> float | None:
        return self.means.get("total")

    @property
    def against_mean(self) -> float | None:
        """Score less the national mean."""
        return None if self.score.total is None or self.mean is None else self.score.total - self.mean

    @property
    def above_mean(self) -> bool:
        """True where print itself lists the unit above the national mean, or the two figures say so."""
        printed = self.figure("above_mean")
        return printed.value == "yes" if printed else (self.against_mean or 0) > 0

    @property
    def covered(self) -> int:
        """How many units the edition covers on this level."""
        return int(self.edition.about["units"].get(self.unit.level) or len(self.board.scores))

    @property
    def order(self) -> int | None:
        """Place in the printed list of the edition, where a list and no ranks were printed."""
        printed = self.figure("order")
        return int(printed.value) if printed and printed.value.isdecimal() and is_index(self.edition) else None

    @cached_property
    def recomputed(self) -> Recomputed | None:
        return recompute(self.edition.code, self.unit.level, self.unit.code)

    @cached_property
    def shares(self) -> Mapping[str, float]:
        return shares(self.edition.code, self.unit.level)

    @cached_property
    def dimensions(self) -> Sequence[Dimension]:
        """The four dimensions; none at all where none is known."""
        found = []
        for code in DIMENSIONS:
            printed = self.figure(code)
            found.append(
                Dimension(
                    code,
                    float(printed.value) if printed else None,
                    printed is not None and printed.status == Figure.Status.IMPLIED,
                    printed.certainty if printed else "",
                    self.score.part_categories.get(code, ""),
                    self.shares.get(code),
                    self.means.get(code),
                )
            )
        return found if any(each.value is not None for each in found) else []

    def in_34(self) -> bool:
        """Tell whether the edition counts the 34 provinces of before 2022."""
        return str(self.edition.about.get("registry_date", "")) <= LAST_DAY_OF_34.isoformat()

    @cached_property
    def peers(self) -> Sequence[Peers]:
        """Ranks in the nation, the province, and among units of the same kind, of published totals only."""
        if self.score.total is None:
            return []
        known = units()

        def home(unit: Unit) -> str | None:
            return unit.parent_of_34_id if self.in_34() else unit.parent_id

        groups: dict[str, Callable[[Unit], bool]] = {"nation": lambda _: True}
        if self.unit.level == Unit.Level.REGENCY:
            groups["province"] = lambda each: home(each) == home(self.unit)
            groups["kind"] = lambda each: each.kind == self.unit.kind
        found = []
        for name, belongs in groups.items():
            totals = [
                each.total
                for code, each in self.board.scores.items()
                if each.total is not None and belongs(known[code])
            ]
            found.append(Peers(name, 1 + sum(total > self.score.total for total in totals), len(totals)))
        return found


@dataclass(frozen=True, eq=False)
class Step:
    """From one edition to the next: the verdict, and the unit's move on the scales that it allows."""

    before: Standing
    after: Standing
    comparison: Comparison

    @cached_property
    def move(self) -> Moved | None:
        return next((each for each in self.comparison.units if each.unit == self.after.unit.code), None)


@dataclass(frozen=True, slots=True)
class Gap:
    """An edition that says nothing of the unit, and what it does publish on this level."""

    edition: Edition
    scores: int
    categories: int
    covered: int | None
    counts: Mapping[str, int]
    within: Unit | None = None


@dataclass(frozen=True, eq=False)
class Profile:
    """Everything that the page of a unit shows."""

    unit: Unit
    standings: Sequence[Standing]
    themes: Sequence[Standing]
    steps: Sequence[Step]
    gaps: Sequence[Gap]
    figures: Sequence[tuple[Edition, Sequence[Figure]]]
    nearest: Sequence[Unit]
    children: Sequence[Unit]

    @property
    def newest(self) -> Standing | None:
        return self.standings[0] if self.standings else None

    @property
    def whole(self) -> Standing | None:
        """The newest edition that is a full index with dimensions, when the newest of all is not."""
        return next((each for each in self.standings[1:] if each.edition.kind != Edition.Kind.RESULTS_ONLY), None)

    @property
    def conflicts(self) -> Sequence[Figure]:
        """Printed values that are not used, over all editions."""
        unused = (Figure.Status.CONFLICT, Figure.Status.SLIP)
        return [each for _, about in self.figures for each in about if each.status in unused]

    @property
    def split(self) -> Standing | None:
        """The standing in which a province still held what later became others."""
        parts = [
            each for each in units().values() if each.level == "province" and each.parent_of_34_id == self.unit.code
        ]
        if self.unit.level != Unit.Level.PROVINCE or len(parts) < 2:
            return None
        return next((each for each in self.standings if each.in_34()), None)


@remembered(public_state, size=700)
def profile(code: str, language: str) -> Profile:  # noqa: ARG001 - what is remembered holds sentences of one language
    """Put a unit's profile together.

    Raises
    ------
    KeyError
        If there is no such unit.
    """
    unit = units()[code]
    about = figures(code)
    boards = boards_of(unit)
    second = {here.edition.code: (here, score) for here, score in boards if here.run.reading == "regencies"}
    found = []
    for here, score in boards:
        if here.run.reading == "own":
            other_board, other = second.get(here.edition.code, (None, None))
            own = [each for each in about if each.edition_id == here.edition.code and each.reading == "own"]
            if score.total is not None or score.category or other:
                found.append(Standing(unit, here, score, own, other, other_board))
    standings = [each for each in found if is_index(each.edition)]
    steps = []
    for after, before in pairwise(standings):
        told = compare_editions(before.edition.code, after.edition.code, unit.level)
        if told:
            steps.append(Step(before, after, told))
    by_edition: dict[str, list[Figure]] = {}
    for each in about:
        by_edition.setdefault(each.edition_id, []).append(each)
    return Profile(
        unit=unit,
        standings=standings,
        themes=[each for each in found if not is_index(each.edition)],
        steps=steps,
        gaps=silent_editions(unit, {each.edition.code for each in standings}),
        figures=[(own[0].edition, own) for own in by_edition.values()],
        nearest=nearest(unit),
        children=[each for each in units().values() if each.parent_id == code],
    )


def silent_editions(unit: Unit, said: set[str]) -> Sequence[Gap]:
    """Give the editions that publish nothing of a unit, with what they do publish on its level."""
    found = []
    for edition in editions():
        if edition.code in said or not is_index(edition) or unit.level not in edition.about["units"]:
            continue
        here = board(edition.code, unit.level)
        scores = list(here.scores.values()) if here else []
        old = str(edition.about["registry_date"]) <= LAST_DAY_OF_34.isoformat()
        new = unit.level == Unit.Level.PROVINCE and unit.parent_of_34_id and unit.parent_of_34_id != unit.code
        found.append(
            Gap(
                edition,
                scores=sum(each.total is not None for each in scores),
                categories=sum(bool(each.category) for each in scores),
                covered=edition.about["units"].get(unit.level),
                counts=here.run.facts.get("counts", {}) if here else {},
                within=unit.parent_of_34 if old and new else None,
            )
        )
    return found
