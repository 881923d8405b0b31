"""The walk through all windows: running sums in time and space, of many simulations at once, in threads.

Simulations lie side by side on the last axis, so that one step of a window is a few operations on
a whole block that stays in the processor's cache. A block draws from a generator of its own:
the same seed gives the same result on one core and on many.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.scan.windows import Windows

__all__ = ["Array", "Floats", "Model", "Progress", "Scorer", "maxima"]

Array = NDArray[Any]
Floats = NDArray[np.float64]
#: Called with what is done and how much there is.
Progress = Callable[[float, float | None], None]
#: Write the scores of sums (g, b) at a duration and a step into an array of the same shape.
Scorer = Callable[[Array, int, int, Floats], None]
#: Sums in a block: they and their scores fill about a megabyte.
_SUMS = 32_768


class Model(Protocol):
    """What a scan needs to know of its null hypothesis and of its score."""

    @property
    def windows(self) -> Windows:
        """The windows that are looked through."""

    def draw(self, rng: np.random.Generator, size: int) -> Array:
        """Draw counts where nothing is unusual, shape (t, n, size)."""

    def layers(self, counts: Array, /) -> Iterator[Array]:
        """Give what is added up in space, shape (n, size), for each duration from one week on."""

    def scorer(self, counts: Array, /) -> Scorer:
        """Give the function that scores sums of these counts."""

    def exact(self, counts: Floats) -> Floats:
        """Score every window of the observed counts (t, n), shape (d, k, c); NaN where a centre has stopped."""


def maxima(
    model: Model,
    simulations: int,
    rng: np.random.Generator,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Floats:
    """Give the highest score of each simulation, shape (simulations,).

    Parameters
    ----------
    workers : int, optional
        Threads; left out, one per core. The result does not depend on it.

    Raises
    ------
    UsageError
        If the number of simulations is below zero.
    """
    if simulations < 0:
        raise UsageError(problem("scan-simulations", count=simulations))
    # by the windows alone, so that a seed gives the same on every machine
    block = min(256, max(1, _SUMS // model.windows.order.shape[1]))
    starts = range(0, simulations, block)
    best = np.zeros(simulations)
    threads = ThreadPoolExecutor(workers or os.cpu_count() or 1)
    try:
        running = {
            threads.submit(_best, model, child, min(block, simulations - start)): start
            for start, child in zip(starts, rng.spawn(len(starts)), strict=True)
        }
        done = 0
        for each in as_completed(running):
            found = each.result()
            best[running[each] : running[each] + found.size] = found
            done += found.size
            if progress is not None:
                progress(done, simulations)
    finally:
        threads.shutdown(cancel_futures=True)  # also when somebody presses Ctrl-C
    return best


def _best(model: Model, rng: np.random.Generator, size: int) -> Floats:
    """Simulate a block and give each simulation's highest score."""
    windows = model.windows
    counts = model.draw(rng, size)
    score = model.scorer(counts)
    columns = windows.order.shape[1]
    best = np.zeros(size)
    scores, tops = np.empty((columns, size)), np.empty(size)
    for duration, layer in enumerate(model.layers(counts)):
        sums = np.zeros((columns, size), dtype=layer.dtype)
        joining = np.empty((columns, size), dtype=layer.dtype)
        for step, grown in enumerate(windows.growing):
            # 'clip' spares the check of every place, and the copy that the check needs
            np.take(layer, windows.order[step, :grown], axis=0, out=joining[:grown], mode="clip")
            sums[:grown] += joining[:grown]
            score(sums[:grown], duration, step, scores[:grown])
            np.max(scores[:grown], axis=0, out=tops)
            np.maximum(best, tops, out=best)
    return best
