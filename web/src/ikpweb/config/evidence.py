"""Settings of evidence: where sealed files are kept, how much is taken, who scans it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ikpweb.config.problem import SettingError, loopback
from ikpweb.config.words import say

__all__ = ["EVIDENCE_VARIABLES", "EvidenceSettings"]

EVIDENCE_VARIABLES: Mapping[str, str] = {
    "IKP_EVIDENCE_S3_BUCKET": "Bucket that keeps the sealed evidence. Default: the folder IKP_HOME/evidence",
    "IKP_EVIDENCE_S3_ENDPOINT": "Address of the S3 server, such as https://s3.example; empty for that of Amazon",
    "IKP_EVIDENCE_S3_REGION": "Region of the bucket. Default: us-east-1, which servers of one's own take as well",
    "IKP_EVIDENCE_S3_KEY": "Access key of the bucket; empty for the usual places of the AWS tools",
    "IKP_EVIDENCE_S3_SECRET": "Secret of the access key",
    "IKP_EVIDENCE_S3_LOCK_DAYS": "Days during which the bucket itself refuses to delete a sealed file; the bucket "
    "must have object lock. Default: 0, no lock",
    "IKP_CLAMAV": "host:port of a clamd that scans each file at receipt. Default: none, and pages say *not scanned*",
    "IKP_MAX_EVIDENCE": "Largest file of evidence in MB. Default: 50",
    "IKP_MAX_EVIDENCE_FILES": "Most files of evidence in one submission. Default: 5000",
    "IKP_MAX_EVIDENCE_TOTAL": "Most evidence in one submission in MB. Default: 20000",
    "IKP_MAX_EVIDENCE_DAILY_FILES": "Most files that one submission takes a day. Default: 1000",
    "IKP_MAX_EVIDENCE_DAILY": "Most evidence that one submission takes a day in MB. Default: 4000",
    "IKP_OFFLINE_DAYS": "Days after which a draft on a device without a connection expires. Default: 14",
}


@dataclass(frozen=True)
class EvidenceSettings:
    """What the environment says about evidence; sizes in bytes."""

    bucket: str
    endpoint: str
    region: str
    key: str
    secret: str
    lock_days: int
    clamav: tuple[str, int] | None
    most_file: int
    most_files: int
    most_total: int
    most_daily_files: int
    most_daily: int
    offline_days: int

    @classmethod
    def read(cls, variables: Mapping[str, str], whole: Callable[..., int]) -> "EvidenceSettings":
        """Read and check; `whole` reads a whole number or says what is wrong with it.

        Raises
        ------
        SettingError
            For a clamd without a port, or an S3 setting without a bucket.
        """
        found = {name: variables.get(name) or "" for name in EVIDENCE_VARIABLES}
        bucket = found["IKP_EVIDENCE_S3_BUCKET"]
        if not bucket and any(found[name] for name in found if name.startswith("IKP_EVIDENCE_S3_")):
            raise SettingError(say("no-bucket"))
        parts = urlsplit(found["IKP_EVIDENCE_S3_ENDPOINT"])
        if parts.scheme == "http" and not loopback(parts.hostname or ""):
            raise SettingError(say("plain-bucket"))
        megabyte = 1_000_000
        return cls(
            bucket=bucket,
            endpoint=found["IKP_EVIDENCE_S3_ENDPOINT"],
            region=found["IKP_EVIDENCE_S3_REGION"] or "us-east-1",
            key=found["IKP_EVIDENCE_S3_KEY"],
            secret=found["IKP_EVIDENCE_S3_SECRET"],
            lock_days=whole("IKP_EVIDENCE_S3_LOCK_DAYS", variables, 0, least=0),
            clamav=_address(found["IKP_CLAMAV"]),
            most_file=megabyte * whole("IKP_MAX_EVIDENCE", variables, 50, least=1),
            most_files=whole("IKP_MAX_EVIDENCE_FILES", variables, 5000, least=1),
            most_total=megabyte * whole("IKP_MAX_EVIDENCE_TOTAL", variables, 20_000, least=1),
            most_daily_files=whole("IKP_MAX_EVIDENCE_DAILY_FILES", variables, 1000, least=1),
            most_daily=megabyte * whole("IKP_MAX_EVIDENCE_DAILY", variables, 4000, least=1),
            offline_days=whole("IKP_OFFLINE_DAYS", variables, 14, least=1),
        )

    def storage(self, folder: object) -> dict[str, object]:
        """Say in the words of Django's `STORAGES` where sealed files are: the bucket, or the folder."""
        if not self.bucket:
            return {"BACKEND": "ikpweb.collection.evidence.storage.SealedFolder", "OPTIONS": {"location": folder}}
        return {
            "BACKEND": "ikpweb.collection.evidence.bucket.SealedBucket",
            "OPTIONS": {
                "bucket_name": self.bucket,
                "endpoint_url": self.endpoint or None,
                "region_name": self.region,
                "access_key": self.key or None,
                "secret_key": self.secret or None,
                "lock_days": self.lock_days,
            },
        }


def _address(text: str) -> tuple[str, int] | None:
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit():
        raise SettingError(say("clamav", value=text))
    return host, int(port)
