"""Everything that changes reports, effort, the watch and its alarms."""

from ikpweb.watch.services.deciding import decide, reopen, withdraw
from ikpweb.watch.services.doubling import mark, unmark
from ikpweb.watch.services.entering import Entered, change, enter

__all__ = ["Entered", "change", "decide", "enter", "mark", "reopen", "unmark", "withdraw"]
