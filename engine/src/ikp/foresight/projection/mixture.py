"""Mixtures of negative binomials: what a stack of laws of counts says."""

import numpy as np
from numpy.typing import NDArray

from ikp.foresight.evaluation.counts import count_cdf, expected_distance

__all__ = ["mixture_cdf", "mixture_crps", "mixture_quantile"]

Floats = NDArray[np.float64]

_TAIL = 1e-6
_EXACT, _GROWTH = 128.0, 1.02
_BLOCK = 256


def _weights(weights: Floats, mu: Floats) -> Floats:
    """Give every series its weights, shape (m, n); a law that is missing leaves its weight to the others."""
    share = weights[:, np.newaxis] * np.isfinite(mu)
    total = share.sum(axis=0)
    return np.asarray(np.divide(share, total, out=np.full_like(share, np.nan), where=total > 0))


def mixture_cdf(y: Floats, weights: Floats, mu: Floats, size: Floats) -> Floats:
    """Give the probability of at most y: y (n,) or (k, n), laws (m, n) with weights (m,)."""
    share = _weights(weights, mu)
    found = np.zeros(np.shape(y))
    for each, m, r in zip(share, mu, size, strict=True):
        if not each.any():  # a law without weight costs as much as any other
            continue
        part = np.asarray(count_cdf(y, np.where(np.isfinite(m), m, 1.0), np.where(np.isfinite(m), r, 1.0)))
        found = found + np.where(np.isfinite(m), each, 0.0 * each) * part
    return np.where(np.isnan(share[0]), np.nan, found)


def mixture_quantile(share: float, weights: Floats, mu: Floats, size: Floats) -> Floats:
    """Give the smallest count whose probability reaches the share, shape (n,)."""
    n = mu.shape[1]
    known = np.isfinite(mu).any(axis=0)
    low, high = np.full(n, -1.0), np.ones(n)
    while np.any(short := known & (mixture_cdf(high, weights, mu, size) < share) & (high < 1e9)):
        low[short], high[short] = high[short], 2.0 * high[short]
    while np.any(high - low > 1.0):
        middle = np.floor((low + high) / 2.0)
        reached = mixture_cdf(middle, weights, mu, size) >= share
        high, low = np.where(reached, middle, high), np.where(reached, low, middle)
        low = np.where(known, low, high - 1.0)
    return np.where(known, high, np.nan)


def mixture_crps(y: Floats, weights: Floats, mu: Floats, size: Floats) -> Floats:
    """Give the ranked probability score of a mixture, shape (n,).

    Notes
    -----
    ``E|X - y|`` in closed form, less ``E|X - X'| / 2``, which is the sum of ``F (1 - F)``: over
    every count up to 128, and by trapezia that grow with the count beyond.
    """
    share = _weights(weights, mu)
    told = np.isfinite(mu)
    away = np.zeros(y.shape)
    for each, m, r, there in zip(share, mu, size, told, strict=True):
        if not each.any():
            continue
        part = expected_distance(y, np.where(there, m, 1.0), np.where(there, r, 1.0))
        away = away + np.where(there, each, 0.0 * each) * part
    last = mixture_quantile(1.0 - _TAIL, weights, mu, size)
    known = np.flatnonzero(np.isfinite(last) & np.isfinite(y))
    found = np.full(y.shape, np.nan)
    order = known[np.argsort(last[known], kind="stable")]
    for rows in np.array_split(order, max(1, order.size // _BLOCK)):
        if rows.size:
            k, width = _grid(float(last[rows].max()))
            places = np.broadcast_to(k[:, np.newaxis], (k.size, rows.size))
            below = mixture_cdf(places, weights, mu[:, rows], size[:, rows])
            found[rows] = away[rows] - width @ (below * (1.0 - below))
    return found


def _grid(last: float) -> tuple[Floats, Floats]:
    """Give counts at which to take a smooth function of counts, and how many counts each stands for."""
    exact = np.arange(min(last, _EXACT) + 1.0)
    steps = int(np.ceil(np.log(max(last, _EXACT + 1.0) / _EXACT) / np.log(_GROWTH)))
    beyond = np.unique(np.round(_EXACT * _GROWTH ** np.arange(1, steps + 1))) if last > _EXACT else np.empty(0)
    k = np.concatenate([exact, beyond])
    width = np.ones(k.size)
    if beyond.size:
        # A trapezium from a to b holds the counts between them, and half of both ends.
        gaps = np.diff(k)
        width[1:-1] = (gaps[:-1] + gaps[1:]) / 2.0
        width[-1] = (gaps[-1] + 1.0) / 2.0
    return k, width
