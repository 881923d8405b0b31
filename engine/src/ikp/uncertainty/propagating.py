"""Propagating: many replicates, in blocks whose draws hang on the seed and their number alone."""

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from threading import Event, current_thread, main_thread

import numpy as np
from numpy.typing import NDArray

from ikp.arrays.rank import rank
from ikp.arrays.select import keep_memory
from ikp.digest import digest_json
from ikp.errors import UsageError, problem
from ikp.events import EventLog
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.table import IndicatorTable
from ikp.uncertainty.model import Model
from ikp.uncertainty.outcome import Outcome, State
from ikp.uncertainty.perturbations import Perturbations
from ikp.uncertainty.tally import Exact, Sketch, Tally

__all__ = ["BLOCK", "MEMORY", "Crew", "Progress", "Run", "pilot", "propagate", "tally_for", "work_rows"]

#: Replicates whose draws come from one stream. Part of the answer: another size draws other numbers.
BLOCK = 256
#: Bytes for what is kept of the replicates, unless told.
MEMORY = 1 << 30
#: Replicates of the first block that set the windows of histograms.
_PILOT = 32
#: Scores that a stretch of blocks may have.
_CELLS = 1 << 22
_FEWEST_BINS, _MOST_BINS = 34, 1026
#: Units from which on the ordinary steps gain by threads: below, most of their work is Python's, and two threads
#: that take turns at it are slower than one.
_WIDE = 1 << 15

Progress = Callable[[float, float | None], None]
#: Who makes the replicates that are left of a run: adds each block to its tally and to what is done.
Crew = Callable[["Run", Progress | None, Event], None]


def propagate(
    table: IndicatorTable,
    framework: Framework,
    recipe: Recipe,
    perturbations: Perturbations,
    replicates: int = 1000,
    *,
    seed: int | np.random.Generator = 0,
    events: EventLog | None = None,
    published: Mapping[str, str] | None = None,
    at: Sequence[float] = (0.05, 0.5, 0.95),
    pairs: Sequence[tuple[str, str]] = (),
    memory: int = MEMORY,
    workers: int | None = None,
    progress: Progress | None = None,
    resume: State | None = None,
    stop: Event | None = None,
    fast: bool = True,
    crew: Crew | None = None,
) -> Outcome:
    """Compute an index many times over, with everything that varies drawn anew each time.

    The same seed gives the same answer to the last bit, however many threads work and
    however much memory is allowed for the work (what is *kept* is a matter of `memory`: all
    replicates if they fit, histograms of a stated error if not). The first replicates of a
    longer run are those of a shorter one.

    Parameters
    ----------
    table, framework, recipe
        As for `compute`. What the recipe stores as fitted stays; what it does not is fitted
        in every replicate anew.
    perturbations : Perturbations
    replicates : int
    seed : int or numpy.random.Generator
        From a generator one number is drawn, as the seed.
    events : EventLog, optional
        What the table was made from; counts and grades are then drawn event by event.
    published : mapping, optional
        Unit to its published category, that changes are counted from; others from the
        category of the recipe as it is.
    at : sequence of float
        Which quantiles.
    pairs : sequence of (str, str)
        Units of which the probability is asked that the first stands above the second.
    memory : int
        Bytes that what is kept may take. Besides, every thread works on some 100 MB.
    workers : int, optional
        Threads; left out, one per core.
    progress : callable, optional
        Called with replicates done, and all.
    resume : State, optional
        Of an earlier outcome of the same calculation, to go on from; with more replicates if wanted.
    stop : threading.Event, optional
        Set from outside, it ends the work after the blocks at hand. Ctrl-C does the same.
    fast : bool
        False makes all replicates by the ordinary steps.
    crew : callable, optional
        Who makes the replicates, as `ikp.cluster.Cluster`; left out, threads of this process.

    Returns
    -------
    Outcome
        Of fewer replicates than asked, with the warning ``replicates-stopped``, when it was stopped.

    Raises
    ------
    DataError
        For perturbations that do not fit, or a replicate that cannot be computed.
    UsageError
        For no replicates, memory that does not suffice or is not there, a state of something else.
    """
    if replicates < 1:
        raise UsageError(problem("replicates-few", asked=replicates))
    number = int(seed.integers(1 << 63)) if isinstance(seed, np.random.Generator) else int(seed)
    model = Model(table, framework, recipe, perturbations, events=events, fast=fast)
    tally = tally_for(model, number, replicates, pairs, memory)
    run = Run(model, tally, number, replicates)
    digest = _digest(run, pairs)
    if resume is not None:
        run.done |= _take_over(run, resume, digest)
    stop = stop or Event()
    with _interrupted(stop):
        if crew is None:
            run.work(workers or os.cpu_count() or 1, progress, stop)
        else:
            crew(run, progress, stop)
    problems = list(model.problems)
    if run.left:
        problems.append(problem("replicates-stopped", done=run.made, asked=replicates))
    scores, categories = model.aligned(model.central)
    category = np.full(len(scores), -1, dtype=np.int8) if categories is None else categories
    return Outcome(
        central=model.central,
        score=scores,
        rank=rank(scores, recipe.ties),
        category=category,
        units=table.units,
        names=table.names or table.units,
        labels=model.labels,
        perturbations=model.perturbations,
        seed=number,
        replicates=run.made,
        asked=replicates,
        at=tuple(at),
        pairs=tuple(pairs),
        reference=_reference(model, category, published or {}),
        tally=tally,
        digest=digest,
        blocks=tuple(sorted(run.done)),
        problems=(*problems, *model.central.problems),
    )


@dataclass
class Run:
    """A propagation at work: the model, what is counted, and which blocks are done."""

    model: Model
    tally: Tally
    seed: int
    replicates: int
    done: set[int] = field(default_factory=set)

    @property
    def made(self) -> int:
        """Replicates that are counted."""
        return sum(min(BLOCK, self.replicates - block * BLOCK) for block in self.done)

    @property
    def left(self) -> list[int]:
        """Blocks that are not done."""
        return [block for block in range(-(-self.replicates // BLOCK)) if block not in self.done]

    def rows(self, block: int) -> tuple[int, int]:
        """Give the numbers of a block's first replicate, and of the first beyond it."""
        return block * BLOCK, min((block + 1) * BLOCK, self.replicates)

    def work(self, threads: int, progress: Progress | None, stop: Event) -> None:
        """Carry out the blocks that are left, in threads, or until it is stopped."""
        self.model.prepare(_points(self.model, self.seed, *self.rows(0)))
        if not self.model.many and len(self.model.table) < _WIDE:
            threads = 1
        left = self._stretches(threads)
        running: dict[Future[None], range] = {}
        with ThreadPoolExecutor(threads) as pool:
            try:
                while True:
                    if not stop.is_set():
                        for blocks in islice(left, threads + 1 - len(running)):
                            running[pool.submit(self._make, blocks)] = blocks
                    if not running:
                        break
                    for each in wait(running, return_when=FIRST_COMPLETED).done:
                        blocks = running.pop(each)
                        each.result()
                        self.done.update(blocks)
                    if progress is not None:
                        progress(self.made, self.replicates)
            finally:
                for each in running:
                    each.cancel()

    def _stretches(self, threads: int) -> Iterator[range]:
        """Give the blocks that are left, some at a time where many replicates are made at once.

        Long stretches make long products of few calls; short ones share the work evenly, and
        end soon when it is stopped.
        """
        left = self.left
        most = min(_CELLS // (BLOCK * len(self.model.table)), -(-len(left) // max(4, 2 * threads)))
        most = max(1, most) if self.model.many else 1
        while left:
            start = left[0]
            length = next((k for k in range(1, most) if k >= len(left) or left[k] != start + k), most)
            yield range(start, start + min(length, len(left)))
            del left[:length]

    def _make(self, blocks: range) -> None:
        work_rows(self.model, self.tally, self.seed, self.rows(blocks[0])[0], self.rows(blocks[-1])[1])


@contextmanager
def _interrupted(stop: Event) -> Iterator[None]:
    """Let a first Ctrl-C end the work after the blocks at hand, which are kept; a second one ends it at once.

    Only the main thread can listen; in others the caller has `stop`.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def settle(*_: object) -> None:
        signal.signal(signal.SIGINT, before)  # first: who sees the end begun may press again at once
        stop.set()

    signal.signal(signal.SIGINT, settle)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def work_rows(model: Model, tally: Tally, seed: int, start: int, stop: int) -> None:
    """Make the replicates with the numbers from `start` up to `stop` and count them."""
    keep_memory()
    points = _points(model, seed, start, stop)
    for piece in model.pieces(points, first=start):
        tally.add(piece, start)


def pilot(model: Model, seed: int, replicates: int) -> NDArray[np.float64]:
    """Give the scores of the first few replicates, shape (b, n), which set the windows of histograms."""
    found = np.empty((min(_PILOT, replicates), len(model.table)))
    for piece in model.pieces(_points(model, seed, 0, len(found))):
        found[piece.rows] = piece.scores
    return found


def tally_for(model: Model, seed: int, replicates: int, pairs: Sequence[tuple[str, str]], memory: int) -> Tally:
    """Choose how to keep count: everything if the memory suffices, histograms if not.

    Raises
    ------
    UsageError
        If the memory suffices for neither, is more than the machine has, or a pair names strangers.
    """
    n, labels, ties = len(model.table), len(model.labels), model.recipe.ties
    rows = {unit: i for i, unit in enumerate(model.table.units)}
    strange = [unit for pair in pairs for unit in pair if unit not in rows]
    if strange:
        raise UsageError([problem("pair-unit", unit=unit) for unit in strange])
    places = [(rows[a], rows[b]) for a, b in pairs]
    wide = replicates > np.iinfo(np.uint16).max
    fixed = Sketch.per_unit(0, labels, wide=wide)
    each = Sketch.per_unit(1, labels, wide=wide) - fixed
    least = min(Exact.size(n, replicates, ties), n * (fixed + _FEWEST_BINS * each))
    there = _machine()
    if there is not None and memory > there:
        raise UsageError(problem("memory-short", asked=_said(memory), there=_said(there), least=_said(least)))
    if memory < least:
        raise UsageError(problem("memory-small", asked=_said(memory), units=n, least=_said(least)))
    if Exact.size(n, replicates, ties) <= memory:
        return Exact(n, labels, places, ties, replicates)
    bins = int(min(_MOST_BINS, (memory / n - fixed) // each))
    return Sketch(n, labels, places, ties, pilot=pilot(model, seed, replicates), bins=bins, wide=wide)


def _points(model: Model, seed: int, start: int, stop: int) -> NDArray[np.float64]:
    """Give the points of replicates, shape (stop − start, dimension): each block has a stream of its own."""
    blocks = range(start // BLOCK, -(-stop // BLOCK))
    points = np.empty((len(blocks) * BLOCK, model.dimension))
    for block, part in zip(blocks, np.split(points, len(blocks)), strict=True):
        np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(block,))).random(out=part)
    return points[start - blocks.start * BLOCK : stop - blocks.start * BLOCK]


def _take_over(run: Run, resume: State, digest: str) -> set[int]:
    if resume.digest != digest:
        raise UsageError(problem("state-other", what="data, recipe, perturbations, seed, memory"))
    # A block that was cut short cannot be gone on with in the middle.
    short = resume.replicates % BLOCK and resume.replicates // BLOCK in resume.blocks
    if resume.replicates > run.replicates or (short and resume.replicates != run.replicates):
        raise UsageError(problem("state-other", what=f"replicates ({resume.replicates})"))
    run.tally.take_over(resume.arrays)
    return set(resume.blocks)


def _digest(run: Run, pairs: Sequence[tuple[str, str]]) -> str:
    model, events = run.model, run.model.values.events
    parts = [model.table.digest, model.framework.digest, model.recipe.digest, model.perturbations.digest]
    kept = [run.tally.kind, getattr(run.tally, "bins", 0), [list(each) for each in pairs]]
    return digest_json([*parts, run.seed, BLOCK, None if events is None else events.digest, *kept])


def _reference(model: Model, category: NDArray[np.int8], published: Mapping[str, str]) -> NDArray[np.int8]:
    place = {label: k for k, label in enumerate(model.labels)}
    said = (place.get(published[unit], -1) if unit in published else None for unit in model.table.units)
    return np.array([own if each is None else each for own, each in zip(category, said, strict=True)], dtype=np.int8)


def _machine() -> int | None:
    """Give the memory that the machine has, in bytes; None where the system does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _said(size: int) -> str:
    return f"{size / 2**30:.1f} GiB" if size >= 1 << 30 else f"{max(1, round(size / 2**20))} MiB"
