"""Staggered starts: by hand, against the figures of csdid, and how often intervals hold what is true."""

import numpy as np
import pytest

from ikp.errors import DataError
from ikp.planning.effect import Panel, event_study, group_time, overall
from tools.study_effect import STUDIES, Study, run

#: Made up here (SINTETIS): 12 units without a programme, then 6, 7 and 5 that begin in periods 2, 3 and 5.
_ROWS = """
-2.893 -1.083 -0.642 -0.408 -0.652 0.5
-3.74 -3.504 -1.424 -2.258 0.522 0.568
-2.495 0.275 -0.598 1.036 1.547 0.015
0.607 1.085 2.803 1.159 3.579 2.242
1.941 1.932 4.721 4.34 6.704 5.414
1.064 1.56 0.613 1.649 3.57 2.323
-0.916 -0.627 0.504 0.03 0.742 1.637
-1.467 -1.935 0.326 -1.368 -0.771 -0.352
2.464 1.637 1.526 1.861 3.919 2.943
1.997 4.384 3.073 4.447 5.263 5.324
0.491 2.384 1.029 0.786 0.709 2.841
-2.819 -1.702 -1.931 -1.445 -1.188 -0.486
-1.756 -1.797 -1.816 0.185 -1.037 -2.893
4.934 4.048 2.259 4.307 3.618 3.185
-0.228 -0.088 0.454 1.675 0.481 1.427
-1.589 -4.179 -3.207 -3.571 -4.124 -3.89
-0.183 0.766 -0.699 0.087 0.955 0.729
-1.458 -1.365 -1.838 -0.3 -1.303 -1.597
-0.549 -1.678 -0.596 0.035 0.072 1.19
-0.966 -1.938 1.971 0.617 -1.335 1.3
-1.394 -2.741 -0.847 -1.436 0.864 -1.319
0.853 1.33 1.728 0.693 2.026 3.084
0.498 -0.554 -0.276 0.493 -0.133 0.144
-2.859 1.272 0.738 -1.653 0.429 1.064
-1.57 0.77 1.431 1.968 1.398 1.489
1.601 4.013 4.82 2.635 2.733 5.852
-4.266 -3.359 -2.249 -1.303 -0.257 -1.395
-1.386 0.493 0.736 2.863 1.472 -0.35
-3.007 -0.011 -1.502 -2.566 -0.542 -0.461
0.843 -0.861 1.32 1.949 0.954 0.966
"""
OUTCOME = np.array([row.split() for row in _ROWS.strip().splitlines()], dtype=float)
START = np.repeat([-1, 2, 3, 5], [12, 6, 7, 5])
#: Effects by group and period, and their errors, as csdid 0.4.3 gives them for these data.
NOT_YET = (
    (
        *(-1.1854166667, -1.0441666667, 0.3197058824, -1.188754902, -1.6175833333, -0.2731987578, 0.6015798319),
        *(-0.5068739496, -1.0111680672, -0.6803214286, 0.8866, -0.1290526316, 0.10485, -1.01985, 0.13165),
    ),
    (
        *(0.555866097, 0.4959222388, 0.5022155559, 0.4299037529, 0.4844281584, 0.7976851111, 0.6047166583),
        *(
            0.5092740429,
            0.6320950863,
            0.4068695726,
            0.7957507288,
            0.631603527,
            0.7453805972,
            0.6374573195,
            0.8256113858,
        ),
    ),
)
NEVER = (
    (
        *(-1.2368333333, -0.8381666667, 0.3810833333, -1.4273333333, -1.6175833333, -0.497952381, 0.6321190476),
        *(-0.4760357143, -1.2802857143, -0.6803214286, 0.4503333333, 0.1038333333, 0.10485, -1.01985, 0.13165),
    ),
    (
        *(0.5554770472, 0.5787272774, 0.4487327443, 0.4934279963, 0.4844281584, 0.8074053329, 0.6519285522),
        *(
            0.5129916485,
            0.6468510585,
            0.4068695726,
            0.8030396837,
            0.6787851693,
            0.7453805972,
            0.6374573195,
            0.8256113858,
        ),
    ),
)


@pytest.fixture
def panel() -> Panel:
    return Panel([str(i) for i in range(30)], [str(i) for i in range(6)], OUTCOME, START)


@pytest.mark.parametrize(("comparison", "told"), [("not-yet", NOT_YET), ("never", NEVER)])
def test_effects_and_errors_are_those_of_csdid(
    panel: Panel, comparison: str, told: tuple[tuple[float, ...], ...]
) -> None:
    found = group_time(panel, comparison)  # type: ignore[arg-type] # one of the two
    np.testing.assert_allclose(found.value, told[0], atol=1e-9)
    np.testing.assert_allclose(np.sqrt((found.influence**2).sum(axis=0)) / 30, told[1], atol=1e-9)


def test_means_are_those_of_csdid(panel: Panel) -> None:
    assert overall(group_time(panel)).value == pytest.approx(-0.7183017647, abs=1e-9)
    assert overall(group_time(panel, "never")).value == pytest.approx(-0.748205, abs=1e-9)
    study = event_study(group_time(panel))
    assert study.since == (-4, -3, -2, -1, 0, 1, 2, 3)
    told = (
        0.8866,
        -0.1290526316,
        -0.115678442,
        -0.4444828431,
        -0.5086037582,
        -0.396918552,
        -0.9149830317,
        -1.6175833333,
    )
    np.testing.assert_allclose([each.value for each in study.effects], told, atol=1e-9)
    # Errors there are without the correction for small groups, so ours are larger.
    others = (0.79575073, 0.63160353, 0.59136709, 0.42360596, 0.38578844, 0.4651138, 0.29239244, 0.48442816)
    assert all(1 < own.error / other < 1.15 for own, other in zip(study.effects, others, strict=True))


def test_a_published_two_by_two() -> None:
    """Card and Krueger (1994, American Economic Review 84(4), table 3): 2.76 persons a store, by unrounded data.

    The means are printed to two places: 20.44 and 21.03 in New Jersey, 23.33 and 21.17 in Pennsylvania.
    """
    outcome = [[20.34, 21.13], [20.54, 20.93], [23.23, 21.27], [23.43, 21.07]]
    found = overall(group_time(Panel("abcd", ["before", "after"], outcome, [1, 1, -1, -1])))
    assert found.value == pytest.approx(2.76, abs=0.011)


def test_effects_that_grow_do_not_turn_their_sign() -> None:
    """Everybody gets it, early or late: the last to start have nobody to be compared with, the first do."""
    start = np.repeat([1, 3], 5)
    period = np.arange(4)
    outcome = -np.maximum(period - start[:, None] + 1, 0) * 2.0
    found = group_time(Panel(list("abcdefghij"), list("0123"), outcome, start))
    effect = overall(found)
    assert found.value[found.after].tolist() == [-2.0, -4.0]
    assert effect.value == -3.0


def test_a_level_and_a_course_that_all_share_change_nothing(panel: Panel) -> None:
    rng = np.random.default_rng(1)
    moved = Panel(panel.units, panel.periods, OUTCOME + rng.normal(0, 9, (30, 1)) + rng.normal(0, 9, 6), START)
    one, other = overall(group_time(panel)), overall(group_time(moved))
    assert other.value == pytest.approx(one.value)
    assert other.error == pytest.approx(one.error)


def test_one_unit_has_a_value_and_no_interval() -> None:
    found = overall(group_time(Panel("abc", "012", [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [2.0, 2.0, 3.0]], [2, -1, -1])))
    assert found.value == -1.5
    assert np.isnan([found.low, found.high, found.error, found.p]).all()


def test_nobody_to_compare_with_is_said() -> None:
    with pytest.raises(DataError, match="no comparison"):
        group_time(Panel("ab", "01", np.zeros((2, 2)), [1, 1]))
    with pytest.raises(DataError, match="no start"):
        group_time(Panel("ab", "01", np.zeros((2, 2)), [-1, 0]))


@pytest.mark.parametrize("study", STUDIES[:2] + STUDIES[4:5], ids=lambda study: study.name)
def test_intervals_hold_what_is_true(study: Study) -> None:
    """A small part of `tools.study_effect`; with few units 90 % intervals are rather too wide."""
    found = run(study, 120, np.random.default_rng(3))
    assert 0.84 <= found.covered <= 0.99
    if not study.effect:
        assert found.shown <= 0.12


@pytest.mark.parametrize(("apart", "alike"), [(0.0, True), (-0.5, False)])
def test_a_long_history_does_not_blind_the_test_before_the_start(apart: float, alike: bool) -> None:
    """Two dozen periods have more changes before the start than 16 units can carry one by one."""
    rng = np.random.default_rng(7)
    start = np.repeat([-1, 12, 15, 18], [8, 3, 3, 2])
    outcome = rng.normal(0, 1, (16, 24)) + apart * np.arange(24) * (start > 0)[:, None]
    ahead = event_study(
        group_time(Panel([str(i) for i in range(16)], [str(i) for i in range(24)], outcome, start))
    ).ahead
    assert ahead is not None
    assert (ahead >= 0.1) == alike
