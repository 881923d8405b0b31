"""Who may see and change what is collected: by region, role, and stage of cycle and submission."""

from django.db.models import Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import may_see
from ikpweb.collection.models import Cycle, Evidence, Submission
from ikpweb.collection.transitions import Side
from ikpweb.territory.models import Office

__all__ = [
    "evidence_visible_to",
    "may_comment",
    "may_enter",
    "may_import_for",
    "may_open_original",
    "may_read",
    "sides_of",
    "submissions_visible_to",
]


def submissions_visible_to(member: Member | None) -> QuerySet[Submission]:
    """Give the submissions of the member's office and of those below it; nobody else's."""
    if member is None:
        return Submission.objects.none()
    if member.office.pk == Office.CENTRE:
        return Submission.objects.all()
    return Submission.objects.filter(Q(office=member.office.pk) | Q(office__parent=member.office.pk))


def may_read(member: Member | None, submission: Submission) -> bool:
    """Tell whether a member may see a submission."""
    return may_see(member, submission.office)


def may_enter(member: Member | None, submission: Submission) -> bool:
    """Tell whether a member may write in a submission now: the office's own people, while the cycle is open
    and nobody above has signed the submission off.
    """
    return (
        member is not None
        and member.office.pk == submission.office_id
        and member.has(Role.ENTERER, Role.HEAD)
        and submission.cycle.stage == Cycle.Stage.OPEN
        and submission.stage in {Submission.Stage.DRAFT, Submission.Stage.SUBMITTED}
    )


def may_import_for(member: Member | None, submission: Submission) -> bool:
    """Tell whether a member may bring in a spreadsheet for an office: the head or an administrator of the centre,
    under their own name, while the office itself could still write. They never hand in for it.
    """
    return (
        member is not None
        and member.office.pk == Office.CENTRE
        and member.has(Role.HEAD, Role.ADMINISTRATOR)
        and submission.cycle.stage == Cycle.Stage.OPEN
        and submission.stage in {Submission.Stage.DRAFT, Submission.Stage.SUBMITTED}
    )


def may_comment(member: Member | None, submission: Submission) -> bool:
    """Tell whether a member may say a word about what they see; who only reads does not."""
    return (
        member is not None
        and may_read(member, submission)
        and member.has(Role.ENTERER, Role.VERIFIER, Role.HEAD, Role.ADMINISTRATOR)
    )


def evidence_visible_to(member: Member | None) -> QuerySet[Evidence]:
    """Give the files of evidence that belong to what a member may see."""
    return Evidence.objects.filter(submission__in=submissions_visible_to(member))


def may_open_original(member: Member | None, evidence: Evidence) -> bool:
    """Tell whether a member may take the sealed original, with all that the camera or the author noted in it:
    the head of its own office, and verifiers and heads above. A copy is for everybody who may read.
    """
    if member is None or not may_read(member, evidence.submission):
        return False
    own = member.office.pk == evidence.submission.office_id
    return member.has(Role.HEAD) if own else member.has(Role.VERIFIER, Role.HEAD)


def sides_of(member: Member | None, office: Office) -> frozenset[Side]:
    """Tell where a member stands to an office; empty for a stranger.

    The centre reviews provinces and decides on objections of regencies; having nobody above
    it, it decides on objections of provinces too, by another person.
    """
    if member is None:
        return frozenset()
    if member.office.pk == office.pk:
        return frozenset({Side.OWN})
    if member.office.pk == office.parent_id:
        top = member.office.pk == Office.CENTRE
        return frozenset({Side.REVIEWER, Side.APPEAL}) if top else frozenset({Side.REVIEWER})
    return frozenset({Side.APPEAL}) if member.office.is_above(office) else frozenset()
