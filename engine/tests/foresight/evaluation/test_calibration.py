"""PIT and calibration tests: known shapes, their level in simulation, and R's results."""

from pathlib import Path
from typing import Literal, get_args

import numpy as np
import pytest

from engine.tests.foresight.evaluation.surveillance import column, rows
from ikp.errors import UsageError
from ikp.foresight.evaluation.calibration import calibration_test, pit_histogram, pit_uniformity
from ikp.foresight.evaluation.counts import CountScore, count_cdf

METHODS: tuple[Literal["mean"], Literal["standardised"]] = ("mean", "standardised")


def pit(y: np.ndarray, mu: float, size: float) -> np.ndarray:
    return pit_histogram(count_cdf(y - 1, mu, size), count_cdf(y, mu, size))


def test_shapes_tell_calibrated_wide_and_narrow() -> None:
    y = np.random.default_rng(1).negative_binomial(3.0, 3.0 / 13.0, 4000).astype(float)
    flat, narrow, wide = pit(y, 10.0, 3.0), pit(y, 10.0, np.inf), pit(y, 10.0, 0.8)
    assert pit_uniformity(flat) < 0.08 < min(pit_uniformity(narrow), pit_uniformity(wide))
    assert narrow[[0, -1]].min() > 1.2, "a U for forecasts that are too narrow"
    assert wide[4:6].max() > 1.2, "a hump for forecasts that are too wide"
    np.testing.assert_allclose([flat.mean(), narrow.mean(), wide.mean()], 1.0)


def test_a_sure_forecast_that_came_true_is_flat_only_in_its_last_bin() -> None:
    np.testing.assert_allclose(pit_histogram([0.0], [1.0], bins=4), 1.0)
    np.testing.assert_allclose(pit_histogram([0.3], [0.3], bins=2), [2.0, 0.0])
    assert np.isnan(pit_histogram([np.nan], [0.5], bins=3)).all()
    with pytest.raises(UsageError, match="bins"):
        pit_histogram([0.1], [0.2], bins=0)


@pytest.mark.parametrize("which", get_args(CountScore))
def test_true_forecasts_are_rejected_at_the_level_and_false_ones_are_found(which: CountScore) -> None:
    rng = np.random.default_rng(2)
    mu = np.repeat(rng.gamma(2.0, 2.0, 60), 3)
    worlds = rng.poisson(mu, (100, 180)).astype(float)
    for method in METHODS:
        p = np.array([calibration_test(y, mu, which=which, method=method).p for y in worlds])
        # 100 draws at 10 %: between 2 and 20 in all but one of a thousand cases
        assert 2 <= (p < 0.1).sum() <= 20
    doubled = calibration_test(worlds[0], mu / 2, which=which)
    assert doubled.p < 0.001
    assert doubled.z > 0


def test_without_an_outcome_there_is_no_verdict() -> None:
    found = calibration_test([np.nan], [2.0])
    assert found.n == 0
    assert np.isnan(found.p)


@pytest.mark.reference
def test_tests_agree_with_r(shared: Path) -> None:
    forecasts = rows(shared, "hhh4_onestep_scores")
    for row in rows(shared, "hhh4_calibration_tests"):
        own = [each for each in forecasts if each["model"] == row["model"]]
        found = calibration_test(
            column(own, "observed"),
            column(own, "mu"),
            column(own, "size", np.inf),
            which=row["which"],  # type: ignore[arg-type]
            method=METHODS[int(row["method"]) - 1],
        )
        assert found.n == int(row["n"])
        # The expectations of the reference are summed to a tolerance of 1e-4.
        np.testing.assert_allclose([found.z, found.p], [float(row["z"]), float(row["p"])], atol=1e-3)


@pytest.mark.reference
def test_histograms_agree_with_r(shared: Path) -> None:
    forecasts, wanted = rows(shared, "hhh4_onestep_scores"), rows(shared, "hhh4_pit")
    for model in {row["model"] for row in wanted}:
        own = [each for each in forecasts if each["model"] == model]
        found = pit_histogram(column(own, "P_xm1"), column(own, "P_x"))
        density = column([row for row in wanted if row["model"] == model], "density")
        np.testing.assert_allclose(found, density, rtol=1e-10)
