"""Corrections for how many outcomes were looked at: by hand, and the laws that hold for any p-values."""

from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.foresight.validation.multiplicity import benjamini_hochberg, holm


def test_by_hand() -> None:
    p = [0.01, 0.04, 0.03]  # in order 0.01 × 3, then max(0.03 × 2, …), then max(0.04, …)
    assert holm(p).tolist() == pytest.approx([0.03, 0.06, 0.06])
    assert benjamini_hochberg(p).tolist() == pytest.approx([0.03, 0.04, 0.04])


def test_what_was_not_tested_is_not_counted() -> None:
    assert holm([0.02, nan, 0.5]).tolist() == pytest.approx([0.04, nan, 0.5], nan_ok=True)
    assert benjamini_hochberg([nan, 0.02]).tolist() == pytest.approx([nan, 0.02], nan_ok=True)
    assert holm([]).size == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_laws(p: list[float]) -> None:
    given_, by_holm, by_bh = np.array(p), holm(p), benjamini_hochberg(p)
    assert (given_ <= by_bh + 1e-12).all()
    assert (by_bh <= by_holm + 1e-12).all()
    assert (by_holm <= 1).all()
    order = np.argsort(given_, kind="stable")
    assert (np.diff(by_holm[order]) >= -1e-12).all()
    assert (np.diff(by_bh[order]) >= -1e-12).all()
