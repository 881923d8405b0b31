"""What a method cannot take."""

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError, problem
from ikp.table import IndicatorTable

__all__ = ["SAID", "refuse_logarithms"]

#: A wrong column has the same problem in every row; so many are said.
SAID = 20


def refuse_logarithms(table: IndicatorTable, code: str, column: NDArray[np.float64], shift: float = 0.0) -> None:
    """Refuse values whose logarithm, after adding `shift`, does not exist.

    Parameters
    ----------
    column : array, shape (n,)
        The indicator's values as they now are; NaN passes.

    Raises
    ------
    DataError
        Naming each unit.
    """
    rows = np.flatnonzero(column + shift <= 0)[:SAID]
    if rows.size:
        raise DataError(
            [
                problem("log-domain", code=code, unit=table.units[i], value=float(column[i]), least=0.0 - shift)
                for i in rows
            ]
        )
