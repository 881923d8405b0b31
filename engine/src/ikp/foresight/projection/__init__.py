"""Projection: what may come in the next stage and the next edition, and how good such forecasts were."""

from ikp.foresight.projection.backtesting import Backtest, backtest
from ikp.foresight.projection.candidates import BASELINES, CATEGORIES, COUNTS
from ikp.foresight.projection.history import BANDS, Counts, History, from_counts, neighbours_of
from ikp.foresight.projection.projecting import project
from ikp.foresight.projection.value import Projection

__all__ = [
    "BANDS",
    "BASELINES",
    "CATEGORIES",
    "COUNTS",
    "Backtest",
    "Counts",
    "History",
    "Projection",
    "backtest",
    "from_counts",
    "neighbours_of",
    "project",
]
