"""Is a nowcast's interval right as often as it says? Coverage over many made-up worlds (*SINTETIS*).

    python -m benchmarks.nowcast [worlds]

Each world is cut at its last week, nowcast, and compared with what came of it. Told per lag, the weeks
since a week ended (0: the day on which it has just ended):

covered  share of totals within the 90 % interval. Counts are whole and never below what has come, so that
         a nearly complete week, or one with few reports, is covered more often than it says;
above    share of totals above the upper limit, which no such rounding helps: 5 % is nominal;
middle   share whose place in the distribution, drawn within the step of a whole number, lies in
         the middle 90 %: exactly 90 % for a calibrated distribution, whatever the counts.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import HERE
from ikp.foresight.delay import nowcast
from ikp.foresight.delay.predictive import NegativeBinomial
from ikp.foresight.streams import Triangle, triangle
from ikp.testing.setting import WorldSetting
from ikp.testing.world import make_world

Array = NDArray[np.float64]
LEVEL, WORLDS, WEEKS, LONGEST, GROUPS = 0.9, 200, 60, 5, 4


@dataclass(frozen=True)
class Setting:
    """A made-up world: over-dispersed counts, delays that differ between groups, units and weeks."""

    series: int = 40
    mean: float = 30.0
    size: float = 4.0
    drift: float = 0.0
    alike: float = 40.0
    stages: Literal["none", "stages", "ramp"] = "none"
    change: Literal["none", "slow", "sudden"] = "none"


#: What the worlds are like.
SETTINGS: Mapping[str, Setting] = {
    "steady": Setting(),
    "sparse": Setting(mean=1.0),
    "stages": Setting(stages="stages"),
    "ramp": Setting(stages="ramp"),
    "drift": Setting(drift=0.08),
    "delay-changes-slowly": Setting(change="slow"),
    "delay-changes-suddenly": Setting(change="sudden"),
    "regular-delay": Setting(alike=4000.0),
    "irregular-delay": Setting(alike=15.0),
    "provinces": Setting(series=34, mean=80.0, stages="stages", drift=0.03),
    "one-series": Setting(series=1, mean=200.0),
}
#: Other ways of the same method, in the steady world.
WAYS: Mapping[str, Mapping[str, Any]] = {
    "law-negative-binomial": {"law": "negative-binomial"},
    "law-lognormal": {"law": "lognormal"},
    "delay-of-all": {"by": "all"},
    "delay-of-the-series": {"by": "series"},
}


def made_up(generator: np.random.Generator, setting: Setting) -> tuple[Triangle, Array]:
    """Give the triangle as known at the end, and the final totals, shape (t, s)."""
    delay, week = np.arange(LONGEST + 1), np.arange(WEEKS)
    group = generator.dirichlet(8.0 * (1 - delay / (LONGEST + 1)), size=GROUPS)
    unit = np.array([generator.dirichlet(60 * group[place % GROUPS] + 0.01) for place in range(setting.series)])
    longer = {"none": 0 * week, "slow": 0.01 * week, "sudden": 0.5 * (week >= WEEKS - 12)}[setting.change]
    share = unit * np.exp(longer[:, None, None] * delay)
    drawn = generator.standard_gamma(setting.alike * share / share.sum(axis=-1, keepdims=True) + 1e-3)
    rate = setting.mean * np.exp(generator.normal(0, 0.7, setting.series)) * _stages(generator, setting)[:, None]
    rate = rate * np.exp(np.cumsum(generator.normal(0, setting.drift, rate.shape), axis=0))
    total = generator.negative_binomial(setting.size, setting.size / (setting.size + rate))
    n = generator.multinomial(total, drawn / drawn.sum(axis=-1, keepdims=True)).transpose(0, 2, 1).astype(np.float64)
    n[np.add.outer(week, delay) >= WEEKS] = np.nan
    units = tuple(f"S{place % GROUPS}.{place}" for place in range(setting.series))
    starts = np.datetime64("2024-01-01") + 7 * week
    known = Triangle(n, starts, units, ("",) * len(units), np.zeros(len(units)), synthetic=True)
    return known, total.astype(np.float64)


def _stages(generator: np.random.Generator, setting: Setting) -> Array:
    factor = np.ones(WEEKS)
    if setting.stages == "ramp":  # the last ten weeks, each 16 % above the one before
        factor[-10:] = np.exp(0.15 * np.arange(1, 11))
    elif setting.stages == "stages":
        week = 0
        while week < WEEKS:
            length = int(generator.integers(4, 12))
            factor[week : week + length] = np.exp(generator.normal(0, 0.5))
            week += length
    return factor


def of_the_engine(generator: np.random.Generator, level: str) -> tuple[Triangle, Array]:
    """Give 60 districts of `ikp.testing`, or their provinces or the whole, in the campaign of the second cycle."""
    world = make_world(generator, WorldSetting(districts=60, provinces=8, weeks=92, weekly=60.0, outbreaks=0))
    whole = world.reports
    until = world.starts[-1] + np.timedelta64(6, "D")
    counted = [triangle(each, until=until, longest=6, units=world.units) for each in (world.known(until), whole)]
    later = triangle(whole, until=until + np.timedelta64(70, "D"), longest=6, units=world.units, since=world.starts[0])
    del counted[1]
    known, final = counted[0].n, later.n[: len(counted[0].starts)].sum(axis=1)
    label = [
        {"district": f"{unit}|{kind}", "province": unit.split(".")[0], "nation": "all"}[level]
        for unit, kind in zip(counted[0].units, counted[0].kinds, strict=True)
    ]
    names, place = np.unique(label, return_inverse=True)
    at = np.eye(names.size)[place]
    n = np.where(np.isnan(known[..., :1]), np.nan, np.nan_to_num(known) @ at)
    units = tuple(str(name).split("|")[0] for name in names)
    starts = counted[0].starts
    return Triangle(n, starts, units, ("",) * len(units), np.zeros(len(units)), synthetic=True), final @ at


def coverage(worlds: Iterator[tuple[Triangle, Array]], **how: Any) -> dict[str, list[float]]:
    """Nowcast each world and compare, per lag from 0 on."""
    covered, above, middle, width = [], [], [], []
    generator = np.random.default_rng(0)
    for known, total in worlds:
        found = nowcast(known, level=LEVEL, groups=[unit.split(".")[0] for unit in known.units], **how)
        rows = slice(found.open.start, found.open.stop)
        low, high, truth = found.low[rows], found.high[rows], total[rows]
        covered.append(((low <= truth) & (truth <= high)).mean(axis=1))
        above.append((truth > high).mean(axis=1))
        width.append((high - low).mean(axis=1))
        assert isinstance(found.predictive, NegativeBinomial)  # noqa: S101
        below, upto = (found.predictive.cdf(truth - step) for step in (1.0, 0.0))
        place = below + generator.random(below.shape) * (upto - below)
        middle.append((np.abs(place - 0.5) < LEVEL / 2).mean(axis=1))
    told = {"covered": covered, "above": above, "middle": middle, "width": width}
    return {name: [round(float(each), 3) for each in np.mean(rows, axis=0)[::-1]] for name, rows in told.items()}


def main(worlds: int = WORLDS) -> None:
    """Run all settings and keep what came out beside this file."""

    def many(
        make: Callable[[np.random.Generator], tuple[Triangle, Array]], count: int
    ) -> Iterator[tuple[Triangle, Array]]:
        return (make(np.random.default_rng((seed, 6))) for seed in range(count))

    kept: dict[str, Any] = {"level": LEVEL, "worlds": worlds, "settings": {}}
    for name, setting in SETTINGS.items():
        count = worlds if setting.series > 1 else 10 * worlds  # a world of one series tells little
        found = coverage(many(lambda generator, setting=setting: made_up(generator, setting), count))  # type: ignore[misc]
        _tell(kept, name, found)
    for name, how in WAYS.items():
        _tell(kept, name, coverage(many(lambda generator: made_up(generator, Setting()), worlds), **how))
    for level in ("district", "province", "nation"):
        count = worlds if level != "nation" else 10 * worlds
        found = coverage(many(lambda generator, level=level: of_the_engine(generator, level), count))  # type: ignore[misc]
        _tell(kept, f"engine-world-{level}", found)
    (HERE / "results" / "nowcast-coverage.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _tell(kept: dict[str, Any], name: str, found: dict[str, list[float]]) -> None:
    kept["settings"][name] = found
    print(f"{name:24}", *(f"{each} " + " ".join(f"{one:.3f}" for one in found[each]) for each in found), flush=True)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
