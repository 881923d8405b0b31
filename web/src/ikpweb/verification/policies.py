"""Who may review, sign, and freeze: by region, role and four eyes.

Whoever wrote in a submission, in any revision of it, judges nothing in it: stricter than
asking who wrote the item last, and easy to see from outside.
"""

from django.db.models import Exists, OuterRef, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.collection.models import Declaration, Event, Revision, Submission
from ikpweb.collection.policies import sides_of
from ikpweb.collection.transitions import Side, Standing
from ikpweb.territory.models import Office
from ikpweb.verification.models import Decision, Delegation

__all__ = [
    "at_centre",
    "has_written",
    "last_decision",
    "may_accept_nationally",
    "may_answer",
    "may_delegate",
    "may_freeze",
    "may_grade",
    "may_object",
    "may_review",
    "may_sign",
    "may_undo_sign_off",
    "standing_of",
    "submissions_to_review",
]

_VERIFY = (Role.VERIFIER, Role.HEAD)


def has_written(member: Member, submission: Submission) -> bool:
    """Tell whether a person wrote any revision of a submission."""
    return Revision.objects.filter(submission=submission.pk, author=member.person).exists()


def last_decision(item: Declaration | Event) -> Decision | None:
    """Give the newest decision about an item."""
    about = Decision.objects.filter(submission=item.submission_id, indicator=item.indicator)
    about = about.filter(event=item.pk) if isinstance(item, Event) else about.filter(event=None)
    return about.order_by("-id").first()


def standing_of(member: Member, item: Declaration | Event) -> Standing:
    """Give where a member stands to an item, for the table of moves."""
    last = last_decision(item)
    return Standing(
        sides=sides_of(member, item.submission.office),
        roles=member.roles,
        is_author=has_written(member, item.submission) or item.author_id == member.person.pk,
        is_decider=last is not None and last.person_id == member.person.pk,
    )


def submissions_to_review(member: Member | None) -> QuerySet[Submission]:
    """Give the submissions that the member's office reviews, without those the member wrote in or that were
    given to a colleague (a head sees these too).
    """
    if member is None or not member.has(*_VERIFY):
        return Submission.objects.none()
    wrote = Revision.objects.filter(submission=OuterRef("pk"), author=member.person)
    found = Submission.objects.filter(office__parent=member.office.pk).exclude(Exists(wrote))
    if member.has(Role.HEAD):
        return found
    given = Delegation.objects.filter(submission=OuterRef("pk"), ended_at=None)
    return found.filter(~Exists(given) | Exists(given.filter(person=member.person)))


def _stands(member: Member, submission: Submission, side: Side, *roles: str) -> bool:
    return side in sides_of(member, submission.office) and member.has(*roles) and not has_written(member, submission)


def may_review(member: Member, submission: Submission) -> bool:
    """Tell whether a member may decide about items of a submission."""
    return _stands(member, submission, Side.REVIEWER, *_VERIFY)


def may_answer(member: Member, submission: Submission) -> bool:
    """Tell whether a member may decide on objections of a submission's office."""
    return _stands(member, submission, Side.APPEAL, *_VERIFY)


def may_grade(member: Member, submission: Submission) -> bool:
    """Tell whether a member may grade events of a submission a second time, or settle grades: anybody who verifies
    above the office and did not write in it.
    """
    above = sides_of(member, submission.office) & {Side.REVIEWER, Side.APPEAL}
    return bool(above) and member.has(*_VERIFY) and not has_written(member, submission)


def may_object(member: Member, submission: Submission) -> bool:
    """Tell whether a member may object in the name of the office: its head."""
    return Side.OWN in sides_of(member, submission.office) and member.has(Role.HEAD)


def may_delegate(member: Member, submission: Submission) -> bool:
    """Tell whether a member may give the reviews of a submission to one person: the head of the reviewing office."""
    return Side.REVIEWER in sides_of(member, submission.office) and member.has(Role.HEAD)


def may_sign(member: Member, submission: Submission) -> bool:
    """Tell whether a member may sign a submission off: the head of the reviewing office."""
    return _stands(member, submission, Side.REVIEWER, Role.HEAD)


def may_undo_sign_off(member: Member, submission: Submission) -> bool:
    """Tell whether a member may take a sign-off back: a head of the office that signed, or of the centre."""
    return member.has(Role.HEAD) and bool(sides_of(member, submission.office) & {Side.REVIEWER, Side.APPEAL})


def may_accept_nationally(member: Member, submission: Submission) -> bool:
    """Tell whether a member may accept a signed submission for the country."""
    return may_freeze(member) and not has_written(member, submission)


def may_freeze(member: Member | None) -> bool:
    """Tell whether a member may ask for, or confirm, the freeze of a cycle: a head at the centre."""
    return member is not None and member.office.pk == Office.CENTRE and member.has(Role.HEAD)


def at_centre(member: Member) -> bool:
    """Tell whether a member acts for the centre."""
    return member.office.pk == Office.CENTRE
