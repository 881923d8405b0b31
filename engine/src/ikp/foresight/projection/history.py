"""What a projection learns from: ordered categories of units, period by period.

A period is an edition, or a stage of an election. Categories of editions are published; those of
stages are bands of counts ("none", "1-2" …), with the counts themselves kept beside them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ikp.errors import UsageError, problem
from ikp.foresight.streams import CountSeries

__all__ = ["BANDS", "Counts", "History", "band_labels", "bands_of", "from_counts", "neighbours_of"]

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

#: Counts at which a new band begins: none, 1-2, 3-5, 6 and more.
BANDS = (1, 3, 6)


@dataclass(frozen=True, eq=False)
class Counts:
    """The counts behind bands.

    Parameters
    ----------
    values : array, shape (T, S)
        Of each period; NaN where less than half of it was observed.
    exposure : array, shape (P, S)
        Observed weeks, times supervisors relative to the usual where these are known. P is at least
        T + 1: what comes after the last known period is the plan.
    lengths : tuple of int, length P
        Weeks of each period.
    stages : tuple of str, length P
        Its stage; empty where that is not known.
    bands : tuple of int
        Where a new band begins.
    weekly : array, shape (W, S)
    ends : tuple of int, length T
        The first week after each period.
    """

    values: Floats
    exposure: Floats
    lengths: tuple[int, ...]
    stages: tuple[str, ...]
    bands: tuple[int, ...]
    weekly: Floats
    ends: tuple[int, ...]

    def until(self, period: int) -> "Counts":
        """Give what was known at the end of a period; lengths, stages and supervisors of later ones are the plan."""
        weeks, stop = self.ends[period], period + 1
        return replace(self, values=self.values[:stop], weekly=self.weekly[:weeks], ends=self.ends[:stop])

    def planned(self, period: int) -> int:
        """Give the row of the plan for a period; beyond the plan the last row goes on."""
        return min(period, len(self.lengths) - 1)


@dataclass(frozen=True, eq=False)
class History:
    """Categories of S series over T periods.

    Parameters
    ----------
    outcome : array of int, shape (T, S)
        Place among `labels`; -1 unknown.
    labels : tuple of str
        Categories, lowest first.
    periods : tuple of str
        Editions or stages, oldest first.
    units : tuple of str
        Of each series.
    targets : tuple of str
        Of each series: what is projected, such as ``category`` or a kind of violation.
    groups : tuple of str
        Of each series: its province, or the region of a province.
    level : array, shape (T, S)
        A number behind the category, such as a score; NaN unknown. Compared within its period only.
    weights : array, shape (S, S), optional
        ``weights[j, i]`` is how much of j reaches i; columns of series with neighbours sum to 1.
    counts : Counts, optional
    names : mapping
        Unit to what it is called.
    synthetic : bool

    Raises
    ------
    UsageError
        For shapes that do not fit, or a category that is not among the labels.
    """

    outcome: Places
    labels: tuple[str, ...]
    periods: tuple[str, ...]
    units: tuple[str, ...]
    targets: tuple[str, ...]
    groups: tuple[str, ...]
    level: Floats
    weights: Floats | None = None
    counts: Counts | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False

    def __post_init__(self) -> None:
        shape = (len(self.periods), len(self.units))
        fits = self.outcome.shape == self.level.shape == shape and len(self.groups) == len(self.targets) == shape[1]
        if not fits or (self.outcome.size and self.outcome.max() >= len(self.labels)):
            raise UsageError(problem("forecast-shape", probability=shape, outcome=self.outcome.shape))
        object.__setattr__(self, "names", MappingProxyType(dict(self.names)))

    @property
    def group_index(self) -> Places:
        """Place of each series' group among the sorted groups, shape (S,)."""
        return np.unique(np.array(self.groups), return_inverse=True)[1].astype(np.intp)

    @property
    def target_index(self) -> Places:
        """Place of each series' target among the sorted targets, shape (S,)."""
        return np.unique(np.array(self.targets), return_inverse=True)[1].astype(np.intp)

    def until(self, period: int) -> "History":
        """Give the history as it was at the end of a period; what is planned for later ones stays."""
        stop = period + 1
        return replace(
            self,
            outcome=self.outcome[:stop],
            level=self.level[:stop],
            periods=self.periods[:stop],
            counts=None if self.counts is None else self.counts.until(period),
        )

    def hide(self, period: int, series: NDArray[np.bool_]) -> "History":
        """Give the history as if a period's outcomes of some series were not known."""
        outcome, level = self.outcome.copy(), self.level.copy()
        outcome[period, series], level[period, series] = -1, np.nan
        counts = self.counts
        if counts is not None:
            values = counts.values.copy()
            values[period, series] = np.nan
            counts = replace(counts, values=values)
        return replace(self, outcome=outcome, level=level, counts=counts)

    def pairs(self, step: int = 1) -> int:
        """Count series whose category is known at a period and `step` periods later, over all periods."""
        before, after = self.outcome[:-step], self.outcome[step:]
        return int(((before >= 0) & (after >= 0)).sum())

    def transitions(self, step: int = 1) -> tuple[int, ...]:
        """Give the periods from which a later outcome, `step` periods on, is known for some series."""
        known = [(self.outcome[t] >= 0) & (self.outcome[t + step] >= 0) for t in range(len(self.periods) - step)]
        return tuple(t for t, each in enumerate(known) if each.any())


def band_labels(bands: Sequence[int]) -> tuple[str, ...]:
    """Name the bands that begin at these counts: ``0``, ``1-2``, ``3-5``, ``6+``."""
    starts = (0, *bands)
    inner = [f"{a}" if b - a == 1 else f"{a}-{b - 1}" for a, b in pairwise(starts)]
    return (*inner, f"{starts[-1]}+")


def bands_of(counts: ArrayLike, bands: Sequence[int]) -> Places:
    """Give the band of each count; -1 for NaN."""
    values = np.asarray(counts, dtype=np.float64)
    return np.where(np.isnan(values), -1, np.searchsorted(np.asarray(bands), values, side="right")).astype(np.intp)


def neighbours_of(weights: ArrayLike) -> Floats:
    """Scale weights so that what reaches a series sums to 1; series without neighbours keep 0."""
    raw = np.asarray(weights, dtype=np.float64)
    total = raw.sum(axis=0)
    return np.asarray(np.divide(raw, total, out=np.zeros_like(raw), where=total > 0))


def from_counts(
    series: CountSeries,
    *,
    groups: Mapping[str, str] | None = None,
    neighbours: Mapping[str, Sequence[str]] | None = None,
    weeks: int | None = None,
    ahead: int | None = None,
    stage: str = "",
    bands: Sequence[int] = BANDS,
) -> History:
    """Make a history of stages from weekly counts.

    Parameters
    ----------
    series : CountSeries
    groups : mapping, optional
        Unit to its province; left out, the part of its code before the dot.
    neighbours : mapping, optional
        Unit to its neighbours; series of one kind reach each other.
    weeks : int, optional
        Weeks of a period; left out, a period is a run of weeks of one stage.
    ahead : int, optional
        Weeks of the period ahead; left out, as many as the last one has.
    stage : str
        Of the period ahead, where it is known.
    bands : sequence of int
        Counts at which a new band begins, rising, the first at least 1.

    Raises
    ------
    UsageError
        If neither stages nor `weeks` are there, or bands do not rise.
    """
    if list(bands) != sorted(set(bands)) or not bands or bands[0] < 1:
        raise UsageError(problem("forecast-bands", found=", ".join(map(str, bands)) or "–"))
    bounds, names = _periods(series, weeks)
    ahead = ahead or bounds[-1] - bounds[-2]
    total, exposure = _summed(series, bounds, ahead)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(exposure[:-1] > 0, total / exposure[:-1], np.nan)
    places = {pair: place for place, pair in enumerate(zip(series.units, series.kinds, strict=True))}
    group = dict(groups or {})
    return History(
        bands_of(total, bands),
        band_labels(bands),
        names,
        series.units,
        series.kinds,
        tuple(group.get(unit, unit.split(".")[0]) for unit in series.units),
        np.log1p(rate),
        None if neighbours is None else _weights(places, neighbours),
        Counts(
            total,
            exposure,
            (*np.diff(bounds).tolist(), ahead),
            (*(names if weeks is None else [""] * len(names)), stage),
            tuple(bands),
            series.counts[bounds[0] :],
            tuple(bound - bounds[0] for bound in bounds[1:]),
        ),
        series.names,
        series.synthetic,
    )


def _periods(series: CountSeries, weeks: int | None) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Give where periods begin, with the end, and what they are called."""
    count = series.starts.size
    if weeks is not None:
        if weeks < 1 or count < weeks:
            raise UsageError(problem("forecast-short", found=count, need=max(weeks, 1)))
        # Whole periods up to the last week; what is left over at the beginning is dropped.
        bounds = tuple(range(count % weeks, count + 1, weeks))
        return bounds, tuple(str(series.starts[place]) for place in bounds[:-1])
    if series.stage is None:
        raise UsageError(problem("forecast-stages", path="–"))
    stage = _filled(series.stage)
    begins = [0, *(place for place in range(1, count) if stage[place] != stage[place - 1])]
    return (*begins, count), tuple(stage[place] for place in begins)


def _filled(stage: Sequence[str]) -> list[str]:
    """Let a week without a stage be of the stage before it, and the first ones of the first that is named."""
    last, found = next((each for each in stage if each), ""), []
    for each in stage:
        last = each or last
        found.append(last)
    return found


def _summed(series: CountSeries, bounds: tuple[int, ...], ahead: int) -> tuple[Floats, Floats]:
    """Sum each period, shapes (T, S) and (T + 1, S); a week without a count adds no exposure either."""
    known = ~np.isnan(series.counts)
    share = known.astype(np.float64)
    if series.effort is not None:
        observed = np.isfinite(series.effort) & (series.effort > 0)
        usual = np.nanmedian(np.where(observed, series.effort, np.nan)) if observed.any() else 1.0
        # Where nobody said how many were at work, the usual number was; as well where none was and reports came.
        untold = np.isnan(series.effort) | ((series.effort == 0) & (np.where(known, series.counts, 0.0) > 0))
        share = known * np.where(untold, 1.0, series.effort / usual)
    starts = np.array(bounds[:-1])
    counts, lengths = np.where(known, series.counts, 0.0)[: bounds[-1]], np.diff(bounds)
    total = np.add.reduceat(counts, starts, axis=0)
    exposure = np.add.reduceat(share[: bounds[-1]], starts, axis=0)
    seen = np.add.reduceat(known[: bounds[-1]].astype(np.float64), starts, axis=0)
    # An outcome is that of the whole period: half of it unobserved is no outcome.
    total = np.where(seen >= 0.5 * lengths[:, np.newaxis], total, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        a_week = np.where(seen[-1] > 0, exposure[-1] / seen[-1], 1.0)
    return total, np.vstack([exposure, ahead * a_week])


def _weights(places: Mapping[tuple[str, str], int], neighbours: Mapping[str, Sequence[str]]) -> Floats:
    found = np.zeros((len(places), len(places)))
    for (unit, kind), column in places.items():
        for other in neighbours.get(unit, ()):
            row = places.get((other, kind))
            if row is not None and row != column:
                found[row, column] = 1.0
    return neighbours_of(found)
