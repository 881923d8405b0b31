"""What is done by the clock."""

from datetime import datetime

from django.core.mail import get_connection
from django.utils import timezone

from ikpweb.audit.actor import SYSTEM
from ikpweb.oversight.due import people_of
from ikpweb.prevention.register.due import addresses, due_letters
from ikpweb.prevention.register.models import Letter
from ikpweb.prevention.register.services.letters import send_letter

__all__ = ["remind_of_actions"]


def remind_of_actions(now: datetime) -> int:
    """Send what is due on this day and did not go out yet; give how many letters went out.

    A letter that the mail server does not take is not marked as sent: the error is raised,
    and the next run goes on from there.
    """
    today = timezone.localtime(now).date()
    sent = set(Letter.objects.filter(day=today).values_list("office", "kind"))
    due = [each for each in due_letters(now) if (each.office.pk, each.kind.value) not in sent]
    people = people_of({each.office.pk for each in due}, today)
    count = 0
    with get_connection() as connection:
        for message in due:
            to = addresses(people, message)
            if to:
                send_letter(message, to=to, connection=connection, now=now, actor=SYSTEM)
                count += 1
    return count
