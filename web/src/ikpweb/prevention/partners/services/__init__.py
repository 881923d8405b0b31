"""Everything that changes partners, agreements and what is done under them."""

from ikpweb.prevention.partners.services.agreements import (
    change_agreement,
    end_early,
    make_agreement,
    withdraw_agreement,
)
from ikpweb.prevention.partners.services.doing import change_activity, note_activity, withdraw_activity
from ikpweb.prevention.partners.services.institutions import change_partner, make_partner, withdraw_partner

__all__ = [
    "change_activity",
    "change_agreement",
    "change_partner",
    "end_early",
    "make_agreement",
    "make_partner",
    "note_activity",
    "withdraw_activity",
    "withdraw_agreement",
    "withdraw_partner",
]
