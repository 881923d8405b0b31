"""Reporting delay: how long reports take, and how many of the last weeks' reports are still to come."""

from ikp.foresight.delay.nowcasting import nowcast
from ikp.foresight.delay.result import NOWCAST_REASONS, Delay, Nowcast, NowcastReason

__all__ = ["NOWCAST_REASONS", "Delay", "Nowcast", "NowcastReason", "nowcast"]
