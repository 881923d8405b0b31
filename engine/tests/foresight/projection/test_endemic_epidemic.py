"""The endemic-epidemic model: its derivatives, what it recovers, and R's results."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from engine.tests.foresight.evaluation.surveillance import column, rows
from ikp.errors import UsageError
from ikp.foresight.projection import endemic_epidemic as ee
from ikp.foresight.projection.endemic_epidemic import EndemicEpidemic, fit, neighbour_weights, simulate

Floats = NDArray[np.float64]
ONE = np.ones((1, 1, 1))


class Measles:
    """Weekly measles cases in 17 districts, as the reference has them."""

    def __init__(self, shared: Path) -> None:
        counts, districts = rows(shared, "in_measles_counts"), rows(shared, "in_measles_districts")
        ids = [row["id"] for row in districts]
        self.y = np.stack([column(counts, each) for each in ids], axis=1)
        order = rows(shared, "in_measles_nborder")
        self.order = np.stack([column(order, each) for each in ids], axis=1)
        self.share = column(districts, "popfrac")
        self.unvaccinated = 1.0 - column(districts, "vacc1_2004")
        t = np.arange(len(self.y), dtype=float)
        wave = 2 * np.pi * t / 52
        self.season = np.stack([np.ones_like(t), t, np.sin(wave), np.cos(wave)], axis=1)[:, np.newaxis]

    def basic(self, *, dispersed: bool = True) -> EndemicEpidemic:
        return EndemicEpidemic(self.season, ONE, ONE, neighbour_weights(self.order), self.share, dispersed)

    def vaccinated(self, power: float) -> EndemicEpidemic:
        columns = np.concatenate(
            [
                np.broadcast_to(self.season, (*self.y.shape, 4)),
                np.broadcast_to(np.log(self.unvaccinated)[:, np.newaxis], (*self.y.shape, 1)),
            ],
            axis=2,
        )
        near = np.stack([np.ones_like(self.share), np.log(self.share)], axis=1)[np.newaxis]
        weights = neighbour_weights(self.order, power, longest=5)
        return EndemicEpidemic(columns, ONE, near, weights, self.share)


def world(seed: int, weeks: int = 200, series: int = 12) -> tuple[EndemicEpidemic, Floats, Floats]:
    """Draw counts on a ring of series with known coefficients."""
    ring = np.abs(np.subtract.outer(np.arange(series), np.arange(series)))
    model = EndemicEpidemic(ONE, ONE, ONE, neighbour_weights(np.minimum(ring, series - ring)))
    truth = np.array([np.log(0.4), np.log(0.1), np.log(2.0), np.log(3.0)])
    known = ee.Fitted(truth, np.full((4, 4), np.nan), np.nan, np.empty((0, 0)), 3.0, True, 0)
    rng = np.random.default_rng(seed)
    return model, simulate(model, known, np.ones(series), slice(1, weeks), paths=1, rng=rng)[0], truth


def test_derivatives_are_those_of_the_likelihood() -> None:
    model, y, truth = world(1, weeks=20, series=4)
    y[3, 1] = np.nan
    for each in (model, EndemicEpidemic(ONE, ONE, ONE, model.weights, dispersed=False)):
        task = ee._Problem(each, y, 1, 0.3)
        beta = truth[: task.count + each.dispersed] + 0.1
        gradient, hessian = task.derivatives(beta)
        for place in range(beta.size):
            step = np.zeros(beta.size)
            step[place] = 1e-5
            slope = (task.likelihood(beta + step) - task.likelihood(beta - step)) / 2e-5
            assert gradient[place] == pytest.approx(slope, rel=1e-5, abs=1e-5)
            bend = (task.derivatives(beta + step)[0] - task.derivatives(beta - step)[0]) / 2e-5
            np.testing.assert_allclose(hessian[place], bend, rtol=1e-4, atol=1e-4)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    inside = []
    for seed in range(30):
        model, y, truth = world(seed)
        found = fit(model, y)
        assert found.converged
        inside.append(np.abs(found.coefficients - truth) < 1.645 * found.errors)
    assert np.mean(inside) == pytest.approx(0.9, abs=0.08)


def test_simulated_weeks_have_the_mean_that_the_model_says() -> None:
    model, y, _ = world(2)
    found = fit(model, y)
    assert model.weights is not None
    paths = simulate(model, found, y[-1], slice(1, 3), paths=4000, rng=np.random.default_rng(3), uncertain=False)
    own, near, endemic = np.exp(found.coefficients[:3])
    mean = own * y[-1] + near * y[-1] @ model.weights + endemic
    np.testing.assert_allclose(paths[:, 0].mean(axis=0), mean, rtol=0.1)
    np.testing.assert_allclose(paths[:, 1].mean(axis=0), own * mean + near * mean @ model.weights + endemic, rtol=0.1)
    wider = simulate(model, found, y[-1], slice(1, 3), paths=4000, rng=np.random.default_rng(3))
    assert wider[:, 1].std(axis=0).mean() >= 0.98 * paths[:, 1].std(axis=0).mean()


def test_what_is_unknown_is_left_out_and_nothing_is_refused() -> None:
    model, y, _ = world(4)
    y[50:60] = np.nan
    found = fit(model, y)
    assert found.converged
    assert found.n == (len(y) - 10 - 2) * y.shape[1]
    assert np.isnan(found.means[0]).all()
    with pytest.raises(UsageError, match="history"):
        fit(model, np.full((3, 12), np.nan))


def test_a_ridge_shrinks_slopes_but_not_levels() -> None:
    _, y, _ = world(5)
    columns = np.stack([np.ones(len(y)), np.linspace(-1, 1, len(y))], axis=1)[:, np.newaxis]
    free, bound = (fit(EndemicEpidemic(columns), y, ridge=ridge) for ridge in (0.0, 1e6))
    assert abs(bound.coefficients[1]) < 1e-3 < abs(free.coefficients[1])
    assert bound.coefficients[0] == pytest.approx(np.log(y[1:].mean()), abs=0.01)


def test_a_part_that_is_not_in_the_data_needs_a_prior() -> None:
    model, _, _ = world(6)
    y = np.random.default_rng(7).poisson(2.0, (80, 12)).astype(float)
    found = fit(model, y, epidemic=(0.1, 1.0))
    assert found.converged
    assert np.exp(found.coefficients[:2]).max() < 0.15
    assert found.log_likelihood <= fit(model, y).log_likelihood


@pytest.mark.reference
@pytest.mark.parametrize("name", ["basic_NegBin1", "basic_Poisson", "endonly_NegBin1", "ar_only_Poisson"])
def test_fits_agree_with_r(shared: Path, name: str) -> None:
    data = Measles(shared)
    model = {
        "basic_NegBin1": data.basic(),
        "basic_Poisson": data.basic(dispersed=False),
        "endonly_NegBin1": EndemicEpidemic(data.season, offset=data.share),
        "ar_only_Poisson": EndemicEpidemic(data.season, ONE, offset=data.share, dispersed=False),
    }[name]
    found = fit(model, data.y)
    wanted = next(row for row in rows(shared, "hhh4_fits") if row["model"] == name)
    assert found.converged
    assert found.n == int(wanted["nobs"])
    assert found.log_likelihood == pytest.approx(float(wanted["loglik"]), abs=1e-5)
    listed = [row for row in rows(shared, "hhh4_coefficients") if row["model"] == name]
    np.testing.assert_allclose(found.coefficients, column(listed, "estimate"), atol=2e-4)
    np.testing.assert_allclose(found.errors, column(listed, "se"), rtol=5e-3)


@pytest.mark.reference
def test_fitted_means_and_the_power_law_agree_with_r(shared: Path) -> None:
    data = Measles(shared)
    basic = rows(shared, "hhh4_fitted_basic_NegBin1")
    wanted = np.stack([column(basic, name) for name in list(basic[0])[1:]], axis=1)
    np.testing.assert_allclose(fit(data.basic(), data.y).means[1:], wanted, rtol=2e-3)

    def lost(power: float) -> float:
        return -fit(data.vaccinated(power), data.y).log_likelihood

    best = minimize_scalar(lost, bounds=(1.0, 8.0), method="bounded", options={"xatol": 1e-4})
    assert -best.fun == pytest.approx(-931.032312132003, abs=1e-4)


@pytest.mark.reference
def test_forecasts_a_week_ahead_agree_with_r(shared: Path) -> None:
    data = Measles(shared)
    listed = [row for row in rows(shared, "hhh4_onestep_scores") if row["model"] == "basic_NegBin1_rolling"]
    wanted = {(int(row["t"]), row["unit"]): float(row["mu"]) for row in listed}
    units = list(dict.fromkeys(row["unit"] for row in listed))
    weights = neighbour_weights(data.order)
    for week in (78, 90, 104):
        past = data.y[: week - 1]
        found = fit(EndemicEpidemic(data.season[: week - 1], ONE, ONE, weights, data.share), past)
        own, near = np.exp(found.coefficients[:2])
        endemic = data.share * np.exp(data.season[week - 1, 0] @ found.coefficients[2:6])
        mean = own * past[-1] + near * past[-1] @ weights + endemic
        np.testing.assert_allclose(mean, [wanted[week, unit] for unit in units], rtol=2e-3)
