"""The only place of this app that imports ikp: rows become series, and series become alarms."""

from ikpweb.watch.engine.forecasting import LATEST
from ikpweb.watch.engine.found import Foretold, Found, Raised
from ikpweb.watch.engine.scoring import judged_round, sealed
from ikpweb.watch.engine.stages import stage_names
from ikpweb.watch.engine.units import read_units
from ikpweb.watch.engine.watching import engine_version, watch_over
from ikpweb.watch.engine.worlds import Planted, Played, played_world

__all__ = [
    "LATEST",
    "Foretold",
    "Found",
    "Planted",
    "Played",
    "Raised",
    "engine_version",
    "judged_round",
    "played_world",
    "read_units",
    "sealed",
    "stage_names",
    "watch_over",
]
