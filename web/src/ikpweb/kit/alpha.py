"""Krippendorff's alpha: how far any number of people who rate the same things agree, beyond chance."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Metric", "krippendorff_alpha"]

Metric = Literal["nominal", "ordinal", "interval"]


def krippendorff_alpha(ratings: NDArray[np.float64], metric: Metric = "ordinal") -> float:
    """Give Krippendorff's alpha.

    Parameters
    ----------
    ratings : array, shape (graders, events)
        NaN where somebody did not grade an event; an event with fewer than two grades pairs
        with nothing and does not count.
    metric : {"nominal", "ordinal", "interval"}
        What a difference between two grades means.

    Returns
    -------
    float
        1 is full agreement, 0 what chance gives; NaN without any pair, or where only one
        grade was ever given.

    Notes
    -----
    Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania.
    """
    given = ratings[:, (~np.isnan(ratings)).sum(axis=0) >= 2]
    values = np.unique(given[~np.isnan(given)])
    if values.size < 2:
        return float("nan")
    # How often each value was given to each event: (events, values).
    counts = np.stack([(given == value).sum(axis=0) for value in values], axis=1).astype(float)
    per_event = counts.sum(axis=1)
    # Pairs within an event, each event weighing its number of grades.
    pairs = np.einsum("uc,uk,u->ck", counts, counts, 1 / (per_event - 1))
    pairs -= np.diag((counts / (per_event - 1)[:, None]).sum(axis=0))
    totals = pairs.sum(axis=1)
    apart = _apart(values, totals, metric)
    expected = (np.outer(totals, totals) * apart).sum() / (totals.sum() - 1)
    return float(1 - (pairs * apart).sum() / expected)


def _apart(values: NDArray[np.float64], totals: NDArray[np.float64], metric: Metric) -> NDArray[np.float64]:
    """Give the squared differences between values: (values, values)."""
    if metric == "nominal":
        return np.not_equal.outer(values, values).astype(np.float64)
    if metric == "interval":
        return np.square(np.subtract.outer(values, values), dtype=np.float64)
    # Ordinal: how many grades were given from one value to the other, the two ends counting half.
    middle = np.cumsum(totals) - totals / 2
    return np.square(np.subtract.outer(middle, middle), dtype=np.float64)
