"""A real cluster on this machine: a scheduler and two worker processes, one of which is killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

from engine.tests.uncertainty.small import FRAMEWORK, RECIPE, counts
from ikp.cluster import Cluster
from ikp.errors import DataError, UsageError
from ikp.uncertainty import Choice, Counts, Number, Option, Outcome, Perturbations, Weights, propagate
from ikp.uncertainty.propagating import BLOCK

pytestmark = [pytest.mark.extras, pytest.mark.slow]

MIXED = Perturbations(
    [
        Weights(),
        Choice(
            options=(
                Option(name="as it is"),
                Option(name="z", change={"normalise": {"default": {"method": "zscore", "to": [50.0, 15.0]}}}),
            )
        ),
    ]
)


@dataclass
class Processes:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        number = len(self.running)
        with (self.folder / f"{number}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words], stdout=log, stderr=log, cwd=Path(__file__).resolve().parents[2]
            )
        self.running.append(process)
        return process

    def scheduler(self) -> str:
        file = self.folder / "scheduler.json"
        process = self.start(
            "scheduler", "--host", "tcp://127.0.0.1:0", "--no-dashboard", "--no-show", "--scheduler-file", str(file)
        )
        pause = Event()
        while not (file.exists() and file.read_text("utf-8").endswith("}")):  # it is there before it is written
            assert process.poll() is None, (self.folder / "0.log").read_text("utf-8")
            pause.wait(0.05)
        return str(json.loads(file.read_text("utf-8"))["address"])

    def worker(self, address: str) -> subprocess.Popen[bytes]:
        words = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--memory-limit", "0")
        return self.start("worker", address, *words, "--local-directory", str(self.folder))

    def stop(self) -> None:
        for process in reversed(self.running):
            process.kill()
            process.wait()


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    made = Processes(tmp_path)
    yield made
    made.stop()


def _same(one: Outcome, other: Outcome) -> None:
    for (name, a), b in zip(one.tally.arrays().items(), other.tally.arrays().values(), strict=True):
        assert a.tobytes() == b.tobytes(), name
    for a, b in ((one.mean, other.mean), (one.score_quantiles, other.score_quantiles), (one.change, other.change)):
        assert a.tobytes() == b.tobytes()


def test_two_workers_give_the_bytes_of_one_process(processes: Processes) -> None:
    address = processes.scheduler()
    processes.worker(address)
    processes.worker(address)
    data = counts(40, missing=0.1)
    below = Perturbations([Counts(), Number(paths=("aggregate.default.min_coverage",), low=0.1, high=0.9)])
    for vary, memory, replicates in ((MIXED, 1 << 30, 700), (MIXED, 40_000, 1500), (below, 1 << 30, 40)):
        told: dict[str, Any] = {"seed": 3, "memory": memory, "pairs": [("u00", "u05")]}
        one = propagate(data, FRAMEWORK, RECIPE, vary, replicates, **told)
        seen: list[float] = []
        many = propagate(
            data,
            FRAMEWORK,
            RECIPE,
            vary,
            replicates,
            **told,
            crew=Cluster(address),
            progress=lambda done, _, seen=seen: seen.append(done),  # type: ignore[misc]
        )
        assert one.exact == (memory > 1 << 20)
        _same(one, many)
        assert seen[-1] == replicates
    # What a worker refuses is said here in the same sentence.
    wrong = Perturbations([Number(paths=("aggregate.default.min_coverage",), low=0.1, high=0.9), Weights()])
    still = Event()
    still.set()
    stopped = propagate(data, FRAMEWORK, RECIPE, wrong, 600, crew=Cluster(address), stop=still)
    assert stopped.replicates == 0
    assert [each.code for each in stopped.problems] == ["replicates-stopped"]


@pytest.mark.parametrize("memory", [1 << 30, 30_000])
def test_a_worker_that_vanishes_costs_time_only(processes: Processes, memory: int) -> None:
    address = processes.scheduler()
    doomed = processes.worker(address)
    processes.worker(address)
    data = counts(30)
    told: dict[str, Any] = {"seed": 5, "memory": memory, "fast": False}
    one = propagate(data, FRAMEWORK, RECIPE, MIXED, 6 * BLOCK, **told)
    killed_after: list[float] = []

    def kill(done: float, _total: float | None) -> None:
        if doomed.poll() is None:
            killed_after.append(done)
            os.kill(doomed.pid, signal.SIGKILL)
            doomed.wait()

    _same(one, propagate(data, FRAMEWORK, RECIPE, MIXED, 6 * BLOCK, **told, crew=Cluster(address), progress=kill))
    assert killed_after == [2 * BLOCK]  # in the middle: the next round was under way
    assert doomed.returncode == -signal.SIGKILL


def test_when_all_workers_vanish_what_is_done_is_kept_and_gone_on_with(processes: Processes) -> None:
    address = processes.scheduler()
    only = processes.worker(address)
    data = counts(30)

    def kill(_done: float, _total: float | None) -> None:
        only.kill()
        only.wait()

    told: dict[str, Any] = {"seed": 5, "fast": False}
    crew = Cluster(address, patience=3)
    found = propagate(data, FRAMEWORK, RECIPE, MIXED, 6 * BLOCK, **told, crew=crew, progress=kill)
    assert 0 < found.replicates < 6 * BLOCK
    assert {"cluster-gone", "replicates-stopped"} <= {each.code for each in found.problems}
    on = propagate(data, FRAMEWORK, RECIPE, MIXED, 6 * BLOCK, **told, resume=found.state)
    _same(on, propagate(data, FRAMEWORK, RECIPE, MIXED, 6 * BLOCK, **told))
    with pytest.raises(UsageError, match="has had no worker for 1 seconds"):
        propagate(data, FRAMEWORK, RECIPE, MIXED, 10, crew=Cluster(address, patience=1))


def test_nobody_at_the_address() -> None:
    data = counts()
    with pytest.raises(UsageError, match=r"Nothing answers as a scheduler at tcp://127\.0\.0\.1:9 within 0\.5 seconds"):
        propagate(data, FRAMEWORK, RECIPE, MIXED, 10, crew=Cluster("tcp://127.0.0.1:9", patience=0.5))
    for address in ("here", "carrier-pigeon://roof"):
        with pytest.raises(UsageError, match="is no address of a scheduler"):
            propagate(data, FRAMEWORK, RECIPE, MIXED, 10, crew=Cluster(address))


def test_a_machine_that_computes_other_numbers_is_refused() -> None:
    from dataclasses import replace

    from ikp.cluster import _Bench, _Job
    from ikp.uncertainty.model import Model
    from ikp.uncertainty.propagating import Run, tally_for

    model = Model(counts(), FRAMEWORK, RECIPE, MIXED)
    job = _Job.of(Run(model, tally_for(model, 1, 50, [], 1 << 30), 1, 50))
    assert _Bench(job).tally(8, 16).arrays()["all_scores"].shape == (8, 12)
    with pytest.raises(DataError, match="A worker computes other numbers"):
        _Bench(replace(job, seed=2))
    assert np.isfinite(model.central.score()).all()
