"""The tables of a sensitivity analysis: headings and rows fit, and the largest comes first."""

import numpy as np
import pytest

from engine.tests.uncertainty.sensitivity.test_perturbed import NORMALISATION, RECIPE, SAME, TABLE, TREE
from ikp import compute
from ikp.cli.sensing import HEADINGS, alone_rows, flip_rows, index_rows, target_rows
from ikp.uncertainty import Perturbations, Weights
from ikp.uncertainty.sensitivity import alone, flips, sensitivity

pytestmark = pytest.mark.extras

VARY = Perturbations([SAME, Weights(), NORMALISATION])
FOUND = sensitivity(TABLE, TREE, RECIPE, VARY, 32, units=["u3"], replicates=20)


def test_every_row_has_the_headings_of_its_table() -> None:
    result = compute(TABLE, TREE, RECIPE)
    tables = {
        "sensitivity": index_rows(FOUND),
        "targets": target_rows(FOUND),
        "one_at_a_time": alone_rows(alone(TABLE, TREE, RECIPE, VARY, draws=8)),
        "flips": flip_rows(result, 3, flips(result, 3)),
    }
    for name, rows in tables.items():
        assert rows, name
        assert all(tuple(row) == HEADINGS[name] for row in rows), name


def test_the_largest_total_index_comes_first_within_its_target() -> None:
    rows = index_rows(FOUND)
    assert len(rows) == len(FOUND.targets) * 3
    totals = [row["total"] for row in rows if row["target"] == "rank_shift"]
    assert totals == sorted(totals, reverse=True)
    assert rows[2]["factor"] == "vary[1] choice"
    assert rows[2]["total"] == 0


def test_a_change_that_nothing_makes_is_a_row_without_a_node() -> None:
    result = compute(TABLE, TREE, RECIPE)
    for row in flip_rows(result, 3, flips(result, 3, (49, 51))):
        if row["size"] is None:
            assert row["node"] is None
            assert not row["exact"]
    assert flip_rows(result, 3, ()) == []
    assert np.isfinite([row["gap"] for row in flip_rows(result, 3, flips(result, 3))]).all()
