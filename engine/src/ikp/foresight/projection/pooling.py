"""The stack of categories: a product of powers of several forecasts, learnt from what came.

A mixture (a sum with weights) of forecasts that are each right is too careful, and has to be made bolder by some rule;
one rule for all probabilities makes the boldest of them too bold. A product of powers (log-linear pool) has no such
need: where one forecast knows all that the others know, it is right as it stands.

Sources: Genest, C. and Zidek, J. (1986). Combining probability distributions. *Statistical Science* 1, 114-135; for the
mixture, Ranjan, R. and Gneiting, T. (2010). Combining probability forecasts. *JRSS B* 72, 71-91.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

__all__ = ["Pool", "learn_pool"]

Floats = NDArray[np.float64]

#: What a forecast calls less probable than this, it calls so probable: none can rule out a category alone.
FLOOR = 1e-6
#: Spread of the prior of each power around an equal share.
_EACH = 0.5
#: And of their sum around 1: what only repeats another must not make it bolder.
_SUM = 0.1


@dataclass(frozen=True, eq=False)
class Pool:
    """Powers of m forecasts.

    Parameters
    ----------
    powers : array, shape (m,)
        None below 0; their sum is near 1.
    covariance : array, shape (m, m)
        How sure they are: Laplace's approximation. 0 for a forecast that was never tried.
    """

    powers: Floats
    covariance: Floats

    @property
    def weights(self) -> Floats:
        """The powers as shares of their sum, shape (m,)."""
        return np.asarray(self.powers / self.powers.sum())

    def without(self, silent: NDArray[np.bool_]) -> "Pool":
        """Leave forecasts out, shape (m,) of bool; the others take over their powers."""
        kept = np.where(silent, 0.0, self.powers)
        if not kept.any():
            kept = np.where(silent, 0.0, 1.0 / max(int((~silent).sum()), 1))
        told = ~silent[:, np.newaxis] & ~silent
        return Pool(kept * self.powers.sum() / kept.sum(), np.where(told, self.covariance, 0.0))

    def mix(self, probability: Floats) -> Floats:
        """Combine probabilities (m, ..., C) into (..., C); NaN where no forecast says anything."""
        return _mixed(self.powers, _logarithms(probability))

    def drawn(self, probability: Floats, rng: np.random.Generator) -> Floats:
        """Combine draws of probabilities, shape (m, D, S, C), each with a draw of the powers: shape (D, S, C)."""
        values, vectors = np.linalg.eigh(self.covariance)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        # Each draw and its mirror image: their mean is what they are drawn around.
        half = rng.standard_normal(((probability.shape[1] + 1) // 2, self.powers.size))
        normal = np.concatenate([half, -half])[: probability.shape[1]]
        powers = np.maximum(self.powers + normal @ root.T, 0.0)
        logs = _logarithms(probability)
        return np.stack([_mixed(each, logs[:, place]) for place, each in enumerate(powers)])


def learn_pool(tried: Floats, outcome: NDArray[np.intp]) -> Pool:
    """Find the powers under which pooled forecasts would have been likeliest.

    Parameters
    ----------
    tried : array, shape (m, n, C)
        Forecasts of known outcomes; NaN where one said nothing: there it says what the others do on average.
    outcome : array of int, shape (n,)
        -1 unknown.

    Returns
    -------
    Pool
        A forecast that never said anything has the power 0, unless none did: then all are equal. Normal priors keep
        powers near equal, and their sum near 1, while there are few outcomes.
    """
    members = np.array([bool(np.isfinite(each).all(axis=1).any()) for each in tried])
    count = int(members.sum())
    if not count:
        return Pool(np.full(len(tried), 1.0 / len(tried)), np.zeros((len(tried),) * 2))
    logs = _logarithms(tried[members])
    known = (outcome >= 0) & np.isfinite(logs[0]).all(axis=1)
    logs, came = logs[:, known], outcome[known]
    logs = logs - logs.mean(axis=2, keepdims=True)
    given = np.take_along_axis(logs, came[np.newaxis, :, np.newaxis], axis=2)[..., 0]
    prior = np.eye(count) / _EACH**2 + np.full((count, count), 1.0 / _SUM**2)
    equal = np.full(count, 1.0 / count)

    def lost(powers: Floats) -> tuple[float, Floats]:
        pooled = np.tensordot(powers, logs, 1)
        total = np.logaddexp.reduce(pooled, axis=1)
        away, expected = prior @ (powers - equal), _expected(logs, pooled, total).sum(axis=1)
        price = 0.5 * float((powers - equal) @ away)
        return float((total - powers @ given).sum()) + price, away - (given.sum(axis=1) - expected)

    found = minimize(lost, equal, jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * count)
    pooled = np.tensordot(found.x, logs, 1)
    total = np.logaddexp.reduce(pooled, axis=1)
    away = logs - _expected(logs, pooled, total)[..., np.newaxis]
    chance = np.exp(pooled - total[:, np.newaxis])
    curvature = prior + np.einsum("anc,bnc,nc->ab", away, away, chance)
    powers, covariance = np.zeros(len(tried)), np.zeros((len(tried),) * 2)
    powers[members] = found.x
    covariance[np.ix_(members, members)] = np.linalg.inv(curvature)
    return Pool(powers, covariance)


def _expected(logs: Floats, pooled: Floats, total: Floats) -> Floats:
    """Give the mean logarithm of each forecast under the pooled one, shape (m, n)."""
    return np.asarray(np.einsum("anc,nc->an", logs, np.exp(pooled - total[:, np.newaxis])))


def _logarithms(probability: Floats) -> Floats:
    """Give logarithms, those of a missing forecast being the mean of the others'; NaN where none says anything."""
    told = np.isfinite(probability)
    logs = np.log(np.maximum(np.where(told, probability, 1.0), FLOOR))
    if told.all():
        return np.asarray(logs)
    count = told.sum(axis=0)
    mean = np.divide(logs.sum(axis=0), count, out=np.full(count.shape, np.nan), where=count > 0)
    return np.where(told, logs, mean)


def _mixed(powers: Floats, logs: Floats) -> Floats:
    pooled = np.tensordot(powers, logs, 1)
    raised = np.exp(pooled - pooled.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
