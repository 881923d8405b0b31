"""Draws of the values: counts, under-reporting, grades, gaps, on a table or on the events behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ikp.arrays import chance
from ikp.errors import DataError, problem
from ikp.events import EventLog
from ikp.framework import Framework
from ikp.recipe.steps import Events
from ikp.steps.tabulate import tabulate
from ikp.table import IndicatorTable, Missing
from ikp.uncertainty.perturbations import Counts, Detection, Gaps, Grading, Perturbation

__all__ = ["VALUES", "Values"]

#: The perturbations that are drawn here.
VALUES = (Counts, Detection, Gaps, Grading)

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class _Graded:
    """Events by unit, indicator and grade, shape (n, m, K), with the grades."""

    counts: NDArray[np.int64]
    grades: NDArray[np.int64]

    def values(self, step: Events) -> Matrix:
        """Give the value of each cell, as `tabulate` does, shape (n, m)."""
        total = self.counts.sum(axis=2)
        match step.value:
            case "count_x_grade":
                found = self.counts @ self.grades
            case "count":
                found = total
            case "occurrence":
                found = total > 0
            case "highest_grade":
                found = np.where(self.counts > 0, self.grades, 0).max(axis=2)
        return np.asarray(found, dtype=np.float64)


class Values:
    """The data of a run, and what a draw makes of them.

    Parameters
    ----------
    table : IndicatorTable
    framework : Framework
    events : EventLog, optional
        The events that the table was made from. Counts and grades are then drawn event by
        event, and the table is made anew.

    Raises
    ------
    DataError
        When a perturbation meets values that it cannot mean (see `refuse`).
    """

    def __init__(self, table: IndicatorTable, framework: Framework, events: EventLog | None = None) -> None:
        self.table, self.framework, self.events = table, framework, events

    @cached_property
    def _graded(self) -> _Graded:
        assert self.events is not None  # noqa: S101 - asked for only with events
        log, table = self.events, self.table
        grades = np.unique(log.grade[log.is_event & (log.count > 0)]).astype(np.int64)
        grades = grades if grades.size else np.array([1])
        place = {key: row for row, key in enumerate(zip(table.units, table.periods or table.units, strict=True))}
        counts = np.zeros((len(table), len(table.codes), grades.size), dtype=np.int64)
        for k, grade in enumerate(grades):
            part = _of_grade(log, int(grade))
            if not len(part):
                continue
            each = tabulate(part, self.framework, Events(value="count", silence="nil"))
            rows = [place[key] for key in zip(each.units, each.periods or each.units, strict=True)]
            counts[rows, :, k] = np.nan_to_num(each.select(table.codes).values)
        return _Graded(counts, grades)

    def tabulated(self, step: Events) -> IndicatorTable:
        """Give the table under another way of counting the same events."""
        return self._with(self._graded.values(step))

    def refuse(self, perturbation: Perturbation, path: str) -> None:
        """Refuse indicators that are not there, and values that the perturbation cannot mean."""
        named = getattr(perturbation, "indicators", ())
        strange = [code for code in named if code not in self.table.column_of]
        if strange:
            raise DataError(problem("vary-node", path=path, codes=strange))
        if isinstance(perturbation, Gaps) and perturbation.group:
            self.table.group(perturbation.group)
        if self.events is not None:
            return
        columns = self._columns(perturbation)
        values = self.table.values[:, columns]
        if isinstance(perturbation, (Counts, Detection)):
            found = np.argwhere((values < 0) | (values != np.rint(values)) & ~np.isnan(values))
            for row, j in found[:1]:
                raise DataError(problem("vary-counts", **self._cell(row, columns[j])))
        if isinstance(perturbation, Grading):
            low, high = perturbation.lowest, perturbation.lowest + len(perturbation.pairs) - 1
            fits = (values == 0) | (values >= low) & (values <= high) & (values == np.rint(values))
            for row, j in np.argwhere(~fits & ~np.isnan(values))[:1]:
                raise DataError(problem("vary-grade", low=low, high=high, **self._cell(row, columns[j])))

    def draw(self, vary: Sequence[tuple[Perturbation, float]], step: Events | None) -> IndicatorTable:
        """Draw the values once.

        Parameters
        ----------
        vary : sequence of (Perturbation, float)
            Each with the number between 0 and 1 that its draws are made from.
        step : Events or None
            How events are counted.
        """
        graded = self._graded if self.events is not None else None
        table = self.table
        for each, u in vary:
            rng = np.random.default_rng(np.random.SeedSequence(int(u * 2.0**53)))
            if isinstance(each, Gaps):
                continue
            if graded is not None:
                graded = self._draw_events(graded, each, rng)
            else:
                table = self._draw_table(table, each, rng)
        if graded is not None:
            table = self._with(graded.values(step or Events()))
        for each, u in vary:
            if isinstance(each, Gaps):
                table = self._fill(table, each, np.random.default_rng(np.random.SeedSequence(int(u * 2.0**53))))
        return table

    # --- on events -----------------------------------------------------------------------
    def _draw_events(self, graded: _Graded, each: Perturbation, rng: np.random.Generator) -> _Graded:
        columns, counts = self._columns(each), graded.counts.copy()
        total = np.where(self._missing, np.nan, counts.sum(axis=2).astype(np.float64))
        shares = chance.grade_shares(graded.counts)
        if isinstance(each, Grading):
            return _Graded(*_regraded(counts, graded.grades, columns, each, rng))
        draw = _counts_of(each, rng)
        for j in columns:
            drawn = np.nan_to_num(draw(total[:, j], rng)).astype(np.int64)
            own = counts[:, j].astype(np.float64)
            sums = own.sum(axis=1, keepdims=True)
            among = np.where(sums > 0, own / np.maximum(sums, 1.0), shares[j])
            shared = chance.share_out(drawn, among, rng)
            counts[:, j] = counts[:, j] + shared if isinstance(each, Detection) else shared
        return _Graded(counts, graded.grades)

    @cached_property
    def _missing(self) -> NDArray[np.bool_]:
        return np.isnan(self.table.values)

    # --- on a table ----------------------------------------------------------------------
    def _draw_table(self, table: IndicatorTable, each: Perturbation, rng: np.random.Generator) -> IndicatorTable:
        values = table.values.copy(order="F")
        if isinstance(each, Grading):
            shares = _shares(each)
            for j in self._columns(each):
                column = values[:, j]
                graded = np.flatnonzero(column > 0)
                grades = chance.regrade(column[graded].astype(np.int64) - each.lowest, shares, rng)
                column[graded] = grades + each.lowest
            return self._with(values)
        draw = _counts_of(each, rng)
        for j in self._columns(each):
            drawn = draw(values[:, j], rng)
            values[:, j] = values[:, j] + drawn if isinstance(each, Detection) else drawn
        return self._with(values)

    def _fill(self, table: IndicatorTable, each: Gaps, rng: np.random.Generator) -> IndicatorTable:
        if table.reasons is None:
            return table
        values = table.values.copy(order="F")
        gaps = np.isnan(values) & (table.reasons != Missing.NOT_APPLICABLE)
        columns = [j for j in self._columns(each) if gaps[:, j].any()]
        if each.method == "normal":
            for block in self._siblings(columns):
                values[:, block] = chance.fill_normal(values[:, block], gaps[:, block], rng)
        elif each.method == "nearest":
            directions = np.array([float(self.framework[code].direction) for code in table.codes])
            places = chance.percentiles(values, directions)
            moved = chance.level_doubt(places) * rng.standard_normal(len(table))  # all gaps of a unit together
            for j in columns:
                level = chance.levels(places, j)
                values[:, j] = chance.fill_nearest(values[:, j], gaps[:, j], level, moved, rng)
        else:
            groups = table.group(each.group) if each.group else np.zeros(len(table))
            _, member = np.unique(groups.astype(str), return_inverse=True)
            for j in columns:
                for label in np.unique(member[gaps[:, j]]):
                    rows = np.flatnonzero(member == label)
                    values[rows, j] = chance.fill_hot_deck(values[rows, j], gaps[rows, j], rng)
        return table.with_values(values, table.reasons)

    def _siblings(self, columns: Sequence[int]) -> list[list[int]]:
        """Give the columns with gaps together with those of the same parent."""
        parents = dict.fromkeys(self.framework[self.table.codes[j]].parent for j in columns)
        return [
            [j for j, code in enumerate(self.table.codes) if self.framework[code].parent == parent]
            for parent in parents
        ]

    # --- both ----------------------------------------------------------------------------
    def _columns(self, each: Perturbation) -> list[int]:
        named = getattr(each, "indicators", ()) or self.table.codes
        return [self.table.column_of[code] for code in named]

    def _with(self, values: Matrix) -> IndicatorTable:
        if self.table.reasons is not None:
            values = np.where(self.table.reasons > 0, np.nan, values)
        return self.table.with_values(np.asfortranarray(values), self.table.reasons)

    def _cell(self, row: int, column: int) -> dict[str, object]:
        value = f"{self.table.values[row, column]:g}"
        return {"unit": self.table.units[row], "code": self.table.codes[column], "value": value}


def _counts_of(
    each: Perturbation, rng: np.random.Generator
) -> Callable[[NDArray[np.float64], np.random.Generator], NDArray[np.float64]]:
    """Give how a column of counts is drawn; a probability that is unsure is drawn here, once for all."""
    if isinstance(each, Detection):
        low, high = each.probability
        probability = low + (high - low) * rng.random()
        return lambda column, rng: chance.missed(column, probability, rng)
    assert isinstance(each, Counts)  # noqa: S101 - the others were dealt with
    if each.distribution == "pooled":
        return chance.pooled_counts
    dispersion = float("inf") if each.dispersion is None or each.distribution == "poisson" else each.dispersion
    return lambda column, rng: chance.negative_binomial(column, dispersion, rng)


def _shares(each: Grading) -> Matrix:
    pairs = np.array(each.pairs)
    return np.asarray(pairs / pairs.sum(axis=1, keepdims=True))


def _regraded(
    counts: NDArray[np.int64],
    grades: NDArray[np.int64],
    columns: Sequence[int],
    each: Grading,
    rng: np.random.Generator,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Grade every event anew; grades that the double grading does not know, and 0 (no grade), stay."""
    scale = np.arange(each.lowest, each.lowest + len(each.pairs))
    merged = np.union1d(grades, scale)
    wide = np.zeros((*counts.shape[:2], merged.size), dtype=np.int64)
    wide[:, :, np.searchsorted(merged, grades)] = counts
    to = np.searchsorted(merged, scale)
    shares = _shares(each)
    for j in columns:
        before = wide[:, j].copy()
        after = before.copy()
        after[:, to] = 0
        for k in range(scale.size):
            of_grade = before[:, to[k]]
            after[:, to] += chance.share_out(of_grade, np.broadcast_to(shares[k], (len(of_grade), scale.size)), rng)
        wide[:, j] = after
    return wide, merged


def _of_grade(log: EventLog, grade: int) -> EventLog:
    """Give the events of one grade, without the declarations."""
    rows = np.flatnonzero(log.is_event & (log.grade == grade) & (log.count > 0))
    return EventLog(
        log.units,
        log.unit_index[rows],
        log.codes,
        log.code_index[rows],
        log.count[rows],
        periods=log.periods,
        period_index=None if log.period_index is None else log.period_index[rows],
    )
