"""Reading data in the shape *events*: one row per thing that happened, or per declaration."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.events import DECLARED, Declaration, EventLog
from ikp.framework import Framework
from ikp.io.cells import as_count, as_date, as_declaration, as_grade, as_text, is_slashed
from ikp.io.column import Column
from ikp.io.headings import Layout
from ikp.io.labels import CodeBook
from ikp.io.periods import read_periods
from ikp.io.report import Fault, Report
from ikp.io.said import Said
from ikp.io.source import Cell, Chunk
from ikp.io.unitcolumn import Units
from ikp.recipe.steps import Events

__all__ = ["GRADED", "EventRows"]

#: The values of events that need a grade.
GRADED = ("count_x_grade", "highest_grade")

#: Stands for a declaration that could not be read: neither an event nor anything declared.
_UNREADABLE = 255
_READ = ("unit", "indicator", "date", "count", "grade", "declaration", "period", "label", "name")


class EventRows:
    """Gathers the rows of a file of events, then reads them column by column."""

    def __init__(self, layout: Layout, headings: tuple[str, ...]) -> None:
        self.layout = layout
        self.columns = {role: Column(headings[layout.roles[role]]) for role in _READ if role in layout.roles}
        self.lines = np.empty(0, np.int32)

    def gather(self, chunks: Iterable[Chunk], _report: Report) -> None:
        """Take in all rows; nothing is read yet."""
        lines = [self.lines]
        for chunk in chunks:
            lines.append(chunk.lines)
            for role, column in self.columns.items():
                column.add(chunk.columns[self.layout.roles[role]])
        self.lines = np.concatenate(lines)

    def read(
        self,
        framework: Framework,
        step: Events,
        period: tuple[date, date] | None,
        units: Units,
        report: Report,
        *,
        synthetic: bool,
    ) -> tuple[EventLog | None, tuple[Said, ...]]:
        """Read all columns but that of the units; no log when there is an error."""
        place_of = {code: place for place, code in enumerate(framework.indicators)}
        book = CodeBook(framework, framework.indicators)
        codes = self._spread("indicator", lambda cell: _place(book.read(cell), place_of), report, np.int32, empty=-1)
        declaration = self._spread(
            "declaration", as_declaration, report, np.uint8, empty=Declaration.NONE, fault=_UNREADABLE
        )
        declared = declaration != Declaration.NONE
        if "count" in self.columns:
            count = self._spread("count", as_count, report, np.int64, empty=-1)
        else:
            count = np.where(declared, 0, 1).astype(np.int64)
        grade = self._spread("grade", lambda cell: as_grade(cell, *step.grades), report, np.int16, empty=-1, fault=1)
        self._check(declaration, count, grade, step, report)
        day = self._dates(~declared & (count > 0), period, report)
        periods, period_index = self._periods(report)
        if report.has_errors:
            return None, ()
        log = EventLog(
            units.codes,
            units.index,
            framework.indicators,
            codes,
            np.where(declared, 0, count),
            grade=np.maximum(grade, 0),
            date=day,
            declaration=declaration,
            lines=self.lines,
            names=units.named(self.columns.get("name")),
            periods=periods,
            period_index=period_index,
            origin=report.file,
            synthetic=synthetic,
        )
        report.include(log.contradictions)
        return (None if report.has_errors else log), self._said(units, periods)

    def _spread(
        self,
        role: str,
        parse: Callable[[Cell], object],
        report: Report,
        dtype: Any,
        *,
        empty: object,
        fault: object = 0,
    ) -> NDArray[Any]:
        """Read a column, shape (n,); where there is none, every row is empty."""
        column = self.columns.get(role)
        if column is None:
            return np.full(self.lines.size, empty, dtype=dtype)
        return column.spread(column.read(parse, self.lines, report), dtype, empty=empty, fault=fault)

    def _check(
        self,
        declaration: NDArray[np.uint8],
        count: NDArray[np.int64],
        grade: NDArray[np.int16],
        step: Events,
        report: Report,
    ) -> None:
        """Report the rows whose cells do not go together."""
        declared = declaration != Declaration.NONE

        def tell(role: str, where: NDArray[np.bool_], fault_of: Callable[[int], Fault]) -> None:
            report.add_rows(np.flatnonzero(where), self.lines, fault_of, self.columns[role].heading)

        if "count" in self.columns:
            tell("count", ~declared & (count < 0), lambda _: Fault("count-empty"))
        if "declaration" in self.columns:

            def both(row: int) -> Fault:
                word = DECLARED[Declaration(declaration[row])]
                return Fault("declaration-count", {"declaration": word, "count": int(count[row])})

            tell("declaration", declared & (declaration != _UNREADABLE) & (count > 0), both)
        if "grade" in self.columns and step.value in GRADED:
            low, high = step.grades
            ungraded = ~declared & (count > 0) & (grade < 0)
            tell("grade", ungraded, lambda _: Fault("grade-empty", {"low": low, "high": high}))

    def _dates(
        self, happened: NDArray[np.bool_], period: tuple[date, date] | None, report: Report
    ) -> NDArray[np.datetime64]:
        """Read the dates, shape (n,), and warn of events without one or outside the period."""
        column = self.columns.get("date")
        if column is None:
            return np.full(self.lines.size, "NaT", dtype="datetime64[D]")
        days = column.read(as_date, self.lines, report)
        rows = column.rows_of([day is None for day in days])
        report.add_rows(rows[happened[rows]], self.lines, lambda _: Fault("date-empty"), column.heading)
        if period:
            outside = [isinstance(day, date) and not period[0] <= day <= period[1] for day in days]
            cells = column.cells
            named = {"start": period[0].isoformat(), "end": period[1].isoformat()}

            def fault_of(row: int) -> Fault:
                return Fault("date-outside", {"cell": as_text(cells[column.index[row]]), **named})

            report.add_rows(column.rows_of(outside), self.lines, fault_of, column.heading)
        return column.spread(days, "datetime64[D]", empty="NaT", fault="NaT")

    def _periods(self, report: Report) -> tuple[tuple[str, ...] | None, NDArray[np.int32] | None]:
        column = self.columns.get("period")
        return (None, None) if column is None else read_periods(column, self.lines, report)

    def _said(self, units: Units, periods: tuple[str, ...] | None) -> tuple[Said, ...]:
        said = [Said("events", {"rows": self.lines.size, "units": len(units.codes)})]
        said += [Said("periods", {"count": len(periods), "periods": ", ".join(periods)})] if periods else []
        said += [Said(f"no-{role}") for role in ("count", "date") if role not in self.columns]
        slashed = [cell for cell in self.columns["date"].cells if is_slashed(cell)] if "date" in self.columns else []
        return (*said, *(Said("dates-slash", {"cell": cell}) for cell in slashed[:1]))


def _place(code: str | Fault, place_of: Mapping[str, int]) -> int | Fault:
    return code if isinstance(code, Fault) else place_of[code]
