"""What this room asks of the engine: estimates and verdicts, panels of analysts, what came after, a trial."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any, Literal

import numpy as np

from ikp import __version__ as engine_version
from ikp.editions import available, load
from ikp.editions.outcomes import outcomes
from ikp.editions.published import editions
from ikp.editions.registry import registry
from ikp.errors import DataError, IkpError
from ikp.io.panel import PANEL_HEADINGS, read_panel
from ikp.planning.effect import Assessment, Effect, Panel, assess, verdict

__all__ = [
    "COLUMNS",
    "DRAWS",
    "LEVEL",
    "Came",
    "PanelRead",
    "Trial",
    "assessed",
    "came",
    "came_values",
    "engine_version",
    "event_years",
    "panel_from_file",
    "trial",
    "unanswered",
]

Said = Mapping[str, str]
#: How often an interval should hold the truth, and how often starts are dealt out at random.
LEVEL, DRAWS = 0.9, 999
#: Columns of a panel's file, as the documentation calls them.
COLUMNS = tuple(name for name in PANEL_HEADINGS if name != "name")
_MOST_DONORS = 12


def assessed(
    units: Sequence[str],
    periods: Sequence[str],
    values: Sequence[Sequence[float]],
    starts: Sequence[int],
    *,
    comparison: Literal["never", "not-yet"],
    method_changed: bool,
    seed: int,
) -> dict[str, Any]:
    """Estimate and judge, and give all of it as plain values; None where a figure cannot be had.

    Parameters
    ----------
    values : sequence, shape (units, periods)
        Without gaps.
    starts : sequence of int
        Place of each unit's first period at work; −1 for none.
    """
    began = sum(start > 0 for start in starts)
    if method_changed or not units or len(periods) < 2:  # periods of different methods are no panel
        return unanswered(method_changed=method_changed, began=sum(start >= 0 for start in starts), of=len(units))
    panel = Panel(units, periods, values, starts)
    found = assess(
        panel,
        np.random.default_rng(seed),
        comparison=comparison,
        level=LEVEL,
        draws=DRAWS,
    )
    return {
        "verdict": _said(found.verdict),
        "began": began,
        "never": found.never,
        "always": found.always,
        "compared": found.compared,
        "effect": _effect(found.effect),
        "share": _share(found),
        "ahead": None if found.study is None else _plain(found.study.ahead),
        "earlier": _effect(found.earlier),
        "placebo": None if found.placebo is None else {"p": found.placebo.p, "draws": DRAWS},
        "higher": _plain(found.higher),
        "course": []
        if found.study is None
        else [
            {"since": since, **(_effect(effect) or {})}
            for since, effect in zip(found.study.since, found.study.effects, strict=True)
        ],
        "treated": [_plain(value) for value in found.treated],
        "others": [_plain(value) for value in found.others],
        "twin": _twin(found),
    }


def unanswered(*, method_changed: bool, began: int, of: int) -> dict[str, Any]:
    """Judge what is no panel: a single time, or no unit that is known all along."""
    said = verdict(None, ahead=None, method_changed=method_changed, compared=of - began, began=began)
    nothing = dict.fromkeys(("effect", "share", "ahead", "earlier", "placebo", "higher", "twin"))
    return {
        **nothing,
        "verdict": _said(said),
        "began": began,
        "never": of - began,
        "always": 0,
        "compared": of - began,
        "course": [],
        "treated": [],
        "others": [],
    }


def _said(found: Any) -> dict[str, str]:
    return {"said": found.said, "reason": found.reason, "id": found.sentence("id"), "en": found.sentence("en")}


def _plain(value: float | None) -> float | None:
    return float(value) if value is not None and isfinite(value) else None


def _effect(effect: Effect | None) -> dict[str, float | None] | None:
    if effect is None:
        return None
    return {name: _plain(getattr(effect, name)) for name in ("value", "error", "low", "high", "p", "degrees")}


def _share(found: Assessment) -> float | None:
    """Give the effect as a share of what those with the programme would have had without it."""
    panel = found.panel
    at_work = (panel.start[:, None] > 0) & (np.arange(len(panel.periods)) >= panel.start[:, None])
    if found.effect is None or not at_work.any():
        return None
    without = float(panel.outcome[at_work].mean()) - found.effect.value
    return _plain(found.effect.value / without) if without > 0 else None


def _twin(found: Assessment) -> dict[str, Any] | None:
    twin = found.synthetic
    if twin is None:
        return None
    order = np.argsort(-twin.weights, kind="stable")[:_MOST_DONORS]
    return {
        "unit": twin.unit,
        "effect": twin.effect,
        "p": twin.p,
        "before": twin.before,
        "actual": twin.actual.tolist(),
        "mixed": twin.mixed.tolist(),
        "weights": [[twin.donors[i], float(twin.weights[i])] for i in order if twin.weights[i] > 0.005],
    }


@dataclass(frozen=True, slots=True)
class PanelRead:
    """An analyst's own panel, or what is wrong with it: sentences with their lines, by language."""

    faults: tuple[Said, ...] = ()
    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    values: tuple[tuple[float, ...], ...] = ()
    starts: tuple[int, ...] = ()
    left_out: int = 0
    methods: tuple[str, ...] = ()
    synthetic: bool = False


def panel_from_file(data: bytes, name: str) -> PanelRead:
    """Read a panel (CSV or XLSX); its units are those of the registry, of one level."""
    suffix = ".xlsx" if name.lower().endswith(".xlsx") else ".csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"panel{suffix}"
        path.write_bytes(data)
        try:
            found = read_panel(path, registry(), None)
        except DataError as wrong:
            return PanelRead(tuple(_placed(each, str(path), name) for each in wrong.problems))
        except IkpError as wrong:
            told = str(wrong).replace(str(path), name)
            return PanelRead(({"id": told, "en": told},))
    panel = found.panel
    return PanelRead(
        (),
        panel.units,
        panel.periods,
        tuple(tuple(row) for row in panel.outcome.tolist()),
        tuple(panel.start.tolist()),
        len(found.left_out),
        found.methods,
        found.synthetic,
    )


def _placed(problem: Any, path: str, name: str) -> Said:
    return {"id": problem.sentence("id").replace(path, name), "en": problem.sentence("en").replace(path, name)}


@dataclass(frozen=True, slots=True)
class Came:
    """Something that happened after an edition, once: known of every unit of a level."""

    code: str
    level: str
    election: str
    titles: Said
    day: str


@cache
def came() -> tuple[Came, ...]:
    """Give what is known completely of what came after the editions; partial lists say nothing of absent units."""
    found: dict[tuple[str, str], Came] = {}
    for edition in editions():
        for level in ("province", "regency"):
            for each in outcomes(edition, level):
                if each.list == "complete":
                    key = (each.code, each.level)
                    found[key] = Came(each.code, each.level, each.election, each.titles, each.until)
    return tuple(found.values())


def came_values(code: str, level: str, units: Sequence[str]) -> tuple[list[float | None], Came] | None:
    """Give what came in units, None where it is not known, and what it is."""
    told = next((each for each in came() if (each.code, each.level) == (code, level)), None)
    if told is None:
        return None
    for edition in editions():
        for each in outcomes(edition, level):
            if each.code == code:
                return [_plain(value) for value in each.values(units)], told
    return None


@cache
def event_years(edition: str) -> tuple[int, int] | None:
    """Give the first and the last year of the events that an edition counts, where that is known."""
    period = load(edition).event_period if edition in available() else None
    return (period[0].year, period[1].year) if period else None


@dataclass(frozen=True, slots=True)
class Trial:
    """A made-up programme (*SINTETIS*) of known effect: reports as the watch takes them, and where it began when."""

    reports: list[tuple[str, str, date, date, date | None, bool]]
    starts: Mapping[str, date]
    #: The share by which reports are fewer where it is at work.
    effect: float


_KINDS = ("administrative", "ethics", "criminal")


def trial(units: Sequence[str], last: date, *, months: int = 24, effect: float = -0.5, seed: int = 0) -> Trial:
    """Make up a programme that half of the units have, in three waves, over the months before a day.

    Parameters
    ----------
    units : sequence of str
    last : date
        The first day after the made-up months; the first of a month.
    effect : float
        −0.5: half as many reports.
    """
    rng = np.random.default_rng(seed)
    firsts = [_month(last, back) for back in range(months, -1, -1)]
    chosen = rng.permutation(len(units))[: len(units) // 2]
    waves = [months // 2, months // 2 + 3, months // 2 + 6]
    start = np.full(len(units), months + 1)
    start[chosen] = [waves[place % len(waves)] for place in range(len(chosen))]
    usual = rng.gamma(9.0, 6.0 / 9.0, len(units))
    season = np.exp(rng.normal(0, 0.15, months))
    at_work = np.arange(months) >= start[:, None]
    counts = rng.poisson(usual[:, None] * season * (1 + effect * at_work))
    reports: list[tuple[str, str, date, date, date | None, bool]] = []
    for place, unit in enumerate(units):
        for month in range(months):
            long = (firsts[month + 1] - firsts[month]).days
            for day in rng.integers(0, long, counts[place, month]).tolist():
                event = firsts[month] + timedelta(days=day)
                kind = _KINDS[int(rng.integers(len(_KINDS)))]
                reports.append((unit, kind, event, event, event, True))
    return Trial(reports, {units[i]: firsts[start[i]] for i in sorted(chosen.tolist())}, effect)


def _month(day: date, back: int) -> date:
    """Give the first day of the month that lies so many months before a day's."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
