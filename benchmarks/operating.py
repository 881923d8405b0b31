"""How alarms behave where the truth is known: false alarms, outbreaks found, and how soon.

``python -m benchmarks.operating`` makes up 200 worlds of each kind (*SINTETIS*), watches the last half
year of each by every method at a level of 1 %, and writes results/operating.json and .csv, and the
table and the figure of docs/explanation/alarms.md. ``--worlds 4`` is a trial that writes nothing,
``--page`` makes table and figure of what was kept.

Two kinds of world: provinces (38 × 4 kinds) and districts (200 in 20 provinces, one kind), six years long, at
the magnitude of Pemilu 2019, which counted six times as many reports as Pemilu 2024 (at that of 2024 most districts
report nothing in most weeks of all kinds). Everything else is as `ikp.testing.WorldSetting` says.

An outbreak is found if there is an alarm in the six weeks from its start on; what chance alone "finds" is told
beside it, from as many windows without an outbreak. Methods differ in how many false alarms they really give at the
same level, so outbreaks found are also told at one real rate: the score above which 1 % of quiet weeks lie.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from benchmarks.operating_page import write_page
from ikp.foresight.alarms import cusum_report, ears_report, farrington_report, shrunk_report
from ikp.foresight.evaluation.intervals import proportion_interval
from ikp.foresight.streams import CountSeries
from ikp.testing import World, WorldSetting, make_world

__all__ = ["METHODS", "SETTINGS", "Found", "operate", "summary", "watch"]

HERE = Path(__file__).parent
LEVEL, WATCHED, WINDOW = 0.01, 26, 6
SIZES = (2.0, 5.0, 10.0, 20.0)
Matrix = NDArray[np.float64]

_SIX_YEARS = WorldSetting(weeks=312, quiet=286, weekly=60.0, sizes=SIZES)
SETTINGS: Mapping[str, WorldSetting] = {
    "provinces": replace(_SIX_YEARS, districts=38, outbreaks=16),
    "districts": replace(_SIX_YEARS, districts=200, provinces=20, kinds={"ethics": 1.0}, outbreaks=24),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a method says of the watched weeks, shape (26, s): a score that rises with what is unusual, and alarms.

    The score is -inf, and there is no alarm, where nothing can be said.
    """

    score: Matrix
    alarm: NDArray[np.bool_]


Method = Callable[[World, CountSeries], Found]


def _zscore(_: World, series: CountSeries) -> Found:
    """Hold each week against mean and standard deviation of all weeks before, as a plain z-score does."""
    y, weeks = series.counts, len(series.starts)
    score = np.empty((WATCHED, y.shape[1]))
    for place, week in enumerate(range(weeks - WATCHED, weeks)):
        past = y[:week]
        sd = past.std(axis=0, ddof=1)
        score[place] = np.divide(y[week] - past.mean(axis=0), sd, out=np.full(sd.shape, -np.inf), where=sd > 0)
    return Found(score, score > ndtri(1 - LEVEL))


def _of(report: Callable[..., Any], **settings: Any) -> Method:
    def work(_: World, series: CountSeries) -> Found:
        found = report(series, last=WATCHED, **settings)
        score, p = found.score[-WATCHED:], found.p_value[-WATCHED:]
        # A p-value compares series of every size; a method without one has its statistic.
        ranked = np.where(np.isnan(p), score, -np.log(np.maximum(p, 1e-300)))
        return Found(np.nan_to_num(ranked, nan=-np.inf, posinf=1e300), found.alarm[-WATCHED:])

    return work


def _farrington_by_stage(world: World, series: CountSeries) -> Found:
    return _of(farrington_report, alpha=LEVEL, least=(0, 1), effort=True, stage=series.stage)(world, series)


def _shrunk(world: World, series: CountSeries) -> Found:
    return _of(shrunk_report, alpha=LEVEL, stage=True, effort=True, groups=world.groups)(world, series)


METHODS: Mapping[str, Method] = {
    "z-score": _zscore,
    "EARS C1": _of(ears_report, method="C1", alpha=LEVEL),
    "EARS C2": _of(ears_report, method="C2", alpha=LEVEL),
    "EARS C3": _of(ears_report, method="C3", alpha=LEVEL),
    "CUSUM": _of(cusum_report, alpha=LEVEL, stage=True, effort=True),
    "Farrington flexible": _of(farrington_report, alpha=LEVEL, least=(0, 1)),
    "Farrington flexible by stage": _farrington_by_stage,
    "shrunk": _shrunk,
}


@dataclass(frozen=True, slots=True)
class Watched:
    """What is kept of one world and method: quiet scores and alarms, and windows of outbreaks and of calm, as rows.

    `silent` is the share of weeks of which the method can say nothing; they count as weeks without an alarm.
    """

    quiet_score: NDArray[np.float32]
    quiet_alarm: NDArray[np.bool_]
    silent: float
    size: Matrix
    score: NDArray[np.float32]
    alarm: NDArray[np.bool_]


def watch(
    rng: np.random.Generator, setting: WorldSetting, methods: Mapping[str, Method] = METHODS
) -> dict[str, Watched]:
    """Make up a world and watch it by every method."""
    world = make_world(rng, setting)
    series = world.series()
    first = setting.weeks - WATCHED
    planted = world.planted[first:] > 0
    # Whatever an outbreak may have touched, and six weeks from its start on, is not quiet.
    touched = planted.copy()
    windows = []
    for each in world.outbreaks:
        for column in each.series:
            begin = each.start - first
            touched[begin : begin + WINDOW, column] = True
            windows.append((each.size, begin, column))
    calm = np.flatnonzero(~touched.any(axis=0))
    chosen = rng.choice(calm, min(len(windows), calm.size), replace=False)
    windows += [(0.0, int(rng.integers(0, WATCHED - WINDOW + 1)), int(column)) for column in chosen]
    kept = {}
    for name, method in methods.items():
        found = method(world, series)
        said = np.isfinite(found.score)
        kept[name] = Watched(
            found.score[~touched].astype(np.float32),
            found.alarm[~touched],
            float((~said).mean()),
            np.array([size for size, _, _ in windows]),
            np.stack([found.score[t : t + WINDOW, s] for _, t, s in windows]).astype(np.float32),
            np.stack([found.alarm[t : t + WINDOW, s] for _, t, s in windows]),
        )
    return kept


def operate(
    worlds: int, kind: str, methods: Mapping[str, Method] = METHODS, seed: int = 2026
) -> Iterator[dict[str, Watched]]:
    """Watch many worlds, one after another."""
    for rng in np.random.default_rng(seed).spawn(worlds):
        yield watch(rng, SETTINGS[kind], methods)


def summary(found: list[dict[str, Watched]]) -> list[dict[str, Any]]:
    """Give a row per method: false alarms, and outbreaks found and how soon by size, as set and at one real rate."""
    rows = []
    for name in found[0]:
        own = [each[name] for each in found]
        quiet = np.concatenate([each.quiet_score for each in own])
        false, cells = sum(int(each.quiet_alarm.sum()) for each in own), quiet.size
        cut = float(np.quantile(quiet, 1 - LEVEL, method="higher"))
        size = np.concatenate([each.size for each in own])
        as_set = np.concatenate([each.alarm for each in own])
        at_rate = np.concatenate([each.score for each in own]) > cut
        row: dict[str, Any] = {
            "method": name,
            "false_alarms": false / cells,
            # Weeks of one world hang together: the interval is over worlds.
            "false_alarms_interval": _over_worlds([float(each.quiet_alarm.mean()) for each in own]),
            "silent": float(np.mean([each.silent for each in own])),
            "real_rate": float((quiet > cut).mean()),
        }
        for label, flags in (("as_set", as_set), ("at_rate", at_rate)):
            row[label] = {f"{each:g}": _windows(flags[size == each]) for each in (0.0, *SIZES)}
        rows.append(row)
    return rows


def _windows(flags: NDArray[np.bool_]) -> dict[str, Any]:
    hit: NDArray[np.bool_] = np.asarray(flags.any(axis=1))
    found = int(hit.sum())
    low, high = proportion_interval(found, len(hit))
    weeks = flags[hit].argmax(axis=1)
    return {
        "windows": len(hit),
        "found": found / max(len(hit), 1),
        "interval": [float(low), float(high)],
        "weeks": float(weeks.mean()) if found else None,
    }


def _over_worlds(rates: list[float]) -> list[float]:
    mean, error = float(np.mean(rates)), float(np.std(rates, ddof=1) / np.sqrt(len(rates))) if len(rates) > 1 else 0.0
    return [mean - 1.96 * error, mean + 1.96 * error]


def _progress(kind: str, done: int, of: int, started: float) -> None:
    left = (time.monotonic() - started) / max(done, 1) * (of - done)
    bar = "#" * (30 * done // of)
    print(f"\r{kind:10} [{bar:30}] {done}/{of}, {left / 60:4.1f} min left", end="", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="False alarms and outbreaks found, by method, on made-up worlds.")
    parser.add_argument("--worlds", type=int, default=200, help="worlds of each kind")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--page", action="store_true", help="only make table and figure of the kept results")
    asked = parser.parse_args()
    path = HERE / "results" / "operating.json"
    if asked.page:
        write_page(json.loads(path.read_text(encoding="utf-8")))
        return
    results: dict[str, Any] = {}
    for kind in SETTINGS:
        started, found = time.monotonic(), []
        for each in operate(asked.worlds, kind, seed=asked.seed):
            found.append(each)
            _progress(kind, len(found), asked.worlds, started)
        print(file=sys.stderr)
        results[kind] = summary(found)
    kept = {"worlds": asked.worlds, "seed": asked.seed, "level": LEVEL, "window": WINDOW, "kinds": results}
    if asked.worlds < 200:
        print(json.dumps(kept, indent=1))
        return
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    _write_csv(path.with_suffix(".csv"), results)
    write_page(kept)
    print(f"kept in {path.relative_to(Path.cwd())}")


def _write_csv(path: Path, results: Mapping[str, Any]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(
            ["world", "method", "threshold", "size", "false_alarms", "windows", "found", "low", "high", "weeks"]
        )
        for kind, rows in results.items():
            for row in rows:
                for label in ("as_set", "at_rate"):
                    rate = row["false_alarms"] if label == "as_set" else row["real_rate"]
                    for size, each in row[label].items():
                        values = (each["windows"], each["found"], *each["interval"], each["weeks"])
                        out.writerow([kind, row["method"], label, size, rate, *values])


if __name__ == "__main__":
    main()
