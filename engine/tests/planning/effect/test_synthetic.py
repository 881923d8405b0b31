"""Synthetic control: mixtures that are there are found, and what stands out is told from what does not."""

import numpy as np
import pytest

from ikp.errors import DataError
from ikp.planning.effect import Panel, mixture, synthetic_control


def world(effect: float, seed: int = 1, donors: int = 24, periods: int = 12, start: int = 8) -> Panel:
    rng = np.random.default_rng(seed)
    common = np.cumsum(rng.normal(0, 1, (3, periods)), axis=1)
    loads = rng.dirichlet([1, 1, 1], donors)
    others = loads @ common + rng.normal(0, 0.1, (donors, periods))
    own = 0.6 * others[0] + 0.4 * others[1] + rng.normal(0, 0.1, periods)
    own[start:] += effect
    names = ["15", *(f"d{i}" for i in range(donors))]
    return Panel(names, [str(i) for i in range(periods)], np.vstack([own, others]), [start, *([-1] * donors)])


def test_a_mixture_that_is_there_is_found() -> None:
    rng = np.random.default_rng(2)
    donors = rng.normal(50, 10, (4, 12))
    np.testing.assert_allclose(mixture(donors.T @ [0.5, 0.0, 0.3, 0.2], donors), [0.5, 0, 0.3, 0.2], atol=1e-6)


def test_weights_are_the_best_within_their_bounds() -> None:
    """Compared with a search of all mixtures of three in steps of 1 %."""
    rng = np.random.default_rng(4)
    donors, target = rng.normal(0, 1, (3, 5)), rng.normal(0.5, 1, 5)
    weights = mixture(target, donors)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    grid = [(i / 100, j / 100, 1 - (i + j) / 100) for i in range(101) for j in range(101 - i)]
    best = min(((target - np.array(each) @ donors) ** 2).sum() for each in grid)
    assert ((target - weights @ donors) ** 2).sum() <= best + 1e-9


def test_an_effect_stands_out_and_none_does_not() -> None:
    found = synthetic_control(world(-3.0), "15")
    assert found.effect == pytest.approx(-3.0, abs=0.6)
    assert found.p == 1 / 25
    assert found.weights.sum() == pytest.approx(1)
    assert synthetic_control(world(0.0), "15").p > 0.1


def test_none_is_rarely_taken_for_one() -> None:
    found = [synthetic_control(world(0.0, seed=seed), "15").p for seed in range(60)]
    assert np.mean(np.array(found) <= 0.1) <= 0.2


def test_what_is_needed_is_said() -> None:
    panel = world(0.0)
    with pytest.raises(DataError, match="no unit"):
        synthetic_control(panel, "99")
    with pytest.raises(DataError, match="0 periods before"):
        synthetic_control(panel, "d1")
    with pytest.raises(DataError, match="1 units never"):
        synthetic_control(Panel("ab", "0123", np.zeros((2, 4)), [2, -1]), "a")
