"""How long reports take, seen backwards: reverse hazards of the delay, their window, their error, their shrinkage.

Of the reports that came within x weeks, the share that took exactly x weeks is the reverse hazard
g(x). It is free of right truncation: a week enters g(x) only once x weeks have passed since. The
distribution follows as F(d) = Π_{x>d} (1 − g(x)), given that a delay is at most D (Lawless, J. F. 1994,
Adjustments for reporting delays and the prediction of occurred but not reported events, Canadian
Journal of Statistics 22, 15–31, eq. 2.7–2.9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, expit, logit, polygamma

__all__ = [
    "FAINT",
    "STRENGTHS",
    "Counts",
    "Cut",
    "cdf_variance",
    "hazard_counts",
    "log_variance",
    "places_of",
    "reverse_cdf",
    "shrunken",
    "strength",
    "sums_by",
    "weekly_strength",
    "worth",
]

Array = NDArray[np.float64]
Places = NDArray[np.intp]

#: How a window cuts the triangle: the last weeks of every delay, or the last weeks whatever their delay.
Cut = Literal["diagonals", "rows"]
#: Dirichlet prior of the whole country's delay, per delay: as good as nothing, yet no probability is ever 0.
FAINT = 0.1
#: Candidates for how many reports' worth of trust the larger area's delay has.
STRENGTHS = np.geomspace(2.0, 5000.0, 14)
#: How alike weeks are a priori: about as if 60 reports had told, give or take a factor of four.
_ALIKE = -0.5 * (np.log(STRENGTHS / 60.0) / np.log(4.0)) ** 2


@dataclass(frozen=True)
class Counts:
    """What a delay is learned from, by delay, shape (d + 1, s).

    Attributes
    ----------
    came, within : array
        Reports that took exactly x weeks, and at most x, of the weeks that can show x.
    totals : array
        Reports that took exactly x weeks, of all weeks.
    """

    came: Array
    within: Array
    totals: Array


def hazard_counts(
    n: Array, *, window: int | None = None, half_life: float | None = None, cut: Cut = "diagonals"
) -> tuple[Array, Array]:
    """Count, per delay x, the reports that took exactly x weeks and those that took at most x.

    Parameters
    ----------
    n : array, shape (t, d + 1, s)
        A reporting triangle; NaN where not yet observable.
    window : int, optional
        Only the latest weeks count. With ``cut="diagonals"`` the window of each delay ends at the last
        week that can show it (Lawless 1994), so that a window shorter than the longest delay works;
        with ``cut="rows"`` the same last weeks serve all delays (Höhle and an der Heiden 2014), and a
        delay that they cannot show yet has no count.
    half_life : float, optional
        Weeks after which an observation counts half.

    Returns
    -------
    (came, within) : arrays, shape (d + 1, s)
    """
    weeks, delays = n.shape[:2]
    last = np.full(delays, weeks - 1) if cut == "rows" else weeks - 1 - np.arange(delays)
    age = last - np.arange(weeks)[:, None]
    weight = (age >= 0).astype(np.float64)
    if window is not None:
        weight *= age < window
    if half_life is not None:
        weight *= 0.5 ** (np.maximum(age, 0) / half_life)
    within = np.cumsum(n, axis=1)
    known = ~np.isnan(within)
    came = np.einsum("td,tds->ds", weight, np.where(known, n, 0.0))
    return came, np.einsum("td,tds->ds", weight, np.where(known, within, 0.0))


def reverse_cdf(hazard: Array) -> Array:
    """Turn reverse hazards into F(0…D), shape as given; NaN where a longer delay's hazard is unknown."""
    rest = np.ones_like(hazard)
    rest[:-1] = np.cumprod(1.0 - hazard[:0:-1], axis=0)[::-1]
    return rest


def cdf_variance(came: Array, within: Array) -> Array:
    """Give the variance of F(0…D) by the delta method (Lawless 1994, eq. 2.14), shape (d + 1, s).

    F(d)² Σ_{x>d} n(x) / (N(x) (N(x) − n(x))); infinite where a hazard of one makes it so.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        term = came / (within * (within - came))
        hazard = came / within
    term = np.where(came == 0, 0.0, term)
    total = np.zeros_like(came)
    total[:-1] = np.cumsum(term[:0:-1], axis=0)[::-1]
    with np.errstate(invalid="ignore"):
        return np.asarray(reverse_cdf(hazard) ** 2 * total)


def places_of(labels: Sequence[str]) -> Places:
    """Number labels from 0 on, in the order of their first use."""
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(each, len(seen)) for each in labels], dtype=np.intp)


def sums_by(values: Array, places: Places) -> Array:
    """Add the last axis up by group, shape (…, groups)."""
    order = np.argsort(places, kind="stable")
    starts = np.flatnonzero(np.diff(places[order], prepend=-1))
    return np.asarray(np.add.reduceat(values[..., order], starts, axis=-1))


def shrunken(
    came: Array, within: Array, places: Places, strengths: tuple[float, float] | None = None
) -> tuple[Array, Array, tuple[float, float]]:
    """Shrink the delay of each series to that of its group, and the group's to that of all.

    Every reverse hazard is beta-binomial around that of the larger area, which makes the distribution
    of the delay a generalised Dirichlet-multinomial (Connor and Mosimann 1969). The strength of each
    of the two steps is the most likely one of a grid; fractional counts are welcome.

    Parameters
    ----------
    came, within : arrays, shape (d + 1, s)
    places : array of int, shape (s,)
        The group of each series, numbered from 0 without gaps.
    strengths : pair of float, optional
        Known strengths of all to group and of group to series.

    Returns
    -------
    (hazard, trust, strengths)
        Posterior mean of the hazards and how many reports it is worth, shape (d + 1, s) both.
    """
    delay = np.arange(came.shape[0])[:, None]
    whole = within.sum(axis=1, keepdims=True) + FAINT * (delay + 1)
    top = (came.sum(axis=1, keepdims=True) + FAINT) / whole
    if came.shape[1] == 1:  # no other to learn the strength from, and nothing to shrink
        return top, whole, strengths or (np.inf, np.inf)
    group_came, group_within = sums_by(came, places), sums_by(within, places)
    first = strengths[0] if strengths else strength(group_came, group_within, np.broadcast_to(top, group_came.shape))
    above = ((first * top + group_came) / (first + group_within))[:, places]
    second = strengths[1] if strengths else strength(came, within, above)
    return (second * above + came) / (second + within), second + within, (first, second)


def log_variance(hazard: Array, trust: Array | float) -> Array:
    """Give the variance of log F where each 1 − g(x) is Beta((1 − g) trust, g trust), shape as `hazard`."""
    size = np.broadcast_to(trust, hazard.shape)[1:]
    stay = np.clip(1.0 - hazard[1:], 1e-9, None) * size
    terms = polygamma(1, stay) - polygamma(1, np.maximum(size, stay + 1e-12))
    total = np.zeros(hazard.shape)
    total[:-1] = np.cumsum(terms[::-1], axis=0)[::-1]
    return total


def strength(came: Array, within: Array, around: Array) -> float:
    """Find how many reports' worth of trust the hazards of the larger area deserve, shape (d + 1, s) all."""
    return _strength(*(each[1:].ravel() for each in (came, within, around)))  # a delay of 0 is certainly at most 0


def weekly_strength(n: Array, hazard: Array, shift: Array | None = None, most: int = 20_000) -> Array:
    """Find how alike the delays of different weeks are: the strength around each series' own hazard, by delay.

    Parameters
    ----------
    n : array, shape (t, d + 1, s)
    hazard : array, shape (d + 1, s)
        Of the last week.
    shift : array, shape (t, d + 1), optional
        What must be added to their log odds for each week.
    most : int
        So many cells, the latest, are enough.

    Returns
    -------
    array, shape (d + 1, 1)
    """
    within = np.cumsum(n, axis=1)
    several = np.nan_to_num(within) > 1  # a single report says nothing of scatter
    found = np.ones((len(hazard), 1))
    for delay in range(1, len(hazard)):
        week, series = (place[-most // (len(hazard) - 1) :] for place in np.nonzero(several[:, delay]))
        around = hazard[delay, series]
        if shift is not None:
            around = expit(logit(np.clip(around, 1e-12, 1 - 1e-12)) + shift[week, delay])
        found[delay] = _strength(n[week, delay, series], within[week, delay, series], around, _ALIKE)
    return found


def worth(n: Array, alike: Array) -> Array:
    """Say what a report is worth for a hazard, since those of one week are alike, shape (d + 1, s).

    The inverse of a beta-binomial's variance over a binomial's, at the size that a report's week has on average.
    """
    within = np.nan_to_num(np.cumsum(n, axis=1))
    total = within.sum(axis=0)
    size = np.divide((within**2).sum(axis=0), total, out=np.ones(total.shape), where=total > 0)
    return np.asarray((alike + 1.0) / (alike + size))


def _strength(came: Array, within: Array, around: Array, prior: Array | float = 0.0) -> float:
    """Give the posterior mean of the logarithm of a beta-binomial's strength, over the grid, by a prior's logarithm."""
    seen = (within > 0) & (around > 0) & (around < 1)
    if not seen.any():
        return float(STRENGTHS[len(STRENGTHS) // 2])
    n, of, g = came[seen], within[seen], around[seen]
    likely = np.array([np.sum(betaln(k * g + n, k * (1 - g) + of - n) - betaln(k * g, k * (1 - g))) for k in STRENGTHS])
    likely += prior
    weight = np.exp(likely - likely.max())
    return float(np.exp(np.sum(weight * np.log(STRENGTHS)) / weight.sum()))
