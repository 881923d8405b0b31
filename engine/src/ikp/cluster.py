"""Replicates on many machines, over the scheduler of a Dask cluster (the extra ``ikp[cluster]``).

Replicates are mapped in stretches, and their tallies added up in a tree on the workers, so that
what travels to this machine does not grow with the number of replicates. Everything counted is
whole numbers or has a place of its own, so the answer is that of one process to the last byte,
whichever worker did what, and however often a stretch had to be made again.

The scheduler carries out what it is told by whoever reaches it: use it in a network that you trust.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from ikp.digest import digest_arrays
from ikp.errors import DataError, IkpError, UsageError, problem
from ikp.events import EventLog
from ikp.framework import Framework
from ikp.recipe import Recipe
from ikp.table import IndicatorTable
from ikp.uncertainty import Model, Perturbations
from ikp.uncertainty.propagating import Progress, Run, pilot, work_rows
from ikp.uncertainty.tally import Exact, Sketch, Tally

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["Cluster"]

#: How many rounds are under way, so that nobody idles while one is added up.
_AHEAD = 2
#: Tallies that are added up by one worker at once.
_FAN = 4
#: A block is parted for this many threads at most.
_PARTS = 8
#: How often everything under way is asked for anew when what the workers held is lost.
_ATTEMPTS = 3


@dataclass(frozen=True)
class _Job:
    """What a worker has to know; `mark` is what its own first replicates must come to."""

    table: IndicatorTable
    framework: Framework
    recipe: Recipe
    perturbations: Perturbations
    events: EventLog | None
    fast: bool
    seed: int
    replicates: int
    pairs: tuple[tuple[int, int], ...]
    #: Of the histograms; None where every replicate is kept.
    bins: int | None
    mark: str

    @staticmethod
    def of(run: Run) -> "_Job":
        model, tally = run.model, run.tally
        return _Job(
            table=model.table,
            framework=model.framework,
            recipe=model.recipe,
            perturbations=model.perturbations,
            events=model.values.events,
            fast=model.fast,
            seed=run.seed,
            replicates=run.replicates,
            pairs=tuple((int(a), int(b)) for a, b in tally.pairs),
            bins=tally.bins if isinstance(tally, Sketch) else None,
            mark=_mark(model, pilot(model, run.seed, run.replicates)),
        )


def _mark(model: Model, scores: Any) -> str:
    return digest_arrays([model.table.digest, model.recipe.digest], scores)


class _Bench:
    """What a worker process keeps between stretches: the model, and an empty histogram to start from."""

    def __init__(self, job: _Job) -> None:
        self.job = job
        self.model = Model(job.table, job.framework, job.recipe, job.perturbations, events=job.events, fast=job.fast)
        first = pilot(self.model, job.seed, job.replicates)
        if _mark(self.model, first) != job.mark:
            raise DataError(problem("cluster-other", detail="the first replicates differ"))
        self.empty: Sketch | None = None
        if job.bins is not None:
            wide = job.replicates > 0xFFFF
            self.empty = Sketch(*self._common, pilot=first, bins=job.bins, wide=wide)

    @property
    def _common(self) -> tuple[int, int, Sequence[tuple[int, int]], Any]:
        return len(self.model.table), len(self.model.labels), self.job.pairs, self.job.recipe.ties

    def tally(self, start: int, stop: int) -> Tally:
        return Exact(*self._common, stop - start, first=start) if self.empty is None else deepcopy(self.empty)


_LOCK = Lock()
_BENCHES: dict[str, _Bench] = {}


def _bench(job: _Job) -> _Bench:
    """Give the bench of a job, made once a process; the last job's is all that is kept."""
    key = f"{job.mark} {job.perturbations.digest} {job.seed} {job.replicates} {job.bins} {job.pairs} {job.fast}"
    with _LOCK:
        if key not in _BENCHES:
            _BENCHES.clear()
            _BENCHES[key] = _Bench(job)
        return _BENCHES[key]


def _stretch(job: _Job, start: int, stop: int) -> Tally:
    """Make the replicates from `start` up to `stop`, on a worker."""
    bench = _bench(job)
    tally = bench.tally(start, stop)
    work_rows(bench.model, tally, job.seed, start, stop)
    return tally


def _joined(tallies: Sequence[Tally]) -> Tally:
    """Add tallies up, on a worker, into a new one: those given may be asked for again."""
    whole = deepcopy(tallies[0])
    for each in tallies[1:]:
        whole.absorb(each)
    return whole


class _LostError(Exception):
    """What the workers held is gone, and must be asked for anew."""


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask scheduler, as the `crew` of `ikp.uncertainty.propagate`.

    A worker that vanishes costs time only: what it had is made again by the others. If the whole
    cluster vanishes, what is done is kept, with the warning ``cluster-gone``.

    Parameters
    ----------
    scheduler : str
        Address, as ``tcp://10.0.0.5:8786``.
    patience : float
        Seconds to wait for the scheduler to answer, and for a worker to be there.

    Raises
    ------
    UsageError
        When called: if the extra is not installed, nothing answers, no worker is there, or
        everything is lost before a first block is done.
    DataError
        If a worker computes other numbers than this machine, or a replicate cannot be computed.
    """

    scheduler: str
    patience: float = 30.0

    def __call__(self, run: Run, progress: Progress | None, stop: Event) -> None:
        with self._client() as client:
            job = _Job.of(run)
            for attempt in range(_ATTEMPTS):
                try:
                    return self._work(client, job, run, progress, stop)
                except _LostError as lost:
                    reason = problem("cluster-lost", detail=str(lost))
                    if attempt + 1 < _ATTEMPTS and client.status == "running":
                        continue
                except UsageError as error:
                    (reason,) = error.problems
                break
        if not run.done:
            raise UsageError(reason)
        run.model.problems.append(problem("cluster-gone", reason=reason.what()))
        return None

    @contextmanager
    def _client(self) -> Iterator["Client"]:
        try:
            from distributed import Client
        except ImportError:
            raise UsageError(problem("cluster-extra")) from None
        if "://" not in self.scheduler:
            raise UsageError(problem("cluster-address", address=self.scheduler))
        try:
            client = Client(self.scheduler, timeout=self.patience, set_as_default=False)
        except ValueError:
            raise UsageError(problem("cluster-address", address=self.scheduler)) from None
        except OSError:  # TimeoutError is one too
            raise UsageError(
                problem("cluster-unreachable", address=self.scheduler, seconds=f"{self.patience:g}")
            ) from None
        with client, client.as_current():
            yield client

    def _work(self, client: "Client", job: _Job, run: Run, progress: Progress | None, stop: Event) -> None:
        """Carry out the blocks that are left, a few rounds at a time; a round counts whole or not at all."""
        self._await_workers(client)
        shared = client.scatter(job, broadcast=True, hash=False)
        waiting = deque(run.left)
        under_way: deque[tuple[list[int], list[Any]]] = deque()
        while True:
            while waiting and len(under_way) < _AHEAD and not stop.is_set():
                threads = max(1, sum(client.nthreads().values()))
                blocks = [waiting.popleft() for _ in range(min(threads, len(waiting)))]
                under_way.append((blocks, self._round(client, shared, run, blocks, threads)))
            if not under_way:
                return
            blocks, futures = under_way.popleft()
            for tally in self._gathered(client, futures):
                run.tally.absorb(tally)
            run.done.update(blocks)
            if progress is not None:
                progress(run.made, run.replicates)

    @staticmethod
    def _round(client: "Client", shared: Any, run: Run, blocks: Sequence[int], threads: int) -> list[Any]:
        """Ask for some blocks, in a stretch a thread, and for the sum of their histograms."""
        parts = min(_PARTS, max(1, threads // len(blocks)))
        found = []
        for start, end in map(run.rows, blocks):
            length = -(-(end - start) // parts)
            found += [
                client.submit(_stretch, shared, row, min(row + length, end), pure=False)
                for row in range(start, end, length)
            ]
        if isinstance(run.tally, Exact):
            return found  # rows of their own: adding up would only carry them about
        while len(found) > 1:
            groups = [found[k : k + _FAN] for k in range(0, len(found), _FAN)]
            found = [client.submit(_joined, group, pure=False) if len(group) > 1 else group[0] for group in groups]
        return found

    def _gathered(self, client: "Client", futures: Sequence[Any]) -> list[Tally]:
        """Wait for results as long as there is anybody to give them."""
        from distributed import KilledWorker, wait

        try:
            while True:
                try:
                    wait(futures, timeout=2)
                    break
                except TimeoutError:
                    self._await_workers(client)
            return list(client.gather(list(futures)))
        except IkpError:
            raise
        except (ImportError, AttributeError) as error:  # a worker without ikp, or with another
            raise DataError(problem("cluster-other", detail=f"{type(error).__name__}: {error}")) from None
        except (KilledWorker, CancelledError, OSError) as error:
            raise _LostError(type(error).__name__) from None

    def _await_workers(self, client: "Client") -> None:
        """Wait until there is a worker, but not for ever."""
        until = monotonic() + self.patience
        pause = Event()
        try:
            while not client.nthreads():
                if monotonic() > until:
                    raise UsageError(problem("cluster-empty", address=self.scheduler, seconds=f"{self.patience:g}"))
                pause.wait(0.1)
        except OSError as error:
            raise _LostError(type(error).__name__) from None
