"""Uncertainty: many replicates of 61 indicators in three levels, against NumPy by hand and pySensMCDA.

The common workload: every weight ± 25 %, three normalisations, two aggregations; per unit the
median and the 5–95 % of its rank. The engine does more in the same time: quantiles of the
score, category probabilities, missing data, ties, and ranks of float64.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine import DIMENSION, DIRECTION, INDICATORS, LARGE, SMALL, SUBDIMENSION, made_up
from benchmarks.harness import Figure, Run, alternate, in_own_process, peak_bytes

#: Villages and wards of Indonesia (Kemendagri 2022: 83,794), rounded as the goal is stated.
VILLAGES, STATION_INDICATORS = 83_000, 22
MISSING = 0.01
SPREAD = 0.25
Matrix = NDArray[np.float64]


# --- by hand -----------------------------------------------------------------------------------
def _shares(w: Matrix, group: NDArray[np.intp], groups: int) -> Matrix:
    total = np.column_stack([w[:, group == g].sum(1) for g in range(groups)])
    return np.asarray(w / total[:, group])


def draw(rng: np.random.Generator, count: int) -> Matrix:
    """Draw effective weights of the indicators: the product of the weights on their paths."""
    w = rng.uniform(1 - SPREAD, 1 + SPREAD, (count, INDICATORS + 16))
    leaf = _shares(w[:, :INDICATORS], SUBDIMENSION, 12)
    sub = _shares(w[:, INDICATORS : INDICATORS + 12], DIMENSION, 4)
    top = w[:, -4:] / w[:, -4:].sum(1, keepdims=True)
    return np.asarray(leaf * sub[:, SUBDIMENSION] * top[:, DIMENSION[SUBDIMENSION]])


def normalised(x: Matrix) -> list[Matrix]:
    """Give the three normalised tables, all above zero, so that both means can take them."""
    low, high = x.min(0), x.max(0)
    place = (x - low) / (high - low)
    place = np.where(DIRECTION > 0, place, 1 - place)
    scaled = (x - x.mean(0)) / x.std(0, ddof=1) * 10 * DIRECTION + 100
    ranks = (np.where(DIRECTION > 0, x, -x).argsort(0).argsort(0)) / (len(x) - 1)
    return [1 + 99 * place, scaled, 1 + 99 * ranks]


def by_hand(x: Matrix, count: int) -> Matrix:
    """Give 5, 50 and 95 % of every unit's rank, shape (3, n), as one would write it in NumPy: one thread, no gaps."""
    rng = np.random.default_rng(1)
    tables = [np.ascontiguousarray(m.T) for z in normalised(x) for m in (z, np.log(z))]
    which, weights = rng.integers(0, 6, count), draw(rng, count)
    ranks = np.empty((count, len(x)), np.int32 if len(x) > 32_767 else np.int16)
    place = np.arange(1, len(x) + 1, dtype=ranks.dtype)[None]
    for k, table in enumerate(tables):
        rows = np.flatnonzero(which == k)
        order = np.argsort(-(weights[rows] @ table), axis=1)
        own = np.empty(order.shape, ranks.dtype)
        np.put_along_axis(own, order, place, 1)
        ranks[rows] = own
    ordered = np.sort(np.ascontiguousarray(ranks.T), axis=1)
    return np.asarray(ordered[:, [int(share * (count - 1)) for share in (0.05, 0.5, 0.95)]].T)


def limit(x: Matrix, count: int) -> Callable[[], None]:
    """Give the physical limit: one product of matrices and one sort of (score, place) packed into 64 bits."""
    table = np.ascontiguousarray(x.T)
    weights = np.ascontiguousarray(draw(np.random.default_rng(1), count)[:, : x.shape[1]])
    place, rows = np.arange(len(x)), max(1, (1 << 22) // len(x))
    mask = (1 << len(x).bit_length()) - 1

    def work() -> None:
        for start in range(0, count, rows):
            key = (weights[start : start + rows] @ table).view(np.int64)
            key &= ~mask
            key |= place
            key.sort(axis=1)

    return work


# --- ours --------------------------------------------------------------------------------------
def index(x: Matrix, missing: float) -> tuple[Any, Any, Any, Any]:
    """Give table, framework, recipe and perturbations of the common workload."""
    from ikp import Framework, IndicatorTable, Node, Recipe
    from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Normalise, NormaliseRule
    from ikp.uncertainty import Choice, Option, Perturbations, Weights

    codes = [f"I{j + 1:02d}" for j in range(x.shape[1])]
    leaves = [Node(c, f"S{SUBDIMENSION[j]}", direction=int(DIRECTION[j])) for j, c in enumerate(codes)]
    lower = [Node(f"S{s}", f"D{DIMENSION[s]}") for s in range(12) if f"S{s}" in {leaf.parent for leaf in leaves}]
    upper = [Node(f"D{d}", "INDEX") for d in range(4) if f"D{d}" in {node.parent for node in lower}]
    framework = Framework([Node("INDEX"), *upper, *lower, *leaves])
    recipe = Recipe(
        [
            Normalise(default=NormaliseRule(to=(1.0, 100.0))),
            Aggregate(default=AggregateRule(missing="renormalise", min_coverage=0.5)),
            Categorise(default=CategoryRule(method="mean_sd")),
        ]
    )
    ways: tuple[dict[str, Any], ...] = (
        {},
        {"normalise": {"default": {"method": "zscore", "to": [100.0, 10.0]}}},
        {"normalise": {"default": {"method": "percentile_rank", "to": [1.0, 100.0]}}},
    )
    geometric = {"aggregate": {"default": {"method": "geometric", "min_coverage": 0.5}}}
    vary = Perturbations(
        [
            Weights(spread=SPREAD),
            Choice(options=tuple(Option(name=str(k), change=way) for k, way in enumerate(ways))),
            Choice(options=(Option(name="arithmetic"), Option(name="geometric", change=geometric))),
        ]
    )
    values = np.array(x, order="F")
    if missing:
        values[np.random.default_rng(2).random(values.shape) < missing] = np.nan
    return IndicatorTable([str(i) for i in range(len(x))], codes, values, synthetic=True), framework, recipe, vary


def yes_no(units: int, indicators: int) -> Matrix:
    """Draw SYNTHETIC yes/no indicators of polling stations: 2 to 20 % yes, likelier where others are."""
    rng = np.random.default_rng(7)
    own = rng.standard_normal(units)
    found = np.empty((units, indicators), order="F")
    for j in range(indicators):
        found[:, j] = rng.standard_normal(units) + 0.5 * own > rng.uniform(1.0, 2.3)
    return found


def stations(x: Matrix, missing: float) -> tuple[Any, Any, Any, Any]:
    """Give the polling stations: seven variables of yes/no indicators, every weight ± 25 %, gaps."""
    from ikp import Framework, IndicatorTable, Node, Recipe
    from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Normalise, NormaliseRule
    from ikp.uncertainty import Perturbations, Weights

    codes = [f"I{j + 1:02d}" for j in range(x.shape[1])]
    variables = [Node(f"V{k}", "INDEX") for k in range(7)]
    framework = Framework([Node("INDEX"), *variables, *(Node(c, f"V{j % 7}") for j, c in enumerate(codes))])
    recipe = Recipe(
        [
            Normalise(default=NormaliseRule(method="goalposts", low=0.0, high=1.0)),
            Aggregate(default=AggregateRule(min_coverage=0.3)),
            Categorise(default=CategoryRule(method="mean_sd")),
        ]
    )
    values = np.array(x, order="F")
    values[np.random.default_rng(2).random(values.shape) < missing] = np.nan
    table = IndicatorTable([str(i) for i in range(len(x))], codes, values, synthetic=True)
    return table, framework, recipe, Perturbations([Weights(spread=SPREAD)])


def with_ikp(x: Matrix, count: int, missing: float) -> Callable[[], Any]:
    """Give the engine's work on the common workload."""
    return replicates(index(x, missing), count)


def replicates(of: tuple[Any, Any, Any, Any], count: int, memory: int = 1 << 30) -> Callable[[], Any]:
    """Give the work of `propagate` on table, framework, recipe and perturbations, with everything read off."""
    from ikp.uncertainty import propagate

    table, framework, recipe, vary = of

    def work() -> Any:
        outcome = propagate(table, framework, recipe, vary, count, memory=memory)
        _ = outcome.score_quantiles, outcome.rank_quantiles, outcome.mean, outcome.probabilities, outcome.change
        return outcome

    return work


# --- the peer --------------------------------------------------------------------------------
def with_pysensmcda(x: Matrix, count: int, *, levels: bool) -> Callable[[], Matrix]:
    """Give pySensMCDA's draws of the weights, scored and ranked one at a time; tables are normalised once, beforehand.

    It knows no hierarchy. With `levels` the weights of each of the 17 nodes are drawn by themselves and multiplied on
    the way down, which is the work of the others here; without, 61 weights of one level, which is less.
    """
    from pysensmcda.probabilistic import perturbed_weights
    from scipy.stats import rankdata

    def drawn(weights: Matrix) -> Matrix:
        return np.asarray(perturbed_weights(weights, count, perturbation_scale=SPREAD * weights))

    def within(group: NDArray[np.intp]) -> Matrix:
        found = np.empty((count, len(group)))
        for each in range(int(group.max()) + 1):
            own = group == each
            found[:, own] = drawn(np.full(own.sum(), 1 / own.sum()))
        return found

    def weights() -> Matrix:
        if levels:
            lower, upper = within(SUBDIMENSION) * within(DIMENSION)[:, SUBDIMENSION], drawn(np.full(4, 0.25))
            return np.asarray(lower * upper[:, DIMENSION[SUBDIMENSION]])
        base = draw(np.random.default_rng(0), 1)[0]
        return drawn(base / base.sum())

    def work() -> Matrix:
        tables = [m for z in normalised(x) for m in (z, np.log(z))]
        which = np.random.default_rng(1).integers(0, 6, count)
        ranks = [rankdata(-(tables[k] @ each), method="min") for k, each in zip(which, weights(), strict=True)]
        return np.asarray(np.quantile(ranks, [0.05, 0.5, 0.95], axis=0))

    return work


# --- in a process of their own -----------------------------------------------------------------
def few(count: int, runs: int) -> dict[str, float]:
    """Time 548 units: by hand, by the engine with gaps and without, and the limit, in turns."""
    x = made_up(SMALL)
    ours, complete = with_ikp(x, count, MISSING), with_ikp(x, count, 0.0)
    # The same work: the median ranks agree but for the chance of other draws.
    np.testing.assert_allclose(complete().rank_quantiles[1], by_hand(x, count)[1], atol=0.02 * SMALL)
    found = alternate(runs, by_hand=lambda: by_hand(x, count), ikp=ours, complete=complete, limit=limit(x, count))
    # Two threads share two cores with whatever else runs; processor time tells what the work itself takes.
    return found | {"processor_by_hand": _processor(lambda: by_hand(x, count)), "processor_ikp": _processor(ours)}


def _processor(work: Callable[[], object], runs: int = 5) -> float:
    spent = []
    for _ in range(runs):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return median(spent)


def peer(count: int, runs: int) -> dict[str, float]:
    """Time pySensMCDA beside the engine."""
    x = made_up(SMALL)
    three, one = (with_pysensmcda(x, count, levels=levels) for levels in (True, False))
    # The same work: the median ranks agree but for the chance of other draws.
    np.testing.assert_allclose(three()[1], by_hand(x, count)[1], atol=0.02 * SMALL)
    return alternate(runs, pysensmcda=three, one_level=one, ikp=with_ikp(x, count, MISSING))


def many(units: int, indicators: int, count: int, memory: int) -> dict[str, float]:
    """Time a large table once, and measure the memory of the whole process; then the limit."""
    x = made_up(units) if indicators == INDICATORS else yes_no(units, indicators)
    work = replicates(index(x, MISSING) if indicators == INDICATORS else stations(x, MISSING), count, memory)
    start, spent = time.perf_counter(), time.process_time()
    outcome = work()
    found = {"seconds": time.perf_counter() - start, "processor": time.process_time() - spent, "peak": peak_bytes()}
    found |= {"rank_error": float(outcome.rank_error.max()), "score_error": float(outcome.score_error.max())}
    del outcome
    bare = limit(x, count)
    start = time.perf_counter()
    bare()
    return found | {"limit": time.perf_counter() - start}


def main() -> None:
    run = Run("uncertainty")
    module = "benchmarks.uncertainty"
    small = in_own_process(module, "few", "10000", "11")
    run.add(
        Figure("uncertainty-548x10k-vs-numpy", small["ikp"] / small["by_hand"], 1.0, "lower", "x",
               f"ikp {small['ikp']:.3f} s with gaps, {small['complete']:.3f} s without, NumPy {small['by_hand']:.3f} s "
               f"(processor time {small['processor_ikp']:.3f} and {small['processor_by_hand']:.3f} s); "
               f"limit (product and sort) {small['limit']:.3f} s, {small['ikp'] / small['limit']:.1f}x")
    )  # fmt: skip
    # pySensMCDA asks for an older pandas than the other peers' environment has, so it has one of its own.
    python = os.environ.get("PYSENSMCDA_PYTHON")
    beside = in_own_process(module, "peer", "10000", "3", python=python) if python else {}
    if not beside:
        print("uncertainty-vs-best-peer is not measured: PYSENSMCDA_PYTHON names no Python (benchmarks/README.md)")
    else:
        run.add(
            Figure("uncertainty-vs-best-peer", beside["pysensmcda"] / beside["ikp"], 20, "higher", "x",
                   f"pySensMCDA {beside['pysensmcda']:.2f} s ({beside['one_level']:.2f} s for 61 weights of one level, "
                   f"less work: {beside['one_level'] / beside['ikp']:.1f}x), ikp {beside['ikp']:.3f} s in turns")
        )  # fmt: skip
    run.details = {"few": small, "peer": beside, "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    for name, units, indicators, memory, seconds, gib in (
        ("villages-83k", VILLAGES, INDICATORS, 1 << 28, 10, 1.5),
        ("stations-823k", LARGE, STATION_INDICATORS, 1 << 29, 120, 3.0),
    ):
        found = in_own_process(module, "many", str(units), str(indicators), "1000", str(memory))
        run.add(
            Figure(name, found["seconds"], seconds, "lower", " s",
                   f"{units:,} x {indicators} x 1,000; processor time {found['processor']:.1f} s; limit (product and "
                   f"sort, one thread) {found['limit']:.1f} s, {found['seconds'] / found['limit']:.1f}x; "
                   f"ranks within {found['rank_error']:.0f} places")
        )  # fmt: skip
        run.add(Figure(f"{name}-memory", found["peak"] / 2**30, gib, "lower", " GiB"))
        run.details[name] = found
    print(f"kept in {run.write().relative_to(Path.cwd())}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        parts: dict[str, Callable[..., dict[str, float]]] = {"few": few, "peer": peer, "many": many}
        work = parts[sys.argv[1]]
        print(json.dumps(work(*(int(each) for each in sys.argv[2:]))))
    else:
        main()
