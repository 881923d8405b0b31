"""The scan for harmful files, by a clamd when one is configured (IKP_CLAMAV); else pages say *not scanned*."""

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

from ikpweb.collection.models import Evidence

__all__ = ["Scanned", "configured", "scan"]

#: A scan of 50 MB takes some seconds; a scanner that hangs must not hold the upload.
SECONDS = 60
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Scanned:
    """What the scanner said; `note` names what it found, or says why nothing was scanned."""

    verdict: str
    note: str = ""


def configured() -> bool:
    """Tell whether there is a scanner."""
    return settings.EVIDENCE_CLAMAV is not None


def scan(file: BinaryIO) -> Scanned:
    """Send a file to the scanner (clamd's INSTREAM). One that cannot be reached leaves it *not scanned*."""
    if settings.EVIDENCE_CLAMAV is None:
        return Scanned(Evidence.Scan.NOT_SCANNED)
    try:
        said = _asked(settings.EVIDENCE_CLAMAV, file)
    except OSError as problem:
        return Scanned(Evidence.Scan.NOT_SCANNED, f"clamd: {problem}"[:200])
    # It says OK, or a name and FOUND, or a sentence and ERROR (such as for a file beyond its StreamMaxLength).
    if said.endswith(" FOUND"):
        return Scanned(Evidence.Scan.INFECTED, said.removeprefix("stream: ").removesuffix(" FOUND")[:200])
    if said == "stream: OK":
        return Scanned(Evidence.Scan.CLEAN)
    return Scanned(Evidence.Scan.NOT_SCANNED, f"clamd: {said}"[:200])


def _asked(address: tuple[str, int], file: BinaryIO) -> str:
    with socket.create_connection(address, timeout=SECONDS) as line:
        line.sendall(b"zINSTREAM\0")
        try:
            while chunk := file.read(_CHUNK):
                line.sendall(struct.pack("!I", len(chunk)) + chunk)
            line.sendall(struct.pack("!I", 0))
        except BrokenPipeError:
            pass  # it answers before the end of a file that is too large for it
        return _answer(line)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 4096:
        part = line.recv(4096)
        if not part:
            break
        said += part
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
