"""Alarms: is this week's count more than was to be expected, for thousands of series at once?"""

from ikp.foresight.alarms.ears import ears_report
from ikp.foresight.alarms.result import REASONS, Alarms, Reason

__all__ = ["REASONS", "Alarms", "Reason", "ears_report"]
