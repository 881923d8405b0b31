"""What a plan rests on: of each unit its score, what brings it, and how probably it is in the highest category.

Where a computation is at hand, indicators bring points. Where only dimensions are in print, the points
of a dimension are divided among its indicators by their weight, which every plan says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ikpweb.accounts.members import Member
from ikpweb.kit.categories import highest
from ikpweb.methodology.models import Method
from ikpweb.prevention.engine import EDITION
from ikpweb.prevention.plans import engine
from ikpweb.runs.computed import computed_board
from ikpweb.runs.models import Computation, Score
from ikpweb.runs.policies import computations_visible_to
from ikpweb.runs.selectors import Board, board
from ikpweb.runs.unsure import Interval, unsure
from ikpweb.territory.models import Unit

__all__ = ["PUBLISHED", "Basis", "Ground", "bases_for", "basis_of"]

Grain = Literal["indicator", "dimension", "total", "none"]
PUBLISHED = f"edition:{EDITION}"
#: The category that plans care about.
_HIGHEST = highest()


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of a unit.

    Parameters
    ----------
    grain : str
        What the points come from: contributions of indicators, scores of dimensions, the total alone, or nothing.
    points : mapping
        Indicator to what it brings to the score.
    low, high : float or None
        5 and 95 % of the score in replicates; None where there are none.
    chance : float or None
        Probability of the highest category; None where nobody computed it.
    """

    unit: str
    total: float | None
    category: str
    grain: Grain
    points: Mapping[str, float]
    low: float | None = None
    high: float | None = None
    chance: float | None = None


@dataclass(frozen=True)
class Basis:
    """A basis with what it says of each unit that was asked for.

    Parameters
    ----------
    digests : mapping
        Of what it rests on.
    seed, replicates : int or None
        Of the probabilities, where there are any.
    foreign : tuple of str
        Indicators of it that the library does not know.
    """

    code: str
    titles: Mapping[str, str]
    training: bool
    grounds: Mapping[str, Ground]
    digests: Mapping[str, Any]
    seed: int | None = None
    replicates: int | None = None
    foreign: tuple[str, ...] = ()


def bases_for(member: Member) -> list[tuple[str, str, bool]]:
    """List what a member may plan by: code, title, and whether it is made up; the published edition first."""
    found: list[tuple[str, str, bool]] = [(PUBLISHED, f"IKP {EDITION}", False)]
    rows = computations_visible_to(member).select_related("cycle").order_by("-made_at")[:30]
    return found + [
        (f"computation:{each.pk}", f"{each.cycle.title} · {each.made_at:%Y-%m-%d}", each.cycle.training)
        for each in rows
    ]


def basis_of(member: Member, code: str, units: Sequence[Unit]) -> Basis | None:
    """Read a basis for some units, or give None where there is none that the member may see."""
    kind, _, key = code.partition(":")
    if code == PUBLISHED:
        return _published(units)
    if kind == "computation" and key.isascii() and key.isdigit() and len(key) < 10:
        found = computations_visible_to(member).select_related("cycle__edition").filter(pk=int(key)).first()
        return None if found is None else _computed(found, units)
    return None


def _published(units: Sequence[Unit]) -> Basis:
    grounds: dict[str, Ground] = {}
    boards: dict[str, Board | None] = {level: board(EDITION, level) for level in {unit.level for unit in units}}
    for unit in units:
        here = boards[unit.level]
        score = here.scores.get(unit.code) if here else None
        grounds[unit.code] = _printed(unit, score)
    titles = {"id": f"IKP {EDITION}, terbit", "en": f"IKP {EDITION}, published"}
    return Basis(PUBLISHED, titles, training=False, grounds=grounds, digests={"edition": EDITION})


def _printed(unit: Unit, score: Score | None) -> Ground:
    if score is None or (score.total is None and not any(value is not None for value in score.parts.values())):
        return Ground(unit.code, None, score.category if score else "", "none", {})
    weights = engine.weights(unit.level)
    parts = {code: value for code, value in score.parts.items() if value is not None and code in weights.dimensions}
    if parts:
        return Ground(unit.code, score.total, score.category, "dimension", _divided(parts, score.total, weights))
    total = score.total or 0.0
    return Ground(
        unit.code, score.total, score.category, "total", {code: w * total for code, w in weights.indicators.items()}
    )


def _divided(parts: Mapping[str, float], total: float | None, weights: engine.Weights) -> dict[str, float]:
    """Divide what each dimension brings among its indicators by their weight.

    What the total has beyond the dimensions in print belongs to the others, together.
    """
    points = {
        indicator: weights.indicators[indicator] * value
        for code, value in parts.items()
        for indicator in weights.under[code]
    }
    others = [each for code in weights.dimensions if code not in parts for each in weights.under[code]]
    rest = max(0.0, total - sum(points.values())) if total is not None else 0.0
    whole = sum(weights.indicators[each] for each in others)
    return points | {each: rest * weights.indicators[each] / whole for each in others if rest}


def _computed(computation: Computation, units: Sequence[Unit]) -> Basis:
    grounds: dict[str, Ground] = {}
    digests: dict[str, Any] = {"input": computation.input_digest, "engine": computation.engine_version}
    seed = replicates = None
    foreign: set[str] = set()
    methods = {method.level: method for method in Method.objects.filter(edition=computation.cycle.edition)}
    for level in sorted({unit.level for unit in units}):
        here = computed_board(computation, level, "own")
        if here is None or level not in methods:
            grounds |= {unit.code: Ground(unit.code, None, "", "none", {}) for unit in units if unit.level == level}
            continue
        doubt = unsure(here.run)
        if doubt is not None:
            seed, replicates = doubt.kept.seed, doubt.kept.replicates
            digests[f"uncertainty:{level}"] = dict(doubt.kept.digests)
        digests[f"run:{level}"] = dict(here.run.digests)
        own = engine.same_indicators(methods[level].framework)
        for unit in (unit for unit in units if unit.level == level):
            score = here.scores.get(unit.code)
            interval = doubt.intervals.get(unit.code) if doubt else None
            grounds[unit.code] = _contributed(unit, score, interval, own)
            foreign |= set(score.contributions if score else {}) - own
    stamp = f"{computation.made_at:%Y-%m-%d}"
    return Basis(
        f"computation:{computation.pk}",
        {
            "id": f"{computation.cycle.title_id}, dihitung {stamp}",
            "en": f"{computation.cycle.title_en}, computed {stamp}",
        },
        training=computation.cycle.training,
        grounds=grounds,
        digests=digests,
        seed=seed,
        replicates=replicates,
        foreign=tuple(sorted(foreign)),
    )


def _contributed(unit: Unit, score: Score | None, interval: Interval | None, own: frozenset[str]) -> Ground:
    if score is None or score.total is None:
        return Ground(unit.code, None, "", "none", {})
    points = {code: value for code, value in score.contributions.items() if code in own and value > 0}
    if interval is None:
        return Ground(unit.code, score.total, score.category, "indicator", points)
    chance = interval.chances.get(_HIGHEST) if interval.chances else None
    return Ground(unit.code, score.total, score.category, "indicator", points, interval.low, interval.high, chance)
