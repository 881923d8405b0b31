"""Scores of Poisson and negative-binomial forecasts of counts, and what they should be on average.

A negative binomial has the mean ``mu`` and the size ``size``: variance ``mu + mu**2 / size``; an
infinite size is Poisson. All functions broadcast; NaN in, NaN out.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from ikp.foresight.evaluation.categorical import Floats

__all__ = [
    "CountScore",
    "count_cdf",
    "count_log_probability",
    "count_quantile",
    "count_scores",
    "dawid_sebastiani",
    "expected_distance",
    "expected_score",
]

CountScore = Literal["logs", "rps", "dss"]

#: Above this size the hypergeometric series of the score is less exact than Poisson's closed form is near.
_NEARLY_POISSON = 1e5
_CELLS = 4_000_000


def count_log_probability(y: ArrayLike, mu: ArrayLike, size: ArrayLike = np.inf) -> Floats:
    """Give the natural logarithm of the probability of y."""
    k, m, r = _arrays(y, mu, size)
    finite = np.where(np.isinf(r), 1.0, r)
    with np.errstate(invalid="ignore"):
        poisson = special.xlogy(k, m) - m - special.gammaln(k + 1.0)
        negative = (
            special.gammaln(k + finite)
            - special.gammaln(finite)
            - special.gammaln(k + 1.0)
            - finite * np.log1p(m / finite)
            + special.xlogy(k, m / (finite + m))
        )
    return np.where(np.isinf(r), poisson, negative)


def count_cdf(y: ArrayLike, mu: ArrayLike, size: ArrayLike = np.inf) -> Floats:
    """Give the probability of at most y; 0 below 0."""
    k, m, r = _arrays(y, mu, size)
    whole = np.floor(np.maximum(k, 0.0))
    finite = np.where(np.isinf(r), 1.0, r)
    with np.errstate(invalid="ignore"):
        poisson = special.gammaincc(whole + 1.0, m)
        negative = special.betainc(finite, whole + 1.0, finite / (finite + m))
        found = np.where(np.isinf(r), poisson, negative)
        return np.where(np.isnan(k), np.nan, np.where(k < 0, 0.0, found))


def count_quantile(share: ArrayLike, mu: ArrayLike, size: ArrayLike = np.inf) -> Floats:
    """Give the smallest count whose cumulative probability reaches the share."""
    q, m, r = (np.array(each) for each in np.broadcast_arrays(*_arrays(share, mu, size)))
    known = ~(np.isnan(q) | np.isnan(m) | np.isnan(r))
    low = np.full(q.shape, -1.0)
    high = np.ones(q.shape)
    # Doubling, then halving: a closed form for all sizes and shares does not exist.
    while np.any(short := known & (count_cdf(high, m, r) < q)):
        low[short], high[short] = high[short], 2.0 * high[short]
    while np.any(open_ := known & (high - low > 1.0)):
        middle = np.floor((low + high) / 2.0)
        reached = count_cdf(middle, m, r) >= q
        high[open_ & reached] = middle[open_ & reached]
        low[open_ & ~reached] = middle[open_ & ~reached]
    return np.where(known, high, np.nan)


def dawid_sebastiani(y: ArrayLike, mean: ArrayLike, variance: ArrayLike) -> Floats:
    """Give the score of Dawid and Sebastiani: the logarithm of the variance plus the squared standardised error."""
    k, m, v = (np.asarray(each, dtype=np.float64) for each in (y, mean, variance))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(v) + (k - m) ** 2 / v)


def count_scores(y: ArrayLike, mu: ArrayLike, size: ArrayLike = np.inf, *, which: CountScore = "rps") -> Floats:
    """Score forecasts of counts.

    Parameters
    ----------
    y : array_like
        Counts that came; NaN unknown.
    mu, size : array_like
        Of the forecast, broadcast with y.
    which : {'rps', 'logs', 'dss'}
        Ranked probability score (on counts the same as the CRPS), logarithmic score, Dawid and Sebastiani.

    Notes
    -----
    Closed forms of the RPS: Wei, W. and Held, L. (2014). Calibration tests for count data. *TEST*
    23, 787-805. The hypergeometric function of the negative binomial is taken after Pfaff's
    transformation, ``2F1(r+1, 1/2; 2; -4(1-p)/p**2) = p/(2-p) 2F1(1-r, 1/2; 2; 4(1-p)/(2-p)**2)``,
    whose argument lies in 0 to 1, so that it is finite for every size.
    """
    if which == "logs":
        return -count_log_probability(y, mu, size)
    k, m, r = _arrays(y, mu, size)
    if which == "dss":
        return dawid_sebastiani(k, m, m + m**2 / r)
    return np.where(r > _NEARLY_POISSON, _rps_large(k, m, r), _rps_negative(k, m, np.minimum(r, _NEARLY_POISSON)))


def _rps_large(k: Floats, m: Floats, r: Floats) -> Floats:
    """Give Poisson's closed form, with the cumulative and single probabilities of the true size."""
    mean_gap = 2.0 * m * (special.ive(0, 2.0 * m) + special.ive(1, 2.0 * m))
    at, single = count_cdf(k, m, r), np.exp(count_log_probability(k, m, r))
    return np.asarray((k - m) * (2.0 * at - 1.0) + 2.0 * m * single - mean_gap / 2.0)


def _rps_negative(k: Floats, m: Floats, r: Floats) -> Floats:
    p = r / (r + m)
    # E|X - y| less E|X - X'| / 2.
    half_gap = m / (2.0 - p) * special.hyp2f1(1.0 - r, 0.5, 2.0, 4.0 * (1.0 - p) / (2.0 - p) ** 2)
    return np.asarray(np.where(m == 0.0, np.abs(k), expected_distance(k, m, r) - half_gap))


def expected_distance(y: ArrayLike, mu: ArrayLike, size: ArrayLike = np.inf) -> Floats:
    """Give the mean distance of a count from y, through the cumulative probabilities of sizes r and r + 1."""
    k, m, r = _arrays(y, mu, size)
    finite = np.where(np.isinf(r), 1.0, r)
    with np.errstate(invalid="ignore", divide="ignore"):
        negative = special.betainc(finite + 1.0, np.maximum(k, 1.0), finite / (finite + m))
        below = np.where(np.isinf(r), special.gammaincc(np.maximum(k, 1.0), m), negative)
    below = np.where(k >= 1.0, below, 0.0)
    return np.asarray(k * (2.0 * count_cdf(k, m, r) - 1.0) - m * (2.0 * below - 1.0))


def expected_score(
    mu: ArrayLike, size: ArrayLike = np.inf, *, which: CountScore = "rps", tail: float = 1e-10
) -> tuple[Floats, Floats]:
    """Give expectation and variance of a score when the forecast is true.

    Parameters
    ----------
    mu, size : array_like, broadcast together
    which : {'rps', 'logs', 'dss'}
    tail : float
        Probability that the sums may leave out.

    Returns
    -------
    expectation, variance : arrays
    """
    m, r = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in (mu, size)))
    pairs, back = np.unique(np.stack([m.ravel(), r.ravel()], axis=1), axis=0, return_inverse=True)
    expectation, variance = np.full(len(pairs), np.nan), np.full(len(pairs), np.nan)
    last = np.nan_to_num(count_quantile(1.0 - tail, pairs[:, 0], pairs[:, 1]), nan=0.0)
    order = np.argsort(last, kind="stable")
    start = 0
    while start < len(order):
        # Blocks of like length: memory stays bounded however many forecasts there are.
        stop = start + 1
        while stop < len(order) and (stop + 1 - start) * (last[order[stop]] + 1.0) <= _CELLS:
            stop += 1
        rows = order[start:stop]
        k = np.arange(last[rows].max() + 1.0)
        each_m, each_r = pairs[rows, :1], pairs[rows, 1:]
        weight = np.exp(count_log_probability(k, each_m, each_r))
        score = count_scores(k, each_m, each_r, which=which)
        score = np.where(weight > 0, score, 0.0)
        expectation[rows] = np.sum(weight * score, axis=1)
        variance[rows] = np.sum(weight * (score - expectation[rows, np.newaxis]) ** 2, axis=1)
        start = stop
    return expectation[back].reshape(m.shape), variance[back].reshape(m.shape)


def _arrays(*values: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.asarray(each, dtype=np.float64) for each in values)
