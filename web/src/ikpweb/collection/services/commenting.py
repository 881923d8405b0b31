"""A word about an item, between those who may see it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.collection import policies
from ikpweb.collection.models import Comment, Event, Submission
from ikpweb.kit.errors import FieldError, RejectedError

__all__ = ["comment"]

LONGEST = 3000


@audited(
    "comment.made",
    lambda submission, indicator, *_, **__: f"submission:{submission.pk}:{indicator}",
    allowed=lambda submission, *_, actor, **__: policies.may_comment(actor, submission),
)
def comment(submission: Submission, indicator: str, text: str, *, event: Event | None = None, actor: Member) -> Comment:
    """Add a comment; it can be neither changed nor removed.

    Raises
    ------
    RejectedError
        For an empty or too long one.
    """
    text = text.replace("\x00", "").strip()
    if not 1 <= len(text) <= LONGEST:
        sentence = _("Tulis komentar, paling panjang %(longest)s huruf.") % {"longest": LONGEST}
        raise RejectedError({"comment": [FieldError("text", sentence)]})
    made = Comment.objects.create(
        submission=submission,
        indicator=indicator,
        event=event,
        author=actor.person,
        office=actor.office,
        at=timezone.now(),
        text=text,
    )
    tell(comment=made.pk, digest=digest_of(text))
    return made
