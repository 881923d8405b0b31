"""From a whole upload to evidence: hashed, recognised, scanned, sealed; then written down.

All that takes time comes first, without a transaction; a fall of the machine on the way leaves
the upload, and the same is done again. What is left in the storage then is the same file
under the same key.
"""

from django.utils import timezone

from ikpweb.accounts.members import Member
from ikpweb.collection.evidence import kinds, scanning, staging
from ikpweb.collection.evidence.refusals import RefusedFileError
from ikpweb.collection.evidence.storage import key_of, sealed
from ikpweb.collection.models import Evidence, Upload
from ikpweb.collection.services.evidence import Examined, receive
from ikpweb.collection.services.uploads import refuse_upload

__all__ = ["finish"]


def finish(upload: Upload, *, actor: Member) -> Evidence:
    """Make evidence of an upload that is whole; the caller holds it.

    Raises
    ------
    RefusedFileError
        For a file that cannot be evidence; it is gone, and why is in the log.
    DiskError
        When the storage takes nothing; the upload stays as it is.
    """
    path = staging.part_of(upload.pk)
    sha256 = staging.digest_of(path)
    try:
        kind = kinds.identify(path, upload.name)
    except RefusedFileError as refusal:
        refuse_upload(upload, refusal.reason, sha256=sha256, actor=actor)
        staging.discard(upload.pk)
        raise
    with path.open("rb") as file:
        scanned = scanning.scan(file)
    key = key_of(sha256, quarantine=scanned.verdict == Evidence.Scan.INFECTED)
    sealed().seal(key, path)
    examined = Examined(
        kind=kind.code,
        name=kinds.safe_name(upload.name, kind),
        size=upload.size,
        sha256=sha256,
        key=key,
        scan=scanned.verdict,
        scan_note=scanned.note,
        scanned_at=None if scanned.verdict == Evidence.Scan.NOT_SCANNED else timezone.now(),
    )
    evidence = receive(upload, examined, actor=actor)
    staging.discard(upload.pk)
    return evidence
