import numpy as np

from ikp.arrays.coverage import pass_up, too_little, why_missing

KNOWN = np.array([[True, True], [True, False], [False, False], [False, False]])
REASONS = np.array([[0, 0], [0, 1], [2, 2], [1, 3]], dtype=np.uint8)
LOW = 5


def test_coverage_is_weighted_and_passed_up() -> None:
    assert pass_up(np.array([[1.0, 0.5], [0, 1]]), np.array([1.0, 3])).tolist() == [0.625, 0.75]


def test_nothing_missing_is_exactly_one() -> None:
    assert pass_up(np.ones((1, 7)), np.full(7, 0.1)).tolist() == [1]


def test_a_third_of_three_is_enough_for_a_third() -> None:
    weights = np.full(3, 1 / 3)
    covered = pass_up(np.array([[1.0, 0, 0]]), weights)
    known = np.array([[True, False, False]])
    assert not too_little(known, covered, propagate=False, minimum=1 / 3)[0]
    assert too_little(known, covered, propagate=False, minimum=0.34)[0]


def test_policies() -> None:
    covered = np.array([1.0, 0.5, 0, 0])
    assert too_little(KNOWN, covered, propagate=False, minimum=0).tolist() == [False, False, True, True]
    assert too_little(KNOWN, covered, propagate=True, minimum=0).tolist() == [False, True, True, True]
    assert too_little(KNOWN, covered, propagate=False, minimum=0.6).tolist() == [False, True, True, True]


def test_one_reason_for_all_is_kept_and_a_mixture_is_low_coverage() -> None:
    withheld = np.array([False, False, True, True])
    assert why_missing(REASONS, KNOWN, withheld, propagate=False, low=LOW).tolist() == [0, 0, 2, LOW]
    withheld = np.array([False, True, True, True])
    assert why_missing(REASONS, KNOWN, withheld, propagate=True, low=LOW).tolist() == [0, 1, 2, LOW]


def test_a_score_withheld_for_coverage_has_that_reason() -> None:
    withheld = np.array([True, True, True, True])
    assert why_missing(REASONS, KNOWN, withheld, propagate=False, low=LOW).tolist() == [LOW, LOW, 2, LOW]
    assert why_missing(REASONS, KNOWN, withheld, propagate=True, low=LOW).tolist() == [LOW, 1, 2, LOW]
