"""Agreement of experts, and the weights that follow."""

from math import isnan

import numpy as np
import pytest
from ikpweb.kit.alpha import krippendorff_alpha
from ikpweb.methodology.agreement import concord, derived_weights, intraclass, opinions

from web.tests.methodology.test_edits import node, small

RNG = np.random.default_rng(7)


def by_definition(scores: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> float:
    """W = 12 S / (m² (n³ − n) − m Σ T), with mean ranks and T = Σ (t³ − t) over the ties of each expert."""
    m, n = scores.shape
    ranks = np.array([[(row < x).sum() + ((row == x).sum() + 1) / 2 for x in row] for row in scores])
    sums = ranks.sum(axis=0)
    squares = ((sums - sums.mean()) ** 2).sum()
    ties = sum(
        float((np.unique(row, return_counts=True)[1] ** 3 - np.unique(row, return_counts=True)[1]).sum())
        for row in scores
    )
    return float(12 * squares / (m**2 * (n**3 - n) - m * ties))


def test_w_is_what_its_definition_says_with_and_without_ties() -> None:
    plain = np.array([RNG.permutation(8) for _ in range(5)], dtype=float)
    tied = RNG.integers(1, 5, (6, 20)).astype(float)
    for scores in (plain, tied):
        found = concord(scores)
        assert found.w == pytest.approx(by_definition(scores))
        assert found.chi2 == pytest.approx(scores.shape[0] * (scores.shape[1] - 1) * found.w)


def test_experts_who_rank_alike_agree_wholly_and_opposite_ones_not_at_all() -> None:
    row = np.array([1.0, 2.0, 3.0, 4.0])
    assert concord(np.stack([row, row, row])).w == pytest.approx(1)
    assert concord(np.stack([row, row[::-1]])).w == pytest.approx(0)


def test_p_is_uniform_where_experts_rank_by_chance() -> None:
    p = [concord(np.array([RNG.permutation(15) for _ in range(12)], dtype=float)).p for _ in range(400)]
    assert 0.02 < np.mean(np.array(p) < 0.05) < 0.09


@pytest.mark.parametrize("scores", [np.ones((1, 5)), np.ones((4, 2)), np.full((4, 6), 3.0), np.empty((0, 6))])
def test_too_little_to_say_is_not_a_number(scores: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> None:
    found = concord(scores)
    assert isnan(found.w)
    assert isnan(found.p)
    assert isnan(found.alpha)
    assert isnan(found.means)
    assert not found.known


#: Six targets rated by four judges: Shrout and Fleiss (1979), table 2.
JUDGED = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float).T


def test_intraclass_correlations_are_the_printed_ones() -> None:
    one, means = intraclass(JUDGED)
    assert one == pytest.approx(0.29, abs=5e-3)
    assert means == pytest.approx(0.62, abs=5e-3)


def test_the_same_order_is_not_the_same_score() -> None:
    """Who scores one more throughout ranks alike: W is 1, and the measures of agreement on scores are not."""
    row = np.array([1.0, 2, 3, 1, 2, 3])
    apart, same = concord(np.stack([row, row + 1])), concord(np.stack([row, row]))
    assert (apart.w, same.w) == (pytest.approx(1), pytest.approx(1))
    assert (same.alpha, same.one, same.means) == (pytest.approx(1), pytest.approx(1), pytest.approx(1))
    assert apart.alpha < 0.7
    assert apart.one < apart.means < 1
    assert apart.alpha == krippendorff_alpha(np.stack([row, row + 1]), "ordinal")


def test_scores_by_chance_agree_as_chance_does() -> None:
    found = [concord(RNG.integers(1, 5, (4, 61)).astype(float)) for _ in range(60)]
    assert abs(np.mean([each.alpha for each in found])) < 0.02
    assert abs(np.mean([each.one for each in found])) < 0.02


def test_an_opinion_by_hand() -> None:
    (found,) = opinions(["I01"], np.array([[1.0], [4.0], [4.0], [3.0]]))
    assert (found.mean, found.median, found.counts) == (3.0, 3.5, (1, 0, 1, 2))
    assert found.spread == pytest.approx(2**0.5)  # deviations −2, 1, 1, 0: 6 ÷ 3


def test_siblings_weigh_together_what_they_weighed_before() -> None:
    content = small()
    content["nodes"][3]["weight"], content["nodes"][4]["weight"] = 2.0, 6.0  # a and b
    weights, left = derived_weights(content, {"a": 3.0, "b": 1.0, "c": 2.0, "d": 4.0})
    assert weights == {"a": 6.0, "b": 2.0, "c": 1.0, "d": 1.0}
    assert left == []


def test_a_group_that_was_not_scored_whole_stays_as_it_is() -> None:
    content = small()
    content["nodes"].insert(5, node("new", "A1"))
    weights, left = derived_weights(content, {"a": 3.0, "b": 1.0, "c": 2.0, "gone": 4.0})
    assert weights == {"c": 1.0}
    assert left == ["A1"]
