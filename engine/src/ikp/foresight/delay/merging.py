"""Triangles of larger areas, and series whose last weeks are what they will be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError, problem
from ikp.foresight.delay.hazards import places_of, sums_by
from ikp.foresight.delay.result import Nowcast
from ikp.foresight.streams import CountSeries, Triangle

__all__ = ["corrected", "merged"]


def merged(
    triangle: Triangle, units: Sequence[str], kinds: Sequence[str], names: Mapping[str, str] | None = None
) -> Triangle:
    """Add series up whose new unit and kind are the same: districts to provinces, kinds to all.

    An interval of a sum is not the sum of intervals: nowcast the sum.

    Parameters
    ----------
    triangle : Triangle
    units, kinds : sequence of str, length S
        What each series is to be part of.
    names : mapping, optional
        New unit to what it is called.

    Raises
    ------
    DataError
        For labels of another length.
    """
    if len(units) != len(triangle.units) or len(kinds) != len(triangle.units):
        lengths = [f"units {len(units)}", f"kinds {len(kinds)}", f"series {len(triangle.units)}"]
        raise DataError(problem("stream-lengths", lengths=lengths))
    pairs = list(zip(units, kinds, strict=True))
    places = places_of([f"{unit}\x00{kind}" for unit, kind in pairs])
    kept = list(dict.fromkeys(pairs))
    return replace(
        triangle,
        n=_frozen(sums_by(np.asarray(triangle.n, dtype=np.float64), places)),
        units=tuple(unit for unit, _ in kept),
        kinds=tuple(kind for _, kind in kept),
        beyond=_frozen(sums_by(np.asarray(triangle.beyond, dtype=np.float64), places)),
        names=dict(names or {}),
    )


def corrected(
    series: CountSeries, nowcast: Nowcast, *, use: Literal["mean", "low", "high", "median"] = "mean"
) -> CountSeries:
    """Put the nowcast in the place of the counts of the weeks that are not complete.

    Weeks and series are found by their labels; a week that the nowcast does not know keeps its count. Where it
    says nothing, the week is not observed (NaN): an incomplete count is no count.

    Parameters
    ----------
    series : CountSeries
    nowcast : Nowcast
    use : {'mean', 'low', 'high', 'median'}
        What of the nowcast. ``low`` is for an alarm that wants to be sure.
    """
    values = nowcast.quantile(0.5) if use == "median" else getattr(nowcast, use)
    place = {label: at for at, label in enumerate(zip(nowcast.units, nowcast.kinds, strict=True))}
    at = np.array([place.get(label, -1) for label in zip(series.units, series.kinds, strict=True)], dtype=np.intp)
    starts = {start: row for row, start in enumerate(nowcast.starts.tolist())}
    counts = np.array(series.counts)
    for row, start in enumerate(series.starts.tolist()):
        if starts.get(start, -1) in nowcast.open:
            counts[row, at >= 0] = values[starts[start], at[at >= 0]]
    return replace(series, counts=counts, synthetic=series.synthetic or nowcast.synthetic)


def _frozen(array: NDArray[np.float64]) -> NDArray[np.float64]:
    array.flags.writeable = False
    return array
