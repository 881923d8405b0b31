"""How often alarms were right that were called so probable: the local false discovery rate where the truth is known.

``python -m benchmarks.sureness`` makes up 200 worlds of each kind (*SINTETIS*), gives the last 13 weeks of each their
probabilities of holding something added (`ikp.foresight.alarms.excess`), and writes results/sureness.json and the table
of docs/explanation/alarms.md. A run that was ended goes on where it was: what it has lies in ``results/sureness.part``.
``--worlds 4`` is a trial that writes nothing, ``--page`` makes the table of what was kept.

The worlds are those of `benchmarks.operating`, and one without any outbreak. What is counted: all weeks of series that
hold something with a probability of at least 5 %, and the eight most striking of each week, which are what somebody
looks at. Something was there if cases of a planted outbreak fall into that week. The eight of earlier worlds, whose
outcome is known by then, correct those of the next one (`recalibration`).
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.operating import SETTINGS
from ikp.foresight.alarms import Alarms, excess, farrington_report, recalibration, shrunk_report
from ikp.testing import World, WorldSetting, make_world

__all__ = ["KINDS", "METHODS", "held", "summary", "write_table"]

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "explanation" / "alarms.md"
BEGIN, END = "<!-- table: sureness -->", "<!-- /table -->"
WATCHED, LOOKED_AT, LEAST, EARLIER = 13, 8, 0.05, 10
EDGES = (0.05, 0.2, 0.5, 0.8, 0.95, 1.0)
Matrix = NDArray[np.float64]

KINDS: Mapping[str, WorldSetting] = {**SETTINGS, "quiet provinces": replace(SETTINGS["provinces"], outbreaks=0)}
METHODS: Mapping[str, Callable[[World], Alarms]] = {
    "shrunk": lambda world: shrunk_report(
        world.series(), last=WATCHED, alpha=0.01, stage=True, effort=True, groups=world.groups
    ),
    "Farrington flexible by stage": lambda world: farrington_report(
        world.series(), last=WATCHED, alpha=0.01, least=(0, 1), effort=True, stage=world.stage
    ),
}


def held(world: World, method: str) -> dict[str, Any]:
    """Hold what is said of one world against its truth."""
    alarms = METHODS[method](world)
    said = excess(alarms).probability[-WATCHED:]
    came = world.planted[-WATCHED:] > 0
    told = np.isfinite(said)
    some = told & (said >= LEAST)
    # The eight of each week with the smallest p-values; what says nothing stands last.
    striking = np.argsort(np.where(told, alarms.p_value[-WATCHED:], np.inf), axis=1)[:, :LOOKED_AT]
    eight = np.take_along_axis(said, striking, axis=1).ravel()
    right = np.take_along_axis(came, striking, axis=1).ravel()
    known = np.isfinite(eight)
    return {
        "said": np.round(said[some], 5).tolist(),
        "came": came[some].astype(int).tolist(),
        "eight": np.round(eight[known], 5).tolist(),
        "right": right[known].astype(int).tolist(),
        "cells": int(told.sum()),
        "planted": int((came & told).sum()),
    }


def summary(worlds: list[dict[str, Any]]) -> dict[str, Any]:
    """Give what was said and how often it came, with intervals at 95 % over worlds."""
    said, came = ([np.array(each[name], dtype=float) for each in worlds] for name in ("said", "came"))
    eight, right = ([np.array(each[name], dtype=float) for each in worlds] for name in ("eight", "right"))
    corrected = []
    for place, each in enumerate(eight):
        before = slice(max(place - EARLIER, 0), place)
        past = np.concatenate([np.empty(0), *eight[before]]), np.concatenate([np.empty(0), *right[before]])
        corrected.append(recalibration(*past).of(each))
    return {
        "worlds": len(worlds),
        "cells": sum(each["cells"] for each in worlds),
        "planted": sum(each["planted"] for each in worlds),
        "bins": [_held(said, came, low, high) for low, high in pairwise(EDGES)],
        "eight": _held(eight, right, 0.0, 1.0),
        "eight_brier": _brier(eight, right),
        "corrected": _held(corrected, right, 0.0, 1.0),
        "corrected_brier": _brier(corrected, right),
    }


def _held(said: list[Matrix], came: list[Matrix], low: float, high: float) -> dict[str, Any]:
    """Count forecasts from `low` to below `high` (1 included): what they said, and how often it came, over worlds."""
    inside = [(each >= low) & ((each < high) | (high == 1.0)) for each in said]
    n = np.array([each.sum() for each in inside], dtype=float)
    hits = np.array([each[part].sum() for each, part in zip(came, inside, strict=True)])
    p = np.array([each[part].sum() for each, part in zip(said, inside, strict=True)])
    total = n.sum()
    if not total:
        return {"low": low, "high": high, "n": 0}
    share, mean = hits.sum() / total, p.sum() / total
    # Weeks of one world hang together: a ratio of sums over worlds, with its linearised error.
    half = 1.96 * float(np.sqrt(((hits - share * n) ** 2).sum())) / total
    return {
        "low": low,
        "high": high,
        "n": int(total),
        "said": float(mean),
        "came": float(share),
        "interval": [max(float(share) - half, 0.0), min(float(share) + half, 1.0)],
    }


def _brier(said: list[Matrix], came: list[Matrix]) -> float:
    return float(np.mean((np.concatenate(said) - np.concatenate(came)) ** 2))


def write_table(kept: Mapping[str, Any], page: Path = PAGE) -> None:
    """Put the kept results into the page."""
    bins = [f"{100 * low:g}–{100 * high:g} %" for low, high in pairwise(EDGES)]
    rows = [
        f"| worlds | method | {' | '.join(bins)} | the eight of a week | corrected |",
        "|---" * (len(bins) + 4) + "|",
    ]
    for kind, methods in kept["kinds"].items():
        for method, each in methods.items():
            cells = [_cell(one) for one in each["bins"]]
            rows.append(
                f"| {each['worlds']} of {kind} | {method} | {' | '.join(cells)} | {_cell(each['eight'])} "
                f"| {_cell(each['corrected'])} |"
            )
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    page.write_text(before + BEGIN + "\n" + "\n".join(rows) + "\n" + END + after, encoding="utf-8")


def _cell(one: Mapping[str, Any]) -> str:
    if not one["n"]:
        return "–"
    low, high = one["interval"]
    return f"{100 * one['said']:.1f} → {100 * one['came']:.1f} ({100 * low:.1f}–{100 * high:.1f})"


def _worlds(kind: str, count: int, seed: int, part: Path | None) -> Iterator[dict[str, dict[str, Any]]]:
    """Give what each world says by method; what an earlier run with the same seed has said is not computed again."""
    known = {}
    if part is not None and part.exists():
        lines = [json.loads(line) for line in part.read_text(encoding="utf-8").splitlines()]
        known = {each["world"]: each["told"] for each in lines if (each["kind"], each["seed"]) == (kind, seed)}
    started, new = time.monotonic(), 0
    for place in range(count):
        if place in known:
            yield known[place]
            continue
        world = make_world(np.random.default_rng([seed, place]), KINDS[kind])
        told = {method: held(world, method) for method in METHODS}
        if part is not None:
            with part.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"kind": kind, "seed": seed, "world": place, "told": told}) + "\n")
        yield told
        new += 1
        left = (time.monotonic() - started) / new * (count - place - 1)
        print(f"\r{kind:16} {place + 1}/{count}, {left / 60:4.1f} min left", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description="How often alarms were right that were called so probable.")
    parser.add_argument("--worlds", type=int, default=200, help="worlds of each kind")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--page", action="store_true", help="only make the table of the kept results")
    asked = parser.parse_args()
    path, part = HERE / "results" / "sureness.json", HERE / "results" / "sureness.part"
    if asked.page:
        write_table(json.loads(path.read_text(encoding="utf-8")))
        return
    trial = asked.worlds < 200
    kinds = {}
    for kind in KINDS:
        worlds = list(_worlds(kind, asked.worlds, asked.seed, None if trial else part))
        kinds[kind] = {method: summary([each[method] for each in worlds]) for method in METHODS}
    kept = {"worlds": asked.worlds, "seed": asked.seed, "watched": WATCHED, "kinds": kinds}
    if trial:
        print(json.dumps(kept, indent=1))
        return
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    write_table(kept)
    part.unlink()
    print(f"kept in {path.relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
