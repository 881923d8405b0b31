"""What a Brier score is made of."""

import numpy as np
import pytest

from ikp.errors import UsageError
from ikp.foresight.evaluation.categorical import brier_score, ranked_probability_score
from ikp.foresight.evaluation.decomposition import decompose, murphy, recalibrate


def test_recalibration_pools_what_is_in_the_wrong_order() -> None:
    np.testing.assert_allclose(recalibrate([0.1, 0.2, 0.3, 0.9], [0, 1, 0, 1]), [0.0, 0.5, 0.5, 1.0])
    np.testing.assert_allclose(recalibrate([0.4, 0.4], [0, 1]), [0.5, 0.5])
    assert recalibrate([], []).size == 0


def test_parts_make_up_the_score() -> None:
    rng = np.random.default_rng(1)
    p, y = rng.dirichlet(np.ones(3), 80), rng.integers(0, 3, 80)
    y[:5] = -1
    for ordered, score in ((False, brier_score), (True, ranked_probability_score)):
        found = decompose(p, y, ordered=ordered)
        assert found.n == 75
        assert found.score == pytest.approx(np.nanmean(score(p, y)))
        assert found.score == pytest.approx(found.miscalibration - found.discrimination + found.uncertainty)
        assert min(found.miscalibration, found.discrimination, found.uncertainty) >= 0.0
    assert decompose(p, np.full(80, -1)).n == 0


def test_the_plain_share_is_calibrated_and_says_nothing() -> None:
    found = decompose(np.full(10, 0.3), [1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
    assert found.miscalibration == pytest.approx(0.0)
    assert found.discrimination == pytest.approx(0.0)
    assert found.score == pytest.approx(0.21) == found.uncertainty


def test_murphy_by_hand() -> None:
    found = murphy([0.2, 0.2, 0.8, 0.8], [0, 1, 1, 1], bins=None)
    assert found.reliability == pytest.approx((0.3**2 + 0.2**2) / 2)
    assert found.resolution == pytest.approx(0.0625)
    assert found.uncertainty == pytest.approx(0.1875)
    assert found.within == pytest.approx(0.0, abs=1e-12)
    assert found.score == pytest.approx(found.reliability - found.resolution + found.uncertainty)


def test_bins_that_hide_differences_say_so() -> None:
    found = murphy([0.01, 0.09, 1.0], [0, 1, 1], bins=10)
    assert abs(found.within) > 0.01
    assert murphy([0.5], [-1]).n == 0
    with pytest.raises(UsageError, match="bins"):
        murphy([0.5], [1], bins=0)
