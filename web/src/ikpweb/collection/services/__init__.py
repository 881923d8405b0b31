"""Everything that changes what is collected."""

from ikpweb.collection.services.commenting import comment
from ikpweb.collection.services.cycles import close_cycle, make_cycle, open_cycle
from ikpweb.collection.services.saving import Saved, save
from ikpweb.collection.services.withdrawing import undo, withdraw

__all__ = ["Saved", "close_cycle", "comment", "make_cycle", "open_cycle", "save", "undo", "withdraw"]
