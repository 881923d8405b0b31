"""The watch at its full size, beside R and a physical limit: alarms, nowcast and scans on made-up counts (*SINTETIS*).

``python -m benchmarks.foresight`` measures all, ``python -m benchmarks.foresight ears-31k`` one. Each task runs in a
process of its own, once to warm up and then in turns with its limit: the least arithmetic that any such method needs,
in NumPy by hand. R's figures are *stated*: measured once, on another machine (AMD EPYC, one core, surveillance 1.24.1,
SpatialEpi 1.2.8, scanstatistics 1.1.2), on counts made up alike. They say what to expect of R, not how the machines
compare.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Figure, Run, alternate, in_own_process, peak_bytes

Matrix = NDArray[np.float64]
Work = Callable[[], Any]
UNITS, KINDS, WEEKS = 514, 61, 260
SIMULATIONS = 999


class Task(NamedTuple):
    """A task: its goal in seconds, how often it is run, what R needed and for what, and how to set it up."""

    goal: float
    runs: int
    stated: float
    what: str
    set_up: Callable[[], dict[str, Work]]


def _series(units: int, kinds: int, weeks: int) -> Any:
    """Make up counts as for R's timings: negative binomial with size 2 and means from 0.2 to 5."""
    from ikp.foresight.streams import CountSeries

    rng = np.random.default_rng(1)
    mean = np.exp(rng.uniform(np.log(0.2), np.log(5), units * kinds))
    counts = rng.poisson(mean * rng.gamma(2, 0.5, (weeks, units * kinds))).astype(np.float64)
    return CountSeries(
        counts,
        np.datetime64("2020-01-06") + 7 * np.arange(weeks),
        tuple(f"S{k // 14 + 1:02d}.{k % 14 + 1:02d}" for k in range(units) for _ in range(kinds)),
        tuple(f"K{k + 1:02d}" for k in range(kinds)) * units,
        synthetic=True,
    )


def _farrington() -> dict[str, Work]:
    from ikp.foresight.alarms import farrington_report

    series = _series(UNITS, KINDS, WEEKS)
    weights = np.random.default_rng(2).random((UNITS * KINDS, 182))  # four years less the last half
    products = np.random.default_rng(3).random((182, 66))  # of 11 columns: level, trend, nine levels of the season

    def limit() -> None:
        # Two fits of four steps each, as few as ever happen: normal equations and means, 1,024 series at a time.
        for first in range(0, len(weights), 1024):
            block = weights[first : first + 1024]
            for _ in range(8):
                _ = block @ products, np.exp(block)

    return {"ours": lambda: farrington_report(series, years=4, alpha=0.05), "limit": limit}


def _ears() -> dict[str, Work]:
    from ikp.foresight.alarms import ears_report

    series = _series(UNITS, KINDS, WEEKS)
    part = series.counts[-8:-1]

    def limit() -> None:
        mean = part.mean(axis=0)
        _ = np.sqrt(((part - mean) ** 2).sum(axis=0) / 6)

    return {
        "ours": lambda: ears_report(series, "C1"),
        "C2": lambda: ears_report(series, "C2"),
        "C3": lambda: ears_report(series, "C3"),
        "limit": limit,
    }


def _nowcast() -> dict[str, Work]:
    from ikp.foresight.delay import nowcast
    from ikp.foresight.streams import Triangle

    rng = np.random.default_rng(4)
    weeks, longest = 104, 8
    mean = np.exp(rng.uniform(np.log(0.2), np.log(5), UNITS))
    share = 0.5 ** np.arange(1, longest + 2)
    n = rng.poisson(mean * rng.gamma(2, 0.5, (weeks, 1, UNITS)) * (share / share.sum())[:, None]).astype(np.float64)
    n[np.add.outer(np.arange(weeks), np.arange(longest + 1)) >= weeks] = np.nan
    starts = np.datetime64("2024-01-01") + 7 * np.arange(weeks)
    units = tuple(f"S{k // 14 + 1:02d}.{k % 14 + 1:02d}" for k in range(UNITS))
    given = Triangle(n, starts, units, ("all",) * UNITS, np.zeros(UNITS), synthetic=True)
    return {
        "ours": lambda: nowcast(given),
        "lawless": lambda: nowcast(given, method="lawless", by="series"),
        "limit": lambda: np.nancumsum(n, axis=1).sum(axis=0),
    }


def _points() -> tuple[Matrix, NDArray[np.int64]]:
    rng = np.random.default_rng(5)
    places = np.column_stack([rng.uniform(-10, 6, UNITS), rng.uniform(95, 141, UNITS)])
    return places, rng.lognormal(11.5, 0.8, UNITS).astype(np.int64)


def _kulldorff() -> dict[str, Work]:
    from ikp.foresight.scan import Windows, scan_space

    points, people = _points()
    windows = Windows.circular(points, population=people)
    cases = np.random.default_rng(6).multinomial(5167, people / people.sum())
    order = windows.order

    def limit() -> None:
        rng = np.random.default_rng(7)
        for _ in range(SIMULATIONS):
            drawn = np.bincount(rng.integers(0, UNITS, 5167), minlength=UNITS)
            np.cumsum(drawn[order], axis=0).max()

    return {
        "ours": lambda: scan_space(
            cases, windows, rng=np.random.default_rng(8), population=people, model="binomial", simulations=SIMULATIONS
        ),
        "limit": limit,
    }


def _scan() -> dict[str, Work]:
    from ikp.foresight.scan import Windows, scan_space_time

    points, people = _points()
    windows = Windows.circular(points, nearest=15)
    rng = np.random.default_rng(9)
    share = np.broadcast_to(people / people.sum() / 26, (26, UNITS))
    counts = rng.multinomial(11_310, share.ravel()).reshape(26, UNITS).astype(np.float64)
    series = _series(UNITS, 1, 26)
    series = type(series)(counts, series.starts, series.units, series.kinds, synthetic=True)
    expected, order = 11_310 * share, windows.order

    def limit() -> None:
        draws = np.random.default_rng(10)
        for _ in range(SIMULATIONS):
            # Alike in every cell, which is less work than in proportion to people.
            drawn = np.bincount(draws.integers(0, 26 * UNITS, 11_310), minlength=26 * UNITS).reshape(26, UNITS)
            np.cumsum(np.cumsum(drawn[::-1], axis=0)[:, order], axis=1).max()

    def ours(**given: Any) -> Work:
        return lambda: scan_space_time(series, windows, rng=np.random.default_rng(11), simulations=SIMULATIONS, **given)

    return {
        "ours": ours(model="poisson", population=people),
        "negative-binomial": ours(model="negative-binomial", expected=expected, size=20.0),
        "limit": limit,
    }


TASKS: Mapping[str, Task] = {
    "farrington-31k": Task(5.0, 3, 163.989, "farringtonFlexible, 31,354 series, last of 260 weeks", _farrington),
    "ears-31k": Task(0.5, 7, 20.312, "earsC C1, 31,354 series, last of 260 weeks", _ears),
    "nowcast-514": Task(2.0, 5, 28.463, "nowcast lawless, 514 districts, 104 weeks, D = 8, 8 dates", _nowcast),
    "kulldorff-514": Task(
        2.0, 3, 6.975, "SpatialEpi kulldorff binomial, 514 regions, half the population, 999", _kulldorff
    ),
    "scan-514x26": Task(20.0, 1, 4.725, "scan_pb_poisson, 514 regions, 12 weeks (not 26), 15 nearest, 999", _scan),
}


def measure(name: str) -> dict[str, float]:
    """Run a task: once to warm up, which is told as well, then in turns with its limit."""
    task = TASKS[name]
    work = task.set_up()
    start = time.perf_counter()
    work["ours"]()
    first = time.perf_counter() - start
    return {"first": first, "peak": peak_bytes(), **alternate(task.runs, **work)}


def main(names: list[str]) -> None:
    run = Run("foresight")
    lines = [f"{'task':16} {'ours':>9} {'R, stated':>10} {'limit':>9}   R's task"]
    for place, name in enumerate(names):
        print(f"[{place + 1}/{len(names)}] {name}", file=sys.stderr)
        task, found = TASKS[name], in_own_process("benchmarks.foresight", "--task", name)
        others = ", ".join(
            f"{each} {found[each]:.3f} s" for each in found if each not in {"first", "peak", "ours", "limit"}
        )
        run.add(
            Figure(name, found["ours"], task.goal, "lower", " s",
                   f"R states {task.stated:.1f} s for {task.what}; limit {found['limit']:.3f} s, "
                   f"{found['ours'] / found['limit']:.1f}x; first call {found['first']:.3f} s; "
                   f"peak {found['peak'] / 2**30:.2f} GiB{'; ' + others if others else ''}")
        )  # fmt: skip
        run.details[name] = found
        lines.append(f"{name:16} {found['ours']:7.3f} s {task.stated:8.1f} s {found['limit']:7.3f} s   {task.what}")
    print(*lines, sep="\n")
    run.details["started"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    print(f"kept in {run.write()}")


if __name__ == "__main__":
    asked = sys.argv[1:]
    if asked[:1] == ["--task"]:
        print(json.dumps(measure(asked[1])))
    elif unknown := [each for each in asked if each not in TASKS]:
        sys.exit(f"no such task: {', '.join(unknown)}; there are {', '.join(TASKS)}")
    else:
        main(asked or list(TASKS))
