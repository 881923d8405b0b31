"""How likely a scan's best score is where nothing is unusual: by Monte Carlo, and by a fitted Gumbel distribution."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Null"]

#: Scores that differ by less than rounding are equal; equal counts as at least as high.
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Null:
    """The highest score of each simulation under the null hypothesis.

    Parameters
    ----------
    maxima : array, shape (r,)
    """

    maxima: NDArray[np.float64]

    def monte_carlo(self, scores: ArrayLike) -> NDArray[np.float64]:
        """Give the share of all that score as high, the observed one among them (Dwass 1957).

        NaN without simulations.
        """
        found = np.asarray(scores, dtype=np.float64)
        if not self.maxima.size:
            return np.full(found.shape, np.nan)
        ordered = np.sort(self.maxima)
        below = np.searchsorted(ordered, found - _ROUNDING * (1 + np.abs(found)), side="left")
        return np.asarray((1 + ordered.size - below) / (1 + ordered.size))

    def gumbel(self, scores: ArrayLike) -> NDArray[np.float64]:
        """Give the probability of a higher score by a Gumbel distribution fitted by maximum likelihood.

        It reaches below 1 / (r + 1), where Monte Carlo ends (Abrams, Kleinman and Kulldorff 2010).
        NaN where there are fewer than ten simulations or all score alike.
        """
        found = np.asarray(scores, dtype=np.float64)
        if self.maxima.size < 10 or np.ptp(self.maxima) <= _ROUNDING:
            return np.full(found.shape, np.nan)
        from scipy.stats import gumbel_r

        location, scale = gumbel_r.fit(self.maxima)
        return np.asarray(gumbel_r.sf(found, location, scale))
