"""Sobol indices: against known values and SALib, with intervals that cover, and where nothing varies.

Ishigami and Sobol's G-function are the standard test functions; their indices are known.
"""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from ikp import UsageError
from ikp.uncertainty.sensitivity import SobolIndices, samples, sobol
from ikp.uncertainty.sensitivity.indices import estimate

Matrix = NDArray[np.float64]
G_WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])


def ishigami(u: Matrix) -> Matrix:
    x = np.pi * (2 * u - 1)
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


def of_ishigami() -> tuple[Matrix, Matrix]:
    """Ishigami & Homma 1990, with a = 7 and b = 0.1."""
    a, b = 7.0, 0.1
    alone = np.array([0.5 * (1 + b * np.pi**4 / 5) ** 2, a**2 / 8, 0.0])
    together = b**2 * np.pi**8 * 8 / 225
    variance = alone.sum() + together
    return alone / variance, (alone + np.array([together, 0, together])) / variance


def g_function(u: Matrix) -> Matrix:
    return np.asarray(((np.abs(4 * u - 2) + G_WEIGHTS) / (1 + G_WEIGHTS)).prod(axis=1))


def of_g() -> tuple[Matrix, Matrix]:
    """Saltelli & Sobol' 1995."""
    alone = 1 / (3 * (1 + G_WEIGHTS) ** 2)
    variance = (1 + alone).prod() - 1
    return alone / variance, alone * ((1 + alone).prod() / (1 + alone)) / variance


KNOWN: dict[str, tuple[Callable[[Matrix], Matrix], tuple[Matrix, Matrix]]] = {
    "ishigami": (ishigami, of_ishigami()),
    "g": (g_function, of_g()),
}


def run(model: Callable[[Matrix], Matrix], n: int = 1024, seed: int = 1, d: int | None = None) -> SobolIndices:
    d = d or (len(G_WEIGHTS) if model is g_function else 3)
    return sobol(model, [f"x{i}" for i in range(d)], n, np.random.default_rng(seed))


@pytest.mark.parametrize("name", KNOWN)
def test_known_indices_are_found(name: str) -> None:
    model, (first, total) = KNOWN[name]
    found = run(model, 8192)
    assert found.first[0] == pytest.approx(first, abs=0.02)
    assert found.total[0] == pytest.approx(total, abs=0.01)
    assert found.interaction[0] == pytest.approx(1 - first.sum(), abs=0.03)
    assert found.drift[0] < 0.02


def test_what_has_converged_is_said() -> None:
    few, many = run(ishigami, 64), run(ishigami, 8192)
    assert few.width[0] > 4 * many.width[0]
    assert not few.converged[0]
    assert few.drift[0] > many.drift[0]
    loose = sobol(ishigami, "xyz", 64, np.random.default_rng(1), tolerance=few.width[0])
    assert loose.converged[0]
    assert run(lambda u: u.sum(axis=1), 8192).converged[0]


@pytest.mark.extras
@pytest.mark.parametrize("name", KNOWN)
def test_salib_gives_the_same_numbers_on_the_same_runs(name: str) -> None:
    from SALib.analyze import sobol as analyze  # type: ignore[import-untyped]
    from SALib.test_functions import Ishigami, Sobol_G  # type: ignore[import-untyped]

    model, _ = KNOWN[name]
    rng = np.random.default_rng(3)
    d, n = len(G_WEIGHTS) if name == "g" else 3, 512
    a, b = samples(d, n, rng)
    theirs = Sobol_G.evaluate if name == "g" else lambda u: Ishigami.evaluate(np.pi * (2 * u - 1))
    assert model(a) == pytest.approx(theirs(a), abs=1e-12)
    mixed = np.repeat(a[None], d, axis=0)
    for i in range(d):
        mixed[i, :, i] = b[:, i]
    at_a, at_b, at_mixed = model(a), model(b), np.stack([model(each) for each in mixed])
    ours = estimate((at_a[:, None], at_b[:, None], at_mixed[:, :, None]), list(map(str, range(d))), ["y"], rng)
    # SALib wants the runs of a row together: A, then each column exchanged, then B.
    in_rows = np.column_stack([at_a, at_mixed.T, at_b]).ravel()
    names = {"num_vars": d, "names": [f"x{i}" for i in range(d)], "bounds": [[0, 1]] * d}
    expected = analyze.analyze(names, in_rows, calc_second_order=False, num_resamples=100, seed=1)
    assert ours.first[0] == pytest.approx(expected["S1"], abs=1e-12)
    assert ours.total[0] == pytest.approx(expected["ST"], abs=1e-12)
    # Their intervals are normal ones around the estimate, ours are percentiles: the widths are alike.
    width = (ours.total_high - ours.total_low)[0]
    assert width[:2] == pytest.approx(2 * expected["ST_conf"][:2], rel=0.35)


def test_a_linear_model_has_no_interactions() -> None:
    weights = np.array([3.0, 2.0, 1.0, 0.0])
    found = run(lambda u: u @ weights, 2048, d=4)
    assert found.first[0] == pytest.approx(weights**2 / 14, abs=0.01)
    assert found.total[0] == pytest.approx(weights**2 / 14, abs=0.01)
    assert found.total[0, 3] == 0
    assert found.mean[0] == pytest.approx(3, abs=0.01)
    assert found.variance[0] == pytest.approx(14 / 12, abs=0.01)


def test_intervals_cover_what_is_true() -> None:
    # 95 % intervals of 3 + 3 indices over 80 seeds. The bootstrap takes rows as independent, but those of a
    # Sobol' sequence are spread better, so the intervals cover more often than they say, not less.
    first, total = of_ishigami()
    inside = []
    for seed in range(80):
        found = run(ishigami, 256, seed)
        inside.append((found.first_low[0] <= first) & (first <= found.first_high[0]))
        inside.append((found.total_low[0] <= total) & (total <= found.total_high[0]))
    assert np.mean(inside) >= 0.93


def test_centring_takes_the_mean_out_of_the_error() -> None:
    """COINr's first-order estimator is not centred: the error grows with the mean, which means nothing."""

    def raised(u: Matrix) -> Matrix:
        return ishigami(u) + 20

    centred, uncentred = [], []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        a, b = rng.random((2, 1024, 3))  # COINr draws at random; so does this comparison
        mixed = np.repeat(a[None], 3, axis=0)
        for i in range(3):
            mixed[i, :, i] = b[:, i]
        at_a, at_b, at_mixed = raised(a), raised(b), np.stack([raised(each) for each in mixed])
        ours = estimate((at_a[:, None], at_b[:, None], at_mixed[:, :, None]), "xyz", ["y"], rng, replicates=2)
        centred.append(ours.first[0])
        variance = np.concatenate([at_a, at_b]).var(ddof=1)
        uncentred.append((at_b * (at_mixed - at_a)).mean(axis=1) / variance)
    ratio = np.std(uncentred, axis=0) / np.std(centred, axis=0)
    assert (ratio > 3).all()


def test_sobol_sequences_are_more_exact_than_random_draws() -> None:
    _, total = of_ishigami()
    errors, random = [], []
    for seed in range(20):
        errors.append(run(ishigami, 1024, seed).total[0] - total)
        rng = np.random.default_rng(seed)
        a, b = rng.random((2, 1024, 3))
        mixed = np.repeat(a[None], 3, axis=0)
        for i in range(3):
            mixed[i, :, i] = b[:, i]
        at = [ishigami(each)[:, None] for each in (a, b, *mixed)]
        found = estimate((at[0], at[1], np.stack(at[2:])), "xyz", ["y"], rng, replicates=2)
        random.append(found.total[0] - total)
    assert np.square(errors).mean() < 0.3 * np.square(random).mean()


def test_an_output_that_never_changes_has_no_sensitivity() -> None:
    found = run(lambda u: np.column_stack([np.full(len(u), 0.1), ishigami(u)]), 64)
    for part in (found.first, found.total, found.first_low, found.first_high, found.total_low, found.total_high):
        assert (part[0] == 0).all()
    assert found.variance[0] == found.interaction[0] == found.drift[0] == 0
    assert found.converged[0]
    assert found.total[1, 0] > 0


def test_a_factor_that_does_nothing_has_a_total_of_exactly_zero() -> None:
    found = run(lambda u: ishigami(np.column_stack([u[:, :3]])), 64, d=4)
    assert found.total[0, 3] == found.first[0, 3] == 0


def test_shifting_and_scaling_the_output_changes_nothing() -> None:
    plain, moved = run(ishigami, 256), run(lambda u: 1000 - 5 * ishigami(u), 256)
    assert moved.first == pytest.approx(plain.first, abs=1e-9)
    assert moved.total_high == pytest.approx(plain.total_high, abs=1e-9)


def test_runs_that_are_handed_over_together_are_the_single_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = [[0, 2], [1]]
    together = sobol(ishigami, "ab", 64, np.random.default_rng(1), columns=groups)
    monkeypatch.setattr("ikp.uncertainty.sensitivity.indices._TOGETHER", 1)
    assert (sobol(ishigami, "ab", 64, np.random.default_rng(1), columns=groups).total == together.total).all()


def test_a_group_of_columns_has_their_interactions_within_it() -> None:
    first, total = of_ishigami()
    found = sobol(ishigami, ["x1 and x3", "x2"], 4096, np.random.default_rng(1), columns=[[0, 2], [1]])
    assert found.first[0] == pytest.approx([1 - first[1], first[1]], abs=0.02)
    assert found.total[0] == pytest.approx([1 - total[1], total[1]], abs=0.02)


def test_several_outputs_are_the_single_ones() -> None:
    both = run(lambda u: np.column_stack([ishigami(u), u[:, 0]]), 256)
    assert both.first[0] == pytest.approx(run(ishigami, 256).first[0], abs=1e-12)
    assert both.total[1] == pytest.approx([1, 0, 0], abs=0.05)
    assert both.outputs == ("0", "1")


def test_rows_without_an_output_are_left_out_and_counted() -> None:
    def gappy(u: Matrix) -> Matrix:
        y = ishigami(u)
        y[u[:, 0] < 0.01] = np.nan
        return y

    found = run(gappy, 1024)
    assert 0 < found.lost[0] < 60
    assert not np.isnan(found.first).any()
    nothing = run(lambda u: np.full(len(u), np.nan), 16)
    assert nothing.lost.tolist() == [16]
    assert np.isnan(nothing.mean[0])
    assert (nothing.total == 0).all()


def test_rare_outputs_do_not_break_the_bootstrap() -> None:
    found = run(lambda u: (u[:, 0] > 0.99).astype(float), 64)
    assert np.isfinite(found.total_low).all()
    assert np.isfinite(found.first_high).all()


def test_the_same_seed_gives_the_same_numbers_and_progress_is_told() -> None:
    told: list[float] = []
    rng = np.random.default_rng(1)
    found = sobol(ishigami, "xyz", 64, rng, progress=lambda done, total: told.append(done / (total or 1)))
    assert told[-1] == 1
    again = run(ishigami, 64)
    assert (found.total_low == again.total_low).all()


@pytest.mark.parametrize(("n", "d"), [(0, 3), (3, 3), (1000, 3), (64, 0), (64, 20000)])
def test_impossible_sizes_are_refused(n: int, d: int) -> None:
    with pytest.raises(UsageError, match=r"power of two|factors that vary"):
        samples(d, n, np.random.default_rng(1))


def test_samples_lie_strictly_within() -> None:
    a, b = samples(5, 64, np.random.default_rng(2))
    assert a.shape == b.shape == (64, 5)
    assert min(a.min(), b.min()) > 0
    assert max(a.max(), b.max()) < 1
    # A Sobol' net: each sixty-fourth of each axis holds one point.
    for column in (*a.T, *b.T):
        assert sorted(np.floor(column * 64)) == list(range(64))
