import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit, logit

from ikp.errors import UsageError
from ikp.foresight.alarms.recalibration import recalibration


def test_without_outcomes_nothing_is_corrected() -> None:
    found = recalibration([], [])
    assert (found.outcomes, found.hits) == (0, 0)
    said = np.array([0.02, 0.5, 0.93])
    assert found.of(said) == pytest.approx(said)
    assert np.isnan(found.of([np.nan])).all()


def test_it_is_the_mode_of_the_posterior() -> None:
    rng = np.random.default_rng(0)
    said = rng.uniform(0.02, 0.98, 40)
    came = rng.random(40) < said**2

    def loss(at: np.ndarray) -> float:
        mean = expit(at[0] + at[1] * logit(said))
        return float(-np.log(np.where(came, mean, 1 - mean)).sum() + at[0] ** 2 / 2 + (at[1] - 1) ** 2 / 0.5)

    wanted = minimize(loss, [0.0, 1.0], tol=1e-12).x
    found = recalibration(said, came)
    assert (found.intercept, found.slope) == pytest.approx(wanted, abs=1e-4)
    assert (found.outcomes, found.hits) == (40, int(came.sum()))


def test_one_outcome_moves_little_and_many_move_all_the_way() -> None:
    one = recalibration([0.5], [False]).of(0.5)
    assert 0.3 < one < 0.5
    rng = np.random.default_rng(1)
    said = rng.uniform(0.3, 0.7, 3000)
    came = rng.random(3000) < 0.15  # as often as alarms of a made-up world once were right
    found = recalibration(said, came)
    assert found.of(said).mean() == pytest.approx(0.15, abs=0.02)


def test_certainty_is_not_infinite_and_nonsense_is_refused() -> None:
    found = recalibration([0.0, 1.0] * 20, [True, False] * 20)
    assert np.isfinite([found.intercept, found.slope]).all()
    for said, came in (([0.5], [True, False]), ([1.5], [True])):
        with pytest.raises(UsageError):
            recalibration(said, came)
