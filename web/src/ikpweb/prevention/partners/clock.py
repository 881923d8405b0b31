"""What is done by the clock: reminders of renewal, on working days."""

from datetime import datetime

from django.core.mail import get_connection
from django.db import IntegrityError
from django.utils import timezone

from ikpweb.accounts.models import Role
from ikpweb.audit.actor import SYSTEM
from ikpweb.oversight.due import people_of
from ikpweb.prevention.partners.selectors.reminders import due_on
from ikpweb.prevention.partners.services.reminding import send_renewal_reminder

__all__ = ["run"]


def run(now: datetime) -> int:
    """Send what is due today and did not go out yet; give how many messages went out.

    An office gets it at its own address and at those of its heads and enterers.
    """
    due = due_on(timezone.localtime(now).date())
    if not due:
        return 0
    people = people_of(set(due), timezone.localtime(now).date())
    count = 0
    with get_connection() as connection:
        for code, rows in due.items():
            office = rows[0].agreement.office
            to = {email for email, role in people.get(code, []) if role in {Role.HEAD, Role.ENTERER}}
            to |= {office.email} - {""}
            if not to:
                continue
            try:
                send_renewal_reminder(office, rows, to=sorted(to), connection=connection, now=now, actor=SYSTEM)
            except IntegrityError:  # another server was a moment faster
                continue
            count += 1
    return count
