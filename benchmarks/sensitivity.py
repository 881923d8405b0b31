"""Sensitivity: Sobol indices of 79 factors (every weight, normalisation, aggregation) against NumPy by hand.

The common workload of benchmarks/uncertainty.py on 548 units, 1,024 rows, 82,944 computations.
By hand is the same scheme in NumPy as one would write it: one thread, no gaps, float32, no
ties, no intervals. The engine computes and ranks in float64, with ties, and adds bootstrap
intervals and the check of convergence.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine import DIMENSION, INDICATORS, SMALL, SUBDIMENSION, made_up
from benchmarks.harness import Figure, Run, alternate, in_own_process
from benchmarks.uncertainty import SPREAD, index, normalised

ROWS, FACTORS = 1024, INDICATORS + 16 + 2
Matrix = NDArray[np.float64]


def _effective(u: Matrix) -> Matrix:
    """Turn points into effective weights of the indicators: the product of the weights on their paths."""
    w = 1 - SPREAD + 2 * SPREAD * u
    leaf, sub, top = w[:, :INDICATORS], w[:, INDICATORS : INDICATORS + 12], w[:, -4:]
    starts = np.flatnonzero(np.diff(SUBDIMENSION, prepend=-1))
    of_sub = np.add.reduceat(leaf, starts, axis=1)
    of_dimension = np.add.reduceat(sub, np.flatnonzero(np.diff(DIMENSION, prepend=-1)), axis=1)
    above = sub / of_dimension[:, DIMENSION] * (top / top.sum(1, keepdims=True))[:, DIMENSION]
    return np.asarray(leaf * (above / of_sub)[:, SUBDIMENSION])


def by_hand(x: Matrix) -> Callable[[], tuple[Matrix, Matrix]]:
    """Give the work: Saltelli's scheme, products of matrices, argsort, and both estimators."""

    def work() -> tuple[Matrix, Matrix]:
        tables = [
            np.ascontiguousarray(m.T, dtype=np.float32) for z in normalised(x) for m in (z, np.log(z))
        ]  # fmt: skip
        drawn = np.random.default_rng(3).random((ROWS, 2 * FACTORS))
        a, b = drawn[:, :FACTORS], drawn[:, FACTORS:]
        points = np.concatenate([a, b, *[a] * FACTORS])
        for i in range(FACTORS):
            points[(2 + i) * ROWS : (3 + i) * ROWS, i] = b[:, i]
        which = (points[:, -2] * 3).astype(int) * 2 + (points[:, -1] * 2).astype(int)
        weights = _effective(points[:, :-2]).astype(np.float32)
        central = np.full((1, FACTORS - 2), 0.5)
        nominal = _ranks((_effective(central) @ tables[0]).astype(np.float32))[0]
        y = np.empty(len(points))
        for k, table in enumerate(tables):
            rows = np.flatnonzero(which == k)
            for start in range(0, len(rows), 256):
                part = rows[start : start + 256]
                y[part] = np.abs(_ranks(weights[part] @ table) - nominal).mean(1)
        at_a, at_b, mixed = y[:ROWS], y[ROWS : 2 * ROWS], y[2 * ROWS :].reshape(FACTORS, ROWS)
        variance = y[: 2 * ROWS].var()
        first = ((at_b - y.mean()) * (mixed - at_a)).mean(1) / variance
        return first, ((at_a - mixed) ** 2).mean(1) / (2 * variance)

    return work


def _ranks(scores: NDArray[np.float32]) -> NDArray[np.int32]:
    order = np.argsort(-scores, axis=1)
    ranks = np.empty(order.shape, np.int32)
    np.put_along_axis(ranks, order, np.arange(1, scores.shape[1] + 1, dtype=np.int32)[None], 1)
    return ranks


def with_ikp(x: Matrix, workers: int | None = None) -> Callable[[], Any]:
    from ikp.uncertainty.sensitivity import sensitivity

    table, framework, recipe, vary = index(x, 0.0)
    return lambda: sensitivity(table, framework, recipe, vary, ROWS, each_weight=True, workers=workers)


def one(runs: int) -> dict[str, float]:
    """Time both in turns, after seeing that they agree."""
    x = made_up(SMALL)
    ours, theirs = with_ikp(x), by_hand(x)
    found, (_, total) = ours(), theirs()
    # The two that matter, and the 77 that hardly do; the draws differ, so only their size can agree.
    np.testing.assert_allclose(found.indices.total[0, -2:], total[-2:], atol=0.15)
    np.testing.assert_allclose(found.indices.total[0, :-2], total[:-2], atol=0.05)
    np.testing.assert_equal(found.indices.runs, ROWS * (FACTORS + 2))
    return alternate(runs, ikp=ours, by_hand=theirs, one_thread=with_ikp(x, 1))


def main() -> None:
    run = Run("sensitivity")
    # Products of this size are slower on two threads of OpenBLAS than on one, by hand as well.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    found = in_own_process("benchmarks.sensitivity", "15")
    run.add(
        Figure("sobol-79-vs-numpy", found["ikp"] / found["by_hand"], 1.2, "lower", "x",
               f"ikp {found['ikp']:.3f} s with intervals (one thread {found['one_thread']:.3f} s), "
               f"NumPy {found['by_hand']:.3f} s without")
    )  # fmt: skip
    run.details = {**found, "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    print(f"kept in {run.write().relative_to(Path.cwd())}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(one(int(sys.argv[1]))))
    else:
        main()
