"""By how much units moved between two editions, on the scales that the verdict allows."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.association import Correlation, kendall, percentile, spearman, zscore
from ikp.arrays.rank import rank

__all__ = ["Shifts"]


@dataclass(frozen=True, eq=False)
class Shifts:
    """Scores of the units that have one in both editions, and how they moved.

    Ranks, percentiles and standard scores are taken **anew on these units**: rank 4 of 9
    and rank 31 of 34 have nothing to say to each other, rank 4 of 9 and rank 8 of the same 9 do.

    Parameters
    ----------
    units : sequence of str, length n
    score_a, score_b : array, shape (n,)
        As each edition has them.
    scores_comparable : bool
        Whether the verdict lets the scores be subtracted.
    """

    units: tuple[str, ...]
    score_a: NDArray[np.float64]
    score_b: NDArray[np.float64]
    scores_comparable: bool

    @cached_property
    def change(self) -> NDArray[np.float64]:
        """B minus A, shape (n,); NaN for all where the verdict does not let scores be subtracted."""
        return self.score_b - self.score_a if self.scores_comparable else np.full(len(self.units), np.nan)

    @cached_property
    def rank_a(self) -> NDArray[np.float64]:
        """Rank among these units in A: 1 is the highest score, ties share the smaller rank."""
        return rank(self.score_a, ties="min")

    @cached_property
    def rank_b(self) -> NDArray[np.float64]:
        """Rank among these units in B."""
        return rank(self.score_b, ties="min")

    @property
    def rank_change(self) -> NDArray[np.float64]:
        """Ranks gained: above zero is a move towards rank 1, that is, towards more vulnerability."""
        return self.rank_a - self.rank_b

    @cached_property
    def percentile_a(self) -> NDArray[np.float64]:
        """Share of the other units below it in A, percent; see `association.percentile`."""
        return percentile(self.score_a)

    @cached_property
    def percentile_b(self) -> NDArray[np.float64]:
        """Share of the other units below it in B, percent."""
        return percentile(self.score_b)

    @property
    def percentile_change(self) -> NDArray[np.float64]:
        """Percentage points gained among these units."""
        return self.percentile_b - self.percentile_a

    @cached_property
    def z_a(self) -> NDArray[np.float64]:
        """Standard score among these units in A; see `association.zscore`."""
        return zscore(self.score_a)

    @cached_property
    def z_b(self) -> NDArray[np.float64]:
        """Standard score among these units in B."""
        return zscore(self.score_b)

    @property
    def z_change(self) -> NDArray[np.float64]:
        """Standardised change: by how many standard deviations a unit moved against the others."""
        return self.z_b - self.z_a

    @cached_property
    def spearman(self) -> Correlation:
        """Spearman's correlation between the editions, with its 95 % interval."""
        return spearman(self.score_a, self.score_b)

    @cached_property
    def kendall(self) -> Correlation:
        """Kendall's correlation between the editions, with its 95 % interval."""
        return kendall(self.score_a, self.score_b)
