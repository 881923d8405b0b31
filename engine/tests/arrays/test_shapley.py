from collections.abc import Callable

import numpy as np
import pytest

from ikp.arrays.shapley import MOST_EXACT, Worth, shapley


def game(worth: Callable[[set[int]], bool]) -> Worth:
    """One game, by a rule on sets of players."""
    return lambda members: np.array([float(worth(set(members.tolist())))])


def test_the_glove_game() -> None:
    # One left glove (0), two right ones (1, 2); a pair is worth 1: ⅔, ⅙, ⅙.
    values = shapley(game(lambda s: 0 in s and len(s) > 1), 3, 1)
    assert values[0] == pytest.approx([2 / 3, 1 / 6, 1 / 6])


@pytest.mark.parametrize("players", [4, MOST_EXACT + 1])
def test_the_runway(players: int) -> None:
    # The longest runway needed (Littlechild & Owen 1973): each further metre is shared by those who need it.
    costs = np.arange(1.0, players + 1)
    expected = np.cumsum(1 / np.arange(players, 0, -1))
    values = shapley(lambda members: np.array([costs[members].max()]), players, 1)[0]
    assert values.sum() == pytest.approx(players)
    assert values == pytest.approx(expected, abs=1e-12 if players <= MOST_EXACT else 0.15)


@pytest.mark.parametrize("players", [5, MOST_EXACT + 2])
def test_additive_games_give_everyone_their_own(players: int) -> None:
    own = np.random.default_rng(1).random((3, players))
    values = shapley(lambda members: own[:, members].sum(axis=1), players, 3)
    assert values == pytest.approx(own)


def test_sampled_orders_come_close_to_all_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(2).random((20, 13)) * 100
    sampled = shapley(lambda members: np.exp(np.log(x[:, members]).mean(axis=1)), 13, 20)
    monkeypatch.setattr("ikp.arrays.shapley.MOST_EXACT", 13)
    exact = shapley(lambda members: np.exp(np.log(x[:, members]).mean(axis=1)), 13, 20)
    assert sampled.sum(axis=1) == pytest.approx(exact.sum(axis=1))
    assert np.sqrt(((sampled - exact) ** 2).mean()) < 0.3


def test_the_same_every_time() -> None:
    x = np.random.default_rng(3).random((2, 14))
    first, second = (shapley(lambda members: x[:, members].max(axis=1), 14, 2) for _ in range(2))
    assert np.array_equal(first, second)
