from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikp.arrays.categories import assign, jenks, mean_sd, mean_sd_rows, quantiles

NAN = np.nan


def test_a_score_on_a_cutoff_goes_where_the_boundary_says() -> None:
    scores = np.array([21.69, 21.7, 68.5, 68.51, NAN])
    assert assign(scores, (21.7, 68.5), ("upper", "lower")).tolist() == [0, 1, 1, 2, -1]
    assert assign(scores, (21.7, 68.5), ("lower",)).tolist() == [0, 0, 1, 2, -1]
    assert assign(scores, (21.7, 68.5), ("upper",)).tolist() == [0, 1, 2, 2, -1]


def test_scores_are_not_rounded() -> None:
    assert assign(np.array([68.4999999]), (68.5,), ("upper",)).tolist() == [0]


def test_mean_and_standard_deviation() -> None:
    scores = np.array([2.0, 4, 4, 4, 5, 5, 7, 9, NAN])  # mean 5, squared deviations 32
    assert mean_sd(scores, (1,), ddof=0) == (3, 7)
    assert mean_sd(scores, (1,), ddof=1) == pytest.approx((5 - (32 / 7) ** 0.5, 5 + (32 / 7) ** 0.5))
    assert mean_sd(scores, (0, 1, 2), ddof=0) == (1, 3, 5, 7, 9)


def test_quantiles_interpolate() -> None:
    assert quantiles(np.array([NAN, 1, 2, 3, 4]), (0.25, 0.5)) == (1.75, 2.5)


def test_natural_breaks_of_plain_groups() -> None:
    scores = np.array([9.0, 4, 10, 5, NAN])
    assert jenks(scores, 2) == ((5, 9),)
    assert jenks(scores, 1) == ()
    assert jenks(scores, 4) == ((4, 5), (5, 9), (9, 10))


def deviations(values: np.ndarray, breaks: tuple[float, ...]) -> float:
    ends = (-np.inf, *breaks, np.inf)
    groups = [values[(values >= low) & (values < high)] for low, high in pairwise(ends)]
    return float(sum(((group - group.mean()) ** 2).sum() for group in groups))


@settings(deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=4, max_size=12), st.integers(2, 4), st.sampled_from([1.0, 1e-3, 1e6]))
def test_natural_breaks_are_the_best_of_all(numbers: list[int], classes: int, offset: float) -> None:
    # Fisher 1958: least squared deviations over all ways to cut the ordered values.
    values = np.array(numbers) + offset
    different = np.unique(values)
    if len(different) < classes:
        return
    breaks = tuple(above for _, above in jenks(values, classes))
    best = min(deviations(values, cuts) for cuts in combinations(different[1:].tolist(), classes - 1))
    assert deviations(values, breaks) == pytest.approx(best, rel=1e-9, abs=1e-6 * (offset > 1))


def test_both_ends_of_break_sort_alike() -> None:
    scores = np.random.default_rng(4).normal(size=514)
    by_lower, by_upper = (
        assign(scores, [ends[side] for ends in jenks(scores, 5)], (name,))
        for side, name in enumerate(("lower", "upper"))
    )
    assert np.array_equal(by_upper, by_lower)
    assert np.unique(by_upper).tolist() == [0, 1, 2, 3, 4]


def test_natural_breaks_of_many_units_are_close_to_those_of_the_normal_distribution() -> None:
    # Two classes of a symmetric distribution break at its centre.
    scores = np.random.default_rng(5).normal(size=100_000)
    assert jenks(scores, 2)[0][1] == pytest.approx(0, abs=0.02)


# --- many rows at once ---------------------------------------------------------------------------
@pytest.mark.parametrize("k", [(1.0,), (0.0, 0.5), (2.0, 1.0)])
@pytest.mark.parametrize("gaps", ["none", "the same", "different"])
def test_rows_have_the_cutoffs_that_each_has_alone(k: tuple[float, ...], gaps: str) -> None:
    rng = np.random.default_rng(6)
    scores = rng.normal(50, 20, (7, 33))
    scores[3] = 12.5  # all equal
    if gaps == "the same":
        scores[:, [0, 20]] = np.nan
    if gaps == "different":
        scores[2, 5] = np.nan
    rows = mean_sd_rows(scores, k, 1)
    found = assign(scores, rows, ["upper"])
    for row, each in enumerate(scores):
        alone = mean_sd(each, k, 1)
        assert [float(cutoff[row, 0]) for cutoff in rows] == pytest.approx(list(alone), rel=1e-13)
        np.testing.assert_array_equal(found[row], assign(each, alone, ["upper"]))


def test_cutoffs_of_a_row_do_not_hang_on_the_rows_beside_it() -> None:
    """With a unit's replicates side by side in memory, as they are kept."""
    scores = np.asfortranarray(np.random.default_rng(4).normal(50, 12, (64, 900)))
    whole = mean_sd_rows(scores, (1.0,), 1)
    for rows in (slice(0, 8), slice(40, 56)):
        for one, other in zip(mean_sd_rows(scores[rows], (1.0,), 1), whole, strict=True):
            np.testing.assert_array_equal(one, other[rows])
