"""Mail about accounts: in both languages, because nobody knows which one the reader has chosen."""

from collections.abc import Iterable
from typing import Any

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
    subject, _gap, text = render_to_string(f"office/mail/{name}.txt", told).strip().partition("\n")
    for address in to:
        letter = EmailMessage(f"[ikp] {subject.strip()}", text.strip() + "\n", to=[address])
        # A mail server that does not answer must not undo what was done: it is logged, and the screen
        # shows what there is to do in any case.
        transaction.on_commit(letter.send, robust=True)


def send_invitation(invitation: Invitation, link: str, *, by: str = "") -> None:
    """Send the letter with the link that makes somebody a member."""
    words: dict[str, Any] = {"office": invitation.office, "link": link, "by": by}
    words["days"] = (invitation.expires_at - invitation.made_at).days
    for language in ("id", "en"):
        with translation.override(language):
            words[f"role_{language}"] = str(Role(invitation.role).label)
    send("invitation", [invitation.email], **words)
