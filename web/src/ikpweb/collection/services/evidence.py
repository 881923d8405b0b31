"""What happens to a file of evidence: received, put to events, looked at, checked, scanned."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.audit.actor import Acting, Actor
from ikpweb.audit.services import audited, tell
from ikpweb.collection import policies
from ikpweb.collection.evidence.refusals import RefusedFileError
from ikpweb.collection.models import Event, Evidence, Submission, Upload
from ikpweb.collection.models.evidence import GIVES_EVIDENCE, TAKES_EVIDENCE

__all__ = ["Examined", "attach", "detach", "note_access", "note_check", "note_scan", "receive"]


@dataclass(frozen=True)
class Examined:
    """What was found out about a whole file before its row is written."""

    kind: str
    name: str
    size: int
    sha256: str
    key: str
    scan: str
    scan_note: str
    scanned_at: datetime | None


def _subject(evidence: Evidence, *_: object, **__: object) -> str:
    return f"evidence:{evidence.pk}"


def _may_read(evidence: Evidence, *_: object, actor: Acting, **__: object) -> bool:
    """The platform itself checks and scans too; a person must be one who may read."""
    return not isinstance(actor, Member) or policies.may_read(actor, evidence.submission)


def _may_scan(evidence: Evidence, *_: object, actor: Acting, **__: object) -> bool:
    """A scan can put a file into quarantine: an observer only reads."""
    return _may_read(evidence, actor=actor) and (not isinstance(actor, Member) or actor.has(*Role.writing()))


def _may_change(evidence: Evidence, *_: object, actor: Member, **__: object) -> bool:
    return policies.may_enter(actor, evidence.submission)


@audited(
    "evidence.received",
    lambda upload, *_, **__: f"evidence:{upload.pk}",
    allowed=lambda upload, *_, actor, **__: (
        upload.author_id == actor.person.pk and policies.may_enter(actor, upload.submission)
    ),
)
def receive(upload: Upload, examined: Examined, *, actor: Member) -> Evidence:
    """Write down a file that lies sealed in the storage, and put it to its events.

    Asked again for the same upload, it gives what it gave before. A file in quarantine is
    written down too, and proves nothing.
    """
    Submission.objects.select_for_update().get(pk=upload.submission_id)
    before = Evidence.objects.filter(pk=upload.pk).first()
    if before is not None:
        tell(repeated=True)
        return before
    evidence = Evidence.objects.create(
        pk=upload.pk,
        submission=upload.submission,
        name=examined.name,
        kind=examined.kind,
        size=examined.size,
        sha256=examined.sha256,
        key=examined.key,
        scan=examined.scan,
        scan_note=examined.scan_note,
        scanned_at=examined.scanned_at,
        author=actor.person,
        received_at=timezone.now(),
    )
    events = [] if evidence.quarantined else upload.events
    standing = Event.objects.filter(pk__in=events, submission=upload.submission, state__in=TAKES_EVIDENCE)
    evidence.events.set(standing)
    Upload.objects.filter(pk=upload.pk).delete()
    tell(
        sha256=evidence.sha256,
        size=evidence.size,
        kind=evidence.kind,
        scan=evidence.scan,
        scan_note=evidence.scan_note,
        events=sorted(str(event.pk) for event in standing),
    )
    return evidence


@audited("evidence.attached", _subject, allowed=_may_change)
def attach(evidence: Evidence, event: Event, *, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Put a file to another event of the same submission.

    Raises
    ------
    RefusedFileError
        For an event that takes no file, or a file in quarantine.
    """
    standing = _locked(evidence, event)
    if evidence.quarantined or standing is None or standing.state not in TAKES_EVIDENCE:
        raise RefusedFileError("event", _("Berkas ini tidak dapat dilampirkan pada kejadian itu."))
    evidence.events.add(standing)
    tell(event=str(event.pk))


@audited("evidence.detached", _subject, allowed=_may_change)
def detach(evidence: Evidence, event: Event, reason: str, *, actor: Member) -> None:  # noqa: ARG001
    """Take a file from an event, with a reason; the file itself stays sealed.

    Raises
    ------
    RefusedFileError
        Without a reason, or while somebody above reviews the event or has decided on it.
    """
    if len(reason.strip()) < 10:
        raise RefusedFileError("reason", _("Tulis alasannya dalam satu kalimat (paling sedikit 10 huruf)."))
    standing = _locked(evidence, event)
    if standing is None or standing.state not in GIVES_EVIDENCE:
        raise RefusedFileError(
            "event",
            _(
                "Kejadian ini sudah diajukan atau diputus, sehingga buktinya tidak dapat dilepas. Ubah "
                "kejadiannya dahulu."
            ),
        )
    evidence.events.remove(standing)
    tell(event=str(event.pk), reason=reason.strip())


def _locked(evidence: Evidence, event: Event) -> Event | None:
    Submission.objects.select_for_update().get(pk=evidence.submission_id)
    return Event.objects.filter(pk=event.pk, submission=evidence.submission_id).first()


@audited("evidence.opened", _subject, allowed=_may_read)
def note_access(evidence: Evidence, what: str, *, actor: Member, **more: int) -> None:  # noqa: ARG001
    """Write down that somebody is about to see or take a file: ``custody``, ``preview``, ``copy``, ``original``."""
    tell(what=what, **more)


@audited("evidence.checked", _subject, allowed=_may_read)
def note_check(evidence: Evidence, found: str, *, actor: Member | Actor) -> bool:  # noqa: ARG001
    """Write down the digest that the storage gave (empty: nothing is there), and tell whether it is still right."""
    tell(found=found, right=found == evidence.sha256)
    return found == evidence.sha256


@audited("evidence.scanned", _subject, allowed=_may_scan)
def note_scan(evidence: Evidence, verdict: str, note: str, key: str, *, actor: Member | Actor) -> None:  # noqa: ARG001
    """Write down what the scanner said of a file that was received before; a harmful one loses its events."""
    evidence.scan, evidence.scan_note, evidence.key = verdict, note, key
    evidence.scanned_at = None if verdict == Evidence.Scan.NOT_SCANNED else timezone.now()
    evidence.save(update_fields=["scan", "scan_note", "scanned_at", "key"])
    if evidence.quarantined:
        evidence.events.clear()
    tell(scan=verdict, note=note)
