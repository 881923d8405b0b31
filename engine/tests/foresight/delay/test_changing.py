import numpy as np
import pytest
from numpy.typing import NDArray

from ikp.foresight.delay.changing import Change, change_of

Array = NDArray[np.float64]
WEEKS, DELAYS = 60, 5
WEEK = np.arange(WEEKS, dtype=np.float64)


def world(longer: Array, seed: int = 3, reports: int = 400) -> tuple[Array, Array]:
    """Give a triangle whose delays grow with `longer`, shape (t,), and F of each week, shape (t, d + 1)."""
    share = np.array([0.4, 0.25, 0.2, 0.1, 0.05]) * np.exp(longer[:, None] * np.arange(DELAYS))
    share /= share.sum(axis=1, keepdims=True)
    n = np.random.default_rng(seed).multinomial(reports, share).astype(np.float64)
    n[np.add.outer(np.arange(WEEKS), np.arange(DELAYS)) >= WEEKS] = np.nan
    return n[:, :, None], np.cumsum(share, axis=1)


def cdf_now(n: Array, change: Change) -> Array:
    """Learn hazards with the half-life found, and bring them to the last week."""
    age = np.arange(WEEKS)[::-1][:, None] - np.arange(DELAYS)
    weight = np.where(age >= 0, 0.5 ** (np.maximum(age, 0) / change.half_life), 0.0)
    within = np.nansum(weight * np.cumsum(n, axis=1)[:, :, 0], axis=0)
    hazard = change.now((np.nansum(weight * n[:, :, 0], axis=0) / within)[:, None])[:, 0]
    return np.append(np.cumprod(1 - hazard[:0:-1])[::-1], 1.0)


def test_a_delay_that_does_not_change_is_learned_from_all_weeks() -> None:
    found = change_of(world(np.zeros(WEEKS))[0])
    assert found.half_life == np.inf
    assert found.slope == 0
    assert found.now(np.array([[1.0], [0.3]])).ravel().tolist() == [1.0, 0.3]


@pytest.mark.parametrize("longer", [0.015 * WEEK, -0.01 * WEEK, 0.6 * (WEEK >= WEEKS - 12)])
def test_a_delay_that_changes_is_followed(longer: Array) -> None:
    n, truth = world(longer)
    found = change_of(n)
    assert found.half_life < np.inf or found.slope != 0
    still = Change(np.inf, 0.0, 0.0, *np.zeros((3, DELAYS)))
    errors = [np.abs(cdf_now(n, each) - truth[-1]).max() for each in (found, still)]
    assert errors[0] < 0.05 < errors[1]


def test_the_slope_is_that_of_one_more_week() -> None:
    found = change_of(world(0.015 * WEEK)[0])
    assert found.slope == pytest.approx(0.015, abs=0.004)
    shift = found.before(WEEKS)
    assert shift[-1] == pytest.approx(0.0)
    assert shift[-11, 1] == pytest.approx(-10 * found.slope)


def test_doubt_makes_the_share_less_sure() -> None:
    hazard = np.array([[1.0], [0.4], [0.3], [0.2], [0.1]])
    few, many = (change_of(world(0.015 * WEEK, reports=reports)[0]) for reports in (20, 2000))
    assert (few.log_variance(hazard)[:-1] > many.log_variance(hazard)[:-1]).all()
    assert few.log_variance(hazard)[-1] == 0


def test_nothing_is_no_change() -> None:
    n = np.zeros((10, 3, 2))
    assert change_of(n).half_life == np.inf
    assert change_of(n).slope == 0
