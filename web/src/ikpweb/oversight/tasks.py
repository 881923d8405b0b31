"""What is done by the clock."""

from datetime import datetime

from django.core.mail import get_connection
from django.utils import timezone

from ikpweb.audit.actor import SYSTEM
from ikpweb.collection.models import Cycle
from ikpweb.oversight.due import due_notices, people_of
from ikpweb.oversight.models import Notice
from ikpweb.oversight.services import send_notice

__all__ = ["remind"]


def remind(cycle: Cycle, now: datetime) -> int:
    """Send what is due on this day and did not go out yet; give how many messages went out.

    A message that the mail server does not take is not marked as sent: the error is raised,
    and the next run goes on from there.
    """
    today = timezone.localtime(now).date()
    sent = set(Notice.objects.filter(cycle=cycle, day=today).values_list("office", "kind"))
    due = [each for each in due_notices(cycle, now) if (each.office.pk, each.kind.value) not in sent]
    people = people_of({each.office.pk for each in due}, today)
    count = 0
    with get_connection() as connection:
        for message in due:
            to = sorted({email for email, role in people.get(message.office.pk, []) if role in message.roles})
            if to:
                send_notice(message, cycle, to=to, connection=connection, now=now, actor=SYSTEM)
                count += 1
    return count
