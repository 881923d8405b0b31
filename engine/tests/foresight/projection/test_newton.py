"""Newton's method: tops that are known, valleys on the way, and the law around the top."""

import numpy as np
import pytest

from ikp.foresight.projection.newton import Top, climb


def test_a_hill_is_climbed_from_where_it_bends_the_wrong_way() -> None:
    # 1 / (1 + x²) is convex beyond 1/√3: plain Newton steps run away from there.
    top = climb(
        lambda x: float(1 / (1 + x[0] ** 2)),
        lambda x: (-2 * x / (1 + x**2) ** 2, ((6 * x**2 - 2) / (1 + x**2) ** 3)[:, np.newaxis]),
        np.array([3.0]),
    )
    assert top.converged
    assert top.at[0] == pytest.approx(0.0, abs=1e-5)
    assert top.covariance[0, 0] == pytest.approx(0.5)


def test_a_plain_has_no_law_around_it() -> None:
    top = climb(lambda _: 0.0, lambda _: (np.zeros(1), np.zeros((1, 1))), np.array([1.0]))
    assert not top.converged
    assert np.isnan(top.covariance).all()
    assert top.evidence == -np.inf
    assert top.draws(3, np.random.default_rng(1)).tolist() == [[1.0]] * 3


def test_the_evidence_of_a_normal_law_is_exact() -> None:
    curvature = np.array([[2.0, 0.5], [0.5, 1.0]])
    top = Top(np.zeros(2), -1.3, curvature, True)
    assert top.evidence == pytest.approx(-1.3 - 0.5 * np.log(1.75))
    draws = top.draws(20_000, np.random.default_rng(2))
    np.testing.assert_allclose(np.cov(draws.T), np.linalg.inv(curvature), atol=0.05)
