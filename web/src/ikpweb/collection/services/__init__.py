"""Everything that changes what is collected."""

from ikpweb.collection.services.cycles import close_cycle, make_cycle, open_cycle
from ikpweb.collection.services.saving import Saved, save, withdraw

__all__ = ["Saved", "close_cycle", "make_cycle", "open_cycle", "save", "withdraw"]
