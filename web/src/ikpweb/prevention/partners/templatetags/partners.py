"""What the card of partners says."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.prevention.partners.selectors.reminders import waiting_for
from ikpweb.prevention.partners.states import due_day

__all__ = ["renewals_waiting"]

register = template.Library()

#: So many are named; the rest is counted.
_NAMED = 4


@register.simple_tag
def renewals_waiting(member: Member) -> dict[str, Any]:
    """Give the agreements of the member's office that end soon or ended, and were not renewed.

    Each comes with the last working day on which its renewal can still be signed in time.
    """
    today = timezone.localdate()
    rows = waiting_for(member, today)
    named: list[tuple[Any, int, date]] = [
        (each, (each.valid_to - today).days, due_day(each.valid_to, 0)) for each in rows if each.valid_to is not None
    ]
    return {
        "soon": [each for each in named if each[1] >= 0][:_NAMED],
        "soon_count": sum(each[1] >= 0 for each in named),
        "over_count": sum(each[1] < 0 for each in named),
    }
