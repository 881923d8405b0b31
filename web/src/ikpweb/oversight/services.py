"""Reminders to offices, escalation to those above, and the digest of heads, by e-mail.

A message goes out at most once a day and kind, on working days; what went out is kept
(`Notice`) and in the log. Run as often as you like: what was sent is not sent again.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.collection.models import Cycle
from ikpweb.kit.country import country
from ikpweb.oversight import workdays
from ikpweb.oversight.due import Message
from ikpweb.oversight.models import Notice

__all__ = ["send_notice"]


@audited("notice.sent", lambda _message, cycle, **_: f"cycle:{cycle.pk}")
def send_notice(
    message: Message,
    cycle: Cycle,
    *,
    to: Sequence[str],
    connection: BaseEmailBackend,
    now: datetime,
    actor: Acting,  # noqa: ARG001 - the decorator reads who
) -> None:
    """Send a message and keep that it went out: it is kept only once the mail server took it."""
    today = timezone.localtime(now).date()
    mail = _mail(message, cycle, today, to)
    mail.connection = connection
    mail.send()
    Notice.objects.create(cycle=cycle, office=message.office, kind=message.kind, day=today, people=len(to), sent_at=now)
    tell(kind=message.kind.value, office=message.office.pk, people=len(to))


def _mail(message: Message, cycle: Cycle, today: date, to: Sequence[str]) -> EmailMultiAlternatives:
    """Write it in the language of the country, as the offices work; each receiver sees no other."""
    context = {
        "message": message,
        "cycle": cycle,
        "left": workdays.workdays_between(today, timezone.localtime(cycle.due_entry).date()),
        "base": settings.ENVIRONMENT.base_url,
    }
    with translation.override(country().languages[0]):
        subject = render_to_string(f"board/mail/{message.kind}-subject.txt", context).strip()
        body = render_to_string(f"board/mail/{message.kind}.txt", context)
    return EmailMultiAlternatives(subject, body, bcc=list(to))
