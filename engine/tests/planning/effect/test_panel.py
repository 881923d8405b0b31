"""Panels: what fits, and what is refused with a sentence."""

import numpy as np
import pytest

from ikp.errors import DataError
from ikp.planning.effect import Panel

PERIODS = ("2018", "2020", "2024")


def test_groups_are_the_starts_that_have_a_before() -> None:
    panel = Panel("abcd", PERIODS, np.zeros((4, 3)), [2, -1, 0, 1])
    assert panel.groups == (1, 2)
    with pytest.raises(ValueError, match="read-only"):
        panel.outcome[0, 0] = 1.0


@pytest.mark.parametrize(
    ("outcome", "start", "code"),
    [
        (np.zeros((2, 2)), [-1, 1], "effect-shape"),
        (np.zeros((2, 3)), [-1], "effect-shape"),
        ([[1.0, np.nan, 2.0], [0.0, 0.0, 0.0]], [-1, 1], "effect-missing"),
        (np.zeros((2, 3)), [-1, 3], "effect-start"),
        (np.zeros((2, 3)), [-2, 1], "effect-start"),
    ],
)
def test_what_does_not_fit_is_refused(outcome: object, start: list[int], code: str) -> None:
    with pytest.raises(DataError) as caught:
        Panel("ab", PERIODS, outcome, start)  # type: ignore[arg-type] # wrong on purpose
    assert [each.code for each in caught.value.problems] == [code]


def test_one_period_is_none() -> None:
    with pytest.raises(DataError, match="two are needed"):
        Panel("ab", ["2024"], np.zeros((2, 1)), [-1, 0])
