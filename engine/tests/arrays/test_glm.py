import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from ikp.arrays.glm import fit_glm

TIGHT = 1e-13


def season(n: int, groups: int) -> np.ndarray:
    times = np.arange(n, dtype=np.float64) + 2_000.0
    return np.column_stack([np.ones(n), times, *((np.arange(n) * groups // n) == g for g in range(1, groups))]).astype(
        np.float64
    )


def counts(rng: np.random.Generator, series: int, n: int) -> np.ndarray:
    return rng.poisson(np.exp(rng.uniform(-1.0, 2.0, (series, 1))) * np.ones((1, n))).astype(np.float64)


def test_groups_have_their_own_means() -> None:
    # Worked by hand: with a mean per group the fit is the mean, and Pearson's statistic
    # (1-2)²/2 + (3-2)²/2 + (4-6)²/6 + (6-6)²/6 + (8-6)²/6 = 1 + 4/3 over 5 - 2 degrees.
    design = np.array([[1, 0], [1, 0], [1, 1], [1, 1], [1, 1]], dtype=np.float64)
    found = fit_glm(design, np.array([[1.0, 3, 4, 6, 8]]), tolerance=TIGHT)
    assert_allclose(found.fitted[0], [2, 2, 6, 6, 6], rtol=1e-12)
    assert_allclose(found.coefficients[0], [np.log(2), np.log(3)], rtol=1e-12)
    assert_allclose(found.dispersion, [(1 + 4 / 3) / 3], rtol=1e-8)
    assert_allclose(found.hat[0], [1 / 2, 1 / 2, 1 / 3, 1 / 3, 1 / 3], rtol=1e-8)
    # The information of a group is the sum of its counts: 4 and 18.
    assert_allclose(found.covariance_unscaled[0], [[1 / 4, -1 / 4], [-1 / 4, 1 / 4 + 1 / 18]], rtol=1e-8)
    assert found.rank[0] == 2
    assert found.degrees[0] == 3


def test_an_offset_turns_counts_into_rates() -> None:
    effort = np.array([[1.0, 2, 4, 3]])
    found = fit_glm(np.ones((4, 1)), np.array([[2.0, 4, 8, 6]]), offset=np.log(effort), tolerance=TIGHT)
    assert_allclose(np.exp(found.coefficients), [[2.0]], rtol=1e-12)
    assert_allclose(found.fitted, 2 * effort, rtol=1e-12)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(["poisson", "negbin"]))
def test_the_score_is_zero_at_the_fit(seed: int, family: str) -> None:
    rng = np.random.default_rng(seed)
    design, y = season(60, 3), counts(rng, 4, 60)
    weights = rng.uniform(0.1, 2, y.shape)
    found = fit_glm(design, y, family=family, theta=1.5, weights=weights, tolerance=1e-14, iterations=60)  # type: ignore[arg-type]
    variance = 1.0 if family == "poisson" else 1 + found.fitted / 1.5
    score = (weights * (y - found.fitted) / variance) @ (design - [0, 2_030, 0, 0])
    assert_allclose(score, 0, atol=1e-5)


def test_a_row_left_out_is_a_row_that_is_not_there() -> None:
    rng = np.random.default_rng(5)
    design, y = season(50, 2), counts(rng, 3, 50)
    holed, weights = y.copy(), np.ones_like(y)
    holed[:, 7] = np.nan
    weights[:, 9] = 0
    kept = np.delete(np.arange(50), [7, 9])
    found, without = fit_glm(design, holed, weights=weights), fit_glm(design[kept], y[:, kept])
    assert_allclose(found.coefficients, without.coefficients, rtol=1e-9)
    assert_allclose(found.dispersion, without.dispersion, rtol=1e-9)
    assert (found.degrees == without.degrees).all()
    assert (found.hat[:, [7, 9]] == 0).all()


def test_a_weight_of_two_is_a_row_twice() -> None:
    rng = np.random.default_rng(6)
    design, y = season(40, 2), counts(rng, 3, 40)
    weights = np.ones_like(y)
    weights[:, 4] = 2
    twice = np.append(np.arange(40), 4)
    assert_allclose(
        fit_glm(design, y, weights=weights).fitted, fit_glm(design[twice], y[:, twice]).fitted[:, :40], rtol=1e-8
    )


@pytest.mark.parametrize("family", ["poisson", "negbin"])
def test_series_do_not_know_of_each_other(family: str) -> None:
    rng = np.random.default_rng(7)
    design, y = season(80, 4), counts(rng, 600, 80)
    together = fit_glm(design, y, family=family, theta=3.0)  # type: ignore[arg-type]
    for s in (0, 255, 256, 599):
        alone = fit_glm(design, y[s : s + 1], family=family, theta=3.0)  # type: ignore[arg-type]
        assert_allclose(together.coefficients[s], alone.coefficients[0], rtol=1e-9, atol=1e-12)
        assert together.steps[s] == alone.steps[0]


def test_a_design_of_its_own_gives_what_the_shared_one_gives() -> None:
    rng = np.random.default_rng(8)
    design, y = season(60, 3), counts(rng, 5, 60)
    shared, own = fit_glm(design, y), fit_glm(np.broadcast_to(design, (5, *design.shape)), y)
    for name in ("coefficients", "fitted", "hat", "dispersion", "covariance_unscaled"):
        assert_allclose(getattr(own, name), getattr(shared, name), rtol=1e-5, atol=1e-8, err_msg=name)


def test_a_column_that_adds_nothing_is_set_aside() -> None:
    rng = np.random.default_rng(9)
    design, y = season(60, 3), counts(rng, 5, 60)
    doubled = np.column_stack([design, design[:, 2] + design[:, 3]])
    found, plain = fit_glm(doubled, y), fit_glm(design, y)
    assert (found.rank == 4).all()
    assert np.isnan(found.coefficients[:, 4]).all()
    assert_allclose(found.fitted, plain.fitted, rtol=1e-9)
    assert (found.degrees == plain.degrees).all()


def test_nothing_but_zeros_expects_next_to_nothing() -> None:
    found = fit_glm(season(50, 3), np.zeros((2, 50)))
    assert found.converged.all()
    assert (found.fitted < 1e-9).all()
    assert (found.dispersion < 1e-9).all()


def test_a_series_without_observations_says_so() -> None:
    y = np.full((2, 30), np.nan)
    y[1] = 1.0
    found = fit_glm(season(30, 2), y)
    assert list(found.converged) == [False, True]
    assert np.isnan(found.coefficients[0]).all()
    assert np.isnan(found.fitted[0]).all()
    assert np.isnan(found.dispersion[0])
    assert found.rank[0] == 0


def test_what_has_not_converged_is_flagged() -> None:
    rng = np.random.default_rng(10)
    found = fit_glm(season(60, 3), counts(rng, 3, 60), iterations=2)
    assert not found.converged.any()
    assert np.isfinite(found.coefficients).all()


def test_a_huge_step_is_halved_until_it_is_a_number() -> None:
    # A lone count far from a row of zeros sends the first steps out of the numbers.
    design = np.column_stack([np.ones(8), np.array([0.0] * 7 + [1e-3])])
    y = np.array([[0.0] * 7 + [1e6]])
    found = fit_glm(design, y, iterations=100)
    assert np.isfinite(found.fitted).all()
    assert_allclose(found.fitted[0, 7], 1e6, rtol=1e-6)


def test_a_negative_binomial_of_huge_size_is_poisson() -> None:
    rng = np.random.default_rng(11)
    design, y = season(60, 3), counts(rng, 5, 60) + 1
    near = fit_glm(design, y, family="negbin", theta=1e9, tolerance=TIGHT)
    assert_allclose(near.fitted, fit_glm(design, y, tolerance=TIGHT).fitted, rtol=1e-6)


def test_each_series_may_have_its_own_size() -> None:
    rng = np.random.default_rng(12)
    design, y = season(60, 3), counts(rng, 2, 60)
    both = fit_glm(design, y, family="negbin", theta=np.array([0.5, 4.0]))
    for s, theta in enumerate((0.5, 4.0)):
        alone = fit_glm(design, y[s : s + 1], family="negbin", theta=theta)
        assert_allclose(both.coefficients[s], alone.coefficients[0], rtol=1e-10)


@pytest.mark.parametrize(
    "asked",
    [
        {"design": np.ones((4, 1))},
        {"y": np.array([[-1.0, 0, 1]])},
        {"weights": np.array([[1.0, -1, 1]])},
        {"family": "negbin"},
        {"family": "negbin", "theta": 0.0},
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, object]) -> None:
    given = {"design": np.ones((3, 1)), "y": np.ones((1, 3))} | asked
    with pytest.raises(ValueError, match=r"fit|below|size"):
        fit_glm(**given)  # type: ignore[arg-type]


@pytest.mark.extras
@pytest.mark.parametrize("family", ["poisson", "negbin"])
def test_against_statsmodels(family: str) -> None:
    import statsmodels.api as sm

    rng = np.random.default_rng(14)
    design, y = season(70, 4), counts(rng, 6, 70)
    offset, weights = rng.uniform(-1, 1, y.shape), rng.uniform(0.2, 2, y.shape)
    # Every step that is allowed is made: where the link is not canonical, a deviance at rest leaves means at 1e-7.
    task = {"family": family, "theta": 2.5, "offset": offset, "weights": weights, "tolerance": 0.0, "iterations": 60}
    found = fit_glm(design, y, **task)  # type: ignore[arg-type]
    law = sm.families.Poisson() if family == "poisson" else sm.families.NegativeBinomial(alpha=1 / 2.5)
    for s in range(6):
        model = sm.GLM(y[s], design, family=law, offset=offset[s], var_weights=weights[s])
        theirs = model.fit(tol=1e-14, tol_criterion="params", maxiter=200, scale="X2")
        assert_allclose(found.fitted[s], theirs.fittedvalues, rtol=1e-8)
        assert_allclose(found.dispersion[s], theirs.scale, rtol=1e-7)
        spread = np.sqrt(found.dispersion[s] * np.diag(found.covariance_unscaled[s]))
        assert_allclose(spread, theirs.bse, rtol=1e-6)
        assert_allclose(found.hat[s], theirs.get_hat_matrix_diag(observed=False), rtol=1e-6)
