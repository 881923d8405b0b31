"""Counts with more zeros than a Poisson count has: some weeks give 0 by themselves.

The likelihood ratio of a window at a given relative risk is a sum over its cells, so one running
sum a risk suffices. The score is the best over a fixed grid of risks; the simulations are scored
the same way, which keeps the Monte Carlo probability exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.scan.growing import Array, Floats, Scorer
from ikp.foresight.scan.ratios import means
from ikp.foresight.scan.windows import Windows

__all__ = ["RISKS", "ZeroInflated"]

#: Relative risks that are tried: 1.1 to 10.8, each a tenth above the one before.
RISKS = 1.1 ** np.arange(1, 26)


@dataclass(frozen=True, eq=False)
class ZeroInflated:
    """Zero-inflated Poisson counts, the total not given (the model of Cançado, da-Silva and da Silva 2014).

    Parameters
    ----------
    windows : Windows
    cells : array, shape (t, n)
        Mean of the Poisson part.
    longest : int
        The longest duration, weeks.
    zeros : array, shape (t, n)
        Probability of a 0 by itself, below 1.
    doubt : array, shape (n,), optional
        As of `ikp.foresight.scan.ratios.means`.
    """

    windows: Windows
    cells: Floats
    longest: int
    zeros: Floats
    doubt: Floats | None = None

    def draw(self, rng: np.random.Generator, size: int) -> NDArray[np.int64]:
        shape = (*self.cells.shape, size)
        found = rng.poisson(means(self.cells, self.doubt, rng, size))
        found[rng.random(shape) < self.zeros[..., None]] = 0
        return found

    @cached_property
    def _zero_terms(self) -> Floats:
        """Log likelihood ratio of a cell with 0, by risk, shape (risks, longest, n), the last week first."""
        mean, zero = (values[::-1][: self.longest] for values in (self.cells, self.zeros))
        raised = zero + (1 - zero) * np.exp(-RISKS[:, None, None] * mean)
        return np.asarray(np.log(raised) - np.log(zero + (1 - zero) * np.exp(-mean)))

    def layers(self, counts: Array) -> Iterator[Array]:
        """Give risk after risk, and within each the durations."""
        weeks, means = counts[::-1][: self.longest], self.cells[::-1][: self.longest, :, None]
        empty = weeks == 0
        term = np.empty(weeks.shape)
        for risk, zero in zip(RISKS, self._zero_terms, strict=True):
            np.multiply(weeks, np.log(risk), out=term)
            term -= (risk - 1) * means
            np.copyto(term, zero[..., None], where=empty)
            added = np.zeros(term.shape[1:])
            for week in term:
                added += week
                yield added

    def scorer(self, _: Array) -> Scorer:
        return lambda sums, _duration, _step, out: np.copyto(out, sums)

    def exact(self, counts: Floats) -> Floats:
        layers = np.stack([each[:, 0].copy() for each in self.layers(counts[..., None])])
        sums = self.windows.sums(layers)
        return np.asarray(np.maximum(sums.reshape(len(RISKS), self.longest, *sums.shape[1:]).max(axis=0), 0.0))
