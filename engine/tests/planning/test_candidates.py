"""What could be done: shapes, ranges, and that effects on one driver do not pile up."""

import numpy as np
import pytest

from ikp.errors import DataError
from ikp.planning import Candidates

UNITS, DRIVERS, ACTIONS = ("31", "15"), ("I01", "I02"), ("a", "b", "c")


def candidates(**told: object) -> Candidates:
    own: dict[str, object] = {
        "points": [[10.0, 0.0], [4.0, 6.0]],
        "share": [[0.3, 0.0], [0.4, 0.1], [0.0, 0.2]],
        "cost": [1.0, 2.0, 3.0],
        "effort": [1.0, 1.0, 1.0],
        "capacity": [3.0, 3.0],
        **told,
    }
    return Candidates(UNITS, DRIVERS, ACTIONS, **own)  # type: ignore[arg-type] # what is told is meant to be wrong


def test_what_an_action_takes_alone() -> None:
    np.testing.assert_allclose(candidates().alone, [[3.0, 4.0, 0.0], [1.2, 1.6 + 0.6, 1.2]])


def test_actions_on_one_driver_end_at_the_ceiling() -> None:
    chosen = np.array([[True, True, False], [True, False, True]])
    np.testing.assert_allclose(candidates().reduction(chosen), [[5.0, 0.0], [1.2, 1.2]])


def test_an_unknown_contribution_brings_nothing() -> None:
    assert candidates(points=[[np.nan, 1.0], [0.0, 0.0]]).points.tolist() == [[0.0, 1.0], [0.0, 0.0]]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"share": [[1.3, 0.0], [0.4, 0.1], [0.0, 0.2]]}, "plan-number"),
        ({"points": [[-1.0, 0.0], [0.0, 0.0]]}, "plan-number"),
        ({"cost": [1.0, np.inf, 3.0]}, "plan-number"),
        ({"cost": [1.0, 2.0]}, "plan-shape"),
        ({"possible": [True, False, True]}, "plan-shape"),
        ({"ceiling": 0.0}, "plan-number"),
        ({"taken": np.ones((2, 3)), "refused": np.eye(2, 3)}, "plan-contradiction"),
        ({"taken": np.ones((2, 3)), "possible": np.zeros((2, 3))}, "plan-contradiction"),
    ],
)
def test_what_cannot_be_is_refused(told: dict[str, object], code: str) -> None:
    with pytest.raises(DataError) as caught:
        candidates(**told)
    assert [each.code for each in caught.value.problems] == [code]


def test_values_are_frozen() -> None:
    with pytest.raises(ValueError, match="read-only"):
        candidates().share[0, 0] = 1.0
