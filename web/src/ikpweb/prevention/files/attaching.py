"""From an upload to a file that stands by something: hashed, recognised, scanned, sealed; then written down.

All that takes time comes first, without a transaction. What is left in the storage when the
machine falls in between is sealed bytes that nothing names.
"""

from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.collection.evidence import kinds, scanning, staging
from ikpweb.collection.evidence.refusals import RefusedFileError
from ikpweb.collection.evidence.storage import key_of, sealed
from ikpweb.collection.models import Evidence
from ikpweb.prevention.files.models import File
from ikpweb.prevention.files.policies import may_add
from ikpweb.prevention.files.services import Examined, keep
from ikpweb.territory.models import Office

__all__ = ["MOST_BYTES", "attach"]

#: Minutes, photographs and scans of agreements fit; longer films are evidence of an event, and go there.
MOST_BYTES = 20_000_000


def attach(office: Office, about: str, upload: "UploadedFile[Any]", *, note: str = "", actor: Member) -> File:
    """Put a file to something, such as ``action:12`` of an office.

    Raises
    ------
    PermissionDenied
        For who may add nothing to it.
    RefusedFileError
        For a file that is not taken, with a sentence that says why.
    DiskError
        When the storage takes nothing.
    """
    if not may_add(actor, about):  # before any work is done for a stranger; `keep` asks again and logs it
        raise PermissionDenied(about)
    size = upload.size or 0
    if size > MOST_BYTES:
        sentence = _("Berkas ini %(size)s MB, melebihi batas %(most)s MB. Perkecil, atau kirim bagian yang perlu saja.")
        told = {"size": -(-size // 1_000_000), "most": MOST_BYTES // 1_000_000}
        raise RefusedFileError("too-large", sentence % told)
    number = uuid4()
    staging.begin(number, size)
    try:
        staging.append(number, 0, upload.chunks(), size=size)
        path = staging.part_of(number)
        name = upload.name or ""
        kind = kinds.identify(path, name)
        with path.open("rb") as file:
            scanned = scanning.scan(file)
        if scanned.verdict == Evidence.Scan.INFECTED:
            sentence = _("Pemindai menemukan %(found)s di berkas ini. Berkas tidak disimpan; periksa perangkat Anda.")
            raise RefusedFileError("infected", sentence % {"found": scanned.note})
        sha256 = staging.digest_of(path)
        key = key_of(sha256)
        sealed().seal(key, path)
    finally:
        staging.discard(number)
    examined = Examined(number, kind.code, kinds.safe_name(name, kind), size, sha256, key, scanned.verdict)
    return keep(office, about, examined, note=note, actor=actor)
