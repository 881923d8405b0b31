"""How projections behave where the truth is known: calibration, coverage, and what the stack gains.

``python -m benchmarks.forecasting`` makes up 200 worlds of each kind (*SINTETIS*), tests projections backwards in
each, and writes results/forecasting.json and the table of docs/explanation/projection.md. A run that was ended goes on
where it was: what it has lies in ``results/forecasting.part``. ``--worlds 4`` is a trial that writes nothing,
``--page`` makes the table of what was kept.

Two kinds of world: counts (40 districts of 8 provinces, two kinds of violation, four cycles of three stages, as
`ikp.testing.make_world` has them, without outbreaks) and editions (200 units of 40 provinces, six editions whose next
category hangs on the last one and on the province). Boosting is left out: it needs an extra, and more time than
all else.

In each world the reliability diagram of the event (at least one violation; the highest category) is held against
its own envelope: true forecasts leave it, at a level of 10 %, in one world of ten. Two envelopes are tried: one that
heeds that the stack may be wrong for all series alike, by its own draws, and one that takes outcomes for independent.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit

from ikp.foresight.evaluation.intervals import proportion_interval
from ikp.foresight.projection import Backtest, History, backtest, from_counts
from ikp.foresight.projection.backtesting import STACK
from ikp.testing import WorldSetting, make_world

__all__ = ["BASELINES", "KINDS", "STACK", "forecast", "summary", "write_table"]

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "explanation" / "projection.md"
BEGIN, END = "<!-- table: forecasting -->", "<!-- end -->"
LEVEL = 0.9
BASELINES = ("persistence", "climatology", "province")
MODELS: Mapping[str, tuple[str, ...]] = {
    "counts": ("negative-binomial", "endemic-epidemic"),
    "editions": ("ordinal",),
}
_WORLD = WorldSetting(
    districts=40,
    provinces=8,
    weeks=208,
    kinds={"administrative": 1.0, "criminal": 1.0},
    weekly=15.0,
    outbreaks=0,
    quiet=208,
)


def counts(rng: np.random.Generator) -> History:
    """Make up weekly counts, and take the stages as periods."""
    world = make_world(rng, _WORLD)
    near = {
        unit: [world.units[other] for other in world.neighbours[[place]].nonzero()[1]]
        for place, unit in enumerate(world.units)
    }
    return from_counts(world.series(), groups=dict(zip(world.units, world.provinces, strict=True)), neighbours=near)


def editions(rng: np.random.Generator, times: int = 6, units: int = 200) -> History:
    """Make up editions of three categories with effects of provinces."""
    group = np.arange(units) // 5
    effect = rng.normal(0.0, 0.6, units // 5)[group]
    outcome = np.empty((times, units), dtype=np.intp)
    outcome[0] = rng.integers(0, 3, units)
    for at in range(1, times):
        linear = 1.2 * (outcome[at - 1] - 1.0) + effect
        below = expit(np.array([-1.0, 1.0]) - linear[:, np.newaxis])
        outcome[at] = (rng.random(units)[:, np.newaxis] > below).sum(axis=1)
    names = tuple(f"{place:02d}" for place in group)
    return History(
        outcome,
        ("rendah", "sedang", "tinggi"),
        tuple(f"edition {at + 1}" for at in range(times)),
        tuple(f"{name}.{place:03d}" for place, name in enumerate(names)),
        ("category",) * units,
        names,
        np.full(outcome.shape, np.nan),
        synthetic=True,
    )


KINDS: Mapping[str, Callable[[np.random.Generator], History]] = {"counts": counts, "editions": editions}
#: Periods that the first run knows, less one.
FIRST: Mapping[str, int] = {"counts": 5, "editions": 2}


def forecast(kind: str, world: int, seed: int) -> dict[str, Any]:
    """Test projections backwards in one world."""
    history = KINDS[kind](np.random.default_rng([seed, world]))
    found = backtest(history, first=FIRST[kind], models=MODELS[kind], level=LEVEL, seed=world)
    return _told(found, "crps" if kind == "counts" else "rps")


def _told(found: Backtest, score: str) -> dict[str, Any]:
    curve, held = found.reliability(replicates=199), found.coverage()
    alone = found.reliability(replicates=199, alone=True)
    means = {name: float(np.nanmean(each)) for name, each in found.scores[score].items()}
    p, y = (each.ravel() for each in found.chance(STACK))
    told = np.isfinite(p) & np.isfinite(y)
    p, y = p[told], y[told]
    place = np.minimum((p * 10).astype(np.intp), 9)
    bins = [np.bincount(place, weights=each, minlength=10).tolist() for each in (np.ones(p.size), p, y)]
    return {
        "p": curve.p,
        "p_alone": alone.p,
        "inside": curve.inside,
        "hits": round(held.share * held.n),
        "n": held.n,
        "scores": means,
        "bins": bins,
    }


def summary(worlds: list[dict[str, Any]]) -> dict[str, Any]:
    """Give shares over worlds, with intervals at 95 %."""
    left = sum(each["p"] <= 1.0 - LEVEL for each in worlds)
    low, high = proportion_interval(left, len(worlds))
    # Forecasts of one world are alike: the interval of coverage goes over worlds.
    shares = np.array([each["hits"] / each["n"] for each in worlds])
    half = 1.96 * float(shares.std(ddof=1)) / np.sqrt(len(shares)) if len(shares) > 1 else np.nan
    # Over all worlds together: forecasts by tenths, what they said and how often it came.
    count, said, came = np.sum([each["bins"] for each in worlds], axis=0)
    some = count > 0
    names = worlds[0]["scores"]
    means = {name: float(np.mean([each["scores"][name] for each in worlds])) for name in names}
    return {
        "worlds": len(worlds),
        "left_envelope": [left / len(worlds), float(low), float(high)],
        "left_alone": float(np.mean([each["p_alone"] <= 1.0 - LEVEL for each in worlds])),
        "inside": float(np.mean([each["inside"] for each in worlds])),
        "coverage": [float(shares.mean()), float(shares.mean() - half), float(shares.mean() + half)],
        "tenths": [
            [round(float(a / n), 4), round(float(b / n), 4), int(n)]
            for n, a, b in zip(count[some], said[some], came[some], strict=True)
        ],
        "gap": float(np.abs(said - came).sum() / count.sum()),
        "scores": means,
        "best_baseline_beaten": float(np.mean([_best(each["scores"]) > each["scores"][STACK] for each in worlds])),
    }


def _best(scores: Mapping[str, float]) -> float:
    return min(scores[name] for name in BASELINES)


def write_table(kept: Mapping[str, Any], page: Path = PAGE) -> None:
    """Put the kept results into the page."""
    rows = [
        "| worlds | gap | left the envelope | alone | coverage of 90 % | stack | best baseline | stack better in |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind, each in kept["kinds"].items():
        left, held, scores = each["left_envelope"], each["coverage"], each["scores"]
        shares = f"{100 * left[0]:.1f} % ({100 * left[1]:.1f}–{100 * left[2]:.1f})"
        kept_share = f"{100 * held[0]:.1f} % ({100 * held[1]:.1f}–{100 * held[2]:.1f})"
        rows.append(
            f"| {each['worlds']} of {kind} | {100 * each['gap']:.1f} % | {shares} | {100 * each['left_alone']:.1f} % "
            f"| {kept_share} "
            f"| {scores[STACK]:.3f} | {_best(scores):.3f} | {100 * each['best_baseline_beaten']:.0f} % |"
        )
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    page.write_text(before + BEGIN + "\n" + "\n".join(rows) + "\n" + END + after, encoding="utf-8")


def _worlds(kind: str, count: int, seed: int, part: Path | None) -> Iterator[dict[str, Any]]:
    """Give what each world says; what an earlier run with the same seed has said is not computed again."""
    known = {}
    if part is not None and part.exists():
        said = [json.loads(line) for line in part.read_text(encoding="utf-8").splitlines()]
        known = {each["world"]: each["told"] for each in said if (each["kind"], each["seed"]) == (kind, seed)}
    started, new = time.monotonic(), 0
    for world in range(count):
        if world in known:
            yield known[world]
            continue
        told = forecast(kind, world, seed)
        if part is not None:
            with part.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"kind": kind, "seed": seed, "world": world, "told": told}) + "\n")
        yield told
        new += 1
        left = (time.monotonic() - started) / new * (count - world - 1)
        print(f"\r{kind:10} {world + 1}/{count}, {left / 60:4.1f} min left", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description="Calibration and coverage of projections on made-up worlds.")
    parser.add_argument("--worlds", type=int, default=200, help="worlds of each kind")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--page", action="store_true", help="only make the table of the kept results")
    asked = parser.parse_args()
    path, part = HERE / "results" / "forecasting.json", HERE / "results" / "forecasting.part"
    if asked.page:
        write_table(json.loads(path.read_text(encoding="utf-8")))
        return
    trial = asked.worlds < 200
    found = {kind: summary(list(_worlds(kind, asked.worlds, asked.seed, None if trial else part))) for kind in KINDS}
    kept = {"worlds": asked.worlds, "seed": asked.seed, "level": LEVEL, "kinds": found}
    if trial:
        print(json.dumps(kept, indent=1))
        return
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    write_table(kept)
    part.unlink()
    print(f"kept in {path.relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
