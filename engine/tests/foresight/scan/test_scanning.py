"""The road that all scans go."""

import numpy as np
import pytest

from ikp.errors import DataError
from ikp.foresight.scan.ratios import Expected
from ikp.foresight.scan.scanning import Asked, Cells, observed_matrix, refuse_units, scan
from ikp.foresight.scan.windows import Windows

LINE = Windows.circular([[0.0, 0.0], [0.0, 1.0], [0.0, 3.0], [0.0, 7.0]], nearest=2, planar=True)


def _cells(counts: list[float], *, given_total: bool = True) -> Cells:
    return Cells(np.array([counts]), np.ones((1, 4)), tuple("abcd"), tuple("ABCD"), given_total=given_total)


def test_clusters_come_by_score_and_stand_apart() -> None:
    cells = _cells([9.0, 1.0, 1.0, 5.0], given_total=False)
    model = Expected(LINE, cells.expected, 1)
    found = scan(model, cells, LINE, Asked({"model": "expected"}, simulations=0), np.random.default_rng(1))
    assert [each.units for each in found.clusters] == [("a",), ("d",)]
    assert [each.relative_risk for each in found.clusters] == [9.0, 5.0]
    assert np.isnan(found.clusters[0].p)
    assert found.parameters == {"model": "expected", "simulations": 0}


def test_nothing_outside_is_an_infinite_risk() -> None:
    cells = _cells([9.0, 0.0, 0.0, 0.0])
    model = Expected(LINE, cells.expected, 1)
    found = scan(model, cells, LINE, Asked({"model": "expected"}, simulations=0), np.random.default_rng(1))
    assert np.isinf(found.clusters[0].relative_risk)


def test_without_a_model_there_is_a_warning() -> None:
    found = scan(None, _cells([0.0] * 4), LINE, Asked({"model": "poisson"}), np.random.default_rng(1))
    assert [each.code for each in found.problems] == ["scan-no-cases"]
    assert found.maxima.size == 0


def test_numbers_are_checked() -> None:
    assert np.isnan(observed_matrix([1, np.nan], (2,), "cases")[1])
    with pytest.raises(DataError, match="cases"):
        observed_matrix([1, 2, 3], (2,), "cases")
    with pytest.raises(DataError, match="negative"):
        observed_matrix([1, np.inf], (2,), "cases")
    refuse_units("scan-over-population", np.zeros(2, dtype=bool), "ab")
    with pytest.raises(DataError, match="b"):
        refuse_units("scan-over-population", np.array([False, True]), "ab")
