"""The tables of the page, in Markdown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.study_2024 import arithmetic, cutoffs
from tools.study_2024.simulation import (
    CANDIDATES,
    FULL_AT,
    SETTINGS,
    SIZES,
    Candidate,
    Level,
    Scores,
    Setting,
    mean_near,
    simulate,
)

__all__ = ["TRACES", "Trace", "arithmetic_tables", "candidate_table", "cutoff_table"]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# --- arithmetic --------------------------------------------------------------------------------
def arithmetic_tables() -> list[str]:
    """Give the tables that need no made-up country."""
    fractions = [(text, f"{score:.2f}", _fraction(score)) for _, text, score in arithmetic.KALSEL]
    totals = [
        (
            each.name,
            f"{each.indicators}",
            f"{each.total:.2f}",
            f"{arithmetic.most(each.indicators, 1.0):.1f}",
            f"{arithmetic.most_by_experts(each.indicators):.1f}",
            f"{100 * arithmetic.scale_end(each.indicators, each.total):.1f} %",
        )
        for each in arithmetic.COUNTED
    ]
    whole = []
    for name, size, scores, halves in arithmetic.PRINTED_SETS:
        points = arithmetic.denominator(scores, halves)
        whole.append((name, f"{len(scores)}", f"{points:,}", f"{arithmetic.experts(points, size)}"))
    alone = []
    printed_in: dict[Level, str] = {"province": "11.27, 42.07, 87.01", "regency": "39.23, 67.71"}
    for level, printed in printed_in.items():
        end = FULL_AT[level]
        equal, experts = arithmetic.least_alone(int(SIZES[3]), end)
        alone.append((level, f"{100 * end:.0f} %", f"{equal:.1f}", f"{experts:.1f}", printed))
    return [
        _table(("indicator of Kalimantan Selatan", "printed", "= 100 ×"), fractions),
        _table(
            (
                "unit",
                "indicators",
                "printed total",
                "at most, equal weights",
                "at most, expert weights",
                "full at no more than",
            ),
            totals,
        ),
        _table(("printed scores", "how many", "100 is at least … points", "experts, at least"), whole),
        _table(("one indicator of PT", "full at", "equal weights", "expert weights, at least", "printed in PT"), alone),
    ]


def _fraction(score: float) -> str:
    n, m = arithmetic.fraction(score)
    return f"{n} / {m}"


# --- cut-offs ----------------------------------------------------------------------------------
def cutoff_table() -> str:
    """Give what print leaves of the dimension cut-offs."""
    rows = []
    for each in cutoffs.ranges():
        low, high = each.cutoffs
        stored = f"{low:.2f} and {high:.2f}" if each.within < 10 else "none"
        rows.append(
            (
                each.level,
                each.dimension,
                f"{each.mean:.2f}",
                f"{each.low:.1f} to {each.high:.1f}",
                f"{each.mean - each.high:.1f} to {each.mean - each.low:.1f}",
                f"{each.mean + each.low:.1f} to {each.mean + each.high:.1f}",
                stored,
                f"± {each.within:.1f}",
            )
        )
    return _table(
        ("level", "dimension", "mean", "deviation", "lower cut-off", "upper cut-off", "stored", "within"), rows
    )


# --- candidates --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Trace:
    """A figure in print that the simulations were not fitted to, and how to read it off made-up scores.

    `printed` is NaN for a chance, which has no range to lie in.
    """

    title: str
    printed: float
    read: Callable[[Sequence[Scores]], float]
    digits: int = 0


def _mean(read: Callable[[Scores], float]) -> Callable[[Sequence[Scores]], float]:
    return lambda found: float(np.mean([read(each) for each in found]))


def _place(dimension: int, rank: int) -> Callable[[Sequence[Scores]], float]:
    return _mean(lambda each: float(np.sort(each.dimensions[:, dimension])[-rank]))


def _at_least(dimension: int, score: float) -> Callable[[Sequence[Scores]], float]:
    return _mean(lambda each: int(np.count_nonzero(each.dimensions[:, dimension] >= score - 0.005)))


def _overlap(each: Scores) -> float:
    """How many of the fifteen highest in contestation are among the fifteen highest in total."""
    contestation, total = (
        set(np.argsort(-column, kind="stable")[:15].tolist()) for column in (each.dimensions[:, 2], each.total)
    )
    return len(contestation & total)


def _three_alike(each: Scores) -> float:
    """Whether three of the seven highest in participation share a score below 100, as 87.01 is shared."""
    scores = np.round(np.sort(each.dimensions[:, 3])[-7:], 2)
    _, times = np.unique(scores[(scores > 0) & (scores < 100)], return_counts=True)
    return 100.0 * bool(times.max(initial=0) >= 3)


TRACES: dict[Level, tuple[Trace, ...]] = {
    "regency": (
        Trace("indicators at 91.59", 29, lambda found: mean_near(found, 91.59, 5)),
        Trace("indicators at 70.20", 21, lambda found: mean_near(found, 70.20, 4)),
        Trace("KT exactly 100", 6, _at_least(2, 100)),
        Trace("KT 90.66 or more", 17, _at_least(2, 90.66)),
        Trace("PT 67.71 or more", 11, _at_least(3, 67.71)),
        Trace("total exactly 100", 2, _mean(lambda each: int(np.count_nonzero(each.total >= 99.995)))),
        Trace("tinggi", 85, _mean(lambda each: int(np.count_nonzero(each.total >= 49.33)))),
        Trace("rendah", 80, _mean(lambda each: int(np.count_nonzero(each.total <= 13.46)))),
        Trace("top 15 of KT in top 15", 7, _mean(_overlap)),
    ),
    "province": (
        Trace("indicators at 53.35", 10, lambda found: mean_near(found, 53.35, 4)),
        Trace("KT exactly 100", 1, _at_least(2, 100)),
        Trace("4th in SP", 78.27, _place(0, 4)),
        Trace("10th in SP", 66.96, _place(0, 10)),
        Trace("3rd in PP", 92.36, _place(1, 3)),
        Trace("2nd in KT", 96.08, _place(2, 2)),
        Trace("6th in KT", 83.71, _place(2, 6)),
        Trace("4th in PT", 87.01, _place(3, 4)),
        Trace("chance that three of the top 7 in PT are alike, %", np.nan, _mean(_three_alike)),
    ),
}


def candidate_table(
    level: Level,
    draws: int,
    candidates: Mapping[str, Candidate] | None = None,
    settings: Sequence[Setting] = SETTINGS,
) -> str:
    """Simulate the candidates and set the range over the settings beside what is printed."""
    traces = TRACES[level]
    rows = [("*printed*", *("*they are*" if np.isnan(each.printed) else f"*{each.printed:g}*" for each in traces), "")]
    for candidate in (CANDIDATES if candidates is None else candidates).values():
        read = []
        for setting in settings:
            found = [each for seed in range(draws) if (each := simulate(candidate, level, setting, seed)).reached]
            read.append([trace.read(found) if found else np.nan for trace in traces])
        values = np.array(read).T
        cells, fits = zip(*map(_cell, traces, values), strict=True)
        verdict = f"{sum(fits)} of {sum(not np.isnan(each.printed) for each in traces)}"
        rows.append((candidate.title, *cells, "means out of reach" if np.isnan(values).all() else verdict))
    return _table(("candidate", *(each.title for each in traces), "fits"), rows)


def _cell(trace: Trace, values: NDArray[np.float64]) -> tuple[str, bool]:
    """Write the range over the settings, with a tick where it holds the printed figure."""
    if np.isnan(values).all():
        return "–", False
    low, high = np.round([np.nanmin(values), np.nanmax(values)], trace.digits)
    fits = bool(low <= trace.printed <= high)
    return f"{low:.{trace.digits}f}–{high:.{trace.digits}f}{' ✓' if fits else ''}", fits
