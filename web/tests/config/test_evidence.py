"""Settings of evidence: a folder and no scanner without any, and a sentence for what does not fit."""

from pathlib import Path

import pytest
from ikpweb.config.environment import Environment, SettingError
from ikpweb.config.evidence import EvidenceSettings


def read(home: Path, **more: str) -> EvidenceSettings:
    return Environment.read({"IKP_HOME": str(home), **more}).evidence


def test_nothing_set_is_a_folder_and_no_scanner(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert found.storage(tmp_path)["OPTIONS"] == {"location": tmp_path}
    assert found.clamav is None
    assert found.most_file == 50_000_000
    assert found.offline_days == 14


def test_a_bucket_takes_the_place_of_the_folder(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        IKP_EVIDENCE_S3_BUCKET="bukti",
        IKP_EVIDENCE_S3_ENDPOINT="http://127.0.0.1:9000",
        IKP_EVIDENCE_S3_KEY="kunci",
        IKP_EVIDENCE_S3_SECRET="rahasia-sintetis",  # noqa: S106 - made up
        IKP_EVIDENCE_S3_LOCK_DAYS="365",
    )
    assert found.storage(tmp_path) == {
        "BACKEND": "ikpweb.collection.evidence.bucket.SealedBucket",
        "OPTIONS": {
            "bucket_name": "bukti",
            "endpoint_url": "http://127.0.0.1:9000",
            "region_name": "us-east-1",
            "access_key": "kunci",
            "secret_key": "rahasia-sintetis",
            "lock_days": 365,
        },
    }


def test_s3_without_a_bucket_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="IKP_EVIDENCE_S3_BUCKET"):
        read(tmp_path, IKP_EVIDENCE_S3_ENDPOINT="http://127.0.0.1:9000")


@pytest.mark.parametrize("address", ["127.0.0.1", ":3310", "clamd:port", "127.0.0.1:"])
def test_a_scanner_needs_host_and_port(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingError, match="IKP_CLAMAV"):
        read(tmp_path, IKP_CLAMAV=address)


@pytest.mark.parametrize(
    ("language", "bucket", "scanner"),
    [("id", "bucket-nya tidak", "bukan host:porta"), ("en", "but no bucket", "is no host:port")],
)
def test_what_does_not_fit_is_said_in_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, bucket: str, scanner: str
) -> None:
    monkeypatch.setenv("IKP_LANG", language)
    with pytest.raises(SettingError, match=bucket):
        read(tmp_path, IKP_EVIDENCE_S3_REGION="id-1")
    with pytest.raises(SettingError, match=scanner):
        read(tmp_path, IKP_CLAMAV="clamd")


def test_a_scanner_and_limits_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, IKP_CLAMAV="127.0.0.1:3310", IKP_MAX_EVIDENCE="20", IKP_MAX_EVIDENCE_DAILY="100")
    assert found.clamav == ("127.0.0.1", 3310)
    assert (found.most_file, found.most_daily) == (20_000_000, 100_000_000)
    with pytest.raises(SettingError, match="IKP_MAX_EVIDENCE"):
        read(tmp_path, IKP_MAX_EVIDENCE="0")
