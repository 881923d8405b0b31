"""Are neighbours alike? Moran's I, and for every unit local Moran and Getis-Ord, through esda (extra `spatial`).

Each unit is a test, so the probabilities of all units are adjusted for the false discovery rate
(Benjamini and Hochberg 1995).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import DataError, UsageError, problem
from ikp.foresight.scan.neighbours import Neighbours
from ikp.foresight.scan.scanning import refuse_units

if TYPE_CHECKING:
    from libpysal.weights import W

__all__ = ["LocalLikeness", "Moran", "getis_ord", "local_moran", "moran"]

Floats = NDArray[np.float64]
Weights = Literal["row", "binary"]
#: How a unit stands to its neighbours, by esda's number of the quarter.
_QUARTERS = ("", "high-high", "low-high", "low-low", "high-low")


@dataclass(frozen=True, slots=True)
class Moran:
    """Moran's I of all units.

    Parameters
    ----------
    statistic, expected, variance : float
        The last two by randomisation: where the values are dealt out anew.
    z, p : float
        Standardised, and the probability of neighbours at least as alike.
    """

    statistic: float
    expected: float
    variance: float
    z: float
    p: float


@dataclass(frozen=True, eq=False)
class LocalLikeness:
    """A local statistic of every unit.

    Parameters
    ----------
    method : {'moran', 'getis-ord', 'getis-ord-star'}
    units : tuple of str
    statistic, z : array, shape (n,)
        Getis-Ord is a standardised value itself.
    p : array, shape (n,)
        Two-sided, by the normal distribution.
    p_simulated : array, shape (n,)
        Two-sided, by permuting the values of all other units; NaN without permutations.
    p_adjusted : array, shape (n,)
        For the false discovery rate; of `p_simulated` where there is one, else of `p`.
    quarter : tuple of str
        ``high-high``, ``low-low``: like its neighbours; ``high-low``, ``low-high``: unlike them. For Getis-Ord
        ``high`` or ``low``.
    """

    method: str
    units: tuple[str, ...]
    statistic: Floats
    z: Floats
    p: Floats
    p_simulated: Floats
    p_adjusted: Floats
    quarter: tuple[str, ...]

    def below(self, level: float = 0.05) -> NDArray[np.bool_]:
        """Tell which units stand out when this share of them may be false, shape (n,)."""
        return np.asarray(self.p_adjusted <= level)


def moran(
    values: ArrayLike,
    neighbours: Neighbours,
    *,
    weights: Weights = "row",
    normal: bool = False,
    units: Sequence[str] | None = None,
) -> Moran:
    """Give Moran's I of the units' values.

    Parameters
    ----------
    values : array_like, shape (n,)
        None missing, not all equal.
    neighbours : Neighbours
        Everybody must have one: `Neighbours.across` sees to it.
    weights : {'row', 'binary'}
        Every unit counts as much as another, or every link.
    normal : bool
        Take the variance of normal values instead of randomisation.

    Raises
    ------
    DataError
        For missing or equal values, and for units without a neighbour.
    UsageError
        If the extra is not installed.
    """
    with _esda() as esda:
        found, links, _ = _prepared(values, neighbours, units)
        told = esda.Moran(found, links, transformation=_STYLE[weights], permutations=0)
    variance, z = (told.VI_norm, told.z_norm) if normal else (told.VI_rand, told.z_rand)
    return Moran(float(told.I), float(told.EI), float(variance), float(z), _upper(z))


def local_moran(
    values: ArrayLike,
    neighbours: Neighbours,
    *,
    rng: np.random.Generator | None = None,
    permutations: int = 999,
    weights: Weights = "row",
    units: Sequence[str] | None = None,
) -> LocalLikeness:
    """Tell of every unit whether its neighbours are like it or unlike it (Anselin 1995).

    Mean and variance are those given the unit's own value (Sokal, Oden and Thomson 1998).

    Parameters
    ----------
    values, neighbours, weights
        As of `moran`.
    rng : numpy.random.Generator, optional
        Permutes; left out, there are no permutations.
    permutations : int
    units : sequence of str, optional
        Codes; left out, the places from 1.

    Raises
    ------
    DataError, UsageError
        As `moran`.
    """
    with _esda() as esda:
        found, links, codes = _prepared(values, neighbours, units)
        told = esda.Moran_Local(found, links, transformation=_STYLE[weights], **_permuting(rng, permutations), n_jobs=1)
    # esda divides by the variance with n - 1 here, and by that with n in the moments below
    statistic = told.Is * len(found) / (len(found) - 1)
    z = (statistic - told.EIc) / np.sqrt(told.VIc)
    quarter = tuple(_QUARTERS[each] for each in told.q)
    chances = _adjusted(z, told.Is, told, permuted=rng is not None)
    return LocalLikeness("moran", codes, statistic=statistic, z=z, quarter=quarter, **chances)


def getis_ord(
    values: ArrayLike,
    neighbours: Neighbours,
    *,
    star: bool = True,
    rng: np.random.Generator | None = None,
    permutations: int = 999,
    units: Sequence[str] | None = None,
) -> LocalLikeness:
    """Tell of every unit whether values around it are high or low (Getis and Ord 1992; Ord and Getis 1995).

    Parameters
    ----------
    star : bool
        Whether the unit counts among its neighbours.
    values, neighbours, rng, permutations, units
        As of `local_moran`; links count alike.

    Raises
    ------
    DataError, UsageError
        As `moran`.
    """
    with _esda() as esda:
        found, links, codes = _prepared(values, neighbours, units)
        told = esda.G_Local(found, links, transform="B", star=star, **_permuting(rng, permutations), n_jobs=1)
    z = np.asarray(told.Zs)
    method = "getis-ord-star" if star else "getis-ord"
    quarter = tuple(np.where(z > 0, "high", "low").tolist())
    chances = _adjusted(z, told.Gs, told, permuted=rng is not None)
    return LocalLikeness(method, codes, statistic=z, z=z, quarter=quarter, **chances)


_STYLE = {"row": "R", "binary": "B"}


@contextmanager
def _esda() -> Iterator[Any]:
    """Give esda, its remarks about sparse matrices and islands left out."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import esda
        except ImportError as error:
            raise UsageError(problem("scan-extra")) from error
        yield esda


def _prepared(
    values: ArrayLike, neighbours: Neighbours, units: Sequence[str] | None
) -> tuple[Floats, "W", tuple[str, ...]]:
    """Check the values, and give the links as esda wants them."""
    from libpysal.weights import W

    found = np.asarray(values, dtype=np.float64)
    size = neighbours.size
    if found.shape != (size,):
        raise DataError(problem("scan-shape", what="values", shape=str(found.shape), wanted=f"({size},)"))
    codes = tuple(units) if units is not None else tuple(str(place + 1) for place in range(size))
    lists = neighbours.lists()
    refuse_units("scan-value-missing", ~np.isfinite(found), codes)
    refuse_units("scan-alone", np.array([not each.size for each in lists]), codes)
    if np.ptp(found) == 0:
        raise DataError(problem("scan-constant"))
    return found, W({place: each.tolist() for place, each in enumerate(lists)}, silence_warnings=True), codes


def _permuting(rng: np.random.Generator | None, permutations: int) -> dict[str, int]:
    if rng is None:
        return {"permutations": 0}
    return {"permutations": permutations, "seed": int(rng.integers(2**31))}


def _upper(z: float) -> float:
    from scipy.stats import norm

    return float(norm.sf(z))


def _adjusted(z: Floats, observed: Floats, told: Any, *, permuted: bool) -> dict[str, Floats]:
    """Give the probabilities of standardised values, and those of esda's permutations, adjusted."""
    from scipy.stats import false_discovery_control, norm

    p = 2 * norm.sf(np.abs(z))
    simulated = np.full(z.shape, np.nan)
    if permuted:
        # counted here, since esda compares to the last digit and so loses equal ones
        draws = np.asarray(told.sim)
        equal = 1e-9 * (1 + np.abs(observed))
        tail = np.minimum((draws >= observed - equal).sum(axis=0), (draws <= observed + equal).sum(axis=0))
        simulated = np.minimum(1.0, 2 * (tail + 1) / (len(draws) + 1))
    return {"p": p, "p_simulated": simulated, "p_adjusted": false_discovery_control(simulated if permuted else p)}
