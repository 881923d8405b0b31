"""Who may see, add and withdraw files: who may see what they stand by, as its room says."""

from django.db.models import Q, QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import may_see
from ikpweb.prevention.files.models import File
from ikpweb.prevention.files.rooms import ROOMS, kind_and_key, subject_of
from ikpweb.territory.models import Office

__all__ = ["files_visible_to", "may_add", "may_open", "may_withdraw"]


def files_visible_to(member: Member | None) -> QuerySet[File]:
    """Give the files of the member's office and of those below it; `may_open` asks the room besides."""
    if member is None:
        return File.objects.none()
    if member.office.pk == Office.CENTRE:
        return File.objects.all()
    return File.objects.filter(Q(office=member.office.pk) | Q(office__parent=member.office.pk))


def may_add(member: Member | None, about: str) -> bool:
    """Tell whether a member may put files to something."""
    subject = subject_of(about, member)
    rules = ROOMS.get(kind_and_key(about)[0])
    return member is not None and subject is not None and rules is not None and rules.may_add(member, subject)


def may_open(member: Member | None, file: File) -> bool:
    """Tell whether a member may have a file: who sees what it stands by; a withdrawn one a head only."""
    return (
        member is not None
        and may_see(member, file.office)
        and subject_of(file.about, member) is not None
        and (not file.withdrawn or member.has(Role.HEAD))
    )


def may_withdraw(member: Member | None, file: File) -> bool:
    """Tell whether a member may withdraw a file: who may add others to the same thing."""
    return may_add(member, file.about)
