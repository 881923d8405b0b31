"""Sealed storage: a folder, and a bucket on a real S3 server on loopback. Whole or nothing, and written once."""

import hashlib
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from django.test import Client
from ikpweb.collection.evidence import checking
from ikpweb.collection.evidence.bucket import SealedBucket
from ikpweb.collection.evidence.refusals import DiskError
from ikpweb.collection.evidence.storage import AlteredError, SealedFolder, key_of, sealed, stored_digest
from moto.server import ThreadedMotoServer

from web.tests.collection.evidence.files import jpeg
from web.tests.collection.evidence.sending import bytes_of, place, received

CONTENT = b"SINTETIS " * 200_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()
KEY = key_of(DIGEST)


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, Any]]:
    """Serve S3 on a free port of this machine; give what a storage needs to reach it."""
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    reach = {
        "endpoint_url": f"http://{host}:{port}",
        "region_name": "us-east-1",
        "access_key": "kunci",
        "secret_key": "rahasia-sintetis",
    }
    yield reach
    server.stop()


def client_of(reach: dict[str, Any]) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=reach["endpoint_url"],
        region_name=reach["region_name"],
        aws_access_key_id=reach["access_key"],
        aws_secret_access_key=reach["secret_key"],
    )


@pytest.fixture
def bucket(s3: dict[str, Any], request: pytest.FixtureRequest) -> SealedBucket:
    name = f"bukti-{abs(hash(request.node.name)) % 10**9}"
    client_of(s3).create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
    return SealedBucket(bucket_name=name, **s3)


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    if request.param == "folder":
        return SealedFolder(location=tmp_path / "evidence")
    return request.getfixturevalue("bucket")


def file(folder: Path, content: bytes = CONTENT) -> Path:
    path = folder / f"{hashlib.sha256(content).hexdigest()}.part"
    path.write_bytes(content)
    return path


def test_what_is_sealed_is_read_back(storage: Any, tmp_path: Path) -> None:
    storage.seal(KEY, file(tmp_path))
    assert storage.exists(KEY)
    with storage.open(KEY) as held:
        assert hashlib.sha256(held.read()).hexdigest() == DIGEST


def test_the_same_file_again_is_no_fault(storage: Any, tmp_path: Path) -> None:
    for _ in range(2):
        storage.seal(KEY, file(tmp_path))
    assert storage.exists(KEY)


def test_nothing_is_written_over(storage: Any, tmp_path: Path) -> None:
    """Something else lies under the key: whoever put it there, the platform does not cover it up."""
    if isinstance(storage, SealedFolder):
        target = Path(storage.path(KEY))
        target.parent.mkdir(parents=True)
        target.write_bytes(b"lain")
    else:
        storage.connection.meta.client.put_object(Bucket=storage.bucket_name, Key=KEY, Body=b"lain")
    with pytest.raises(AlteredError):
        storage.seal(KEY, file(tmp_path))
    with storage.open(KEY) as held:
        assert held.read() == b"lain"


def test_sealed_evidence_is_never_removed(storage: Any, tmp_path: Path) -> None:
    storage.seal(KEY, file(tmp_path))
    with pytest.raises(TypeError, match="never removed"):
        storage.delete(KEY)
    assert storage.exists(KEY)


def test_a_sealed_file_of_the_folder_cannot_be_written_to(tmp_path: Path) -> None:
    folder = SealedFolder(location=tmp_path / "evidence")
    folder.seal(KEY, file(tmp_path))
    path = Path(folder.path(KEY))
    assert stat.S_IMODE(path.stat().st_mode) == 0o440
    assert [each.name for each in path.parent.iterdir()] == [DIGEST]


def test_a_folder_on_another_disk_gets_a_copy(tmp_path: Path) -> None:
    """A link does not lead from one disk to another; /dev/shm is another one than where tests write."""
    elsewhere = Path("/dev/shm")  # noqa: S108 - the point is that it is another disk
    assert elsewhere.stat().st_dev != tmp_path.stat().st_dev
    path = elsewhere / f"ikp-test-{os.getpid()}.part"
    try:
        path.write_bytes(CONTENT)
        folder = SealedFolder(location=tmp_path / "evidence")
        folder.seal(KEY, path)
    finally:
        path.unlink(missing_ok=True)
    sealed_path = Path(folder.path(KEY))
    assert sealed_path.read_bytes() == CONTENT
    assert stat.S_IMODE(sealed_path.stat().st_mode) == 0o440
    assert len(list(sealed_path.parent.iterdir())) == 1


def test_a_bucket_checks_the_digest_on_the_way(bucket: SealedBucket, tmp_path: Path) -> None:
    """The file changed between hashing and sending: a server that checks refuses it, and else it shows at once."""
    path = file(tmp_path)
    path.write_bytes(CONTENT[:-1] + b"X")
    with pytest.raises(DiskError):
        bucket.seal(KEY, path)


def test_a_bucket_with_a_lock_keeps_what_somebody_deletes(
    s3: dict[str, Any], bucket: SealedBucket, tmp_path: Path
) -> None:
    locked = SealedBucket(bucket_name=bucket.bucket_name, lock_days=30, **s3)
    locked.seal(KEY, file(tmp_path))
    client = client_of(s3)
    kept = client.head_object(Bucket=bucket.bucket_name, Key=KEY)
    assert kept["ObjectLockMode"] == "COMPLIANCE"
    with pytest.raises(ClientError):
        client.delete_object(Bucket=bucket.bucket_name, Key=KEY, VersionId=kept["VersionId"])
    assert client.head_object(Bucket=bucket.bucket_name, Key=KEY, VersionId=kept["VersionId"])


def test_a_bucket_out_of_reach_is_told_in_a_sentence(s3: dict[str, Any], tmp_path: Path) -> None:
    from botocore.config import Config

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
    quick = Config(retries={"max_attempts": 0}, connect_timeout=1)
    away = SealedBucket(bucket_name="bukti", client_config=quick, **{**s3, "endpoint_url": nobody})
    with pytest.raises(DiskError, match="tidak terjangkau"):
        away.seal(KEY, file(tmp_path))


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["folder", "bucket"])
def test_a_file_goes_all_the_way_and_its_digest_is_still_right(
    where: str, client: Client, settings: Any, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if where == "bucket":
        bucket: SealedBucket = request.getfixturevalue("bucket")
        options = {"bucket_name": bucket.bucket_name, **request.getfixturevalue("s3")}
        backend = {"BACKEND": "ikpweb.collection.evidence.bucket.SealedBucket", "OPTIONS": options}
    else:
        location = {"location": tmp_path / "evidence"}
        backend = {"BACKEND": "ikpweb.collection.evidence.storage.SealedFolder", "OPTIONS": location}
    settings.STORAGES = {**settings.STORAGES, "evidence": backend}
    settings.EVIDENCE_PREVIEWS = tmp_path / "previews"
    _, enterer, event = place(client)
    content = jpeg(640, 480, gps=True)
    evidence = received(client, event, content)
    assert stored_digest(evidence.key) == hashlib.sha256(content).hexdigest()
    assert checking.check(evidence, actor=enterer)
    for what in ("gambar/0", "salinan"):
        assert bytes_of(client.get(f"/kantor/bukti/{evidence.pk}/{what}/")).startswith(b"\xff\xd8")
    if where == "bucket":
        bucket.connection.meta.client.put_object(Bucket=bucket.bucket_name, Key=evidence.key, Body=b"diganti")
    else:
        path = Path(sealed().path(evidence.key))  # type: ignore[attr-defined]
        path.chmod(0o600)
        path.write_bytes(content[:-1])
    assert not checking.check(evidence, actor=enterer)
