"""Bayesian nowcasts of Höhle and an der Heiden (2014), and the know-nothing nowcast they are compared with.

Höhle, M. and an der Heiden, M. (2014), Bayesian nowcasting during the STEC O104:H4 outbreak in Germany,
2011, Biometrics 70, 993–1002. The delay has a generalised Dirichlet prior; *trunc* respects right
truncation through reverse hazards, *notrunc* takes what has come for all there is.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln

from ikp.foresight.delay.hazards import Counts, reverse_cdf
from ikp.foresight.delay.predictive import Tabled, negative_binomial_log_pmf

__all__ = ["beta_negative_binomial", "drawn", "posterior_cdf", "uniform"]

Array = NDArray[np.float64]
Lags = NDArray[np.intp]
Truncation = Literal["trunc", "notrunc"]
#: A table that has not found its end after so many rows has none to speak of.
_ROWS = 1 << 13


def posterior_cdf(shape: Truncation, counts: Counts, kappa: float = 0.1) -> Array:
    """Give the posterior mean of F(0…D) under a symmetric Dirichlet prior, shape (d + 1, s).

    Parameters
    ----------
    shape : {'trunc', 'notrunc'}
        Whether truncation is respected, or all reports so far count alike.
    counts : Counts
    kappa : float
        The prior's weight per delay.
    """
    if shape == "notrunc":
        alpha = counts.totals + kappa
        return np.asarray(np.cumsum(alpha, axis=0) / alpha.sum(axis=0))
    delay = np.arange(len(counts.came))[:, None]
    return reverse_cdf((counts.came + kappa) / (counts.within + kappa * (delay + 1)))


def beta_negative_binomial(
    reported: Array,
    lag: Lags,
    totals: Array,
    *,
    kappa: float = 0.1,
    largest: int | None = None,
    reference: bool = False,
) -> Tabled:
    """Nowcast with N uniform a priori and the delay Dirichlet without truncation: beta-negative-binomial.

    What is to come has P(z) = Γ(z + y + 1)/(Γ(y + 1) z!) · B(y + 1 + α, z + β)/B(α, β), with α and β the
    posterior weights of delays up to the lag and beyond. The table grows until 0.9999 of the
    probability is in it or it has `_ROWS` rows: tails are heavy where α is small. `largest` cuts the total
    instead, as surveillance's ``N.tInf.max`` does.
    """
    alpha = np.cumsum(totals + kappa, axis=0)
    upto, beyond = alpha[lag], alpha[-1] - alpha[lag]

    def table(week: int) -> Array:
        rows = 128 if largest is None else largest + 1
        while True:
            found = _bnb(np.arange(rows, dtype=np.float64)[:, None], reported[week], upto[week], beyond[week])
            if largest is not None:
                found[(np.arange(rows)[:, None] + reported[week]) > largest] = 0.0
                return found
            if rows >= _ROWS or (found.sum(axis=0) > 0.9999).all():
                return found
            rows *= 2

    return Tabled(reported, table, reference=reference)


def _bnb(more: Array, y: Array, alpha: Array, beta: Array) -> Array:
    certain = beta <= 0  # nothing can come any more
    b = np.where(certain, 1.0, beta)
    log = (
        gammaln(more + y + 1) - gammaln(y + 1) - gammaln(more + 1) + betaln(y + 1 + alpha, more + b) - betaln(alpha, b)
    )
    return np.asarray(np.where(certain, (more == 0).astype(np.float64), np.exp(log)))


def uniform(reported: Array, largest: int, *, reference: bool = False) -> Tabled:
    """Say only that N lies anywhere from the reported to the largest: the yardstick that any nowcast must beat."""

    def table(week: int) -> Array:
        more = np.arange(largest + 1, dtype=np.float64)[:, None]
        room = np.maximum(largest - reported[week], 0.0)
        return np.where(more <= room, 1.0 / (room + 1.0), 0.0)

    return Tabled(reported, table, reference=reference)


def drawn(
    shape: Truncation,
    reported: Array,
    lag: Lags,
    counts: Counts,
    *,
    generator: np.random.Generator,
    samples: int = 1000,
    kappa: float = 0.1,
    prior: tuple[float, float] = (50.0, 3000.0),
    largest: int = 300,
    reference: bool = False,
) -> Tabled:
    """Nowcast with a Poisson-gamma prior of N and the delay drawn from its posterior.

    For each drawn F the rest is negative binomial in closed form; the average over the draws is the
    answer, so that only the delay is simulated.

    Parameters
    ----------
    prior : pair of float
        Mean and variance of the rate of N a priori.
    largest : int
        N is at most this, as in surveillance.
    reference : bool
        Find quantiles as R does; see `Tabled`.
    """
    draws = _draws(shape, counts, generator, samples, kappa)  # (m, d + 1, s)
    size, rate = prior[0] ** 2 / prior[1], prior[0] / prior[1]

    def table(week: int) -> Array:
        more = np.arange(largest + 1, dtype=np.float64)[:, None, None]
        share = draws[:, lag[week]]
        shape_ = size + reported[week]
        mean = shape_ * (1 - share) / (rate + share)
        found = np.zeros((largest + 1, reported.shape[1]))
        block = max(1, 2_000_000 // found.size)
        for start in range(0, samples, block):
            some = mean[start : start + block]
            found += np.exp(negative_binomial_log_pmf(more, some, shape_[None])).sum(axis=1)
        found[(more[:, :, 0] + reported[week]) > largest] = 0.0
        return np.asarray(found / found.sum(axis=0))

    return Tabled(reported, table, reference=reference)


def _draws(shape: Truncation, counts: Counts, generator: np.random.Generator, samples: int, kappa: float) -> Array:
    if shape == "notrunc":
        gammas = generator.standard_gamma(counts.totals + kappa, size=(samples, *counts.totals.shape))
        return np.asarray(np.cumsum(gammas, axis=1) / gammas.sum(axis=1, keepdims=True))
    came, within = counts.came, counts.within
    delay = np.arange(len(came))[:, None]
    hazard = generator.beta(came + kappa, within - came + kappa * np.maximum(delay, 1e-3), size=(samples, *came.shape))
    rest = np.ones_like(hazard)
    rest[:, :-1] = np.cumprod(1.0 - hazard[:, :0:-1], axis=1)[:, ::-1]
    return rest
