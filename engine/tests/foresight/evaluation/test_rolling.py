"""Rolling origins: nothing from the future, and three views of the same scores."""

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.evaluation.rolling import roll, rolling_origins, three_views


def test_origins_leave_room_for_the_horizon() -> None:
    assert rolling_origins(10, first=4, horizon=2) == (4, 5, 6, 7)
    assert rolling_origins(10, first=4, horizon=2, every=3) == (4, 7)
    with pytest.raises(UsageError, match="7 are needed"):
        rolling_origins(6, first=4, horizon=2)


def test_a_run_knows_only_its_past() -> None:
    values = np.arange(8.0)[:, np.newaxis] + [0.0, 100.0]
    seen: list[tuple[float, list[float]]] = []
    shares: list[float] = []

    def score(history: np.ndarray, outcome: np.ndarray) -> np.ndarray:
        seen.append((history[-1, 0], outcome[:, 0].tolist()))
        history[:] = -1.0  # a model may spoil its copy
        return outcome - len(history)

    scores, origins = roll(values, score, first=3, horizon=2, progress=shares.append)
    assert origins == (3, 4, 5)
    assert seen == [(3.0, [4.0, 5.0]), (4.0, [5.0, 6.0]), (5.0, [6.0, 7.0])]
    assert scores.shape == (3, 2, 2)
    assert shares[-1] == 1.0


def test_three_views_by_hand() -> None:
    scores = np.array([[[1.0, 3.0], [5.0, np.nan]], [[2.0, np.nan], [np.nan, np.nan]]])
    views = three_views(scores, (3, 4))
    np.testing.assert_allclose(views.by_run, [3.0, 2.0])
    np.testing.assert_allclose(views.by_step, [2.0, 5.0])
    assert views.dates == (4, 5, 6)
    # date 4: run 3 step 1; date 5: run 3 step 2 and run 4 step 1; date 6: nothing known
    np.testing.assert_allclose(views.by_date, [2.0, 3.5, np.nan])
    assert [each.tolist() for each in views.counts] == [[3.0, 1.0], [3.0, 1.0], [2.0, 2.0, 0.0]]


def test_views_need_an_origin_per_run() -> None:
    with pytest.raises(UsageError, match="shape"):
        three_views(np.zeros((2, 1, 1)), (3,))
