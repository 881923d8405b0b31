from typing import Any

import numpy as np
import pytest

from engine.tests.foresight.delay.test_settings import some
from ikp.foresight.delay.hazards import places_of
from ikp.foresight.delay.learning import learn

NAN = np.nan
PLACES = places_of(["x", "x", "y"])
# Three series of three weeks, delays of 0 and 1: one slow, one silent, one quick.
N = np.array(
    [
        [[2.0, 0.0, 9.0], [6.0, 0.0, 1.0]],
        [[3.0, 0.0, 8.0], [9.0, 0.0, 2.0]],
        [[1.0, 0.0, 9.0], [NAN, NAN, NAN]],
    ]
)


def share(**changes: Any) -> list[float]:
    given = {"method": "lawless"} | changes
    return [round(float(each), 9) for each in learn(N, some(**given), PLACES).delay.cdf[0]]


def test_a_series_has_its_own_delay_its_groups_or_that_of_all() -> None:
    own = share(by="series")
    assert own[0] == 0.25
    assert np.isnan(own[1])
    assert own[2] == 0.85
    assert share(by="group") == [0.25, 0.25, 0.85]
    assert share(by="all") == [22 / 40] * 3


def test_shrinking_lies_between_and_tells_how_much_is_own() -> None:
    found = learn(N, some(), PLACES)
    assert found.delay.cdf[0, 0] < found.delay.cdf[0, 1] < found.delay.cdf[0, 2]
    assert found.delay.own[1] == 0
    assert 0 < found.delay.own[0] < 1
    assert {"group_strength", "series_strength", "alike"} <= set(found.found)
    assert (found.delay.log_variance[0] > 0).all()


def test_a_law_smooths_and_lies_near() -> None:
    assert share(by="all", law="gamma") == pytest.approx([22 / 40] * 3, abs=0.03)


def test_the_bayesian_delays_are_posterior_means() -> None:
    assert share(method="bayes-trunc", by="series")[0] == pytest.approx(1 - 15.1 / 20.2)
    assert share(method="bayes-notrunc", by="series")[0] == pytest.approx(6.1 / 21.2)


def test_nobody_to_learn_from_is_said() -> None:
    silent = np.where(np.isnan(N), NAN, 0.0)
    for by in ("shrunken", "all", "group"):
        assert np.isnan(learn(silent, some(by=by), PLACES).delay.cdf).all()


def test_a_window_shows_how_delays_are_now() -> None:
    changed = np.concatenate([np.tile([[[1.0], [9.0]]], (20, 1, 1)), np.tile([[[9.0], [1.0]]], (5, 1, 1))])
    changed[-1, 1] = NAN
    place = places_of(["x"])
    plain = learn(changed, some(method="lawless", by="series"), place).delay.cdf[0, 0]
    now = learn(changed, some(method="lawless", by="series", window=4), place).delay.cdf[0, 0]
    fading = learn(changed, some(method="lawless", by="series", half_life=2.0), place).delay.cdf[0, 0]
    assert plain < 0.3 < 0.6 < fading < now == pytest.approx(0.9)


def test_half_life_and_trend_are_found_within_the_window_or_set() -> None:
    generator = np.random.default_rng(2)
    share = np.array([0.5, 0.3, 0.2]) * np.exp(0.02 * np.arange(60)[:, None] * np.arange(3))
    n = generator.multinomial(300, share / share.sum(axis=1, keepdims=True)).astype(np.float64)[:, :, None]
    n[np.add.outer(np.arange(60), np.arange(3)) >= 60] = NAN
    truth = (share / share.sum(axis=1, keepdims=True))[-1, 0]
    place = places_of(["x"])
    found = {window: learn(n, some(window=window), place) for window in (None, 40)}
    for each in found.values():
        assert each.found["slope"] == pytest.approx(0.02, abs=0.01)
        assert each.delay.cdf[0, 0] == pytest.approx(truth, abs=0.03)
    still = learn(n, some(half_life=np.inf), place)
    assert "slope" not in still.found
    assert still.delay.cdf[0, 0] > truth + 0.05
