"""What is watched, what the watch said, and what came of it."""

from ikpweb.watch.models.alarm import Alarm, AlarmState, AlarmStep, Outcome
from ikpweb.watch.models.effort import Effort
from ikpweb.watch.models.ledger import LedgerEntry, LedgerOutcome
from ikpweb.watch.models.report import Kind, Report, ReportSheet, ReportStep, Source, Status
from ikpweb.watch.models.watch import Choice, Watch, WatchSeries

__all__ = [
    "Alarm",
    "AlarmState",
    "AlarmStep",
    "Choice",
    "Effort",
    "Kind",
    "LedgerEntry",
    "LedgerOutcome",
    "Outcome",
    "Report",
    "ReportSheet",
    "ReportStep",
    "Source",
    "Status",
    "Watch",
    "WatchSeries",
]
