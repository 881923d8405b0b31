"""Scores of samples and of normal forecasts: by their definition, R's and another library's results."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, stats

from engine.tests.foresight.evaluation.surveillance import Row, column, rows
from ikp.errors import UsageError
from ikp.foresight.evaluation.continuous import (
    crps_kernel,
    crps_normal,
    crps_sample,
    energy_score,
    kernel_score,
    log_score_kernel,
    log_score_normal,
    sample_moments,
    variogram_score,
)
from ikp.foresight.evaluation.counts import dawid_sebastiani


def draws(row: Row) -> NDArray[np.float64]:
    return np.array([float(cell) for name, cell in row.items() if name.startswith("X") and cell])


def test_crps_of_a_sample_by_hand() -> None:
    # E|X - 2| = 4/3, E|X - X'| / 2 = (1 + 1 + 0 …) of the three points 0, 1, 3: pairs 1, 3, 2 twice over nine.
    np.testing.assert_allclose(crps_sample([2.0], [[3.0, 0.0, 1.0]]), 4 / 3 - (1 + 3 + 2) / 9)
    np.testing.assert_allclose(crps_sample([2.0], [[5.0]]), 3.0)


def test_weights_stand_for_repetitions() -> None:
    np.testing.assert_allclose(crps_sample([2.0], [[0.0, 3.0]], [1.0, 2.0]), crps_sample([2.0], [[0.0, 3.0, 3.0]]))


def test_the_energy_score_of_one_number_is_the_crps() -> None:
    x = np.random.default_rng(1).normal(size=(1, 30))
    np.testing.assert_allclose(energy_score([0.4], x), crps_sample([0.4], x)[0])


def test_crps_of_a_kernel_is_the_integral_of_its_definition() -> None:
    x = np.random.default_rng(2).normal(size=25)
    low, high = np.quantile(x, [0.25, 0.75])
    h = 1.06 * min(x.std(ddof=1), (high - low) / 1.34) * 25**-0.2
    y = 0.7

    def squared(t: float) -> float:
        return float((stats.norm.cdf((t - x) / h).mean() - (t >= y)) ** 2)

    total = integrate.quad(squared, -8, y)[0] + integrate.quad(squared, y, 8)[0]
    np.testing.assert_allclose(crps_kernel([y], x[np.newaxis])[0], total, rtol=1e-6)
    density = stats.norm.pdf((y - x) / h).mean() / h
    np.testing.assert_allclose(log_score_kernel([y], x[np.newaxis])[0], -np.log(density))


def test_unknown_stays_unknown_and_shapes_are_checked() -> None:
    assert np.isnan(crps_sample([np.nan, 1.0], [[1.0, 2.0], [1.0, np.nan]])).all()
    with pytest.raises(UsageError, match="shape"):
        crps_sample([1.0], [1.0, 2.0])
    with pytest.raises(UsageError, match="shape"):
        energy_score([1.0, 2.0], [[1.0, 2.0]])


@pytest.mark.reference
def test_samples_agree_with_r(shared: Path) -> None:
    for given, wanted in zip(rows(shared, "in_score_samples"), rows(shared, "scores_sample"), strict=True):
        x, y = draws(given)[np.newaxis], [float(given["y"])]
        found = {
            "crps_edf": crps_sample(y, x),
            "crps_edf_weighted": crps_sample(y, x, np.arange(1.0, x.size + 1)),
            "crps_kde": crps_kernel(y, x),
            "logs_kde": log_score_kernel(y, x),
            "dss": dawid_sebastiani(y, *sample_moments(x)),
        }
        for name, value in found.items():
            np.testing.assert_allclose(value[0], float(wanted[name]), rtol=1e-12, err_msg=name)


@pytest.mark.reference
def test_several_numbers_and_normals_agree_with_r(shared: Path) -> None:
    given, wanted = rows(shared, "in_score_multivariate"), rows(shared, "scores_multivariate")[0]
    y, x = column(given, "y"), np.stack([draws(row) for row in given])
    np.testing.assert_allclose(energy_score(y, x), float(wanted["energy_score"]), rtol=1e-12)
    np.testing.assert_allclose(variogram_score(y, x), float(wanted["variogram_score_p0.5"]), rtol=1e-12)
    np.testing.assert_allclose(kernel_score(y, x), float(wanted["mmd_score"]), rtol=1e-12)
    normal = rows(shared, "scores_normal")
    forecast = [column(normal, name) for name in ("y", "mean", "sd")]
    np.testing.assert_allclose(crps_normal(*forecast), column(normal, "crps_norm"), rtol=1e-12)
    np.testing.assert_allclose(log_score_normal(*forecast), column(normal, "logs_norm"), rtol=1e-12)


@pytest.mark.extras
def test_agrees_with_scoringrules() -> None:
    sr = pytest.importorskip("scoringrules")
    rng = np.random.default_rng(4)
    y, x = rng.normal(size=20), rng.normal(size=(20, 40))
    np.testing.assert_allclose(crps_sample(y, x), sr.crps_ensemble(y, x, estimator="nrg"), rtol=1e-10)
    np.testing.assert_allclose(crps_normal(y, 0.3, 2.0), sr.crps_normal(y, 0.3, 2.0), rtol=1e-10)
    np.testing.assert_allclose(energy_score(y, x), sr.es_ensemble(y, x.T), rtol=1e-10)
    np.testing.assert_allclose(variogram_score(y, x), sr.vs_ensemble(y, x.T, p=0.5), rtol=1e-10)
