"""Files of outcomes, and everything that can be wrong with their rows."""

from math import isnan
from pathlib import Path

import numpy as np
import pytest

from ikp.editions.registry import registry
from ikp.errors import DataError
from ikp.io.observations import read_observed

UNITS = ("11", "12", "13", "14")


def file(folder: Path, text: str, name: str = "violations.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_absent_units_are_zero_only_in_a_complete_list(tmp_path: Path) -> None:
    path = file(tmp_path, "unit,value,exposure\n12,3,1000\nAceh,1,500\n14,,700\n")
    (partial,) = read_observed(path, UNITS, registry(), "province")
    assert partial.code == "violations"
    assert partial.kind == "count"
    assert not partial.complete
    assert partial.values.tolist() == pytest.approx([1, 3, np.nan, np.nan], nan_ok=True)
    assert partial.exposure is not None
    assert partial.exposure.tolist() == pytest.approx([500, 1000, np.nan, 700], nan_ok=True)
    (whole,) = read_observed(path, UNITS, registry(), "province", complete=True)
    assert whole.complete
    assert whole.values[2] == 0
    assert isnan(whole.values[3])  # it has a row, and the row says that nothing is known


def test_several_outcomes_in_indonesian(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "hasil,daerah,nilai,sumber\nPSU,11,1,KPU\nPSU,12,0,KPU\nsengketa,11,4,MK\nsengketa,13,1.5,MK\n",
    )
    revote, disputes = read_observed(path, UNITS, registry(), "province")
    assert (revote.code, revote.kind) == ("PSU", "yes")
    assert (disputes.code, disputes.kind) == ("sengketa", "count")
    assert revote.exposure is None
    assert disputes.values[0] == 4


def test_units_that_the_index_does_not_have_are_no_part_of_it(tmp_path: Path) -> None:
    (found,) = read_observed(file(tmp_path, "unit,value\n11,1\n51,1\n"), UNITS, registry(), "province")
    assert np.nansum(found.values) == 1


def test_every_problem_stands_at_its_line(tmp_path: Path) -> None:
    path = file(tmp_path, "unit,value,exposure\n11,-1,5\n12,1,0\nAtlantis,1,5\n13,often,5\n14,1,5\n14,0,5\n")
    with pytest.raises(DataError) as raised:
        read_observed(path, UNITS, registry(), "province")
    found = {(each.code, each.line) for each in raised.value.problems}
    assert {("outcomes-value", 2), ("outcomes-exposure", 3), ("outcomes-twice", 7)} <= found
    assert {line for _, line in found} == {2, 3, 4, 5, 7}


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="value"):
        read_observed(file(tmp_path, "unit,note\n11,x\n"), UNITS)
    with pytest.raises(DataError):
        read_observed(file(tmp_path, "unit,value\n"), UNITS)
