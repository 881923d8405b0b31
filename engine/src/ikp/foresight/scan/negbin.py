"""The score of counts that vary more than a Poisson count does (Tango, Takahashi and Kohriyama 2011)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.scan.growing import Array, Floats, Scorer
from ikp.foresight.scan.ratios import durations, means
from ikp.foresight.scan.windows import Windows

__all__ = ["NegativeBinomial"]


@dataclass(frozen=True, eq=False)
class NegativeBinomial:
    """Efficient score of a raised mean in a window, standardised.

    Parameters
    ----------
    windows : Windows
    cells : array, shape (t, n)
        Expected counts μ.
    longest : int
        The longest duration, weeks.
    size : array, shape (t, n)
        θ: the variance is μ (1 + μ/θ); infinity is Poisson.
    emerging : bool
        The mean of an outbreak grows from week to week, instead of being raised from its start:
        the last week weighs as much as the duration, the first one 1.
    rooted : bool
        False divides the score of an emerging outbreak by its variance instead of its standard
        deviation, as R's scanstatistics does; its simulated scores then favour cells that expect little.
    doubt : array, shape (n,), optional
        As of `ikp.foresight.scan.ratios.means`.
    """

    windows: Windows
    cells: Floats
    longest: int
    size: Floats
    emerging: bool = False
    rooted: bool = True
    doubt: Floats | None = None

    def draw(self, rng: np.random.Generator, size: int) -> NDArray[np.int64]:
        shape = (*self.cells.shape, size)
        theta = np.broadcast_to(self.size[..., None], shape)
        mean = means(self.cells, self.doubt, rng, size)
        if np.isinf(self.size).all():
            return rng.poisson(mean)
        # a Poisson count whose mean is Gamma: also where θ is infinite or μ is 0
        spread = rng.standard_gamma(np.where(np.isinf(theta), 1.0, theta))
        return rng.poisson(np.where(np.isinf(theta), mean, mean * spread / theta))

    @cached_property
    def _excess_variance(self) -> Floats:
        return 1.0 + self.cells / self.size

    @cached_property
    def _scale(self) -> Floats:
        """Give one over the standard deviation in every window, 0 where nothing is expected, shape (d, k, c)."""
        information = self.cells / self._excess_variance
        if self.emerging:
            weeks = information[::-1][: self.longest]
            weights = np.arange(self.longest, 0, -1, dtype=np.float64) ** 2
            added = np.stack([np.tensordot(weights[-d:], weeks[:d], axes=1) for d in range(1, self.longest + 1)])
        else:
            added = durations(information, self.longest)
        inside = self.windows.sums(added)
        safe = np.where(inside > 0, inside, 1.0)
        return np.where(inside > 0, 1.0 / (np.sqrt(safe) if self.rooted else safe), 0.0)

    def layers(self, counts: Array) -> Iterator[Array]:
        gone, grown = np.zeros(counts.shape[1:]), np.zeros(counts.shape[1:])
        for back in range(1, self.longest + 1):
            gone += (counts[-back] - self.cells[-back][..., None]) / self._excess_variance[-back][..., None]
            if self.emerging:  # the sums of 1, 2, … weeks, added up, hold the last week as often as there are weeks
                grown += gone
            yield grown if self.emerging else gone

    def scorer(self, _: Array) -> Scorer:
        scale = self._scale

        def score(sums: Array, duration: int, step: int, out: Floats) -> None:
            np.multiply(sums, scale[duration, step, : len(sums), None], out=out)

        return score

    def exact(self, counts: Floats) -> Floats:
        layers = np.stack([each[:, 0].copy() for each in self.layers(counts[..., None])])
        sums = self.windows.sums(layers)
        return np.where(np.isnan(sums), np.nan, sums * self._scale)
