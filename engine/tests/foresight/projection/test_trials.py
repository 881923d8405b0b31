"""Trials: with what was known then, on other units where there is no earlier period, in streams of their own."""

import numpy as np

from engine.tests.foresight.projection.worlds import editions, history, stages
from ikp.foresight.projection.candidates import candidates_for
from ikp.foresight.projection.history import History
from ikp.foresight.projection.trials import Forecaster


def forecaster(whole: History, *models: str) -> Forecaster:
    return Forecaster(whole, candidates_for(whole, models), seed=1)


def test_what_trials_rest_on() -> None:
    whole, _ = editions(1, times=4)
    made = forecaster(whole, "ordinal")
    assert [made.trials(origin, 1).evidence for origin in range(4)] == ["none", "units", "time", "time"]
    assert made.trials(3, 1).outcome.size == 2 * 200
    assert made.trials(1, 1).outcome.size == 200
    none = made.trials(0, 1)
    assert none.outcome.size == 0
    np.testing.assert_allclose(none.weights, 0.25)


def test_a_forecast_does_not_change_when_the_future_does() -> None:
    whole, _ = editions(2, times=4)
    other = history(np.vstack([whole.outcome[:3], 2 - whole.outcome[3:]]))
    for a, b in zip(forecaster(whole, "ordinal").at(2, 1), forecaster(other, "ordinal").at(2, 1), strict=True):
        assert a is not None
        assert b is not None
        np.testing.assert_array_equal(a.mean, b.mean)


def test_units_are_forecast_without_their_own_outcome() -> None:
    whole, _ = editions(3, times=2)
    outcome = whole.outcome.copy()
    outcome[1, :5] = 2 - outcome[1, :5]  # the first province comes out the other way round
    a, b = (forecaster(each, "ordinal").trials(1, 1) for each in (whole, history(outcome)))
    first = np.flatnonzero(np.arange(200) // 5 % 5 == 0)[:5]
    # Folds go by province, and the first fold holds the first province.
    np.testing.assert_array_equal(a.probability[:, : first.size], b.probability[:, : first.size])


def test_the_order_of_asking_does_not_matter() -> None:
    whole = stages(1, units=8)
    forth, back = forecaster(whole, "endemic-epidemic"), forecaster(whole, "endemic-epidemic")
    for origin in (5, 6):
        forth.at(origin, 1)
    for origin in (6, 5):
        back.at(origin, 1)
    for a, b in zip(forth.at(6, 1), back.at(6, 1), strict=True):
        assert a is not None
        assert b is not None
        np.testing.assert_array_equal(a.mean, b.mean)


def test_who_cannot_say_anything_is_remembered() -> None:
    whole = history([[0, 1, 2], [1, 1, 2]])
    made = forecaster(whole, "ordinal")
    found = made.at(1, 1)
    assert found[-1] is None
    assert made.silent["ordinal"].code == "forecast-model-short"
