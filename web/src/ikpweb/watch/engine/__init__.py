"""The only place of this app that imports ikp: rows become series, and series become alarms."""

from ikpweb.watch.engine.found import Found, Raised
from ikpweb.watch.engine.units import read_units
from ikpweb.watch.engine.watching import engine_version, watch_over
from ikpweb.watch.engine.worlds import Planted, Played, played_world

__all__ = ["Found", "Planted", "Played", "Raised", "engine_version", "played_world", "read_units", "watch_over"]
