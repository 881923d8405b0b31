"""Measure, compare with the goal, print one line a figure and keep the run.

A figure is a ratio to something measured in the same run wherever it can be: a number
of seconds says more about the machine than about the code.
"""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Literal

HERE = Path(__file__).parent
ROOT = HERE.parent

#: Settings that some machines carry for old builds of OpenBLAS; they slow a current NumPy down.
SLOWING = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and whether it meets its goal."""

    name: str
    measured: float
    goal: float
    better: Literal["lower", "higher"]
    unit: str
    note: str = ""

    @property
    def ok(self) -> bool:
        return self.measured <= self.goal if self.better == "lower" else self.measured >= self.goal

    def line(self) -> str:
        sign = "<=" if self.better == "lower" else ">="
        return (
            f"bench {self.name} measured={self.measured:.3g}{self.unit} goal={sign}{self.goal:g}{self.unit} "
            f"{'ok' if self.ok else 'short'}"
        )


@dataclass
class Run:
    """The figures of one run, printed as they come."""

    topic: str
    figures: list[Figure] = field(default_factory=list)
    details: dict[str, object] = field(default_factory=dict)

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)
        print(figure.line(), *([f"      {figure.note}"] if figure.note else []), sep="\n", flush=True)

    def write(self) -> Path:
        """Keep the run as benchmarks/results/<date>-<commit>.json; topics of one commit and day share a file."""
        commit = _git("rev-parse", "--short=10", "HEAD") or "uncommitted"
        if _git("status", "--porcelain", "--untracked-files=no"):
            commit += "-changed"
        path = HERE / "results" / f"{datetime.now(UTC):%Y-%m-%d}-{commit}.json"
        path.parent.mkdir(exist_ok=True)
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        kept["machine"] = {
            "cpu": _cpu(),
            "cores": os.cpu_count(),
            "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
            "python": platform.python_version(),
            "system": platform.platform(),
        }
        figures = [asdict(each) | {"ok": each.ok} for each in self.figures]
        kept[self.topic] = {"figures": figures, "details": self.details}
        path.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return path


def alternate(runs: int, **work: Callable[[], object]) -> dict[str, float]:
    """Time several pieces of work in turns, so that a slow moment of the machine hits all alike.

    Returns
    -------
    dict
        Median seconds of each.
    """
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(runs):
        for name, call in work.items():
            start = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - start)
    return {name: median(each) for name, each in seconds.items()}


def in_own_process(module: str, *args: str, python: str = sys.executable) -> dict[str, float]:
    """Run ``python -m module args`` and read the JSON object on its last line."""
    environment = {key: value for key, value in os.environ.items() if key not in SLOWING}
    done = subprocess.run(
        [python, "-m", module, *args], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def peak_bytes() -> int:
    """Give the highest resident memory that this process has had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * int(status.split("VmHWM:")[1].split()[0])


def _git(*args: str) -> str:
    done = subprocess.run(["git", *args], cwd=ROOT, check=False, capture_output=True, text=True)
    return done.stdout.strip()


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor()
    names = [line.split(":", 1)[1].strip() for line in info.read_text("utf-8").splitlines() if "model name" in line]
    return names[0] if names else platform.processor()
