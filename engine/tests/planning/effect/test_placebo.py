"""Placebos: other units, other times."""

import numpy as np
import pytest

from ikp.errors import DataError
from ikp.planning.effect import Panel, earlier, placebo


def world(effect: float, seed: int = 1, apart: float = 0.0) -> Panel:
    rng = np.random.default_rng(seed)
    start = np.repeat([-1, 3], [20, 5])
    outcome = rng.normal(0, 1, (25, 5))
    outcome[20:] += apart * np.arange(5)
    outcome[20:, 3:] += effect
    return Panel([str(i) for i in range(25)], "01234", outcome, start)


def test_an_effect_stands_out_among_placebos() -> None:
    found = placebo(world(-3.0), np.random.default_rng(1), draws=199)
    assert found.p <= 0.02
    assert found.low < -2.0
    assert found.high < 0
    assert placebo(world(0.0, seed=2), np.random.default_rng(1), draws=199).p > 0.1


def test_one_unit_can_be_judged() -> None:
    rng = np.random.default_rng(2)
    outcome = rng.normal(0, 1, (34, 4))
    outcome[0, 2:] -= 6
    found = placebo(Panel([str(i) for i in range(34)], "0123", outcome, [2, *([-1] * 33)]), rng, draws=199)
    assert found.p <= 0.06


def test_a_programme_that_had_not_begun_has_no_effect() -> None:
    found = earlier(world(-3.0))
    assert found is not None
    assert found.low < 0 < found.high
    drifting = earlier(world(0.0, apart=-2.5))
    assert drifting is not None
    assert drifting.high < 0
    assert earlier(Panel("abcd", "01", np.zeros((4, 2)), [1, 1, -1, -1])) is None


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(DataError, match="at least 19"):
        placebo(world(0.0), np.random.default_rng(1), draws=5)
