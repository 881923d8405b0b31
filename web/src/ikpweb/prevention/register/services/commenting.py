"""Saying something about a risk or an action."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.prevention.register import policies
from ikpweb.prevention.register.models import Action, Comment, Risk

__all__ = ["LONGEST_COMMENT", "comment"]

LONGEST_COMMENT = 2000


@audited(
    "register.commented",
    lambda item, *_, **__: item.about,
    allowed=lambda item, *_, actor, **__: policies.may_comment(actor, item),
)
def comment(item: Risk | Action, text: str, *, client: UUID, actor: Member) -> Comment:
    """Say something about a risk or an action; sent twice, it is said once.

    Raises
    ------
    RejectedError
        When it says nothing, or too much.
    """
    said = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not said or len(said) > LONGEST_COMMENT:
        sentence = _("Tulis komentarnya, paling panjang %(most)s huruf.") % {"most": LONGEST_COMMENT}
        raise RejectedError({str(item.pk): [FieldError("text", sentence)]})
    about = {"action": item} if isinstance(item, Action) else {"risk": item}
    made = Comment(text=said, client=client, by=actor.person, office=actor.office, at=timezone.now(), **about)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        tell(repeated=True)
        found = Comment.objects.filter(client=client, **about).first()
        if found is None:
            raise RejectedError(
                {str(item.pk): [FieldError("text", _("Komentar ini sudah dipakai di tempat lain."))]}
            ) from None
        return found
    tell(comment=made.pk)
    return made
