import numpy as np
import pytest

from ikp.arrays.rescale import fit_rescaling, rescale, round_decimals

SCORES = np.array([10.0, np.nan, 30.0, 20.0])


def test_minmax_reaches_both_ends_exactly() -> None:
    bounds = fit_rescaling(SCORES, "minmax")
    assert bounds == (10, 30)
    assert rescale(SCORES, "minmax", (0, 100), bounds) == pytest.approx([0, np.nan, 100, 50], nan_ok=True)
    third = np.array([0.1, 0.7])
    assert rescale(third, "minmax", (0, 100), fit_rescaling(third, "minmax")).tolist() == [0, 100]


def test_stored_bounds_are_applied_outside_them_too() -> None:
    assert rescale(np.array([40.0]), "minmax", (0, 100), (10, 30)).tolist() == [150]


def test_cap_keeps_within_the_ends() -> None:
    assert rescale(np.array([-5.0, 50, 130, np.nan]), "cap", (0, 100), None) == pytest.approx(
        [0, 50, 100, np.nan], nan_ok=True
    )


def test_none_leaves_the_scores() -> None:
    assert rescale(SCORES, "none", (0, 100), None) is SCORES


def test_normal_score_is_the_share_that_lies_below() -> None:
    mean, sd = fit_rescaling(SCORES, "normal_score")
    assert (mean, sd) == (20, 10)
    # Φ(−1) and Φ(1) as tabulated.
    assert rescale(SCORES, "normal_score", (0, 100), (mean, sd)) == pytest.approx(
        [15.865525, np.nan, 84.134475, 50], abs=1e-6, nan_ok=True
    )


@pytest.mark.parametrize("method", ["minmax", "normal_score"])
def test_equal_scores_stand_in_the_middle(method: str) -> None:
    same = np.array([0.1, 0.1, 0.1, np.nan])  # their standard deviation comes out as 1.7e-17
    middle = rescale(same, method, (0, 10), fit_rescaling(same, method))
    assert middle == pytest.approx([5, 5, 5, np.nan], nan_ok=True)


@pytest.mark.parametrize(
    ("value", "digits", "up", "even"),
    [
        (2.675, 2, 2.68, 2.68),  # stored as 2.67499999999999982
        (1.005, 2, 1.01, 1.0),  # stored as 1.00499999999999989
        (2.5, 0, 3, 2),
        (3.5, 0, 4, 4),
        (-2.5, 0, -3, -2),
        (0.285, 2, 0.29, 0.28),
        (2.665, 2, 2.67, 2.66),
        (2.6649999, 2, 2.66, 2.66),
        (0.1 + 0.2 + 0.15, 1, 0.5, 0.4),  # 0.45000000000000001 or its neighbour: a half all the same
        (1234.5, -1, 1230, 1230),
        (1235.0, -1, 1240, 1240),
        (1225.0, -1, 1230, 1220),
        (71.20, 1, 71.2, 71.2),
    ],
)
def test_halves_are_those_of_the_decimal_number(value: float, digits: int, up: float, even: float) -> None:
    assert round_decimals(np.array([value]), digits, "half_up").tolist() == [up]
    assert round_decimals(np.array([value]), digits, "half_even").tolist() == [even]


def test_every_half_of_three_digits_rounds_up() -> None:
    halves = np.array([float(f"{whole / 100:.2f}5") for whole in range(10_000)])
    expected = np.array([float(f"{(whole + 1) / 100:.2f}") for whole in range(10_000)])
    assert np.array_equal(round_decimals(halves, 2, "half_up"), expected)


def test_rounding_leaves_missing_and_more_digits_than_there_are() -> None:
    assert np.isnan(round_decimals(np.array([np.nan]), 1, "half_up"))[0]
    assert round_decimals(np.array([1 / 3]), 20, "half_up").tolist() == [1 / 3]
