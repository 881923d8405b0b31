"""An edition held against the outcomes that followed it: published scores, each reading, every sourced outcome."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from ikp.editions.edition import Edition, load
from ikp.editions.outcomes import Outcome, outcomes, size
from ikp.editions.published import Published, published
from ikp.editions.studied import Reading
from ikp.errors import UsageError, problem
from ikp.foresight.validation import Observed, Population, Scored, Validation, validate
from ikp.registry import Level

__all__ = ["READINGS", "SEED", "Validated", "observed", "scored", "validate_edition"]

Vector = NDArray[np.float64]

#: Readings of a level: a province by its own input or by the mean of its regencies; a regency by its own or by
#: its province's score.
READINGS: dict[str, tuple[Reading, ...]] = {"province": ("own", "regencies"), "regency": ("own", "province")}
SEED = 2024

_LABELS = ("rendah", "sedang", "tinggi")
#: The size that an edition is compared with: voters of provinces, polling stations of regencies.
_SIZES = {"province": "dpt", "regency": "tps"}


@dataclass(frozen=True)
class Validated:
    """An edition on a level in one reading, with what was found.

    Parameters
    ----------
    edition : Edition
    level : {'province', 'regency'}
    reading : {'own', 'regencies', 'province'}
    scored : Scored
    outcomes : tuple of Outcome
        The sourced ones, in the order of `found`; an operator's own are not among them.
    own : tuple of Observed
        The operator's.
    found : Validation
    names : tuple of str
        Of the units, in the order of `scored`.
    """

    edition: Edition
    level: Level
    reading: Reading
    scored: Scored
    outcomes: tuple[Outcome, ...]
    own: tuple[Observed, ...]
    found: Validation
    names: tuple[str, ...]


def validate_edition(
    edition: str,
    level: Level,
    reading: Reading = "own",
    *,
    only: Sequence[str] | None = None,
    own: Sequence[Observed] = (),
    seed: int = SEED,
    replicates: int = 2000,
    permutations: int = 9999,
    progress: Callable[[float, float | None], None] | None = None,
) -> Validated:
    """Hold the published scores of an edition against outcomes.

    Parameters
    ----------
    edition : str
    level : {'province', 'regency'}
    reading : {'own', 'regencies', 'province'}
        See `READINGS`. A regency with its province's score is one of a cluster: intervals and
        p-values then come from drawing and permuting provinces.
    only : sequence of str, optional
        Codes of sourced outcomes; left out, all of the edition and level.
    own : sequence of Observed
        An operator's outcomes, of the units of `scored`.
    seed, replicates, permutations, progress
        As in `ikp.foresight.validation.validate`.

    Raises
    ------
    UsageError
        For an unknown edition or outcome, two outcomes of one name, a reading that the level does not
        have, or where no score is published or no outcome known.
    """
    told = load(edition)
    if reading not in READINGS[level]:
        raise UsageError(problem("validate-reading", reading=reading, level=level, known=READINGS[level]))
    meant = scored(edition, level, reading)
    if np.isnan(meant.scores).all() and not any(meant.categories):
        raise UsageError(problem("validate-no-scores", edition=edition, level=level, reading=reading))
    chosen = _chosen(edition, level, only, alone=not own)
    codes = [each.code for each in chosen] + [each.code for each in own]
    for code, times in Counter(codes).items():
        if times > 1:
            raise UsageError(problem("outcomes-clash", outcome=code))
    found = validate(
        meant,
        [*(observed(each, told, meant) for each in chosen), *own],
        seed=seed,
        replicates=replicates,
        permutations=permutations,
        progress=progress,
    )
    registry = told.registry()
    names = tuple(registry[unit].short_name for unit in meant.units)
    return Validated(told, level, reading, meant, chosen, tuple(own), found, names)


def scored(edition: str, level: Level, reading: Reading = "own") -> Scored:
    """Give what is published of an edition's units on a level, in the order of the registry of its day."""
    told = load(edition)
    registry = told.registry()
    units = tuple(unit.code for unit in registry.level(level))
    size_of = size("Pemilu 2024", level, _SIZES[level], units, told.registry_date)
    if reading == "province":
        above = scored(edition, "province")
        place = {unit: i for i, unit in enumerate(above.units)}
        of = np.array([place[str(registry[unit].parent)] for unit in units], dtype=np.intp)
        categories = tuple(above.categories[i] for i in of)
        return Scored(units, above.scores[of], categories, _LABELS, (), size_of, of)
    known = {each.unit: each for each in published(edition, level, "regencies" if reading == "regencies" else "own")}
    scores = _scores(units, known)
    categories = tuple(known[unit].category if unit in known else "" for unit in units)
    top = _top(units, known, scores, whole=_whole(told, level, scores))
    return Scored(units, scores, categories, _LABELS, top, size_of)


def observed(outcome: Outcome, edition: Edition, scored: Scored) -> Observed:
    """Give a sourced outcome for the units of an edition."""
    values = outcome.values(scored.units, edition.registry_date)
    if _whole(edition, outcome.level, scored.scores):  # units that the edition never meant are no comparison
        values = np.where(np.isnan(scored.scores), nan, values)
    return Observed(
        outcome.code,
        values,
        "yes" if outcome.kind == "listed" else outcome.kind,
        outcome.split,
        outcome.exposures(scored.units, edition.registry_date),
        outcome.list == "complete",
        _population(outcome, edition, scored),
    )


def _chosen(edition: str, level: str, only: Sequence[str] | None, *, alone: bool) -> tuple[Outcome, ...]:
    known = outcomes(edition, level)
    if only is not None:
        by_code = {each.code: each for each in known}
        unknown = [code for code in only if code not in by_code]
        if unknown:
            raise UsageError(
                problem("outcome-unknown", outcome=unknown, edition=edition, level=level, known=list(by_code) or "–")
            )
        return tuple(by_code[code] for code in dict.fromkeys(only))
    if not known and alone:
        raise UsageError(problem("validate-no-outcomes", edition=edition, level=level))
    return known


def _scores(units: Sequence[str], known: dict[str, Published]) -> Vector:
    """Give the totals; where an order of print is known of more units (Pilkada 2024) that instead, highest first."""
    totals = np.array([known[unit].total if unit in known else nan for unit in units])
    orders = np.array([-float(known[unit].other.get("order", nan)) if unit in known else nan for unit in units])
    return orders if (~np.isnan(orders)).sum() > (~np.isnan(totals)).sum() else totals


def _whole(edition: Edition, level: str, scores: Vector) -> bool:
    """Tell whether every unit that the edition is about has a score."""
    return int((~np.isnan(scores)).sum()) == edition.units.get(level)


def _top(units: Sequence[str], known: dict[str, Published], scores: Vector, *, whole: bool) -> tuple[int, ...]:
    """Give the places of the highest units, as far down as all of them are known.

    Where the `whole` edition has scores that is all of them; else the published ranks say how far.
    """
    there = {unit: place for place, unit in enumerate(units)}
    if whole:
        return tuple(int(place) for place in np.argsort(-scores, kind="stable") if not np.isnan(scores[place]))
    ranked = sorted((each.rank, there[unit]) for unit, each in known.items() if each.rank is not None and unit in there)
    top: list[int] = []
    for rank, place in ranked:
        # Ranks 1, 1, 3 are without a gap; 15, 18 are not.
        if rank > len(top) + 1 or np.isnan(scores[place]):
            break
        top.append(place)
    return tuple(top)


def _population(outcome: Outcome, edition: Edition, scored: Scored) -> Population | None:
    """Give the edition's own number of units, where it covers fewer than the registry and they are not all known."""
    n = edition.units[outcome.level]
    if (
        n >= len(scored.units)
        or _whole(edition, outcome.level, scored.scores)
        or outcome.without_under
        or outcome.list != "complete"
    ):
        return None
    return Population(n, int((outcome.values(outcome.known_units) > 0).sum()))
