"""Keeping a file that was read until its sender confirms it, and entering what it says, whole or not at all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.territory.models import Office
from ikpweb.watch import policies
from ikpweb.watch.content import report_content
from ikpweb.watch.models import Report, ReportSheet, ReportStep
from ikpweb.watch.selectors.sheets import Line, numbers_of, sorted_effort, sorted_reports
from ikpweb.watch.services.effort import Cell, put_effort
from ikpweb.watch.transitions import Move

__all__ = ["enter_effort_sheet", "enter_report_sheet", "keep_watch_sheet"]

_BATCH = 200
_DAYS = ("event_date", "entry_date", "verified_date")
_CHANGED = ["kind", "source", "indicator", *_DAYS, "status", "summary", "version", "author", "changed_at"]


def _offices(rows: Sequence[Mapping[str, Any]]) -> list[Office]:
    return list(Office.objects.filter(pk__in={row["office"] for row in rows}).select_related("unit", "parent"))


def _all_mine(rows: Sequence[Mapping[str, Any]], *, actor: Member, **_: object) -> bool:
    return all(policies.may_enter(actor, office) for office in _offices(rows))


def _mine(sheet: ReportSheet, *, actor: Member) -> bool:
    return sheet.author_id == actor.person.pk and _all_mine(sheet.rows, actor=actor)


@audited("reports.read", lambda *_, subject, **__: f"sheet:{subject}", allowed=_all_mine)
def keep_watch_sheet(
    rows: Sequence[Mapping[str, Any]],
    *,
    name: str,
    subject: str,
    system: str = "",
    training: bool = False,
    actor: Member,
) -> ReportSheet:
    """Keep what was read until its sender has seen what it would change; an earlier one of theirs makes way."""
    ReportSheet.objects.filter(author=actor.person, subject=subject, entered_at=None).delete()
    sheet = ReportSheet.objects.create(
        author=actor.person,
        office=actor.office,
        name=name[:200],
        subject=subject,
        system=system,
        training=training,
        rows=list(rows),
    )
    tell(sheet=str(sheet.pk), name=sheet.name, rows=len(rows))
    return sheet


@audited("reports.imported", lambda sheet, **_: f"sheet:{sheet.pk}", allowed=_mine)
def enter_report_sheet(sheet: ReportSheet, *, actor: Member) -> ReportSheet:
    """Enter the reports of a file: new ones, and changes of those that nobody here touched since they came in.

    Entered once, however often it is asked for.
    """
    held = ReportSheet.objects.select_for_update().get(pk=sheet.pk)
    if held.entered_at is not None:
        tell(repeated=True)
        return held
    # Of two files about the same offices one waits, and then sees what the other entered.
    list(Office.objects.select_for_update(no_key=True).filter(pk__in={row["office"] for row in held.rows}))
    lines = sorted_reports(held)
    _put_reports(held, [line for line in lines if line.does == "new"], actor)
    _change_reports([line for line in lines if line.does == "changed"], actor)
    return _entered(held, numbers_of(lines))


@audited("effort.imported", lambda sheet, **_: f"sheet:{sheet.pk}", allowed=_mine)
def enter_effort_sheet(sheet: ReportSheet, *, actor: Member) -> ReportSheet:
    """Enter the effort of a file; it takes the place of what stands for the same weeks."""
    held = ReportSheet.objects.select_for_update().get(pk=sheet.pk)
    if held.entered_at is not None:
        tell(repeated=True)
        return held
    lines = sorted_effort(held)
    by_office: dict[str, dict[date, Cell]] = defaultdict(dict)
    for line in lines:
        week = date.fromisoformat(line.row["week"])
        by_office[line.row["office"]][week] = Cell(line.row["supervisors"], seen=None, source=held.system)
    for office in sorted(_offices(held.rows), key=lambda each: each.pk):
        put_effort(office, by_office[office.pk], training=held.training, actor=actor)
    return _entered(held, numbers_of(lines))


def _entered(sheet: ReportSheet, numbers: dict[str, int]) -> ReportSheet:
    sheet.entered_at, sheet.counts = timezone.now(), numbers
    sheet.save(update_fields=["entered_at", "counts"])
    tell(**numbers, digest=digest_of(sheet.rows), **({"training": True} if sheet.training else {}))
    return sheet


def _fields(content: Mapping[str, Any]) -> dict[str, Any]:
    said = {("unit_id" if name == "unit" else name): value for name, value in content.items()}
    return said | {name: date.fromisoformat(said[name]) for name in _DAYS if said.get(name)}


def _put_reports(sheet: ReportSheet, lines: Sequence[Line], actor: Member) -> None:
    now = timezone.now()
    reports = [
        Report(
            pk=UUID(line.row["key"]),
            office_id=line.row["office"],
            training=sheet.training,
            author=actor.person,
            made_at=now,
            changed_at=now,
            **_fields(line.row["content"]),
        )
        for line in lines
    ]
    Report.objects.bulk_create(reports, batch_size=_BATCH)
    _steps(reports, actor)


def _change_reports(lines: Sequence[Line], actor: Member) -> None:
    now, reports = timezone.now(), []
    for line in lines:
        if line.report is None:
            continue
        for name, value in _fields(line.row["content"]).items():
            setattr(line.report, name, value)
        line.report.version, line.report.author, line.report.changed_at = line.report.version + 1, actor.person, now
        reports.append(line.report)
    Report.objects.bulk_update(reports, _CHANGED, batch_size=_BATCH)
    _steps(reports, actor)


def _steps(reports: Sequence[Report], actor: Member) -> None:
    ReportStep.objects.bulk_create(
        [
            ReportStep(
                report=report,
                number=report.version,
                move=Move.IMPORT.value,
                content=report_content(report),
                by=actor.person,
                office=actor.office,
                at=report.changed_at,
            )
            for report in reports
        ],
        batch_size=_BATCH,
    )
