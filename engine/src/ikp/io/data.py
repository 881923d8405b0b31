"""Reading data: a file of events, indicators or dimension scores, with every problem at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ikp.errors import DataError
from ikp.events import EventLog
from ikp.framework import Framework
from ikp.io.cells import is_blank
from ikp.io.eventrows import GRADED, EventRows
from ikp.io.headings import TEXTS, Extra, Layout, Shape, recognise
from ikp.io.numbers import Decimals
from ikp.io.opening import open_source
from ikp.io.paths import Readable, shown
from ikp.io.periods import is_synthetic
from ikp.io.report import Fault, Report
from ikp.io.said import Said
from ikp.io.source import Chunk, Progress, Source
from ikp.io.unitcolumn import read_units
from ikp.io.widerows import WideRows
from ikp.problems import Lang, Problem
from ikp.recipe import Recipe
from ikp.recipe.steps import Denominate, Events, Impute
from ikp.registry import CodeList, Level, Registry
from ikp.steps.tabulate import tabulate
from ikp.table import IndicatorTable

__all__ = ["Data", "extra_columns", "read_data"]


@dataclass(frozen=True, eq=False)
class Data:
    """What was read from a file, or why it could not be.

    Parameters
    ----------
    file : str
    shape : {'events', 'indicators', 'dimensions'} or None
        None when it was not recognised.
    framework : Framework
        The one that fits `table`: for dimensions it is cut at them.
    table : IndicatorTable or None
        None when there is an error. Events are tabulated.
    events : EventLog or None
        Only in the shape *events*, and only without errors.
    problems : tuple of Problem
        Errors and warnings in the order of their lines.
    remarks : tuple of Said
        How the file was understood; `said` gives the sentences.
    """

    file: str
    shape: Shape | None
    framework: Framework
    table: IndicatorTable | None
    events: EventLog | None
    problems: tuple[Problem, ...]
    remarks: tuple[Said, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.severity == "warning")

    @property
    def synthetic(self) -> bool:
        return self.table is not None and self.table.synthetic

    def said(self, lang: Lang = "en") -> tuple[str, ...]:
        """Say how the file was understood, a sentence each."""
        return tuple(each.sentence(lang) for each in self.remarks)

    def require(self) -> IndicatorTable:
        """Give the table, or raise what kept it from being made.

        Raises
        ------
        DataError
            With all errors.
        """
        if self.table is None:
            raise DataError(self.errors)
        return self.table


def extra_columns(framework: Framework, recipe: Recipe) -> dict[str, Extra]:
    """Give the columns besides indicators that a framework and a recipe ask for: denominators and groups."""
    impute, denominate = recipe.step(Impute), recipe.step(Denominate)
    groups = {impute.group} if impute and impute.group else set()
    denominators = set(denominate.by.values()) if denominate else set()
    if denominate:
        denominators |= {node.denominator for node in framework.nodes if node.denominator}
    return {**dict.fromkeys(sorted(denominators), "denominator"), **dict.fromkeys(sorted(groups), "group")}


def read_data(
    path: Readable,
    framework: Framework,
    registry: Registry | None = None,
    level: Level | None = None,
    codes: CodeList = "auto",
    *,
    shape: Shape | None = None,
    sheet: str | None = None,
    events_step: Events | None = None,
    period: tuple[date, date] | None = None,
    extras: Mapping[str, Extra] | None = None,
    progress: Progress | None = None,
) -> Data:
    """Read CSV, XLSX or Parquet in one of three shapes, recognised by the headings.

    Parameters
    ----------
    path : path
        The ending of the name says the format.
    framework : Framework
        Its codes are the headings, or the cells of the column *indicator*.
    registry : Registry, optional
        Reads the column of units (`level` and `codes` go with it). Left out, the texts are the units.
    shape, sheet : str, optional
        Overrule what the headings say; choose a sheet of a workbook.
    events_step : Events, optional
        How events become values, the scale of grades; left out, count × grade from 1 to 4.
        Given, numbers in the shape *indicators* are known to be sums of events: negative
        ones are refused.
    period : pair of dates, optional
        Events outside it are warned of.
    extras : mapping, optional
        Further columns to read, by kind; see `extra_columns`.
    progress : callable, optional
        Called with what is done and the total, in bytes or rows.

    Returns
    -------
    Data
        Also when there are problems: they stand in it.

    Raises
    ------
    UsageError
        If the file cannot be opened, its kind is unknown, or an extra package is missing.
    """
    report = Report(shown(path))
    try:
        source = open_source(path, sheet)
    except DataError as error:
        report.include(error.problems)
        return Data(report.file, None, framework, None, None, report.problems)
    for fault, line in source.faults:
        report.add(fault, line)
    step = events_step or Events()
    layout = recognise(
        source.headings,
        source.heading_line,
        framework,
        report,
        shape=shape,
        needs_grade=step.value in GRADED,
        extras=extras,
    )
    if layout is None:
        return Data(report.file, shape, framework, None, None, report.problems, source.said)

    rows: EventRows | WideRows
    if layout.shape == "events":
        rows = EventRows(layout, source.headings)
    else:
        counts = events_step is not None
        decimals = Decimals(source.comma_allowed, point_unclear=source.semicolons)
        rows = WideRows(layout, source.headings, extras or {}, decimals, counts=counts)
    rows.gather(_stream(source, layout, report, progress), report)
    if not rows.lines.size and not report.has_errors:
        report.add(Fault("file-no-rows"))
    units = read_units(rows.columns["unit"], rows.lines, report, registry=registry, level=level, codes=codes)
    synthetic = is_synthetic(rows.columns.get("label"), rows.lines, report)
    events = None
    if isinstance(rows, EventRows):
        events, said = rows.read(framework, step, period, units, report, synthetic=synthetic)
        table = None if events is None else tabulate(events, framework, step)
    else:
        table, said = rows.read(units, report, synthetic=synthetic)
    fitting = framework.cut(tuple(layout.codes)) if layout.shape == "dimensions" else framework
    remarks = (*source.said, *said, *units.said, *((Said("synthetic"),) if synthetic else ()))
    return Data(report.file, layout.shape, fitting, table, events, report.problems, remarks)


def _stream(source: Source, layout: Layout, report: Report, progress: Progress | None) -> Iterator[Chunk]:
    """Pass the rows on; a column with cells and no heading is reported once."""
    texts = {layout.roles[role] for role in TEXTS if role in layout.roles}
    bare = set(layout.bare)
    for chunk in source.chunks(report, frozenset(texts | set(layout.extras.values())), progress):
        for place in sorted(bare):
            filled = next((row for row, cell in enumerate(chunk.columns[place]) if not is_blank(cell)), None)
            if filled is not None:
                report.add(Fault("heading-empty", {"place": place + 1}), int(chunk.lines[filled]))
                bare.discard(place)
        yield chunk
