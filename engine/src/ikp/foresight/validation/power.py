"""What so few units could have shown: the smallest relation that would be found in eight cases of ten."""

from dataclasses import dataclass
from math import atanh, exp, nan, sqrt

from scipy.optimize import brentq
from scipy.special import ndtri

__all__ = ["Power", "detectable", "smallest_auc", "smallest_rate_ratio", "smallest_rho"]


@dataclass(frozen=True, slots=True)
class Power:
    """The smallest relations that are found with the given power, two-sided; NaN where there is none.

    Parameters
    ----------
    rho : float
        Spearman's correlation.
    auc : float
        Area under the ROC curve.
    rate_ratio : float
        Of two units whose scores are a standard deviation apart.
    """

    rho: float
    auc: float
    rate_ratio: float


def detectable(
    n: int,
    positives: int,
    events: float = nan,
    dispersion: float = 1.0,
    *,
    power: float = 0.8,
    level: float = 0.05,
) -> Power:
    """Give the smallest relations that n units, `positives` of them with the outcome, can show."""
    return Power(
        smallest_rho(n, power, level),
        smallest_auc(positives, n - positives, power, level),
        smallest_rate_ratio(events, dispersion, power, level),
    )


def smallest_rho(n: int, power: float = 0.8, level: float = 0.05) -> float:
    """Solve atanh(ρ) = z(1 - level/2) / √(n-3) + z(power) √((1 + ρ²/2) / (n-3)).

    The variance is that of Bonett and Wright, *Psychometrika* 65 (2000), 23-28.
    """
    if n < 5:
        return nan
    edge, reach = _z(level, power)

    def short(rho: float) -> float:
        return atanh(rho) - (edge + reach * sqrt(1 + rho**2 / 2)) / sqrt(n - 3)

    return float(brentq(short, 0.0, 1 - 1e-12)) if short(1 - 1e-12) > 0 else nan


def smallest_auc(positives: int, negatives: int, power: float = 0.8, level: float = 0.05) -> float:
    """Give the smallest AUC above one half, with the variance of Hanley and McNeil, *Radiology* 143 (1982), 29-36.

    The standard error under *no relation* is that of the test of Wilcoxon.
    """
    if min(positives, negatives) < 2:
        return nan
    edge, reach = _z(level, power)
    null = sqrt((positives + negatives + 1) / (12 * positives * negatives))

    def short(area: float) -> float:
        one, two = area / (2 - area), 2 * area**2 / (1 + area)
        spread = (area * (1 - area) + (positives - 1) * (one - area**2) + (negatives - 1) * (two - area**2)) / (
            positives * negatives
        )
        return area - 0.5 - edge * null - reach * sqrt(max(spread, 0.0))

    return float(brentq(short, 0.5, 1.0)) if short(1.0) > 0 else nan


def smallest_rate_ratio(events: float, dispersion: float = 1.0, power: float = 0.8, level: float = 0.05) -> float:
    """Give the smallest rate ratio per standard deviation of the score, exp((z + z) √(dispersion / events)).

    For a log-linear rate the variance of the slope is about dispersion / (events × variance of the score):
    Signorini, *Biometrika* 78 (1991), 446-450, without his factor for the alternative.
    """
    if not events > 0:
        return nan
    edge, reach = _z(level, power)
    return exp((edge + reach) * sqrt(max(dispersion, 1.0) / events))


def _z(level: float, power: float) -> tuple[float, float]:
    return float(ndtri(1 - level / 2)), float(ndtri(power))
