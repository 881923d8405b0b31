"""The nowcast of Lawless (1994): reported divided by the share that has come, with a truncated normal error."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from ikp.foresight.delay.hazards import reverse_cdf
from ikp.foresight.delay.predictive import Tabled

__all__ = ["Form", "Lawless", "lawless_cdf"]

Array = NDArray[np.float64]

#: The formula of the paper, or what R's surveillance computes.
Form = Literal["textbook", "reference"]


def lawless_cdf(came: Array, within: Array) -> Array:
    """Give F(0…D), shape (d + 1, s), from the counts of `hazard_counts`; NaN where a delay was never observable."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return reverse_cdf(came / within)


class Lawless(Tabled):
    """N of a week with y reported and share F has mean y/F and variance y²V(F)/F⁴ + y(1 − F)/F² (eq. 2.16).

    N is taken for normal, cut at y, on whole numbers; the cut pushes its mean above y/F. Nothing
    reported gives no spread: then neither estimate nor interval can be said (NaN), where R's
    surveillance says zero for certain.

    Parameters
    ----------
    reported : array, shape (w, s)
    share : array, shape (w, s)
        F of each week's lag.
    variance : array, shape (w, s)
        V of it.
    form : {'textbook', 'reference'}
        ``reference`` leaves out the first term of the variance and divides by the upper tail without
        subtracting the lower one, as surveillance 1.24.1 does: probabilities then add up to more than one.
    largest : int, optional
        Cut the table here, as ``N.tInf.max`` does; left out, it reaches as far as it must.
    """

    def __init__(
        self,
        reported: Array,
        share: Array,
        variance: Array,
        *,
        form: Form = "textbook",
        largest: int | None = None,
    ) -> None:
        super().__init__(reported, self._table, reference=form == "reference")
        self.form, self.largest = form, largest
        with np.errstate(divide="ignore", invalid="ignore"):
            self.centre = np.where(share > 0, reported / share, np.nan)
            binomial = reported * (1 - share) / share**2
            unsure = np.where(reported > 0, reported**2 * variance / share**4, 0.0)
        self.spread = np.sqrt(binomial if form == "reference" else binomial + unsure)
        self.share = share

    def _table(self, week: int) -> Array:
        y, mu, sd = self.reported[week], self.centre[week], self.spread[week]
        known = np.isfinite(mu) & np.isfinite(sd)
        reach = np.where(known, mu + 9.0 * np.where(known, sd, 0.0) - y, 0.0)
        rows = int(max(np.ceil(reach.max(initial=0.0)), 0)) + 2
        if self.largest is not None:
            rows = min(rows, self.largest + 1)
        table = self._normal(np.arange(rows, dtype=np.float64)[:, None], y, mu, sd)
        certain = known & (sd == 0)
        table[:, certain] = 0.0
        table[0, certain] = 1.0
        table[:, ~known] = np.nan
        if self.form == "textbook":
            table[:, (y == 0) & (self.share[week] < 1)] = np.nan
        if self.largest is not None:
            table[(np.arange(rows)[:, None] + y) > self.largest] = 0.0
        return table

    def _normal(self, more: Array, y: Array, mu: Array, sd: Array) -> Array:
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.form == "reference":
                below = ndtr((y + more - mu) / sd) / ndtr((mu - y) / sd)
                return np.diff(below, axis=0, prepend=0.0)
            edges = np.vstack([more - 0.5, more[-1:] + 0.5])
            above = ndtr((mu - y - edges) / sd)  # upper tails keep their digits far out
            return np.asarray((above[:-1] - above[1:]) / above[0])
