"""The arithmetic of a chain: how an entry is digested, and where a chain stops to follow from itself."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from ikpweb.audit.models import Entry

__all__ = ["GENESIS", "SYSTEM_STREAM", "digest_of", "digest_of_entry", "first_break"]

#: What the first entry of a chain follows.
GENESIS = "0" * 64
#: The chain of what the platform does by itself.
SYSTEM_STREAM = "system"


def digest_of(value: Any) -> str:
    """Give the SHA-256 of a plain value, the same on every machine: keys sorted, nothing between."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(stream: str = SYSTEM_STREAM) -> Entry | None:
    """Walk a chain from the beginning; give the first entry that does not follow from the one before."""
    previous, number = GENESIS, 1
    for entry in Entry.objects.filter(stream=stream).order_by("number").iterator():
        if entry.number != number or entry.previous != previous or entry.digest != digest_of_entry(entry):
            return entry
        previous, number = entry.digest, number + 1
    return None


def digest_of_entry(entry: Entry) -> str:
    """Give the digest that an entry must have, from all it says and from the one before."""
    at: datetime = entry.at
    told = [
        entry.previous,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.actor,
        entry.person,
        entry.subject,
        entry.detail,
    ]
    if entry.stream != SYSTEM_STREAM:  # the platform's own chain is older than the chains of the offices
        told += [entry.stream, entry.number, entry.address, entry.request]
    return digest_of(told)
