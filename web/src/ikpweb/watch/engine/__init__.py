"""The only place of this app that imports ikp: rows become series, and series become alarms."""

from ikpweb.watch.engine.found import Found, Raised
from ikpweb.watch.engine.watching import engine_version, watch_over

__all__ = ["Found", "Raised", "engine_version", "watch_over"]
