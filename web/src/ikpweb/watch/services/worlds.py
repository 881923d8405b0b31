"""Loading a made-up world (*SINTETIS*), and telling the alarms of it what was planted."""

from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.watch.alarm_transitions import AlarmMove
from ikpweb.watch.content import report_content
from ikpweb.watch.engine import Played
from ikpweb.watch.models import (
    Alarm,
    AlarmState,
    AlarmStep,
    Effort,
    LedgerOutcome,
    Outcome,
    Report,
    ReportStep,
    Source,
    Status,
)
from ikpweb.watch.scoring import score_of_alarm
from ikpweb.watch.services.stages import set_calendar
from ikpweb.watch.transitions import Move

__all__ = ["load_world", "settle_played"]

_BATCH = 500


@audited("world.loaded", lambda world, **_: f"world:{world.name}")
def load_world(world: Played, *, actor: Acting) -> int:
    """Put a made-up world beside what is there, as training data; the same world is loaded once.

    Returns
    -------
    int
        How many reports are new.
    """
    now = timezone.now()
    rows = [_report(world, number, row) for number, row in enumerate(world.reports)]
    standing: set[UUID] = set()
    for start in range(0, len(rows), _BATCH):
        numbers = [row.pk for row in rows[start : start + _BATCH]]
        standing.update(Report.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    new = [row for row in rows if row.pk not in standing]
    Report.objects.bulk_create(new, batch_size=_BATCH)
    ReportStep.objects.bulk_create(
        [ReportStep(report=row, number=1, move=Move.IMPORT.value, content=report_content(row), at=now) for row in new],
        batch_size=_BATCH,
    )
    Effort.objects.bulk_create(
        [
            Effort(unit_id=unit, week=week, supervisors=number, source="SINTETIS", training=True, changed_at=now)
            for unit, week, number in world.effort
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )
    set_calendar(world.stages, training=True, actor=actor)
    tell(seed=world.seed, as_of=world.as_of.isoformat(), reports=len(new), training=True)
    return len(new)


def _report(world: Played, number: int, row: tuple[str, str, date, date, date | None, bool]) -> Report:
    unit, kind, event, entry, verified, proved = row
    now = timezone.now()
    decided = Status.VIOLATION if proved else Status.NOT_VIOLATION
    return Report(
        pk=uuid5(NAMESPACE_URL, f"ikp:world:{world.name}:{number}"),
        unit_id=unit,
        office_id=unit,
        kind=kind,
        source=Source.REPORTED if number % 3 else Source.FOUND,
        event_date=event,
        entry_date=entry,
        verified_date=verified,
        status=decided if verified else Status.ENTERED,
        summary=f"SINTETIS: laporan rekaan nomor {number + 1}.",
        system="SINTETIS",
        external=f"{world.name}-{number + 1}",
        training=True,
        made_at=now,
        changed_at=now,
    )


@audited("world.settled", lambda world, *_, **__: f"world:{world.name}")
def settle_played(world: Played, until: date, *, actor: Acting) -> int:  # noqa: ARG001 - the decorator reads who
    """Close the training alarms that were raised up to a week with what was planted: for a ledger to look at.

    An alarm hit when an outbreak ran in its unit and kind in its week or the one before.
    """
    open_ones = Alarm.objects.filter(training=True, week__lte=until).exclude(state=AlarmState.CLOSED)
    count, now = 0, timezone.now()
    for alarm in open_ones.select_related("ledger").order_by("pk"):
        weeks = (alarm.week, alarm.week - timedelta(7))
        hit = any(world.was_planted(alarm.unit_id, alarm.kind, week) for week in weeks)
        outcome = Outcome.CONFIRMED if hit else Outcome.CHANCE
        alarm.state, alarm.outcome = AlarmState.CLOSED, outcome
        alarm.version, alarm.changed_at = alarm.version + 1, now
        alarm.save(update_fields=["state", "outcome", "version", "changed_at"])
        AlarmStep.objects.create(
            alarm=alarm,
            number=alarm.version,
            move=AlarmMove.CLOSE.value,
            state=alarm.state,
            outcome=outcome,
            reason="SINTETIS: menurut lonjakan yang ditanam.",
            at=now,
        )
        LedgerOutcome.objects.create(
            entry=alarm.ledger,
            came={"outcome": outcome.value},
            score=score_of_alarm(alarm.ledger.statement, outcome),
            source="SINTETIS",
            came_on=alarm.week + timedelta(35),
            at=now,
        )
        count += 1
    tell(alarms=count, training=True)
    return count
