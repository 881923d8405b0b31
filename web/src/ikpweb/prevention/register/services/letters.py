"""Letters about deadlines of actions: to those who do them, and to the heads above once they are late."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.prevention.register.due import Message
from ikpweb.prevention.register.models import Letter

__all__ = ["send_letter"]


@audited("action_letter.sent", lambda message, **_: f"office:{message.office.pk}")
def send_letter(
    message: Message,
    *,
    to: Sequence[str],
    connection: BaseEmailBackend,
    now: datetime,
    actor: Acting,  # noqa: ARG001 - the decorator reads who
) -> None:
    """Send a letter and keep that it went out: it is kept only once the mail server took it."""
    today = timezone.localtime(now).date()
    keys = [each.pk for each in message.about]
    Letter.objects.create(
        office=message.office, kind=message.kind, day=today, actions=keys, people=len(to), sent_at=now
    )
    mail = _mail(message, to, today)
    mail.connection = connection
    mail.send()
    tell(kind=message.kind.value, office=message.office.pk, actions=keys, people=len(to))


def _mail(message: Message, to: Sequence[str], today: object) -> EmailMultiAlternatives:
    """Write it in Indonesian, as the offices work; each receiver sees no other."""
    context = {"message": message, "today": today, "base": settings.ENVIRONMENT.base_url}
    with translation.override("id"):
        subject = render_to_string(f"register/mail/{message.kind}-subject.txt", context).strip()
        body = render_to_string(f"register/mail/{message.kind}.txt", context)
    return EmailMultiAlternatives(subject, body, bcc=list(to))
