"""Reporting delay: how long reports take, and how many of the last weeks' reports are still to come."""

from ikp.foresight.delay.merging import corrected, merged
from ikp.foresight.delay.nowcasting import nowcast
from ikp.foresight.delay.result import NOWCAST_REASONS, Delay, Nowcast, NowcastReason
from ikp.foresight.delay.settings import Borrowing, Method

__all__ = [
    "NOWCAST_REASONS",
    "Borrowing",
    "Delay",
    "Method",
    "Nowcast",
    "NowcastReason",
    "corrected",
    "merged",
    "nowcast",
]
