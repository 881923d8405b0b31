"""What an outcome tells; how it comes about is tested in test_propagating.py."""

import numpy as np

from engine.tests.uncertainty.small import FRAMEWORK, RECIPE, counts
from ikp import Recipe
from ikp.uncertainty import Perturbations, Weights, propagate

VARY = Perturbations([Weights()])


def test_without_categories_nothing_is_said_about_them() -> None:
    bare = Recipe([step for step in RECIPE.steps if step.kind != "categorise"])
    outcome = propagate(counts(), FRAMEWORK, bare, VARY, 40)
    assert outcome.labels == ()
    assert outcome.probabilities.shape == (0, 12)
    assert np.isnan(outcome.change).all()


def test_rank_acceptability_sums_to_the_share_of_replicates_with_a_score() -> None:
    values = counts()
    outcome = propagate(values, FRAMEWORK, RECIPE, VARY, 200)
    total = np.sum([outcome.rank_acceptability(unit) for unit in outcome.units], axis=0)
    # Every rank is taken once a replicate, but for ties.
    np.testing.assert_allclose(total, 1.0, atol=0.05)
    assert outcome.rank_acceptability("u00").sum() == 1.0
    np.testing.assert_array_equal(outcome.among_first(12), 1.0)


def test_pairs_among_units_leave_the_diagonal_at_nought() -> None:
    outcome = propagate(counts(), FRAMEWORK, RECIPE, VARY, 100)
    among = outcome.pairs_among(outcome.units[:4])
    assert np.diag(among).tolist() == [0, 0, 0, 0]
    assert (among + among.T <= 1).all()
