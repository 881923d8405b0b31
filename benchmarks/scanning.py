"""How often do scans see a cluster where none is, and how often one that is? Over many made-up worlds (*SINTETIS*).

    python -m benchmarks.scanning [worlds]

What came out is kept in results/scan-operating.json.

A world has the 119 regencies and cities of Jawa where they lie, 26 weeks of history and eight weeks that are
scanned. A cluster, where there is one, is a regency and its four nearest in the last three weeks. Told per setting
and model:

low       share of worlds with p ≤ 0.05; without a cluster 5 % is nominal;
found     share of worlds with p ≤ 0.05 whose first cluster shares a unit with the planted one;
covered   share of the planted units that the first cluster holds, where it was found;
right     share of the first cluster's units that were planted, where it was found.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import HERE
from ikp.editions.registry import registry
from ikp.foresight.scan import Clusters, SpaceTimeModel, Windows, baseline, scan_space_time
from ikp.foresight.streams import CountSeries

Array = NDArray[np.float64]
WORLDS, HISTORY, WEEKS, LONGEST, SIMULATIONS = 200, 26, 8, 4, 99


@dataclass(frozen=True)
class Setting:
    """What a world is like: the law of its counts, a rise of the whole country, and the risk in a cluster."""

    law: Literal["poisson", "bursts", "zeros"] = "bursts"
    rise: float = 1.0
    risk: float = 1.0


#: What the worlds are like.
SETTINGS: Mapping[str, Setting] = {
    "poisson": Setting("poisson"),
    "bursts": Setting("bursts"),
    "zeros": Setting("zeros"),
    "bursts, the country rises by half": Setting("bursts", rise=1.5),
    "bursts, cluster of twice": Setting("bursts", risk=2.0),
    "bursts, cluster of three times": Setting("bursts", risk=3.0),
}
#: Models as `ikp scan` takes them, and whether units share each week's total (`by_week`).
WAYS: Mapping[str, tuple[SpaceTimeModel, bool]] = {
    "permutation": ("permutation", True),
    "expected": ("expected", True),
    "zero-inflated": ("zero-inflated", True),
    "negative-binomial": ("negative-binomial", True),
    "negative-binomial-emerging": ("negative-binomial-emerging", True),
    "negative-binomial, absolute": ("negative-binomial", False),
}


def places() -> tuple[tuple[str, ...], Array]:
    """Give the codes and points of the regencies of Jawa."""
    units = [unit for unit in registry().level("regency") if "31" <= unit.code[:2] <= "36"]
    return tuple(unit.code for unit in units), np.array([(unit.lat, unit.lon) for unit in units])


def made_up(rng: np.random.Generator, setting: Setting, near: NDArray[np.intp]) -> tuple[CountSeries, set[int]]:
    """Give weekly counts, and the units of the planted cluster; `near` has the nearest of each unit, itself first."""
    units = len(near)
    mean = np.tile(rng.gamma(2.0, 1.0, units), (HISTORY + WEEKS, 1))
    mean[-WEEKS:] *= setting.rise
    planted = near[rng.integers(units), :5]
    mean[-3:, planted] *= setting.risk
    if setting.law == "bursts":
        mean = mean * rng.gamma(2.0, 0.5, mean.shape)
    counts = rng.poisson(mean).astype(np.float64)
    if setting.law == "zeros":
        counts[rng.random(counts.shape) < 0.4] = 0.0
    starts = np.datetime64("2024-01-01") + 7 * np.arange(len(counts))
    codes = tuple(str(each) for each in range(units))
    return CountSeries(counts, starts, codes, ("",) * units, synthetic=True), set(planted.tolist())


def scanned(series: CountSeries, windows: Windows, way: str, rng: np.random.Generator) -> Clusters:
    """Scan the last weeks as `ikp scan` does."""
    model, by_week = WAYS[way]
    past = baseline(series, WEEKS, by_week=by_week)
    last = CountSeries(series.counts[-WEEKS:], series.starts[-WEEKS:], series.units, series.kinds, synthetic=True)
    return scan_space_time(
        last,
        windows,
        model=model,
        expected=past.mean if model == "zero-inflated" else past.expected,
        size=past.size,
        zeros=past.zeros,
        doubt=past.doubt,
        longest=LONGEST,
        simulations=SIMULATIONS,
        most=1,
        rng=rng,
    )


def operating(worlds: int = WORLDS) -> None:
    """Run all settings and keep what came out beside this file."""
    _, points = places()
    windows = Windows.circular(points, nearest=15)
    near = np.empty((len(points), 15), dtype=np.intp)
    near[windows.order[0]] = windows.order.T
    kept: dict[str, Any] = {"worlds": worlds, "simulations": SIMULATIONS, "settings": {}}
    for name, setting in SETTINGS.items():
        told: dict[str, list[tuple[bool, bool, float, float]]] = {way: [] for way in WAYS}
        for seed in range(worlds):
            series, planted = made_up(np.random.default_rng((seed, 4)), setting, near)
            for way in WAYS:
                found = scanned(series, windows, way, np.random.default_rng((seed, 5)))
                told[way].append(_told(found, planted if setting.risk > 1 else set()))
        kept["settings"][name] = {way: _summary(rows) for way, rows in told.items()}
        for way, summary in kept["settings"][name].items():
            print(f"{name:36}{way:30}", summary, flush=True)
        (HERE / "results" / "scan-operating.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _told(found: Clusters, planted: set[int]) -> tuple[bool, bool, float, float]:
    first = found.clusters[0] if found.clusters else None
    low = first is not None and first.p <= 0.05
    shared = len(planted & set(first.members)) if first else 0
    size = len(first.members) if first else 1
    return low, low and shared > 0, shared / max(len(planted), 1), shared / size


def _summary(rows: list[tuple[bool, bool, float, float]]) -> dict[str, float]:
    low, found, covered, right = np.array(rows, dtype=np.float64).T
    summary = {"low": float(low.mean())}
    if covered.any():
        at = found > 0
        summary |= {"found": float(found.mean())}
        if at.any():
            summary |= {"covered": round(float(covered[at].mean()), 3), "right": round(float(right[at].mean()), 3)}
    return summary


if __name__ == "__main__":
    operating(*(int(each) for each in sys.argv[1:]))
