import numpy as np

from ikp.compare.shifts import Shifts


def shifts(a: list[float], b: list[float], *, comparable: bool = True) -> Shifts:
    return Shifts(tuple(f"u{i}" for i in range(len(a))), np.array(a), np.array(b), comparable)


def test_everything_by_hand() -> None:
    found = shifts([30, 20, 10], [10, 40, 25])
    assert found.change.tolist() == [-20, 20, 15]
    assert (found.rank_a.tolist(), found.rank_b.tolist()) == ([1, 2, 3], [3, 1, 2])
    assert found.rank_change.tolist() == [-2, 1, 1]
    assert found.percentile_change.tolist() == [-100, 50, 50]
    assert found.z_a.tolist() == [1, 0, -1]
    np.testing.assert_allclose(found.z_b, [-1, 1, 0])
    np.testing.assert_allclose(found.z_change, [-2, 1, 1])
    assert (found.spearman.value, found.kendall.n) == (-0.5, 3)


def test_ties_share_the_smaller_rank() -> None:
    assert shifts([5, 5, 1], [1, 2, 3]).rank_a.tolist() == [1, 1, 3]


def test_scores_are_not_subtracted_against_the_verdict() -> None:
    found = shifts([1, 2], [3, 5], comparable=False)
    assert np.isnan(found.change).all()
    assert found.rank_change.tolist() == [0, 0]


def test_no_units_at_all() -> None:
    found = shifts([], [])
    assert found.change.size == found.rank_change.size == found.percentile_change.size == found.z_change.size == 0
    assert found.spearman.n == 0
