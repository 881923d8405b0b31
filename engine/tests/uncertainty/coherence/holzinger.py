"""Nine tests of ability of 301 children (Holzinger & Swineford 1939), as covariances with divisor n.

Public data on which packages for factor models show themselves; lavaan's tutorial
(Rosseel 2012, *Journal of Statistical Software* 48/2) prints the fit of three factors.
"""

import numpy as np
from numpy.typing import NDArray

UNITS = 301
FACTOR_OF = (0, 0, 0, 1, 1, 1, 2, 2, 2)
_LOWER = (
    1.35836985, 0.40737133, 1.38178387, 0.57989932, 0.45106394, 1.27486486, 0.504835, 0.20892337, 0.20816961,
    1.35066451, 0.44061554, 0.21109108, 0.11229629, 1.09775278, 1.65978576, 0.45480813, 0.24754457, 0.24410898,
    0.89551571, 1.01452404, 1.19635838, 0.08476543, -0.09675102, 0.08834184, 0.21974259, 0.14299955, 0.14407839,
    1.18313946, 0.26383768, 0.10965939, 0.21232264, 0.12559335, 0.18060521, 0.165431, 0.53524522, 1.02198281,
    0.45833855, 0.24400945, 0.37385257, 0.24336274, 0.29524133, 0.23599695, 0.37329722, 0.45731656, 1.01500387,
)  # fmt: skip


def covariance() -> NDArray[np.float64]:
    found = np.zeros((9, 9))
    found[np.tril_indices(9)] = _LOWER
    return found + np.tril(found, -1).T


def rows_with(covariance: NDArray[np.float64], n: int, seed: int = 1) -> NDArray[np.float64]:
    """Make up rows whose covariances (divisor n) are exactly these."""
    drawn = np.random.default_rng(seed).standard_normal((n, len(covariance)))
    drawn -= drawn.mean(axis=0)
    white = np.linalg.solve(np.linalg.cholesky(drawn.T @ drawn / n), drawn.T).T
    return np.asarray(white @ np.linalg.cholesky(covariance).T)
