"""Mail about accounts: in each language of the country, because nobody knows which one the reader has chosen."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from ikpweb.accounts.models import Invitation, Role

__all__ = ["send", "send_invitation"]


def send(name: str, to: Iterable[str], **told: Any) -> None:
    """Send the letter of a name once the transaction is through: what was rolled back tells nobody.

    The first line of the template is the subject. Each reader gets a letter of their own.
    """
    subjects, texts = zip(*(_written(name, told, language) for language, _name in settings.LANGUAGES), strict=True)
    for address in to:
        letter = EmailMessage(f"[ikp] {' / '.join(subjects)}", "\n\n--\n".join(texts) + "\n", to=[address])
        # A mail server that does not answer must not undo what was done: it is logged, and the screen
        # shows what there is to do in any case.
        transaction.on_commit(letter.send, robust=True)


def send_invitation(invitation: Invitation, link: str, *, by: str = "") -> None:
    """Send the letter with the link that makes somebody a member."""
    days = (invitation.expires_at - invitation.made_at).days
    told = {"office": invitation.office, "link": link, "by": by, "days": days, "role": Role(invitation.role).label}
    send("invitation", [invitation.email], **told)


def _written(name: str, told: dict[str, Any], language: str) -> tuple[str, str]:
    with translation.override(language):
        subject, _gap, text = render_to_string(f"office/mail/{name}.txt", told).strip().partition("\n")
    return subject.strip(), text.strip()
