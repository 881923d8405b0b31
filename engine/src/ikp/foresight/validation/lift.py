"""What is gained by inspecting the k units that an index puts on top, instead of k taken at random."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray
from scipy.stats import fisher_exact, hypergeom
from scipy.stats.contingency import odds_ratio

from ikp.foresight.validation.estimate import Estimate
from ikp.foresight.validation.rates import exact_interval

__all__ = ["Lift", "lift_at", "lift_curve"]


@dataclass(frozen=True, slots=True)
class Lift:
    """The k units on top against the rest.

    Parameters
    ----------
    k, hits : int
        Units on top, and how many of them had the outcome.
    rest, rest_hits : int
        The other units.
    lift : float
        Rate on top over the rate of all; 1 is what chance gives, NaN where nobody had the outcome.
    chance : tuple of float
        Between what the lift of k units at random lies with the given confidence (hypergeometric).
    p_more : float
        Chance of at least as many hits by k units at random.
    p : float
        Two-sided, by Fisher's exact test.
    rate : Estimate
        Rate on top with its exact interval.
    """

    k: int
    hits: int
    rest: int
    rest_hits: int
    lift: float
    chance: tuple[float, float]
    p_more: float
    p: float
    rate: Estimate

    def odds(self, confidence: float = 0.95) -> Estimate:
        """Give the odds ratio of top to rest with its exact conditional interval."""
        positives, n = self.hits + self.rest_hits, self.k + self.rest
        if not self.rest or positives in (0, n):
            return Estimate(nan, reason="few_positives")
        table = [[self.hits, self.k - self.hits], [self.rest_hits, self.rest - self.rest_hits]]
        found = odds_ratio(table, kind="conditional")
        low, high = found.confidence_interval(confidence)
        return Estimate(float(found.statistic), float(low), float(high), "exact conditional")


def lift_at(hits: int, k: int, positives: int, n: int, confidence: float = 0.95) -> Lift:
    """Compare k units on top, `hits` of them with the outcome, with all n units and their `positives`.

    Raises
    ------
    ValueError
        If the counts do not fit together.
    """
    if not (0 <= hits <= min(k, positives) and positives - hits <= n - k and 0 < k <= n):
        message = f"{hits} of {k} on top and {positives} of {n} in all do not fit together"
        raise ValueError(message)
    rest, rest_hits = n - k, positives - hits
    base = positives / n
    tail = (1 - confidence) / 2
    law = hypergeom(n, positives, k)
    chance = (float(law.ppf(tail)) / k / base, float(law.ppf(1 - tail)) / k / base) if positives else (nan, nan)
    return Lift(
        k,
        hits,
        rest,
        rest_hits,
        hits / k / base if positives else nan,
        chance,
        float(law.sf(hits - 1)),
        float(fisher_exact(np.array([[hits, k - hits], [rest_hits, rest - rest_hits]])).pvalue) if rest else nan,
        exact_interval(hits, k, confidence),
    )


def lift_curve(
    positive: NDArray[np.bool_] | Sequence[bool], positives: int, n: int, score: NDArray[np.float64] | None = None
) -> tuple[Lift, ...]:
    """Compare for every k = 1, 2, … as far as the units on top are known.

    Parameters
    ----------
    positive : array of bool, shape (m,)
        Of the m units on top, from the highest down; m may be less than n.
    positives, n : int
        Of all units.
    score : array, shape (m,), optional
        Units with the same score cannot be told apart: where k would part them it is left out.
    """
    hits = np.cumsum(np.asarray(positive, dtype=np.int64))
    m = len(hits)
    parts = np.ones(m, dtype=bool) if score is None else np.append(score[:-1] != score[1:], True)
    return tuple(lift_at(int(hits[k - 1]), k, positives, n) for k in range(1, m + 1) if parts[k - 1])
