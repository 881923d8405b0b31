"""Delays that follow a law: a distribution of two parameters, cut into weeks and truncated at the longest delay.

A law needs few reports to say how long the rest will take, and is wrong where delays do not follow
it: after holidays, or where files are entered in batches. The non-parametric delay is the default.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammainc, ndtr

__all__ = ["LAWS", "Law", "law_cdf"]

Array = NDArray[np.float64]
Law = Literal["negative-binomial", "gamma", "lognormal", "weibull"]

#: P(delay ≤ d whole weeks) by two parameters that may take any value: log mean (or log median), log size (or shape).
LAWS: Mapping[Law, Callable[[Array, Array, Array], Array]] = MappingProxyType(
    {
        "negative-binomial": lambda d, a, b: np.asarray(
            betainc(np.exp(b), d + 1.0, 1.0 / (1.0 + np.exp(a - b))), np.float64
        ),
        "gamma": lambda d, a, b: gammainc(np.exp(b), (d + 1.0) * np.exp(b - a)),
        "lognormal": lambda d, a, b: ndtr((np.log(d + 1.0) - a) * np.exp(b)),
        "weibull": lambda d, a, b: (
            -np.expm1(-np.log(2.0) * np.exp(np.minimum((np.log(d + 1.0) - a) * np.exp(b), 700.0)))
        ),
    }
)
#: Points of the grid along each parameter, and how often it closes in on what is likely.
_POINTS, _ROUNDS = 11, 5


def law_cdf(law: Law, came: Array, within: Array) -> tuple[Array, Array]:
    """Fit a law to right-truncated delays, many series at once.

    The likelihood is that of the reverse hazards, Σ came log g + (within − came) log(1 − g), which
    is the likelihood of truncated delays. It is averaged over a grid that closes in on each series' likely
    parameters, with a flat prior on their logarithms.

    Parameters
    ----------
    law : {'negative-binomial', 'gamma', 'lognormal', 'weibull'}
        ``negative-binomial`` is a law of whole weeks; the others are cut at whole weeks.
    came, within : arrays, shape (d + 1, s)
        Counts of `hazard_counts`; fractions are welcome.

    Returns
    -------
    (cdf, log_variance) : arrays, shape (d + 1, s)
        Posterior mean of F, and posterior variance of log F.
    """
    delays, series = came.shape
    d = np.arange(delays, dtype=np.float64)[:, None, None, None]
    centre = np.array([[np.log(max(delays / 3.0, 0.5))], [0.5]]) + np.zeros((2, series))
    reach = np.array([[np.log(2.0 * delays + 2.0)], [2.5]]) + np.zeros((2, series))
    steps = np.linspace(-1.0, 1.0, _POINTS)[:, None]
    for _ in range(_ROUNDS):
        first, second = centre[0] + steps * reach[0], centre[1] + steps * reach[1]
        below = np.maximum(LAWS[law](d, first[None, :, None], second[None, None]), 1e-300)
        below = below / below[-1]  # (d + 1, points, points, s), given at most D
        weight = _likelihood(below, came, within)
        for place, values in enumerate((first, second)):
            along = weight.sum(axis=1 - place)
            mean = (along * values).sum(axis=0)
            spread = np.sqrt((along * (values - mean) ** 2).sum(axis=0))
            centre[place] = mean
            reach[place] = np.minimum(np.maximum(3.5 * spread, 2.0 * reach[place] / (_POINTS - 1)), reach[place])
    cdf = np.einsum("dabs,abs->ds", below, weight)
    log = np.log(below)
    log_mean = np.einsum("dabs,abs->ds", log, weight)
    return cdf, np.einsum("dabs,abs->ds", (log - log_mean[:, None, None]) ** 2, weight)


def _likelihood(below: Array, came: Array, within: Array) -> Array:
    """Weigh each point of the grid, shape (points, points, s); a series' weights add up to one."""
    stay = np.clip(below[:-1] / below[1:], 1e-12, 1.0 - 1e-12)  # 1 − g of delays 1 … D
    later, rest = came[1:], within[1:] - came[1:]
    log = np.einsum("dabs,ds->abs", np.log1p(-stay), later) + np.einsum("dabs,ds->abs", np.log(stay), rest)
    weight = np.exp(log - log.max(axis=(0, 1)))
    return np.asarray(weight / weight.sum(axis=(0, 1)))
