"""What stands in the database and on the disk, read at the moment in which somebody asks for metrics."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Sum
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ikpweb.kit.beats import age
from ikpweb.operation.records import KINDS, last

__all__ = ["FIGURES", "Figures"]


class Figures(Collector):
    """Gauges of the platform; one that cannot be read now is left out, and counted."""

    def collect(self) -> Iterator[Metric]:
        """Read them all."""
        failed = 0
        for read in FIGURES:
            try:
                yield from list(read())
            except Exception:  # noqa: BLE001 - the other figures must still arrive, just when something is wrong
                failed += 1
        yield GaugeMetricFamily("ikp_figures_failed", "Groups of figures that could not be read just now.", failed)


def _labelled(name: str, told: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, told, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _queues() -> Iterator[Metric]:
    from ikpweb.collection.models import Event, State, Submission, Upload
    from ikpweb.prevention.plans.models import Plan, PlanState
    from ikpweb.watch.models import Asking

    stages = dict(Submission.objects.order_by().values_list("stage").annotate(number=Count("pk")))
    waiting = {
        "drafts": stages.get(Submission.Stage.DRAFT, 0),
        "verification": stages.get(Submission.Stage.SUBMITTED, 0),
        "events": Event.objects.filter(state=State.SUBMITTED).count(),
        "uploads": Upload.objects.count(),
        "plans": Plan.objects.filter(state__in=[PlanState.WAITING, PlanState.COMPUTING]).count(),
        "watch": Asking.objects.filter(state__in=[Asking.State.WAITING, Asking.State.RUNNING]).count(),
    }
    yield _labelled("ikp_waiting", "What waits to be done, by kind.", "kind", waiting)


def _stations() -> Iterator[Metric]:
    from ikpweb.stations.models import Batch
    from ikpweb.stations.waiting import going_on, queue_of

    now = timezone.now()
    queues = {day.pk: queue_of(day) for day in going_on(now)}
    waiting = {day: float(queue.reports) for day, queue in queues.items()}
    ages = {day: queue.age(now) for day, queue in queues.items()}
    sealed = dict(Batch.objects.filter(day__in=queues).order_by().values_list("day").annotate(number=Sum("reports")))
    told = "Reports of polling stations that are kept and not yet sealed and counted, by day."
    yield _labelled("ikp_station_reports_waiting", told, "day", waiting)
    told = "Age of the oldest report of a polling station that waits, by day."
    yield _labelled("ikp_station_oldest_seconds", told, "day", ages)
    told = "Reports of polling stations that are sealed and counted, by day."
    yield _labelled("ikp_station_reports_sealed", told, "day", {day: float(sealed.get(day, 0)) for day in queues})


def _evidence() -> Iterator[Metric]:
    from ikpweb.collection.models import Evidence

    scans = dict.fromkeys(Evidence.Scan.values, 0) | dict(
        Evidence.objects.order_by().values_list("scan").annotate(number=Count("pk"))
    )
    yield _labelled("ikp_evidence_files", "Files of evidence, by what the scanner said.", "scan", scans)


def _log() -> Iterator[Metric]:
    from ikpweb.audit.models import Checkpoint, Entry

    newest = Entry.objects.order_by("-id").values_list("at", flat=True).first()
    sealed = Checkpoint.objects.order_by("-number").values_list("at", flat=True).first()
    lag = 0.0
    if newest and (sealed is None or newest > sealed):
        waiting = Entry.objects.filter(at__gt=sealed) if sealed else Entry.objects.all()
        oldest = waiting.order_by("id").values_list("at", flat=True).first()
        lag = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    yield GaugeMetricFamily("ikp_seal_lag_seconds", "Age of the oldest entry of the audit log without a seal.", lag)
    hour = Entry.objects.filter(at__gt=timezone.now() - timedelta(hours=1))
    kinds = {"failed": "sign_in.failed", "locked_out": "sign_in.locked_out", "factor": "factor.failed"}
    found = dict(hour.filter(action__in=kinds.values()).order_by().values_list("action").annotate(number=Count("pk")))
    values = {name: float(found.get(action, 0)) for name, action in kinds.items()}
    yield _labelled("ikp_sign_in_failures", "Failed attempts to sign in within the last hour.", "kind", values)


def _letters() -> Iterator[Metric]:
    from ikpweb.oversight.models import Notice
    from ikpweb.prevention.register.models import Letter

    since = timezone.now() - timedelta(days=1)
    sent = {
        "collection": Notice.objects.filter(sent_at__gt=since).count(),
        "prevention": Letter.objects.filter(sent_at__gt=since).count(),
    }
    yield _labelled("ikp_letters_sent", "Reminders sent by mail within the last day.", "kind", sent)


def _database() -> Iterator[Metric]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() GROUP BY 1"
        )
        states = {str(state): float(number) for state, number in cursor.fetchall()}
        cursor.execute("SELECT pg_database_size(current_database()), current_setting('max_connections')::int")
        size, most = cursor.fetchone()
    yield _labelled("ikp_database_connections", "Connections to the database, by state.", "state", states)
    yield GaugeMetricFamily("ikp_database_connections_max", "Most connections that the database takes.", most)
    yield GaugeMetricFamily("ikp_database_bytes", "Size of the database.", size)


def _machine() -> Iterator[Metric]:
    home = Path(settings.ENVIRONMENT.home)
    usage = shutil.disk_usage(home)
    disk = {"free": float(usage.free), "total": float(usage.total)}
    yield _labelled("ikp_disk_bytes", "Room on the disk of IKP_HOME.", "kind", disk)
    ages = {name: age(name) for name in settings.ENVIRONMENT.operating.background}
    seen = {name: seconds for name, seconds in ages.items() if seconds is not None}
    yield _labelled("ikp_background_age_seconds", "Seconds since a process beside the server went round.", "name", seen)


def _records() -> Iterator[Metric]:
    done = {kind: found for kind in KINDS if (found := last(kind)) is not None}
    times = {kind: at.timestamp() for kind, (at, _told) in done.items()}
    wrong = {kind: float(told.get("wrong", 0)) for kind, (_at, told) in done.items()}
    yield _labelled("ikp_done_timestamp_seconds", "When it was done last on this machine, by kind.", "kind", times)
    yield _labelled("ikp_done_wrong", "What the last one found wrong, by kind.", "kind", wrong)


FIGURES: tuple[Callable[[], Iterator[Metric]], ...] = (
    _queues,
    _stations,
    _evidence,
    _log,
    _letters,
    _database,
    _machine,
    _records,
)
