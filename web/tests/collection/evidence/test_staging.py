"""Pieces on the disk: what was acknowledged stays, and a disk that is full or closed is told in a sentence."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.test import Client
from ikpweb.collection.evidence import staging
from ikpweb.collection.evidence.refusals import DiskError
from ikpweb.collection.models import Evidence, Upload

from web.tests.collection.evidence.files import jpeg, png
from web.tests.collection.evidence.sending import begin, head, patch, place


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_STAGING = tmp_path / "uploads"


def pieces(*parts: bytes, broken: bool = False) -> Iterator[bytes]:
    """Give pieces as a line does; broken, it ends in the middle."""
    yield from parts
    if broken:
        raise ConnectionResetError


@contextmanager
def small_files(most: int) -> Iterator[None]:
    """Have the system refuse files that grow beyond a size, as a full disk does (EFBIG instead of a signal)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_pieces_join() -> None:
    upload = uuid4()
    staging.begin(upload, 10)
    assert staging.append(upload, 0, pieces(b"abc", b"de"), size=10) == 5
    assert staging.append(upload, 5, pieces(b"fghij"), size=10) == 10
    assert staging.part_of(upload).read_bytes() == b"abcdefghij"
    assert staging.append(upload, 10, pieces(), size=10) == 10


def test_a_line_that_breaks_keeps_what_came() -> None:
    upload = uuid4()
    staging.begin(upload, 100)
    with pytest.raises(ConnectionResetError):
        staging.append(upload, 0, pieces(b"abc", b"de", broken=True), size=100)
    assert staging.offset_of(upload) == 5
    assert staging.part_of(upload).read_bytes() == b"abcde"


def test_what_was_never_acknowledged_is_cut_off() -> None:
    """After a fall of the machine, bytes may stand behind the mark that were never written through."""
    upload = uuid4()
    staging.begin(upload, 100)
    staging.append(upload, 0, pieces(b"abc"), size=100)
    with staging.part_of(upload).open("ab") as part:
        part.write(b"\x00\x00\x00\x00")
    assert staging.offset_of(upload) == 3
    staging.append(upload, 3, pieces(b"d"), size=100)
    assert staging.part_of(upload).read_bytes() == b"abcd"


def test_two_writers_do_not_mix() -> None:
    upload = uuid4()
    staging.begin(upload, 10)
    with staging.held(upload), pytest.raises(staging.BusyError), staging.held(upload):
        pass


def test_a_process_that_is_killed_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """kill -9 in the middle of writing, many times over: each acknowledged byte is there, and is the right one."""
    upload = uuid4()
    size = 40_000_000
    staging.begin(upload, size)
    script = (
        "import sys, uuid, django; from django.conf import settings;"
        f"settings.configure(EVIDENCE_STAGING={str(tmp_path / 'uploads')!r});"
        "from ikpweb.collection.evidence import staging;"
        f"u = uuid.UUID({str(upload)!r}); size = {size}; at = staging.offset_of(u)\n"
        "while at < size:\n"
        "    at = staging.append(u, at, [bytes([at // 100_000 % 251]) * 100_000], size=size)\n"
        "    print(at, flush=True)\n"
    )
    acknowledged = 0
    for after in (3, 40, 7, 90, 1, 60):
        child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        for _ in range(after):
            acknowledged = int(child.stdout.readline() or acknowledged)
        os.kill(child.pid, signal.SIGKILL)
        rest = child.stdout.read().split()
        acknowledged = int(rest[-1]) if rest and rest[-1].endswith("00000") else acknowledged
        child.wait()
        child.stdout.close()
        assert staging.offset_of(upload) >= acknowledged > 0
    content = staging.part_of(upload).read_bytes()[: staging.offset_of(upload)]
    for at in range(0, len(content), 100_000):
        assert content[at : at + 100_000] == bytes([at // 100_000 % 251]) * 100_000


@pytest.mark.django_db
def test_a_full_disk_is_told_and_nothing_half_written_is_left(client: Client) -> None:
    """The system refuses to let the file grow, in the middle of a piece; then there is room again."""
    _, _, event = place(client)
    content = png(900, 900)
    content_size = len(content)
    address = begin(client, event.pk, content_size, "a.png")["Location"]
    first = content_size // 2
    assert patch(client, address, 0, content[:first]).status_code == 204
    with small_files(first + 100):
        answer = patch(client, address, first, content[first:])
    assert answer.status_code == 507
    assert answer["Retry-After"]
    assert "penuh" in answer.json()["detail"]
    stands = int(head(client, address)["Upload-Offset"])
    assert first <= stands <= first + 100
    assert not Evidence.objects.exists()
    assert patch(client, address, stands, content[stands:]).status_code == 204
    assert Evidence.objects.get().size == content_size


@pytest.mark.django_db
def test_a_file_for_which_there_is_no_room_is_not_begun(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, event = place(client)
    monkeypatch.setattr(staging, "KEPT_FREE", 1 << 60)  # no disk has so much free
    answer = begin(client, event.pk, 10)
    assert answer.status_code == 507
    assert not Upload.objects.exists()
    assert list(Path(configured.EVIDENCE_STAGING).iterdir()) == []


@pytest.mark.django_db
def test_a_disk_that_cannot_be_written_to_is_told(client: Client, settings: Any) -> None:
    """A file system in which nobody can make a file, not even root: that of the kernel."""
    _, _, event = place(client)
    settings.EVIDENCE_STAGING = Path("/sys/ikp")
    answer = begin(client, event.pk, 10)
    assert answer.status_code == 503
    assert "tidak dapat menulis" in answer.json()["detail"]
    assert not Upload.objects.exists()


@pytest.mark.django_db
def test_a_storage_that_takes_nothing_leaves_the_upload(client: Client, settings: Any, tmp_path: Path) -> None:
    """The sealed folder is full: the whole file stays on its way, and is received once there is room."""
    _, _, event = place(client)
    content = jpeg()
    closed = tmp_path / "evidence"
    closed.write_bytes(b"")  # a file where the folder should be
    location = {"location": closed / "inside"}
    backend = {"BACKEND": "ikpweb.collection.evidence.storage.SealedFolder", "OPTIONS": location}
    before = settings.STORAGES
    settings.STORAGES = {**before, "evidence": backend}
    address = begin(client, event.pk, len(content))["Location"]
    answer = patch(client, address, 0, content)
    assert answer.status_code == 503
    assert "tidak dapat menulis" in answer.json()["detail"]
    assert not Evidence.objects.exists()
    settings.STORAGES = before
    assert patch(client, address, len(content), b"").status_code == 204
    assert Evidence.objects.count() == 1


def test_other_faults_of_the_disk_stay_faults() -> None:
    with pytest.raises(FileNotFoundError), staging.disk_faults():
        raise FileNotFoundError
    with pytest.raises(DiskError) as full, staging.disk_faults():
        raise OSError(28, "No space left on device")
    assert full.value.full
