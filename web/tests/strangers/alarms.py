"""Alarms and series of the watch: those of the visited office."""

from datetime import date
from typing import Any

from django.utils import timezone
from ikpweb.watch.engine.telling import FIGURES
from ikpweb.watch.models import Alarm, AlarmStep, LedgerEntry, Watch, WatchSeries

from web.tests.strangers import MARKERS, World


def make_alarm(world: World) -> Alarm:
    now, week = timezone.now(), date(2026, 1, 5)
    digests = {"input_digest": "0" * 64, "settings_digest": "0" * 64}
    watch = Watch.objects.create(
        as_of=date(2026, 1, 12), week=week, method="test", engine_version="test", made_at=now, **digests
    )
    WatchSeries.objects.create(
        watch=watch, unit_id=world.office, kind="criminal", history={"from": "2026-01-05", "observed": [3.0]}
    )
    alarm = Alarm.objects.create(
        watch=watch,
        unit_id=world.office,
        kind="criminal",
        week=week,
        figures=dict.fromkeys(FIGURES),
        explanation={"id": [MARKERS[0]], "en": [MARKERS[0]]},
        owner=world.head.person,
        made_at=now,
        changed_at=now,
    )
    AlarmStep.objects.create(alarm=alarm, number=1, move="raise", state="new", reason=MARKERS[0], at=now)
    LedgerEntry.objects.create(
        sort="alarm",
        unit_id=world.office,
        target="violations:criminal",
        said_on=week,
        horizon_days=56,
        due_on=week,
        method="test",
        statement={},
        engine_version="test",
        digest="1" * 64,
        watch=watch,
        alarm=alarm,
        made_at=now,
    )
    return alarm


def _alarm(world: World) -> dict[str, Any]:
    return {"key": world.alarm.pk}


def _series(world: World) -> dict[str, Any]:
    return {"code": world.alarm.unit_id, "kind": world.alarm.kind}


FILLS = {
    "alarms:alarm": _alarm,
    "alarms:move": _alarm,
    "alarms:series": _series,
    "alarms:series-table": _series,
    "alarms:chart": lambda world: {**_series(world), "form": "svg"},
}
