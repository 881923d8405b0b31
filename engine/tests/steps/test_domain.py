import numpy as np
import pytest

from ikp.errors import DataError
from ikp.steps.domain import SAID, refuse_logarithms
from ikp.table import IndicatorTable


def test_values_without_a_logarithm_are_refused_by_name() -> None:
    table = IndicatorTable(["11.01", "11.02", "11.03"], ["I01"], [[2.0], [-1.0], [np.nan]])
    with pytest.raises(DataError, match=r"I01 of unit 11\.02 is -1\.0.*above 0"):
        refuse_logarithms(table, "I01", table.column("I01"))
    refuse_logarithms(table, "I01", table.column("I01"), shift=1.5)


def test_a_wrong_column_is_not_said_row_by_row() -> None:
    table = IndicatorTable([str(i) for i in range(50)], ["I01"], np.zeros((50, 1)))
    with pytest.raises(DataError) as caught:
        refuse_logarithms(table, "I01", table.column("I01"))
    assert len(caught.value.problems) == SAID
