"""The step *screen*: leave out units or indicators with too little data."""

import numpy as np

from ikp.arrays.screening import known_share, nonzero_share
from ikp.errors import DataError, problem
from ikp.recipe.steps import Screen
from ikp.result import Excluded
from ikp.table import IndicatorTable

__all__ = ["screen"]


def screen(table: IndicatorTable, step: Screen) -> tuple[IndicatorTable, tuple[Excluded, ...]]:
    """Leave out what has too few values, or too few values other than zero.

    A share that equals its limit passes. A missing cell counts as missing whatever its
    reason. In a panel, every row is a unit of its own: one period of a unit may go and
    another stay.

    Parameters
    ----------
    table : IndicatorTable
    step : Screen

    Returns
    -------
    table : IndicatorTable
        The same table when nothing is left out.
    excluded : tuple of Excluded
        In the order of the table; `min_observed` is named where both limits are missed.

    Raises
    ------
    DataError
        When nothing would be left.
    """
    axis = 1 if step.by == "units" else 0
    known, nonzero = known_share(table.values, axis), nonzero_share(table.values, axis)
    sparse, empty = known < step.min_observed, nonzero < step.min_nonzero
    keep = ~(sparse | empty)
    if keep.all():
        return table, ()
    if not keep.any():
        share, least = (known, step.min_observed) if sparse.all() else (nonzero, step.min_nonzero)
        raise DataError(problem("screen-all", share=float(share.max()), least=least))
    codes = table.units if step.by == "units" else table.codes
    excluded = tuple(
        Excluded(
            codes[i],
            "unit" if step.by == "units" else "indicator",
            "min_observed" if sparse[i] else "min_nonzero",
            float(known[i] if sparse[i] else nonzero[i]),
            table.periods[i] if step.by == "units" and table.periods is not None else None,
        )
        for i in np.flatnonzero(~keep)
    )
    if step.by == "units":
        return table.take(np.flatnonzero(keep)), excluded
    return table.select([code for code, stays in zip(codes, keep, strict=True) if stays]), excluded
