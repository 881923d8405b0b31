"""Bringing an aggregate to a scale, and rounding it where an index is defined on rounded parts."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

__all__ = ["fit_rescaling", "rescale", "round_decimals"]

Vector = NDArray[np.float64]
Pair = tuple[float, float]

#: More digits than a float64 can be trusted with: nothing is left to round.
_MOST_DIGITS = 15


def fit_rescaling(values: Vector, method: str) -> Pair:
    """Fit the two numbers of a rescaling on the units that have a score.

    Parameters
    ----------
    values : array, shape (n,)
        NaN is left out.
    method : {'minmax', 'normal_score'}
        Needs one value, or two.

    Returns
    -------
    tuple of two floats
        Lowest and highest value; mean and sample standard deviation, exactly zero where
        all values are equal.
    """
    there = values[~np.isnan(values)]
    low, high = float(there.min()), float(there.max())
    if method == "minmax":
        return low, high
    return float(there.mean()), float(there.std(ddof=1)) if low < high else 0.0


def rescale(values: Vector, method: str, to: Pair, fitted: Pair | None, *, cap: bool = False) -> Vector:
    """Bring scores to a scale.

    ``minmax`` maps the fitted lowest and highest value to the ends of `to`, and other
    values on the same line, outside the ends if need be. ``cap`` keeps values within
    `to`. ``normal_score`` gives the share of a normal distribution with the fitted mean
    and standard deviation that lies below, Φ((x − mean) / sd), on the scale `to`. Where
    all fitted values were equal, every score is the middle of `to`.

    Parameters
    ----------
    values : array, shape (n,)
        NaN stays NaN.
    method : {'none', 'cap', 'minmax', 'normal_score'}
    to : tuple of two floats
    fitted : tuple of two floats, or None
        From `fit_rescaling`.
    cap : bool
        Keep what ``minmax`` gives within `to` too.
    """
    bottom, top = to
    if method == "cap":
        return np.clip(values, bottom, top)
    if fitted is None:
        return values
    first, second = fitted
    spread = second - first if method == "minmax" else second
    if spread == 0:
        return np.where(np.isnan(values), np.nan, (bottom + top) / 2)
    place = (values - first) / spread
    if method != "minmax":
        from scipy.special import ndtr  # slow to import, and few need it

        place = ndtr(place)
    scores = bottom + (top - bottom) * place
    return np.clip(scores, bottom, top) if cap else np.asarray(scores)


def round_decimals(values: Vector, digits: int, ties: str) -> Vector:
    """Round to decimal digits, with halves decided on the decimal number that a reader sees.

    2.675 is stored as 2.67499999999999982; rounding the stored number gives 2.67, and
    multiplying it by 100 first gives 2.68 by accident. Here a value near a half is written
    with 15 significant digits, as spreadsheets do, which also forgives the last bit of a
    sum, and that decimal is rounded.

    Parameters
    ----------
    values : array, shape (n,)
        NaN stays NaN.
    digits : int
        After the decimal point; negative for tens, hundreds.
    ties : {'half_up', 'half_even'}
        ``half_up`` is away from zero (−2.5 becomes −3), as in spreadsheets.
    """
    if digits > _MOST_DIGITS:
        return values
    power = 10.0 ** abs(digits)
    scaled = values * power if digits >= 0 else values / power
    whole = np.rint(scaled)
    doubt = np.abs(np.abs(scaled - np.floor(scaled)) - 0.5) <= 1e-6 + 1e-14 * np.abs(scaled)
    if doubt.any():
        different, place = np.unique(values[doubt], return_inverse=True)
        whole[doubt] = np.array([_round_one(value, digits, ties) for value in different.tolist()])[place]
    return np.asarray(whole / power if digits >= 0 else whole * power)


def _round_one(value: float, digits: int, ties: str) -> float:
    shifted = Decimal(f"{value:.15g}").scaleb(digits)
    return float(shifted.to_integral_value(ROUND_HALF_UP if ties == "half_up" else ROUND_HALF_EVEN))
