"""Shapley values: what each player adds on average, over all orders in which they may come in."""

from collections.abc import Callable, Iterator
from math import factorial

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_EXACT", "Worth", "shapley"]

#: Up to this many players every coalition is formed (4,096); above, orders are sampled.
MOST_EXACT = 12

Worth = Callable[[NDArray[np.intp]], NDArray[np.float64]]


def shapley(worth: Worth, players: int, n: int) -> NDArray[np.float64]:
    """Split the worth of all players together among them, for n games at once (Shapley 1953).

    Parameters
    ----------
    worth : callable
        Takes the sorted places of the members of a coalition (never empty) and gives its
        worth in each game, shape (n,). The empty coalition is worth zero.
    players, n : int

    Returns
    -------
    array, shape (n, players)
        Rows sum to the worth of all. A player that never adds anything gets zero.

    Notes
    -----
    Exact up to `MOST_EXACT` players. Above that the mean over a fixed set of orders, in
    which every player stands at every place equally often and every order comes with its
    reverse; each order hands out the whole worth, so rows sum exactly all the same.
    """
    return _exact(worth, players, n) if players <= MOST_EXACT else _by_orders(worth, players, n)


def _exact(worth: Worth, players: int, n: int) -> NDArray[np.float64]:
    out = np.zeros((n, players))
    for number in range(1, 2**players):
        member = (number >> np.arange(players)) & 1 == 1
        size = int(member.sum())
        joined = factorial(size - 1) * factorial(players - size) / factorial(players)
        stayed = factorial(size) * factorial(players - size - 1) / factorial(players) if size < players else 0.0
        out += worth(np.flatnonzero(member))[:, None] * np.where(member, joined, -stayed)
    return out


def _by_orders(worth: Worth, players: int, n: int) -> NDArray[np.float64]:
    out, count = np.zeros((n, players)), 0
    for order in _orders(players):
        before = np.zeros(n)
        for place, player in enumerate(order):
            now = worth(np.sort(order[: place + 1]))
            out[:, player] += now - before
            before = now
        count += 1
    return out / count


def _orders(players: int) -> Iterator[NDArray[np.intp]]:
    """Give orders without drawing any: contributions are part of a result, and a result says the same every time.

    Thirty-two orders sorted from multiples of square roots of primes (a Weyl sequence), each
    in all its rotations and in reverse.
    """
    roots = np.sqrt(_primes(players))
    for number in range(1, 33):
        order = np.argsort(number * roots % 1.0)
        for turn in range(players):
            rotated = np.roll(order, turn)
            yield rotated
            yield rotated[::-1]


def _primes(count: int) -> NDArray[np.float64]:
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return np.array(found, dtype=np.float64)
