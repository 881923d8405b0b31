"""Alarms: is this week's count more than was to be expected, for thousands of series at once?"""

from ikp.foresight.alarms.cusum import cusum_report
from ikp.foresight.alarms.delayed import delayed_report
from ikp.foresight.alarms.ears import ears_report
from ikp.foresight.alarms.excess import Excess, excess
from ikp.foresight.alarms.explanation import Explanation, explain
from ikp.foresight.alarms.farrington import farrington_report
from ikp.foresight.alarms.glr import glr_report
from ikp.foresight.alarms.next_week import NextWeek, next_week
from ikp.foresight.alarms.policy import Selection, choose
from ikp.foresight.alarms.recalibration import Recalibration, recalibration
from ikp.foresight.alarms.result import REASONS, Alarms, Reason
from ikp.foresight.alarms.shrinkage import shrunk_report

__all__ = [
    "REASONS",
    "Alarms",
    "Excess",
    "Explanation",
    "NextWeek",
    "Reason",
    "Recalibration",
    "Selection",
    "choose",
    "cusum_report",
    "delayed_report",
    "ears_report",
    "excess",
    "explain",
    "farrington_report",
    "glr_report",
    "next_week",
    "recalibration",
    "shrunk_report",
]
