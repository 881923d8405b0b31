"""Reading data in the shapes *indicators* and *dimensions*: one row per unit, one column per code."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ikp.io.cells import as_text
from ikp.io.column import Column
from ikp.io.headings import Extra, Layout
from ikp.io.numbers import Decimals, NumberColumn
from ikp.io.periods import read_periods
from ikp.io.report import Fault, Report
from ikp.io.said import Said
from ikp.io.source import Chunk
from ikp.io.unitcolumn import Units
from ikp.table import IndicatorTable

__all__ = ["WideRows"]


class WideRows:
    """Gathers the rows of a table; its numbers are read chunk by chunk, so that memory holds no texts."""

    def __init__(
        self,
        layout: Layout,
        headings: tuple[str, ...],
        extras: Mapping[str, Extra],
        decimals: Decimals,
        *,
        counts: bool,
    ) -> None:
        self.layout = layout
        self.columns = {role: Column(headings[place]) for role, place in layout.roles.items()}
        self.decimals = decimals
        indicators = layout.shape == "indicators"
        self.values = {
            code: NumberColumn(headings[place], self.decimals, counts=counts and indicators, doubt=indicators)
            for code, place in layout.codes.items()
        }
        self.groups = {name: Column(name) for name, kind in extras.items() if kind == "group"}
        self.denominators = {
            name: NumberColumn(name, self.decimals, counts=True, doubt=True)
            for name, kind in extras.items()
            if kind == "denominator"
        }
        self.lines = np.empty(0, np.int32)

    def gather(self, chunks: Iterable[Chunk], report: Report) -> None:
        """Take in all rows; cells that are no numbers go to `report`."""
        texts = [(column, self.layout.roles[role]) for role, column in self.columns.items()]
        texts += [(column, self.layout.extras[name]) for name, column in self.groups.items()]
        numbers = [(column, self.layout.codes[code]) for code, column in self.values.items()]
        numbers += [(column, self.layout.extras[name]) for name, column in self.denominators.items()]
        lines = [self.lines]
        for chunk in chunks:
            lines.append(chunk.lines)
            for text, place in texts:
                text.add(chunk.columns[place])
            for number, place in numbers:
                number.add(chunk.columns[place], chunk.lines, report)
        self.lines = np.concatenate(lines)
        for number, _ in numbers:
            number.doubt(report)

    def read(self, units: Units, report: Report, *, synthetic: bool) -> tuple[IndicatorTable | None, tuple[Said, ...]]:
        """Make the table; none when there is an error."""
        periods, period_index = None, None
        if "period" in self.columns:
            periods, period_index = read_periods(self.columns["period"], self.lines, report)
        self._refuse_duplicates(units, period_index, report)
        if report.has_errors:
            return None, ()
        codes = tuple(self.values)
        values, reasons = self._matrix(codes)
        names = units.named(self.columns.get("name"))
        table = IndicatorTable(
            [units.codes[place] for place in units.index],
            codes,
            values,
            reasons,
            names=[names.get(units.codes[place], units.codes[place]) for place in units.index] if names else None,
            groups={name: _texts(column) for name, column in self.groups.items()},
            denominators={name: column.values() for name, column in self.denominators.items()},
            periods=None if periods is None or period_index is None else [periods[place] for place in period_index],
            origin=report.file,
            synthetic=synthetic,
        )
        said = {"rows": len(table), "columns": len(codes), "codes": ", ".join(codes)}
        panel = [Said("periods", {"count": len(periods), "periods": ", ".join(periods)})] if periods else []
        return table, (Said(self.layout.shape, said), *panel, *self.decimals.said)

    def _refuse_duplicates(self, units: Units, period_index: NDArray[np.int32] | None, report: Report) -> None:
        """Report every row whose unit (and period) already stood in a row above."""
        period = np.int64(0) if period_index is None else period_index.astype(np.int64)
        key = np.where(units.index >= 0, period * len(units.codes) + units.index, -1 - np.arange(self.lines.size))
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        before = first[inverse]
        again = np.flatnonzero(before != np.arange(key.size))

        def fault_of(row: int) -> Fault:
            code = units.codes[units.index[row]]
            name = units.names.get(code)
            unit = f"{name} ({code})" if name else code
            return Fault("unit-duplicate", {"unit": unit, "first": int(self.lines[before[row]])})

        report.add_rows(again, self.lines, fault_of, self.columns["unit"].heading)

    def _matrix(self, codes: tuple[str, ...]) -> tuple[NDArray[np.float64], NDArray[np.uint8] | None]:
        """Put the columns side by side, column by column in memory; reasons only where some were given."""
        size = self.lines.size
        values = np.empty((size, len(codes)), order="F")
        given = any(column.reasons for column in self.values.values())
        reasons = np.zeros((size, len(codes)), dtype=np.uint8, order="F") if given else None
        for j, column in enumerate(self.values.values()):
            values[:, j] = column.values()
            for rows, why in column.reasons:
                if reasons is not None:
                    reasons[rows, j] = why
        return values, reasons


def _texts(column: Column) -> NDArray[Any]:
    return column.spread([as_text(cell) for cell in column.cells], object, empty="", fault="")
