"""Reminders of renewal by e-mail: one message a day to an office, about all of its agreements that are due."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.prevention.partners.models import Reminder
from ikpweb.prevention.partners.selectors.reminders import Due
from ikpweb.territory.models import Office

__all__ = ["send_renewal_reminder"]


@audited(
    "renewal.reminded",
    lambda office, *_, **__: f"office:{office.pk}",
    allowed=lambda *_, actor, **__: actor.actor.person is None,
)
def send_renewal_reminder(
    office: Office,
    due: Sequence[Due],
    *,
    to: Sequence[str],
    connection: BaseEmailBackend,
    now: datetime,
    actor: Acting,  # noqa: ARG001 - the decorator reads who
) -> None:
    """Keep what is reminded of, then send: of two servers that do so at once, the second one's row is refused.

    Where the mail server does not take it, nothing is kept either, and the next round tries again.
    """
    today = timezone.localtime(now).date()
    for each in due:
        Reminder.objects.create(
            agreement=each.agreement,
            valid_to=each.last,
            before=each.before,
            office=office,
            day=today,
            people=len(to),
            sent_at=now,
        )
    context = {
        "office": office,
        "rows": [(each.agreement, (each.last - today).days) for each in due],
        "base": settings.ENVIRONMENT.base_url.rstrip("/"),
    }
    with translation.override("id"):  # as the offices work
        subject = render_to_string("partners/mail/renewal-subject.txt", context).strip()
        body = render_to_string("partners/mail/renewal.txt", context)
    EmailMultiAlternatives(subject, body, bcc=list(to), connection=connection).send()
    tell(agreements=[str(each.agreement.pk) for each in due], people=len(to))
