"""Everything that changes calendars, links of indicators with stages, the library, and what is proposed for it."""

from ikpweb.prevention.curation.services.calendars import (
    change_calendar,
    make_calendar,
    restore_calendar,
    withdraw_calendar,
)
from ikpweb.prevention.curation.services.library import accept, refuse, restore_action, withdraw_action
from ikpweb.prevention.curation.services.links import change_links
from ikpweb.prevention.curation.services.proposing import change_proposal, propose, withdraw_proposal

__all__ = [
    "accept",
    "change_calendar",
    "change_links",
    "change_proposal",
    "make_calendar",
    "propose",
    "refuse",
    "restore_action",
    "restore_calendar",
    "withdraw_action",
    "withdraw_calendar",
    "withdraw_proposal",
]
