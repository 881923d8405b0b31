"""What a release says, before it becomes files."""

import numpy as np
import pytest

from engine.tests.release.making import contents, framework, recipe
from ikp import IndicatorTable, UsageError, compute
from ikp.release import Part


def test_a_release_is_named_by_code_and_version() -> None:
    assert contents(version=3).name == "coba.3"


def test_made_up_data_in_any_part_make_it_made_up() -> None:
    real = IndicatorTable(["1", "2"], ["a1", "a2", "b1"], [[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])
    assert contents().synthetic
    assert not contents(parts=[Part("province", compute(real, framework(), recipe()))]).synthetic


def test_a_panel_of_several_periods_is_no_release() -> None:
    panel = IndicatorTable(["1", "1"], ["a1", "a2", "b1"], np.ones((2, 3)), periods=[2019, 2024])
    with pytest.raises(UsageError, match="province"):
        Part("province", compute(panel, framework(), recipe()))
