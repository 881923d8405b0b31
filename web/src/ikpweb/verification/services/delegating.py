"""Giving the reviews of a submission to one person of the reviewing office, and taking them back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, member_of
from ikpweb.accounts.models import User
from ikpweb.audit.services import audited, tell
from ikpweb.collection.models import Submission
from ikpweb.verification import policies
from ikpweb.verification.models import Delegation
from ikpweb.verification.services.holding import hold, refuse

__all__ = ["delegate", "end_delegation"]


@audited(
    "review.delegated",
    lambda submission, *_, **__: f"submission:{submission.pk}",
    allowed=lambda submission, *_, actor, **__: policies.may_delegate(actor, submission),
)
def delegate(submission: Submission, person: User, *, actor: Member) -> Delegation:
    """Give the reviews to one person; whoever had them before has them no more.

    Raises
    ------
    RejectedError
        When the person does not verify in the reviewing office today, or wrote in the submission.
    """
    held = hold(submission.pk)
    member = member_of(person, actor.office.pk)
    if member is None or not policies.may_review(member, held):
        refuse(str(held.pk), _("%(person)s tidak dapat memverifikasi isian ini.") % {"person": person}, "person")
    now = timezone.now()
    Delegation.objects.filter(submission=held, ended_at=None).update(ended_at=now)
    tell(person=person.pk)
    return Delegation.objects.create(submission=held, person=person, given_by=actor.person, at=now)


@audited(
    "review.taken-back",
    lambda submission, *_, **__: f"submission:{submission.pk}",
    allowed=lambda submission, *_, actor, **__: policies.may_delegate(actor, submission),
)
def end_delegation(submission: Submission, *, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Take the reviews back: everybody in the office who verifies may decide again."""
    held = hold(submission.pk)
    ended = Delegation.objects.filter(submission=held, ended_at=None).update(ended_at=timezone.now())
    tell(ended=ended)
