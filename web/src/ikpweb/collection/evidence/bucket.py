"""Sealed files in a bucket with the S3 API."""

import base64
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError, FlexibleChecksumError
from django.utils import timezone
from django.utils.translation import gettext as _
from storages.backends.s3 import S3Storage

from ikpweb.collection.evidence.refusals import DiskError
from ikpweb.collection.evidence.storage import AlteredError

__all__ = ["SealedBucket"]

_TAKEN = {"PreconditionFailed", "412", "ConditionalRequestConflict", "409"}


def _closed() -> DiskError:
    return DiskError(
        _("Penyimpanan bukti sedang tidak terjangkau. Yang sudah diterima tetap tersimpan: coba lagi nanti."),
        full=False,
    )


class SealedBucket(S3Storage):  # type: ignore[misc] # django-storages has no types
    """A bucket. A file is written only where nothing is (``If-None-Match: *``), with the digest that the server checks.

    With `lock_days`, the bucket itself keeps it from being deleted for so long (object lock,
    mode *compliance*: by nobody).
    """

    def __init__(self, *, lock_days: int = 0, **options: Any) -> None:
        self.lock_days = lock_days
        # What is read is spooled to the disk beyond a megabyte, not kept in memory.
        super().__init__(**{"default_acl": None, "max_memory_size": 1 << 20, "querystring_auth": True, **options})

    def seal(self, key: str, path: Path) -> None:
        """Take a file, whole or not at all."""
        digest = key.rpartition("/")[2]
        lock = {}
        if self.lock_days and not key.startswith("quarantine/"):
            until = timezone.now() + timedelta(days=self.lock_days)
            lock = {"ObjectLockMode": "COMPLIANCE", "ObjectLockRetainUntilDate": until}
        try:
            with path.open("rb") as body:
                self.connection.meta.client.put_object(
                    Bucket=self.bucket_name,
                    Key=key,
                    Body=body,
                    ContentType="application/octet-stream",
                    IfNoneMatch="*",
                    ChecksumAlgorithm="SHA256",
                    ChecksumSHA256=base64.b64encode(bytes.fromhex(digest)).decode(),
                    **lock,
                )
        except ClientError as problem:
            if problem.response.get("Error", {}).get("Code") not in _TAKEN:
                raise _closed() from problem
        except BotoCoreError as problem:
            raise _closed() from problem
        self._same(key, digest)  # not every server checks the digest that came with the file

    def _same(self, key: str, digest: str) -> None:
        found = hashlib.sha256()
        held = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=key)["Body"]
        try:
            for chunk in held.iter_chunks(1 << 20):
                found.update(chunk)
        except FlexibleChecksumError as problem:  # the client itself noticed that the digest is another one
            raise AlteredError(key) from problem
        if found.hexdigest() != digest:
            raise AlteredError(key)

    def delete(self, name: str) -> None:
        """Refuse: nothing sealed is removed by the platform, but what it takes out of quarantine."""
        if not name.startswith("quarantine/"):
            message = f"{name}: sealed evidence is never removed."
            raise TypeError(message)
        super().delete(name)
