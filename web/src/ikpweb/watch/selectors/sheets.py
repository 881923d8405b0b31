"""What a file of reports or effort would do: which rows are new, changed, the same, or left as people changed them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q

from ikpweb.kit.merging import find_differences
from ikpweb.watch.content import report_content
from ikpweb.watch.models import Effort, Report, ReportSheet, ReportStep
from ikpweb.watch.transitions import Move

__all__ = ["Line", "numbers_of", "sorted_effort", "sorted_reports"]

Does = Literal["new", "changed", "same", "kept"]
_BATCH = 400


@dataclass(frozen=True)
class Line:
    """A row of a file, what it does, and the fields that it changes, before and after."""

    number: int
    row: Mapping[str, Any]
    does: Does
    report: Report | None = None
    fields: Sequence[tuple[str, Any, Any]] = ()


def sorted_reports(sheet: ReportSheet) -> list[Line]:
    """Hold every row against the report that stands under its number.

    What people here changed, decided, withdrew or marked after it came in is left as it is.
    """
    standing = _standing(sheet)
    touched = _touched([each.pk for each in standing.values()])
    found = []
    for row in sheet.rows:
        report = standing.get((row["office"], row["content"].get("external") or row["key"]))
        if report is None:
            found.append(Line(row["line"], row, "new"))
            continue
        before = report_content(report)
        changed = find_differences({name: before[name] for name in row["content"]}, row["content"])
        does: Does = "same" if not changed else "kept" if report.pk in touched else "changed"
        found.append(Line(row["line"], row, does, report, [(name, *values) for name, values in changed.items()]))
    return found


def _standing(sheet: ReportSheet) -> dict[tuple[str, str], Report]:
    """Give the reports that rows stand for, by office and number: of the other system, or made from the row."""
    found: dict[tuple[str, str], Report] = {}
    for start in range(0, len(sheet.rows), _BATCH):
        part = sheet.rows[start : start + _BATCH]
        numbers = [row["content"]["external"] for row in part if row["content"].get("external")]
        keys = [UUID(row["key"]) for row in part if not row["content"].get("external")]
        rows = Report.objects.filter(training=sheet.training).filter(
            Q(pk__in=keys) | Q(system=sheet.system, external__in=numbers)
        )
        found |= {(each.office_id, each.external or str(each.pk)): each for each in rows}
    return found


def _touched(reports: Sequence[UUID]) -> set[UUID]:
    """Give the reports with a step of a person here."""
    found: set[UUID] = set()
    for start in range(0, len(reports), _BATCH):
        steps = ReportStep.objects.filter(report__in=reports[start : start + _BATCH])
        found |= set(steps.exclude(move=Move.IMPORT.value).values_list("report", flat=True))
    return found


def sorted_effort(sheet: ReportSheet) -> list[Line]:
    """Hold every row against what stands of its unit and week."""
    offices = {row["office"] for row in sheet.rows}
    rows = Effort.objects.filter(unit__in=offices, training=sheet.training)
    standing = {(each.unit_id, each.week): each.supervisors for each in rows}
    found = []
    for row in sheet.rows:
        before = standing.get((row["office"], date.fromisoformat(row["week"])))
        does: Does = "new" if before is None else "same" if before == row["supervisors"] else "changed"
        fields = [("supervisors", before, row["supervisors"])] if does != "same" else []
        found.append(Line(row["line"], row, does, fields=fields))
    return found


def numbers_of(lines: Sequence[Line]) -> dict[str, int]:
    """Count the rows by what they do."""
    return {does: sum(line.does == does for line in lines) for does in ("new", "changed", "same", "kept")}
