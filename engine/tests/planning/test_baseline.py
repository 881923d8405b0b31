"""The plain plan: the highest risk first."""

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.planning import Candidates, top_risks_first


def candidates(**told: object) -> Candidates:
    return Candidates(
        ["U0", "U1"],
        ["I0", "I1"],
        ["dear", "cheap"],
        points=[[10.0, 1.0], [5.0, 0.0]],
        share=[[0.4, 0.0], [0.2, 0.1]],
        cost=[8.0, 2.0],
        effort=[1.0, 1.0],
        capacity=[2.0, 2.0],
        **told,  # type: ignore[arg-type] # flags
    )


def test_the_largest_driver_gets_what_helps_it_most() -> None:
    plan = top_risks_first(candidates(), 10.0)
    assert plan.chosen.tolist() == [[True, False], [False, True]]
    assert plan.cost == 10


def test_what_does_not_fit_is_passed_over() -> None:
    plan = top_risks_first(candidates(), 7.0)
    assert plan.chosen.tolist() == [[False, True], [False, True]]


def test_refused_is_not_in_it_and_taken_is() -> None:
    refused = np.array([[True, False], [False, False]])
    taken = np.array([[False, False], [False, True]])
    plan = top_risks_first(candidates(refused=refused, taken=taken), 10.0)
    assert plan.chosen.tolist() == [[False, True], [False, True]]
    with pytest.raises(UsageError, match="already decided"):
        top_risks_first(candidates(taken=taken), 1.0)
