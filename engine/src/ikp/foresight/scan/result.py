"""What a scan gives back: the most likely cluster, further ones that do not overlap it, and how sure each is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.problems import Problem

__all__ = ["Cluster", "Clusters"]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Units, and for a space-time scan the weeks, that together hold more than expected.

    Parameters
    ----------
    members : tuple of int
        Places of the units, the centre first and then in the order in which they joined the window.
    units, names : tuple of str
        Of the members.
    start : datetime64[D] or None
        Monday of the first week; None in space alone.
    duration : int or None
        Weeks, up to the last one scanned.
    observed, expected : float
        Reports in the cluster, and how many were expected.
    relative_risk : float
        Reports per expected inside, over the same outside; where the total is not given, inside alone.
        Infinite where there is nothing outside.
    score : float
        The log likelihood ratio, or the statistic of the model.
    p : float
        By Monte Carlo; that of a further cluster is against the highest scores too, so it is rather too high. NaN
        without simulations.
    p_gumbel : float
        By the Gumbel distribution fitted to the simulated scores.
    """

    members: tuple[int, ...]
    units: tuple[str, ...]
    names: tuple[str, ...]
    start: np.datetime64 | None
    duration: int | None
    observed: float
    expected: float
    relative_risk: float
    score: float
    p: float
    p_gumbel: float


@dataclass(frozen=True, eq=False)
class Clusters:
    """The outcome of a scan.

    Parameters
    ----------
    model : str
        As on the command line.
    clusters : tuple of Cluster
        The highest score first; no two share a unit. Empty where nothing is above expectation.
    maxima : array, shape (r,)
        The highest score of each simulation.
    windows : int
        How many windows were looked at, each duration counted.
    observed, expected : float
        In all cells.
    unobserved : int
        Cells (unit and week) that nobody observed; they take no part.
    parameters : mapping
        All that the scan was asked.
    problems : tuple of Problem
        Warnings, such as ``scan-no-cases``.
    synthetic : bool
        True for made-up reports: everything that shows them must say *SINTETIS*.
    """

    model: str
    clusters: tuple[Cluster, ...]
    maxima: NDArray[np.float64]
    windows: int
    observed: float
    expected: float
    unobserved: int
    parameters: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    synthetic: bool = field(default=False)

    def __post_init__(self) -> None:
        maxima = np.array(self.maxima, dtype=np.float64)
        maxima.flags.writeable = False
        object.__setattr__(self, "maxima", maxima)
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    def below(self, level: float = 0.05) -> tuple[Cluster, ...]:
        """Give the clusters whose Monte Carlo probability is at most `level`."""
        return tuple(each for each in self.clusters if each.p <= level)
