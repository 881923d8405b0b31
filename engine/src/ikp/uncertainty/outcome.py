"""What propagating gives: per unit the spread of score and rank, and the probabilities of the categories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.problems import Problem
from ikp.result import IndexResult
from ikp.uncertainty.perturbations import Perturbations
from ikp.uncertainty.tally import Exact, Quantiles, Tally

__all__ = ["Outcome", "State"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class State:
    """What is done of a propagation, to go on from.

    Parameters
    ----------
    digest : str
        Of data, framework, recipe, perturbations and seed.
    blocks : tuple of int
        The blocks that are done.
    replicates : int
        How many were asked for.
    arrays : mapping
        Everything counted.
    """

    digest: str
    blocks: tuple[int, ...]
    replicates: int
    arrays: Mapping[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Outcome:
    """Scores, ranks and categories with their uncertainty. Quantiles are made when first asked for.

    Parameters
    ----------
    central : IndexResult
        By the recipe as it is.
    score, rank : array, shape (n,)
        Of the central result, in the order of `units`; NaN where it has none.
    units, names : tuple of str
    labels : tuple of str
        The categories, from the lowest.
    perturbations : Perturbations
        As they were drawn: what does not fit the data is left out, with a warning.
    seed : int
    replicates : int
        How many were made.
    asked : int
        How many were asked for; more than `replicates` when it was stopped.
    at : tuple of float
        Which quantiles are asked for.
    pairs : tuple of (str, str)
    reference : array of int, shape (n,)
        Category that a change is counted from: the published, else the central; −1 without.
    tally : Tally
        What was counted.
    digest : str
        Of everything that was given.
    blocks : tuple of int
        The blocks that are done.
    problems : tuple of Problem
    """

    central: IndexResult
    score: Vector
    rank: Vector
    category: NDArray[np.int8]
    units: tuple[str, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    perturbations: Perturbations
    seed: int
    replicates: int
    asked: int
    at: tuple[float, ...]
    pairs: tuple[tuple[str, str], ...]
    reference: NDArray[np.int8]
    tally: Tally
    digest: str
    blocks: tuple[int, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def periods(self) -> tuple[Any, ...] | None:
        return self.central.table.periods

    @cached_property
    def state(self) -> State:
        """What is done, to go on from."""
        return State(self.digest, self.blocks, self.asked, self.tally.arrays())

    @property
    def exact(self) -> bool:
        """Whether quantiles are of all replicates, not of histograms."""
        return isinstance(self.tally, Exact)

    @cached_property
    def mean(self) -> Vector:
        """Mean of the scores, shape (n,), over the replicates in which a unit has one."""
        return self.tally.mean()

    @cached_property
    def score_quantiles(self) -> Matrix:
        """Shape (quantiles, n), linear between order statistics."""
        return self._scores.values

    @cached_property
    def rank_quantiles(self) -> Matrix:
        """Shape (quantiles, n); 1 is the highest score."""
        return self._ranks.values

    @property
    def score_error(self) -> Vector:
        """How far a quantile of the score can be off, shape (n,): 0 when exact."""
        return self._scores.error

    @property
    def rank_error(self) -> Vector:
        """How far a quantile of the rank can be off, shape (n,): 0 when exact."""
        return self._ranks.error

    @cached_property
    def _scores(self) -> Quantiles:
        return self.tally.scores(self.at)

    @cached_property
    def _ranks(self) -> Quantiles:
        return self.tally.ranks(self.at)

    @property
    def scored(self) -> Vector:
        """Share of the replicates in which each unit has a score, shape (n,)."""
        return np.asarray(self.tally.scored / self.replicates) if self.replicates else np.zeros(len(self.units))

    @cached_property
    def probabilities(self) -> Matrix:
        """Probability of each category, shape (labels, n), among the replicates with one; NaN without any."""
        total = self.tally.categories.sum(axis=0)
        with np.errstate(invalid="ignore"):
            return np.where(total > 0, self.tally.categories / total, np.nan)

    @cached_property
    def change(self) -> Vector:
        """Probability of another category than the reference, shape (n,); NaN where there is none."""
        if not self.labels:
            return np.full(len(self.units), np.nan)
        total = self.tally.categories.sum(axis=0)
        same = self.tally.categories[np.maximum(self.reference, 0), np.arange(len(self.units))]
        with np.errstate(invalid="ignore"):
            return np.where((self.reference >= 0) & (total > 0), (total - same) / total, np.nan)

    @cached_property
    def above(self) -> Matrix:
        """Per asked pair the probability that the first is above the second, below, and equal, shape (pairs, 3)."""
        total = self.tally.above.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore"):
            return np.where(total > 0, self.tally.above / total, np.nan)

    def rank_acceptability(self, unit: str) -> Vector:
        """Give the probability of each rank of a unit, shape (n,), rank 1 first, over all replicates.

        Raises
        ------
        UsageError
            When only histograms were kept: ask for more memory.
        """
        ranks = self._all_ranks[:, self._row[unit]] // self.tally.steps
        return np.bincount(ranks, minlength=len(self.units) + 1)[1:] / max(1, self.replicates)

    def among_first(self, places: int) -> Vector:
        """Give each unit's probability to be among the first places, shape (n,)."""
        ranks = self._all_ranks
        inside = (ranks > 0) & (ranks <= places * self.tally.steps)
        return np.asarray(np.count_nonzero(inside, axis=0) / max(1, self.replicates))

    @cached_property
    def _row(self) -> Mapping[str, int]:
        return {unit: i for i, unit in enumerate(self.units)}

    @property
    def _all_ranks(self) -> NDArray[Any]:
        if not isinstance(self.tally, Exact):
            raise UsageError(problem("replicates-gone"))
        return self.tally.all_ranks

    def pairs_among(self, units: Sequence[str]) -> Matrix:
        """Give the probability that the row's unit is above the column's, shape (k, k), among all replicates kept.

        Raises
        ------
        UsageError
            When only histograms were kept.
        """
        if not isinstance(self.tally, Exact):
            raise UsageError(problem("replicates-gone"))
        scores = self.tally.all_scores[:, [self._row[unit] for unit in units]]
        known = ~np.isnan(scores)
        found = np.full((len(units), len(units)), np.nan)
        for a, b in product(range(len(units)), repeat=2):
            both = np.count_nonzero(known[:, a] & known[:, b])
            if both:
                found[a, b] = np.count_nonzero(scores[:, a] > scores[:, b]) / both
        return found
