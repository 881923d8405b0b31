"""What is watched, what the watch said, and what came of it."""

from ikpweb.watch.models.alarm import Alarm, AlarmState, AlarmStep, Outcome
from ikpweb.watch.models.asking import Asking
from ikpweb.watch.models.effort import Effort
from ikpweb.watch.models.forecast import ForecastRound, RoundScore
from ikpweb.watch.models.ledger import LedgerEntry, LedgerOutcome
from ikpweb.watch.models.report import Kind, Report, ReportSheet, ReportStep, Source, Status
from ikpweb.watch.models.stage import StageSpan
from ikpweb.watch.models.watch import Choice, Watch, WatchSeries

__all__ = [
    "Alarm",
    "AlarmState",
    "AlarmStep",
    "Asking",
    "Choice",
    "Effort",
    "ForecastRound",
    "Kind",
    "LedgerEntry",
    "LedgerOutcome",
    "Outcome",
    "Report",
    "ReportSheet",
    "ReportStep",
    "RoundScore",
    "Source",
    "StageSpan",
    "Status",
    "Watch",
    "WatchSeries",
]
