"""Units that were split between two editions, and putting their parts together again.

A unit that was split keeps its code and loses territory: Papua (91) of the 34 provinces is
not Papua (91) of the 38. The old value can be compared only with all its parts together,
the part that kept the code among them. There is no road the other way: a value of the old
unit says nothing of its parts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ikp.compare.scores import EditionScores
from ikp.errors import DataError, problem
from ikp.registry import Registry

__all__ = ["Merged", "merge"]


@dataclass(frozen=True, slots=True)
class Merged:
    """A unit of the older registry that was put together from its parts, itself first.

    `lacking` names the parts without a score. While there are any, `score` is NaN: the
    mean of the others would pass a part off as the whole.
    """

    unit: str
    parts: tuple[str, ...]
    lacking: tuple[str, ...]
    score: float


def merge(
    scores: EditionScores, registry: Registry, to: date, weights: Mapping[str, float] | None = None
) -> tuple[EditionScores, tuple[Merged, ...]]:
    """Put an edition's units together into those of the registry of an earlier day.

    Parameters
    ----------
    scores : EditionScores
        With its `registry_date`.
    registry : Registry
        Every unit that there is or was. Splits (`Unit.split_from`) after `to` and not
        after the edition's own day are undone.
    to : date
        The day whose registry is wanted.
    weights : mapping, optional
        Weight of every part, such as its voters. Left out, parts count the same, as where
        an edition of the IKP reads a province as the plain mean of its regencies.

    Returns
    -------
    EditionScores
        A unit that was put together has the category that the edition's own cut-offs give
        it, and none where those are not known.
    tuple of Merged
        Every unit that was put together.

    Raises
    ------
    DataError
        Without a registry date, for a unit that was split off from itself, or for a part
        without a weight.
    """
    if scores.registry_date is None:
        raise DataError(problem("compare-undated", edition=scores.edition))
    parent = {
        unit.code: unit.split_from
        for unit in registry
        if unit.split_from and unit.valid_from and to < unit.valid_from <= scores.registry_date
    }
    wholes: dict[str, list[str]] = {}
    for unit in dict.fromkeys([*parent.values(), *parent]):
        wholes.setdefault(_origin(unit, parent), []).append(unit)
    merged = {
        unit: _put_together(scores, unit, parts, weights)
        for unit, parts in wholes.items()
        if not scores.row_of.keys().isdisjoint(parts)
    }
    units = tuple(dict.fromkeys(_origin(unit, parent) for unit in scores.units))
    row = scores.row_of
    again = replace(
        scores,
        units=units,
        scores=np.array([merged[unit].score if unit in merged else scores.scores[row[unit]] for unit in units]),
        categories=tuple(
            scores.category_at(merged[unit].score) if unit in merged else scores.categories[row[unit]] for unit in units
        ),
        names=tuple(
            registry[unit].short_name if unit in merged and unit in registry else scores.name(unit) for unit in units
        ),
        reasons=np.array([0 if unit in merged else scores.reasons[row[unit]] for unit in units], np.uint8),
        registry_date=to,
    )
    return again, tuple(merged.values())


def _put_together(
    scores: EditionScores, unit: str, parts: Sequence[str], weights: Mapping[str, float] | None
) -> Merged:
    values = np.array([scores.score(part) for part in parts])
    share = np.array([1.0 if weights is None else weights.get(part, 0.0) for part in parts])
    if unweighted := [part for part, weight in zip(parts, share, strict=True) if not 0 < weight < np.inf]:
        raise DataError([problem("compare-weight", unit=part) for part in unweighted])
    lacking = tuple(part for part, missing in zip(parts, np.isnan(values), strict=True) if missing)
    return Merged(unit, tuple(parts), lacking, float(np.average(values, weights=share)))


def _origin(unit: str, parent: Mapping[str, str]) -> str:
    """Follow the splits back, through units that were themselves split off."""
    here, steps = unit, 0
    while here in parent:
        here, steps = parent[here], steps + 1
        if steps > len(parent):
            raise DataError(problem("registry-split", unit=unit))
    return here
