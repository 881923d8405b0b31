"""The engine: `compute` on 548 and 823,220 units × 61 indicators, against NumPy by hand and two peers.

All do the same arithmetic: min-max in the indicator's direction, weighted means over 12
subdimensions, 4 dimensions and the index, and ranks in float64. The peers know no tiers:
scikit-criteria gets a model for each node (and, told beside it, one weighted sum with the
same effective weights); pymcdm gets that one weighted sum, which is less work.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Figure, Run, alternate, in_own_process, peak_bytes

#: Polling stations of Pemilu 2024 (KPU), and the offices that report an IKP.
LARGE, SMALL = 823_220, 548
INDICATORS = 61
SUBDIMENSION = np.repeat(np.arange(12), [5] * 11 + [6])
DIMENSION = np.repeat(np.arange(4), 3)
DIRECTION = np.where(np.arange(INDICATORS) % 10 < 7, 1, -1)
Matrix = NDArray[np.float64]


def made_up(units: int) -> Matrix:
    """Draw SYNTHETIC bounded indicators with a common factor, column by column."""
    rng = np.random.default_rng(20261124 + units)
    common, within = rng.standard_normal(units), rng.standard_normal((12, units))
    table = np.empty((units, INDICATORS), order="F")
    for j in range(INDICATORS):
        z = 0.5 * common + 0.5 * within[SUBDIMENSION[j]] + 0.7 * rng.standard_normal(units)
        table[:, j] = (1 / (1 + np.exp(-z * DIRECTION[j])) + rng.uniform(0, 5)) * 10.0 ** rng.integers(0, 4)
    return table


# --- the physical limit: the same arithmetic by hand ---------------------------------------
def by_hand(x: Matrix) -> tuple[Matrix, Matrix, Matrix, NDArray[np.int32]]:
    """Normalise, 12 subdimensions, 4 dimensions, index and rank in plain NumPy, as one would write it."""
    low, high = x.min(0), x.max(0)
    scale = DIRECTION * 100.0 / (high - low)
    z = x * scale + np.where(DIRECTION > 0, -low * scale, -high * scale)
    into_subdimensions = np.zeros((INDICATORS, 12))
    into_subdimensions[np.arange(INDICATORS), SUBDIMENSION] = 1 / np.bincount(SUBDIMENSION)[SUBDIMENSION]
    into_dimensions = np.zeros((12, 4))
    into_dimensions[np.arange(12), DIMENSION] = 1 / 3
    subdimensions = z @ into_subdimensions
    dimensions = subdimensions @ into_dimensions
    index = dimensions.mean(1)
    order = np.argsort(-index)
    rank = np.empty(len(index), np.int32)
    rank[order] = np.arange(1, len(index) + 1, dtype=np.int32)
    return subdimensions, dimensions, index, rank


# --- ours ------------------------------------------------------------------------------------
def with_ikp(x: Matrix) -> Callable[[], Matrix]:
    """Give the work of `compute`, from a table to scores of all tiers and ranks; digests are not asked for."""
    from ikp import Framework, IndicatorTable, Node, Recipe, compute
    from ikp.recipe.steps import Aggregate, Normalise

    codes = [f"I{j + 1:02d}" for j in range(INDICATORS)]
    nodes = [Node("INDEX"), *(Node(f"D{d}", "INDEX") for d in range(4))]
    nodes += [Node(f"S{s}", f"D{DIMENSION[s]}") for s in range(12)]
    nodes += [Node(c, f"S{SUBDIMENSION[j]}", direction=int(DIRECTION[j])) for j, c in enumerate(codes)]
    framework, recipe = Framework(nodes), Recipe([Normalise(), Aggregate()])
    table = IndicatorTable([str(i) for i in range(len(x))], codes, x)

    def work() -> Matrix:
        result = compute(table, framework, recipe)
        result.rank()
        return result.score()

    return work


# --- the peers -------------------------------------------------------------------------------
def _effective_weights() -> Matrix:
    within = 1 / np.bincount(SUBDIMENSION)[SUBDIMENSION]
    return within / 3 / 4


def with_pymcdm(x: Matrix) -> Callable[[], Matrix]:
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    rows, weights, model = np.ascontiguousarray(x), _effective_weights(), WSM(minmax_normalization)

    def work() -> Matrix:
        scores: Matrix = model(rows, weights, DIRECTION, validation=False)
        rrankdata(scores)
        return 100 * scores

    return work


def with_skcriteria(x: Matrix, *, tiers: bool = True) -> Callable[[], Matrix]:
    """Give the same tiers, a model for each node; without `tiers`, the one weighted sum of the effective weights."""
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.pipelines import mkpipe
    from skcriteria.preprocessing.invert_objectives import NegateMinimize
    from skcriteria.preprocessing.scalers import MinMaxScaler

    scaled, model = mkpipe(NegateMinimize(), MinMaxScaler("matrix"), WeightedSumModel()), WeightedSumModel()

    def mean(columns: Matrix) -> Matrix:
        count = columns.shape[1]
        node = skcriteria.mkdm(columns, [1] * count, weights=np.full(count, 1 / count))
        return np.asarray(model.evaluate(node).extra_["score"])

    def flat() -> Matrix:
        result = scaled.evaluate(skcriteria.mkdm(x, DIRECTION, weights=_effective_weights()))
        return 100 * np.asarray(result.extra_["score"])

    def by_tier() -> Matrix:
        decision = skcriteria.mkdm(x, DIRECTION, weights=np.full(INDICATORS, 1.0))
        z = np.asarray(scaled.transform(decision).matrix)
        subdimensions = np.column_stack([mean(z[:, s == SUBDIMENSION]) for s in range(12)])
        dimensions = np.column_stack([mean(subdimensions[:, d == DIMENSION]) for d in range(4)])
        return 100 * mean(dimensions)

    return by_tier if tiers else flat


# --- one table in a process of its own -------------------------------------------------------
def one(what: str, file: str, runs: int) -> None:
    """Time one kind of work beside the kernel (or measure its memory) and print JSON."""
    x = np.fromfile(file).reshape(INDICATORS, -1).T
    if what == "memory":
        with_ikp(x)()
        print(json.dumps({"peak": peak_bytes(), "table": x.nbytes}))
        return
    peers = {"ikp": with_ikp, "pymcdm": with_pymcdm, "skcriteria": with_skcriteria}
    work = peers[what](x) if what in peers else with_skcriteria(x, tiers=False)
    np.testing.assert_allclose(work(), by_hand(x)[2], rtol=0, atol=1e-9)  # the same arithmetic, and both warm
    ikp = work if what == "ikp" else with_ikp(x)
    ikp()
    others = {} if what == "ikp" else {"peer": work}
    print(json.dumps(alternate(runs, ikp=ikp, by_hand=lambda: by_hand(x), **others)))


def _help_seconds(runs: int = 7) -> float:
    def call() -> None:
        subprocess.run([sys.executable, "-m", "ikp.cli", "--help"], check=True, capture_output=True)

    call()
    return alternate(runs, help=call)["help"]


def main() -> None:
    run = Run("engine")
    with tempfile.TemporaryDirectory() as folder:
        for units in (SMALL, LARGE):
            made_up(units).T.tofile(Path(folder) / str(units))
        large, small = str(Path(folder) / str(LARGE)), str(Path(folder) / str(SMALL))
        module = "benchmarks.engine"
        few = in_own_process(module, "ikp", small, "101")
        many = in_own_process(module, "ikp", large, "7")
        pymcdm = in_own_process(module, "pymcdm", large, "3")
        skcriteria = in_own_process(module, "skcriteria", large, "3")
        flat = in_own_process(module, "skcriteria-flat", large, "3")
        memory = in_own_process(module, "memory", large, "1")
    run.add(
        Figure("build-548-vs-numpy", few["ikp"] / few["by_hand"], 20, "lower", "x",
               f"ikp {few['ikp'] * 1e3:.2f} ms, NumPy {few['by_hand'] * 1e3:.2f} ms")
    )  # fmt: skip
    run.add(
        Figure("build-823k-vs-numpy", many["ikp"] / many["by_hand"], 1.5, "lower", "x",
               f"ikp {many['ikp']:.3f} s, NumPy {many['by_hand']:.3f} s")
    )  # fmt: skip
    run.add(
        Figure("build-823k-vs-pymcdm", pymcdm["peer"] / pymcdm["ikp"], 1, "higher", "x",
               f"pymcdm {pymcdm['peer']:.2f} s, ikp {pymcdm['ikp']:.3f} s in turns")
    )  # fmt: skip
    run.add(
        Figure("build-823k-vs-skcriteria", skcriteria["peer"] / skcriteria["ikp"], 20, "higher", "x",
               f"scikit-criteria {skcriteria['peer']:.2f} s by tiers, ikp {skcriteria['ikp']:.3f} s in turns; "
               f"one flat sum {flat['peer']:.2f} s, {flat['peer'] / flat['ikp']:.1f}x")
    )  # fmt: skip
    run.add(
        Figure("memory-823k", memory["peak"] / memory["table"], 3.5, "lower", "x",
               f"peak of the whole process {memory['peak'] / 2**30:.2f} GiB, table {memory['table'] / 2**30:.2f} GiB")
    )  # fmt: skip
    run.add(Figure("cli-help", _help_seconds(), 0.4, "lower", "s"))
    run.details = {"few": few, "many": many, "pymcdm": pymcdm, "skcriteria": skcriteria,
                   "skcriteria_flat": flat, "memory": memory,
                   "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}  # fmt: skip
    print(f"kept in {run.write().relative_to(Path.cwd())}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        main()
