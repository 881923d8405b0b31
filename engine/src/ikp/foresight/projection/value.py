"""A projection: what may come for every series, beside what the baselines say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.projection.trials import Evidence
from ikp.problems import Problem

__all__ = ["SHARES", "Projection"]

Floats = NDArray[np.float64]

#: Quantiles that a projection of counts gives.
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class Projection:
    """Probabilities for a period ahead.

    Parameters
    ----------
    units, targets, groups : tuple of str, length S
        Of each series: its unit, what is projected (``category`` or a kind of violation), its province.
    labels : tuple of str
        Categories or bands of counts, lowest first.
    origin : str
        The last known period.
    step : int
        Periods ahead.
    probability : array, shape (S, C)
        The stack's. Rows sum to 1.
    low, high : array, shape (S, C)
        Between these the probability itself lies with the probability `level`, as far as the
        candidates know how little they know.
    likely : array of bool, shape (S, C)
        The categories among which the outcome is with the probability `level` (conformal).
    level : float
    members : mapping
        Candidate to its probabilities (S, C), baselines among them.
    weights : mapping
        Candidate to its weight in the stack.
    baselines : tuple of str
    evidence : {'time', 'units', 'none'}
        What weights and conformal sets rest on: forecasts of later periods, of other units of the
        same change, or nothing.
    tried : int
        Outcomes that they rest on.
    problems : tuple of Problem
        Warnings that have to be shown beside the figures.
    quantiles : array, shape (S, len(shares)), optional
        Of counts, the outer ones widened (or narrowed) by what earlier ones missed.
    shares : tuple of float
    names : mapping
        Unit to what it is called.
    synthetic : bool
        True for a projection from made-up data: everything that shows it must say *SINTETIS*.
    """

    units: tuple[str, ...]
    targets: tuple[str, ...]
    groups: tuple[str, ...]
    labels: tuple[str, ...]
    origin: str
    step: int
    probability: Floats
    low: Floats
    high: Floats
    likely: NDArray[np.bool_]
    level: float
    members: Mapping[str, Floats]
    weights: Mapping[str, float]
    baselines: tuple[str, ...]
    evidence: Evidence
    tried: int
    problems: tuple[Problem, ...] = ()
    quantiles: Floats | None = None
    shares: tuple[float, ...] = SHARES
    names: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False

    @property
    def some(self) -> Floats:
        """Probability of anything above the lowest category: of at least one violation, shape (S,)."""
        return np.asarray(1.0 - self.probability[:, 0])

    @property
    def expected(self) -> Floats:
        """Mean place among the categories (0: lowest), shape (S,): what a list is sorted by."""
        return np.asarray(self.probability @ np.arange(len(self.labels)))

    def content(self, series: int) -> dict[str, object]:
        """Give a series' projection as a statement of a ledger holds it."""
        row = {label: float(p) for label, p in zip(self.labels, self.probability[series], strict=True)}
        beside = {name: [float(p) for p in self.members[name][series]] for name in self.baselines}
        return {"probabilities": row, "baselines": beside, "evidence": self.evidence}
