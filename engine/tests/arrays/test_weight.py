import numpy as np
import pytest

from ikp.arrays.weight import (
    RANDOM_INDEX,
    consistency_ratio,
    expert,
    first_component,
    importance_shares,
    normalised,
    optimised,
    pairwise,
    unreciprocal,
)

#: Saaty 2008, International Journal of Services Sciences 1, 83–98: which drink is consumed more in the U.S.?
DRINKS = np.array(
    [
        [1, 9, 5, 2, 1, 1, 1 / 2],
        [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
        [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [1, 9, 4, 2, 1, 2, 1 / 2],
        [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
        [2, 9, 9, 3, 2, 3, 1],
    ]
)


def test_experts_share_the_grand_sum() -> None:
    # Three experts score three indicators 1 to 4: sums 10, 6, 4 of 20.
    assert expert(np.array([[4.0, 3, 3], [2, 2, 2], [1, 1, 2]])).tolist() == [0.5, 0.3, 0.2]


def test_pairwise_gives_the_published_weights_and_ratio() -> None:
    assert unreciprocal(DRINKS) is None
    assert pairwise(DRINKS) == pytest.approx([0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], abs=0.0005)
    assert consistency_ratio(DRINKS) == pytest.approx(0.022, abs=0.0005)


def test_consistent_judgements_give_their_weights_back() -> None:
    weights = np.array([0.5, 0.3, 0.15, 0.05])
    matrix = weights[:, None] / weights[None, :]
    assert pairwise(matrix) == pytest.approx(weights)
    assert consistency_ratio(matrix) == pytest.approx(0, abs=1e-12)
    assert consistency_ratio(np.array([[1.0, 7], [1 / 7, 1]])) == 0


def test_a_circle_of_judgements_is_inconsistent() -> None:
    circle = np.array([[1, 3, 1 / 3], [1 / 3, 1, 3], [3, 1 / 3, 1]])
    # λ = 1 + 3 + 1/3, so the ratio is (4.333 − 3) / 2 / 0.58.
    assert consistency_ratio(circle) == pytest.approx((1 + 1 / 3) / 2 / 0.58)


def test_the_random_index_reaches_to_fifteen() -> None:
    assert len(RANDOM_INDEX) == 15
    assert RANDOM_INDEX[3] == 0.90


@pytest.mark.parametrize(
    ("matrix", "place"),
    [
        ([[1, 3], [0.33, 1]], None),  # a third with two digits
        ([[1, 3], [0.5, 1]], (0, 1)),
        ([[2, 3], [1 / 3, 1]], (0, 0)),
        ([[1, -3], [-1 / 3, 1]], (0, 1)),
        ([[1, np.nan], [1, 1]], (0, 1)),
        ([[1, 0], [np.inf, 1]], (0, 1)),
    ],
)
def test_entries_that_contradict_their_opposite_are_found(
    matrix: list[list[float]], place: tuple[int, int] | None
) -> None:
    assert unreciprocal(np.array(matrix)) == place


def test_first_component_of_two_columns_weighs_them_alike() -> None:
    x = np.array([[1.0, 10], [2, 30], [3, 20], [np.nan, 99]])
    assert first_component(x) == pytest.approx([np.sqrt(0.5)] * 2)


def test_a_column_that_runs_against_the_others_loads_negatively() -> None:
    rng = np.random.default_rng(1)
    common = rng.normal(size=200)
    x = np.column_stack([common, common, -common]) + 0.1 * rng.normal(size=(200, 3))
    loadings = first_component(x)
    assert (loadings > 0).tolist() == [True, True, False]
    assert (loadings**2).sum() == pytest.approx(1)


def test_optimised_weights_reach_the_wanted_importance() -> None:
    rng = np.random.default_rng(2)
    x = (rng.normal(size=(300, 1)) + rng.normal(size=(300, 3))) * np.array([1.0, 20, 0.1])
    wanted = np.array([4.0, 3, 3])
    weights = optimised(x, wanted)
    assert weights.sum() == pytest.approx(1)
    assert importance_shares(x, weights) == pytest.approx([0.4, 0.3, 0.3])
    # The shares are those of correlations with the weighted mean.
    correlations = np.array([np.corrcoef(column, x @ weights)[0, 1] for column in x.T])
    assert normalised(correlations) == pytest.approx([0.4, 0.3, 0.3])


def test_where_the_wanted_cannot_be_reached_no_other_weights_come_nearer() -> None:
    rng = np.random.default_rng(3)
    common = rng.normal(size=300)
    x = np.column_stack([common, common, rng.normal(size=300)]) + 0.2 * rng.normal(size=(300, 3))
    wanted = np.array([0.9, 0.05, 0.05])
    weights = optimised(x, wanted)
    assert (weights >= 0).all()
    assert (weights == 0).any()
    nearest = ((importance_shares(x, weights) - wanted) ** 2).sum()
    others = rng.dirichlet(np.ones(3), size=3000)
    assert nearest <= min(((importance_shares(x, other) - wanted) ** 2).sum() for other in others) + 1e-9
