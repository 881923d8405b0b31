"""What happens to a file: written down when it lies sealed in the storage, opened, withdrawn."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.collection.evidence.refusals import RefusedFileError
from ikpweb.prevention.files import policies
from ikpweb.prevention.files.models import File
from ikpweb.territory.models import Office

__all__ = ["MOST_FILES", "Examined", "keep", "note_altered", "note_opened", "withdraw"]

#: Files that one thing takes.
MOST_FILES = 100


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found out about a whole file before its row is written."""

    number: UUID
    kind: str
    name: str
    size: int
    sha256: str
    key: str
    scan: str


@audited(
    "file.attached",
    lambda _office, about, *_, **__: about,
    allowed=lambda _office, about, *_, actor, **__: policies.may_add(actor, about),
)
def keep(office: Office, about: str, examined: Examined, *, note: str = "", actor: Member) -> File:
    """Write down a file that lies sealed in the storage. The same bytes again give the row that stands.

    Raises
    ------
    RefusedFileError
        When the thing has too many files already.
    """
    standing = File.objects.filter(about=about, withdrawn_at__isnull=True)
    if found := standing.filter(sha256=examined.sha256).first():
        tell(repeated=str(found.pk))
        return found
    if standing.count() >= MOST_FILES:
        sentence = _("Sudah ada %(most)s berkas di sini. Tarik yang tidak diperlukan, atau gabungkan beberapa.")
        raise RefusedFileError("too-many", sentence % {"most": MOST_FILES})
    file = File(
        pk=examined.number,
        about=about,
        office=office,
        name=examined.name,
        kind=examined.kind,
        size=examined.size,
        sha256=examined.sha256,
        key=examined.key,
        scan=examined.scan,
        note=note.strip()[:300].replace("\x00", ""),
        by=actor.person,
        at=timezone.now(),
    )
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:  # the same one's second request was a moment faster
        found = standing.filter(sha256=examined.sha256).first()
        if found is None:
            raise
        tell(repeated=str(found.pk))
        return found
    tell(file=str(file.pk), sha256=file.sha256, size=file.size, kind=file.kind, scan=file.scan)
    return file


@audited(
    "file.withdrawn",
    lambda file, *_, **__: file.about,
    allowed=lambda file, *_, actor, **__: policies.may_withdraw(actor, file),
)
def withdraw(file: File, reason: str, *, actor: Member) -> File:
    """Withdraw a file with a reason: it stays in the list, and only a head can open it.

    Raises
    ------
    RefusedFileError
        Without a reason.
    """
    if len(reason.strip()) < 10:
        raise RefusedFileError("reason", _("Tulis alasannya dalam satu kalimat (paling sedikit 10 huruf)."))
    held = File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if held.withdrawn:
        tell(repeated=True)
        return held
    held.withdrawn_at, held.withdrawn_by = timezone.now(), actor.person
    held.withdrawn_reason = reason.strip()[:1000].replace("\x00", "")
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    tell(file=str(held.pk), reason=held.withdrawn_reason)
    return held


@audited(
    "file.opened",
    lambda file, **_: file.about,
    allowed=lambda file, *, actor: policies.may_open(actor, file),
)
def note_opened(file: File, *, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Write down that somebody is about to take a file."""
    tell(file=str(file.pk))


@audited("file.altered", lambda file, *_, **__: file.about)
def note_altered(file: File, found: str, *, actor: Acting) -> None:  # noqa: ARG001 - the decorator reads who
    """Write down that the storage holds something else than what was received, or nothing (an empty digest)."""
    tell(file=str(file.pk), sha256=file.sha256, found=found)
