"""Mixtures of laws of counts."""

import numpy as np

from ikp.foresight.evaluation.counts import count_quantile, count_scores
from ikp.foresight.projection.mixture import mixture_cdf, mixture_crps, mixture_quantile

WEIGHTS = np.array([0.3, 0.7])
MU = np.array([[3.0, 400.0, 5000.0, np.nan], [8.0, 100.0, np.nan, np.nan]])
SIZE = np.array([[2.0, 0.5, 0.3, np.nan], [5.0, 3.0, np.nan, np.nan]])


def test_the_score_is_the_sum_of_squares_of_its_definition() -> None:
    y = np.array([4.0, 90.0])
    k = np.broadcast_to(np.arange(30_000.0)[:, np.newaxis], (30_000, 2))
    below = mixture_cdf(k, WEIGHTS, MU[:, :2], SIZE[:, :2])
    definition = ((below - (k >= y)) ** 2).sum(axis=0)
    np.testing.assert_allclose(mixture_crps(y, WEIGHTS, MU[:, :2], SIZE[:, :2]), definition, rtol=1e-3)


def test_one_law_alone_and_a_law_that_is_missing() -> None:
    y = np.array([4.0, 90.0, 7000.0, 1.0])
    found = mixture_crps(y, WEIGHTS, MU, SIZE)
    np.testing.assert_allclose(found[2], count_scores(7000.0, 5000.0, 0.3), rtol=1e-3)
    assert np.isnan(found[3])
    alone = mixture_crps(y[:2], np.array([1.0, 0.0]), MU[:, :2], SIZE[:, :2])
    np.testing.assert_allclose(alone, count_scores(y[:2], MU[0, :2], SIZE[0, :2]), rtol=1e-3)
    assert np.isnan(mixture_crps(np.array([np.nan]), WEIGHTS, MU[:, :1], SIZE[:, :1]))[0]


def test_quantiles_reach_their_share_and_no_smaller_count_does() -> None:
    for share in (0.05, 0.5, 0.95):
        found = mixture_quantile(share, WEIGHTS, MU, SIZE)
        assert np.isnan(found[3])
        assert (mixture_cdf(found[:3], WEIGHTS, MU[:, :3], SIZE[:, :3]) >= share).all()
        assert (mixture_cdf(found[:3] - 1, WEIGHTS, MU[:, :3], SIZE[:, :3]) < share).all()
        assert found[2] == count_quantile(share, 5000.0, 0.3)
