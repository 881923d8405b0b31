"""How often an effect is found that is there, and one that is not: made-up programmes of known effect.

``python -m tools.study_effect`` prints the table of docs/explanation/effect.md. All units are SYNTHETIC
(*SINTETIS*): each has a level of its own, a common course, chance, and a programme that takes away as
many points as the row says, beginning in different periods.
"""

import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ikp.planning.effect import Panel, event_study, group_time, overall, verdict

__all__ = ["STUDIES", "Found", "Study", "made_up", "run", "table"]

PERIODS = 6


@dataclass(frozen=True)
class Study:
    """One kind of world.

    Parameters
    ----------
    name : str
    starts : mapping of int to int
        Period of the start (−1 never) to the number of units.
    effect : float
        Points that the programme adds, in spreads of one unit's chance.
    apart : float
        Points a period by which units with the programme move apart from the others anyway.
    chosen : bool
        Whether the units with the highest outcome in the period before get the programme.
    periods : int
    """

    name: str
    starts: dict[int, int]
    effect: float = 0.0
    apart: float = 0.0
    chosen: bool = False
    periods: int = PERIODS


STUDIES = (
    Study("34 provinces, 3 starts, no effect", {-1: 16, 2: 6, 3: 6, 4: 6}),
    Study("34 provinces, 3 starts, effect −1", {-1: 16, 2: 6, 3: 6, 4: 6}, effect=-1.0),
    Study("514 regencies, 3 starts, no effect", {-1: 364, 2: 50, 3: 50, 4: 50}),
    Study("514 regencies, 3 starts, effect −0.3", {-1: 364, 2: 50, 3: 50, 4: 50}, effect=-0.3),
    Study("10 regencies of a province, 2 starts, no effect", {-1: 5, 3: 3, 4: 2}),
    Study("moving apart anyway, no effect (broken)", {-1: 16, 2: 6, 3: 6, 4: 6}, apart=-0.5),
    Study("the highest get it, no effect (broken)", {-1: 23, 3: 11}, chosen=True),
    Study("40 regencies, 24 months, 3 starts, no effect", {-1: 20, 12: 7, 15: 7, 18: 6}, periods=24),
    Study("40 regencies, 24 months, 3 starts, effect −1", {-1: 20, 12: 7, 15: 7, 18: 6}, effect=-1.0, periods=24),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Shares of the worlds: interval holds the truth, effect is said to be there, cannot be told; and the mean."""

    covered: float
    shown: float
    untold: float
    mean: float


def made_up(study: Study, rng: np.random.Generator) -> Panel:
    """Make one world."""
    start = np.repeat(list(study.starts), list(study.starts.values()))
    n, periods = len(start), study.periods
    y = rng.normal(0, 2, (n, 1)) + np.cumsum(rng.normal(0, 1, periods)) + rng.normal(0, 1, (n, periods))
    if study.chosen:
        first = int(start.max())
        start = _to_the_highest(y[:, first - 1], start)
    period = np.arange(periods)
    treated = start > 0
    y[treated] += study.apart * period
    y += study.effect * (treated[:, None] & (period >= np.where(treated, start, periods)[:, None]))
    return Panel([str(i) for i in range(n)], [str(i) for i in period], y, start)


def _to_the_highest(before: NDArray[np.float64], start: NDArray[np.intp]) -> NDArray[np.intp]:
    chosen = np.full_like(start, -1)
    chosen[np.argsort(-before)[: (start > 0).sum()]] = start.max()
    return chosen


def run(study: Study, worlds: int, rng: np.random.Generator) -> Found:
    """Estimate the effect in many worlds, with 90 % intervals."""
    rows = np.empty((worlds, 4))
    for row in rows:
        panel = made_up(study, rng)
        found = group_time(panel)
        effect = overall(found)
        said = verdict(effect, ahead=event_study(found).ahead, compared=int((panel.start == -1).sum())).said
        row[:] = (
            effect.low <= study.effect <= effect.high,
            said in ("lower", "higher"),
            said == "cannot-tell",
            effect.value,
        )
    return Found(*(float(each) for each in rows.mean(axis=0)))


def table(worlds: int) -> str:
    """Give the table of the page."""
    rng = np.random.default_rng(20261127)
    lines = ["| world | interval holds the truth, % | said to be there, % | said that it cannot be told, % | mean |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for study in STUDIES:
        found = run(study, worlds, rng)
        shares = " | ".join(f"{100 * each:.1f}" for each in (found.covered, found.shown, found.untold))
        lines.append(f"| {study.name} | {shares} | {found.mean:.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
