import numpy as np
import pytest
from numpy.testing import assert_allclose

from ikp.arrays.glm import fit_glm
from ikp.arrays.glm_designs import Crossed, factor, inverse, prepared, solve


def levels(rng: np.random.Generator, *, slope: bool) -> np.ndarray:
    """A factor of four levels, its rows together and in a haphazard order of levels."""
    level = np.repeat([2, 0, 3, 1], [4, 6, 5, 7])
    columns = [np.ones(level.size), *((level == each) for each in (1, 2, 3))]
    if slope:
        columns.insert(1, rng.uniform(900, 1_000, level.size))
    return np.column_stack(columns).astype(np.float64)


def given(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    return rng.uniform(0.1, 2, (5, n)), rng.normal(size=(5, n))


def test_small_systems_are_solved_as_by_lapack() -> None:
    rng = np.random.default_rng(13)
    half = rng.normal(size=(20, 6, 4))
    matrices = np.einsum("bki,bkj->bij", half, half)
    right = rng.normal(size=(20, 4))
    root, kept = factor(matrices.transpose(1, 2, 0))
    assert kept.all()
    assert_allclose(solve(root, kept, right.T).T, np.linalg.solve(matrices, right[:, :, None])[:, :, 0], rtol=1e-8)
    assert_allclose(inverse(root, kept).transpose(2, 0, 1), np.linalg.inv(matrices), rtol=1e-8)


@pytest.mark.parametrize("slope", [True, False])
@pytest.mark.parametrize("kind", ["levels", "shared", "own"])
def test_every_design_does_weighted_least_squares(kind: str, slope: bool) -> None:
    rng = np.random.default_rng(1)
    design = levels(rng, slope=slope)
    if kind == "shared":
        design = design[rng.permutation(len(design))]  # rows of a level apart: no factor any more
    n, p = design.shape
    use = prepared(np.broadcast_to(design, (5, n, p)) if kind == "own" else design)
    assert type(use).__name__ == {"levels": "_Levels", "shared": "_Shared", "own": "_Own"}[kind]
    working, values = given(rng, n)
    found = use.least_squares(working, values)
    covariance, kept = use.covariance(working)
    assert kept.all()
    turned = np.einsum("ij,jkb,lk->bil", use.back, covariance, use.back)
    for b in range(5):
        information = design.T * working[b] @ design
        wanted = np.linalg.solve(information, design.T @ values[b])
        assert_allclose(use.back @ found[:, b], wanted, rtol=1e-6, atol=1e-8)
        assert_allclose(use.predict(found)[b], design @ wanted, rtol=1e-7, atol=1e-9)
        assert_allclose(turned[b], np.linalg.inv(information), rtol=1e-5, atol=1e-8)
        hat = np.einsum("ni,ij,nj->n", design, np.linalg.inv(information), design)
        assert_allclose(use.leverage(covariance)[b], hat, rtol=1e-6)


def test_a_level_without_observations_is_set_aside_and_disturbs_nothing() -> None:
    rng = np.random.default_rng(2)
    design = levels(rng, slope=True)
    use = prepared(design)
    working, values = given(rng, len(design))
    empty = design[:, 3] == 1
    working[:, empty] = values[:, empty] = 0
    found = use.least_squares(working, values)
    covariance, kept = use.covariance(working)
    assert (kept.sum(axis=0) == 4).all()
    assert np.isfinite(found).all()
    assert np.isfinite(covariance).all()
    rest = np.delete(design[~empty], 3, axis=1)
    wanted = np.linalg.solve(rest.T * working[0, ~empty] @ rest, rest.T @ values[0, ~empty])
    assert_allclose(use.predict(found)[0, ~empty], rest @ wanted, rtol=1e-8)


def test_a_slope_that_the_levels_explain_is_set_aside() -> None:
    design = levels(np.random.default_rng(3), slope=True)
    design[:, 1] = design[:, 2:] @ [3.0, 5.0, 8.0]
    use = prepared(design)
    assert type(use).__name__ == "_Levels"
    working, values = given(np.random.default_rng(4), len(design))
    covariance, kept = use.covariance(working)
    assert not kept[-1].any()
    assert kept[:-1].all()
    assert (covariance[-1] == 0).all()
    means = np.add.reduceat(values, use.starts, axis=1) / np.add.reduceat(working, use.starts, axis=1)  # type: ignore[attr-defined]
    assert_allclose(use.least_squares(working, values)[:-1].T, means, rtol=1e-12)


@pytest.mark.parametrize(
    "design",
    [
        np.array([[0.0], [1], [0]]),  # no intercept
        np.array([[1.0, 0.2, 3], [1, 0.4, 1], [1, 0.9, 2]]),  # two slopes
        np.array([[1.0, 0], [1, 1], [1, 0]]),  # the rows of a level apart
        np.array([[1.0, 1, 1], [1, 0, 1], [1, 0, 0]]),  # levels that overlap
        np.array([[1.0, 1, 0], [1, 0, 1], [1, 0, 1]]),  # no level without a column
    ],
)
def test_what_is_no_single_factor_is_left_to_the_general_way(design: np.ndarray) -> None:
    assert type(prepared(design)).__name__ == "_Shared"


@pytest.mark.parametrize("levels_there", [1, 3])
def test_a_crossed_design_is_the_large_one_without_ever_being_it(levels_there: int) -> None:
    rng = np.random.default_rng(6)
    small = np.column_stack([np.ones(9), rng.uniform(100, 200, 9), np.arange(9) > 4]).astype(float)
    large = np.hstack([np.repeat(small, levels_there, axis=0), np.tile(np.eye(levels_there)[:, 1:], (len(small), 1))])
    use, plain = Crossed(small, levels_there), prepared(np.broadcast_to(large, (5, *large.shape)))
    working, values = given(rng, len(large))
    assert (use.rows, use.size) == large.shape
    found, wanted = use.least_squares(working, values), plain.least_squares(working, values)
    assert_allclose(use.back @ found, plain.back @ wanted, rtol=1e-6, atol=1e-8)
    assert_allclose(use.predict(found), plain.predict(wanted), rtol=1e-7, atol=1e-9)
    covariance, kept = use.covariance(working)
    assert kept.all()
    theirs, _ = plain.covariance(working)
    assert_allclose(np.einsum("ij,jkb,lk->ilb", use.back, covariance, use.back), theirs, rtol=1e-5, atol=1e-7)
    assert_allclose(use.leverage(covariance), plain.leverage(theirs), rtol=1e-6)


def test_a_crossed_design_is_fitted_as_the_large_one() -> None:
    rng = np.random.default_rng(7)
    small = np.column_stack([np.ones(40), np.arange(40.0)])
    y = rng.poisson(4, (3, 120)).astype(float)
    y[:, ::11] = np.nan
    large = np.hstack([np.repeat(small, 3, axis=0), np.tile(np.eye(3)[:, 1:], (40, 1))])
    found, wanted = fit_glm(Crossed(small, 3), y), fit_glm(large, y)
    for name in ("coefficients", "fitted", "hat", "dispersion", "covariance_unscaled"):
        assert_allclose(getattr(found, name), getattr(wanted, name), rtol=1e-6, atol=1e-9, err_msg=name)
