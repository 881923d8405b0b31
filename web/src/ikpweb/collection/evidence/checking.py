"""Reading sealed files again: is the digest still right, and what does the scanner say today."""

import tempfile
from pathlib import Path

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Actor
from ikpweb.collection.evidence import scanning
from ikpweb.collection.evidence.storage import key_of, sealed, stored_digest
from ikpweb.collection.models import Evidence
from ikpweb.collection.services.evidence import note_check, note_scan

__all__ = ["check", "scan"]


def check(evidence: Evidence, *, actor: Member | Actor) -> bool:
    """Read a file from the storage and tell whether it is still what was received; the log keeps what was found."""
    try:
        found = stored_digest(evidence.key)
    except FileNotFoundError:
        found = ""
    return note_check(evidence, found, actor=actor)


def scan(evidence: Evidence, *, actor: Member | Actor) -> None:
    """Have a file that was received before scanned; a harmful one goes into quarantine."""
    with sealed().open(evidence.key) as file:
        scanned = scanning.scan(file)
    key = evidence.key
    if scanned.verdict == Evidence.Scan.INFECTED:
        # The sealed bytes stay where they are; under the new key they are told apart from evidence.
        key = key_of(evidence.sha256, quarantine=True)
        _copy(evidence.key, key)
    note_scan(evidence, scanned.verdict, scanned.note, key, actor=actor)


def _copy(key: str, to: str) -> None:
    with tempfile.NamedTemporaryFile() as fetched, sealed().open(key) as file:
        while chunk := file.read(1 << 20):
            fetched.write(chunk)
        fetched.flush()
        sealed().seal(to, Path(fetched.name))
