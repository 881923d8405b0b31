from typing import Any

import numpy as np
from numpy.testing import assert_allclose
from scipy.stats import nbinom, poisson

from ikp.foresight.alarms.delayed_bounds import Mixture, drawn, expected_by_now, mixture
from ikp.foresight.alarms.delayed_model import DelayedFit


def fit(**changes: Any) -> DelayedFit:
    """Three delays with means 4, 2 and 1, of known size 5, for one series."""
    given: dict[str, Any] = {
        "eta": np.log([[4.0, 2, 1]]),
        "cov": np.zeros((1, 3, 3)),
        "size": np.array([5.0]),
        "size_se": np.array([0.0]),
        "seen": np.ones((1, 3), dtype=bool),
        "known": np.array([True]),
        "converged": np.array([True]),
    }
    return DelayedFit(**(given | changes))


def test_what_is_expected_by_now_and_in_the_end() -> None:
    cov = np.diag([0.04, 0.09, 0.16])[None]
    now, se, whole = expected_by_now(fit(cov=cov), 2)
    assert_allclose(now, [6])
    assert_allclose(whole, [7])
    # The logarithm of a sum: (4/6)² · 0.04 + (2/6)² · 0.09.
    assert_allclose(se, [np.sqrt(4 / 9 * 0.04 + 0.09 / 9)])
    now, _, whole = expected_by_now(fit(seen=np.array([[True, True, False]])), 3)
    assert_allclose([now, whole], [[6], [6]])


def test_a_known_law_is_a_negative_binomial_one() -> None:
    law = mixture(fit(), 1)
    wanted = nbinom(5, 5 / 9)
    assert_allclose(law.tail(np.array([7.0])), wanted.sf(6), rtol=1e-10)
    assert law.quantile(0.95) == wanted.ppf(0.95)
    # Of two delays: mean 6, variance 4 + 16/5 + 2 + 4/5 = 10, so that the size is 36 / 4 = 9.
    assert_allclose(mixture(fit(), 2).tail(np.array([9.0])), nbinom(9, 9 / 15).sf(8), rtol=1e-10)
    poissonian = mixture(fit(size=np.array([np.inf]), size_se=np.array([np.nan])), 3)
    assert_allclose(poissonian.tail(np.array([9.0])), poisson(7).sf(8), rtol=1e-10)
    assert poissonian.quantile(0.99) == poisson(7).ppf(0.99)


def test_what_is_not_certain_widens_the_law() -> None:
    known, unsure = mixture(fit(), 2), mixture(fit(cov=np.full((1, 3, 3), 0.2)), 2)
    assert unsure.quantile(0.99) > known.quantile(0.99)
    unsure = mixture(fit(size_se=np.array([4.0])), 2)
    assert unsure.quantile(0.999) > known.quantile(0.999)


def test_nodes_stand_for_draws() -> None:
    given = fit(cov=np.full((1, 3, 3), 0.1), size_se=np.array([1.0]))
    rng = np.random.default_rng(1)
    mean = 6 * np.exp(np.sqrt(0.1) * rng.normal(size=400_000))
    size = 9 * np.exp(0.2 * rng.normal(size=400_000))
    y = rng.negative_binomial(size, size / (size + mean))
    law = mixture(given, 2)
    for count in (3, 10, 20):
        assert_allclose(law.tail(np.array([float(count)])), (y >= count).mean(), atol=0.002)


def test_of_nothing_expected_the_bound_is_nothing() -> None:
    law = mixture(fit(seen=np.zeros((1, 3), dtype=bool)), 3)
    assert law.quantile(0.995) == 0
    assert_allclose(law.tail(np.array([0.0])), 1)
    assert_allclose(law.tail(np.array([1.0])), 0, atol=1e-300)


def test_quantiles_of_a_mixture() -> None:
    law = Mixture(np.array([[1.0, 9.0]]), np.array([[np.inf, 2.0]]), np.array([[0.25, 0.75]]))
    cdf = 0.25 * poisson(1).cdf(np.arange(60)) + 0.75 * nbinom(2, 2 / 11).cdf(np.arange(60))
    for level in (0.01, 0.5, 0.9, 0.999):
        assert law.quantile(level) == np.flatnonzero(cdf >= level)[0]
    assert np.isnan(Mixture(np.full((1, 2), np.nan), np.ones((1, 2)), np.ones((1, 2)) / 2).quantile(0.5)).all()


def test_draws_are_those_of_the_reference() -> None:
    rng = np.random.default_rng(1)
    law = drawn(fit(cov=np.eye(3)[None] * 0.01, seen=np.array([[True, True, False]])), 3, rng, 50_000)
    # Only the first delay counts: the second is kept by reports with the third, of which there is none.
    assert_allclose(law.mean.mean(), 4 * np.exp(0.005), rtol=0.01)
    law = drawn(fit(size_se=np.array([5.0])), 1, rng, 50_000)
    assert_allclose((law.weight == 0).mean(), 0.1587, atol=0.01)  # sizes below 0 are left out
    assert_allclose(law.weight.sum(), 1)
    whole = fit(eta=np.log([[7.0]]), cov=np.full((1, 1, 1), 0.04), size_se=np.array([1.0]), seen=np.array([[True]]))
    law = drawn(whole, 1, rng, 1_000)
    assert np.corrcoef(np.log(law.mean[0]), law.size[0])[0, 1] > 0.999  # drawn with the same numbers
