"""Everything that can be asked of a panel at once: effect, course, checks, and what may be said."""

from dataclasses import dataclass

import numpy as np
import scipy  # its statistics are loaded where they are first asked for
from numpy.typing import NDArray

from ikp.planning.effect.panel import Panel
from ikp.planning.effect.placebo import Placebo, earlier, placebo
from ikp.planning.effect.staggered import Comparison, Effect, EventStudy, GroupTime, event_study, group_time, overall
from ikp.planning.effect.synthetic import Synthetic, synthetic_control
from ikp.planning.effect.verdict import Verdict, verdict

__all__ = ["Assessment", "assess"]

Vector = NDArray[np.float64]
#: Below, levels before the start differ by more than a lottery would make them.
_CHOSEN = 0.01


@dataclass(frozen=True, eq=False)
class Assessment:
    """A panel with all that was found in it; None where something cannot be estimated.

    Attributes
    ----------
    effect : Effect or None
        Mean over all units and periods at work.
    study : EventStudy or None
        The same by periods since the start, and the test that units moved alike before.
    earlier : Effect or None
        An effect that cannot be: of starts one period too early.
    synthetic : Synthetic or None
        Where a single unit began.
    began, never, always, compared : int
        Units that began after the first period, never, and in it (they have no *before* and take no part); and the
        most that somebody was compared with.
    treated, others : array, shape (t,)
        Mean outcome of the units that began, and of those that never did; NaN where there are none.
    higher : float
        How far above the others those who began were before anybody did, in spreads between units; NaN where
        that is not known. Far from 0, they were chosen, and may come back by themselves.
    """

    panel: Panel
    comparison: Comparison
    level: float
    effect: Effect | None
    study: EventStudy | None
    placebo: Placebo | None
    earlier: Effect | None
    synthetic: Synthetic | None
    began: int
    never: int
    always: int
    compared: int
    treated: Vector
    others: Vector
    higher: float
    verdict: Verdict


def assess(
    panel: Panel,
    rng: np.random.Generator,
    *,
    comparison: Comparison = "not-yet",
    level: float = 0.9,
    draws: int = 999,
    method_changed: bool = False,
    lottery: bool = False,
) -> Assessment:
    """Estimate the effect of a programme, check what it rests on, and say what may be said.

    Nothing is raised for a panel that cannot answer: that is an answer, and the verdict says it.

    Parameters
    ----------
    panel : Panel
    rng : numpy.random.Generator
        Of the placebos.
    comparison : {'never', 'not-yet'}
    level : float
        Of the intervals.
    draws : int
        Placebos.
    method_changed : bool
        Whether the outcome was measured by another method in some period.
    lottery : bool
        Whether the programme was dealt out by lot; without one, units that lay apart before were chosen for it.
    """
    start = panel.start
    found = _cells(panel, comparison)
    effect = None if found is None else overall(found, level=level)
    study = None if found is None else event_study(found, level=level)
    compared = 0 if found is None else int(found.others[found.after].max())
    began, never = int((start > 0).sum()), int((start == -1).sum())
    return Assessment(
        panel,
        comparison,
        level,
        effect,
        study,
        None if found is None else placebo(panel, rng, draws=draws, level=level, comparison=comparison),
        None if found is None else _earlier(panel, comparison, level),
        _synthetic(panel),
        began,
        never,
        int((start == 0).sum()),
        compared,
        _mean(panel, start > 0),
        _mean(panel, start == -1),
        _higher(panel),
        verdict(
            effect,
            ahead=None if study is None else study.ahead,
            method_changed=method_changed,
            compared=compared,
            began=began,
            chosen=not lottery and _chosen(panel),
        ),
    )


def _cells(panel: Panel, comparison: Comparison) -> GroupTime | None:
    """Estimate by group and period, or give None where nobody began or nobody is left to compare with."""
    for group in panel.groups:
        free = panel.start == -1
        if comparison == "not-yet":
            free |= panel.start > group
        if free.any():
            return group_time(panel, comparison)
    return None


def _earlier(panel: Panel, comparison: Comparison, level: float) -> Effect | None:
    """Pretend that all began one period before anybody did: only those who never do are left to compare with."""
    return earlier(panel, comparison=comparison, level=level) if (panel.start == -1).any() else None


def _synthetic(panel: Panel) -> Synthetic | None:
    """Mix a twin for the unit, where a single one began and there is enough to mix it of."""
    alone = np.flatnonzero(panel.start > 0)
    if alone.size != 1 or panel.start[alone[0]] < 2 or (panel.start == -1).sum() < 2:
        return None
    return synthetic_control(panel, panel.units[alone[0]])


def _mean(panel: Panel, which: NDArray[np.bool_]) -> Vector:
    return np.asarray(panel.outcome[which].mean(axis=0)) if which.any() else np.full(len(panel.periods), np.nan)


def _higher(panel: Panel) -> float:
    began, never = panel.start > 0, panel.start == -1
    if not began.any() or never.sum() < 2:
        return float("nan")
    before = panel.outcome[:, : min(panel.groups)].mean(axis=1)
    spread = float(before[began | never].std(ddof=1))
    return float((before[began].mean() - before[never].mean()) / spread) if spread > 0 else 0.0


def _chosen(panel: Panel) -> bool:
    """Say whether those that began lay apart from the others before, by more than chance deals out."""
    began, never = panel.start > 0, panel.start == -1
    if not began.any() or never.sum() < 2:
        return False
    before = panel.outcome[:, : min(panel.groups)].mean(axis=1)
    # From moments: levels without any spread, such as counts of zero throughout, are no reason for a warning.
    moments = [
        (float(group.mean()), float(group.std(ddof=1)) if group.size > 1 else 0.0, group.size)
        for group in (before[began], before[never])
    ]
    return bool(scipy.stats.ttest_ind_from_stats(*moments[0], *moments[1]).pvalue < _CHOSEN)
