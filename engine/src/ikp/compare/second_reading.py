"""The second reading of a province: the plain mean of its regencies and cities.

IKP 2024 has two scores for a province: the one of its own input, and the unweighted mean
of its regencies'. They can be far apart (Nusa Tenggara Barat 11.09 and 38.46). That the
mean is unweighted is derived: it gives the printed 35.95 of DKI Jakarta from its six units.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan, nan
from statistics import fmean

from ikp.registry import Registry

__all__ = ["ParentMean", "parent_means"]


@dataclass(frozen=True, slots=True)
class ParentMean:
    """The mean over the children of a unit.

    `score` is NaN while any child has no score: the mean of the others would pass a part
    off as the whole. `mean_of_known` is that mean all the same, to be shown with
    `lacking` beside it; NaN where no child is known.
    """

    unit: str
    children: tuple[str, ...]
    lacking: tuple[str, ...]
    mean_of_known: float

    @property
    def score(self) -> float:
        return nan if self.lacking else self.mean_of_known


def parent_means(scores: Mapping[str, float], registry: Registry) -> tuple[ParentMean, ...]:
    """Give the mean of the children's scores for every parent of which a child has a score.

    Parameters
    ----------
    scores : mapping
        Unit to score; NaN, or a unit that is not there, has none. Unrounded.
    registry : Registry
        Of the day of the edition (`Edition.registry`): its parents are those of that day.

    Returns
    -------
    tuple of ParentMean
        In the order of the registry.
    """
    found = []
    for unit in registry:
        children = registry.children(unit.code)
        known = [scores[code] for code in children if not isnan(scores.get(code, nan))]
        if known:
            lacking = tuple(code for code in children if isnan(scores.get(code, nan)))
            found.append(ParentMean(unit.code, children, lacking, fmean(known)))
    return tuple(found)
