"""The arithmetic of a chain: how an entry is digested, and where a chain stops to follow from itself."""

import hashlib
import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ikpweb.audit.models import Entry

__all__ = [
    "GENESIS",
    "SYSTEM_STREAM",
    "demand_json",
    "digest_of",
    "digest_of_entry",
    "first_break",
    "is_unchanged",
    "is_written_by_number",
]

#: What the first entry of a chain follows.
GENESIS = "0" * 64
#: From here on Python writes an exponent (1e+16), where PostgreSQL gives the digits.
_LARGEST_FLOAT = 1e16
#: The one action whose entries were once digested with numbers as keys, and the part of them that had these.
_BY_NUMBER = ("province.accepted", "submissions")
#: The chain of what the platform does by itself.
SYSTEM_STREAM = "system"


def digest_of(value: Any) -> str:
    """Give the SHA-256 of a plain value, the same on every machine: keys sorted, nothing between."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def demand_json(value: Any, where: str = "detail") -> None:
    """Refuse what a column of JSON would give back otherwise than it was written.

    A digest is taken before the entry is stored and compared after it was read. Numbers as keys come back as
    text and sort otherwise; floats from 1e16 on and minus zero come back from PostgreSQL in another notation.

    Raises
    ------
    TypeError
        With the place of the value, such as ``detail.submissions``, and what stands there.
    """
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, float) and math.isfinite(value) and abs(value) < _LARGEST_FLOAT:
        if value or math.copysign(1, value) > 0:
            return
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if not isinstance(key, str):
                message = f"{where}: the key {key!r} of the log is no text, and would come back as text."
                raise TypeError(message)
            demand_json(each, f"{where}.{key}")
        return
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            demand_json(each, f"{where}[{number}]")
        return
    message = f"{where}: {value!r} does not come back from the log as it was written."
    raise TypeError(message)


def first_break(stream: str = SYSTEM_STREAM) -> Entry | None:
    """Walk a chain from the beginning; give the first entry that does not follow from the one before."""
    previous, number = GENESIS, 1
    for entry in Entry.objects.filter(stream=stream).order_by("number").iterator():
        if entry.number != number or entry.previous != previous or not is_unchanged(entry):
            return entry
        previous, number = entry.digest, number + 1
    return None


def is_unchanged(entry: Entry) -> bool:
    """Tell whether an entry says what it said when it was written, whichever way it was digested then."""
    return entry.digest == digest_of_entry(entry) or is_written_by_number(entry)


def is_written_by_number(entry: Entry) -> bool:
    """Tell whether the digest of an entry was taken while its submissions were sorted as numbers.

    Acceptances of a province were written so until the log demanded text as keys. Nothing else is taken for
    one: the action must be this one, and each key the plain digits of a number.
    """
    action, part = _BY_NUMBER
    listed = entry.detail.get(part) if entry.action == action and isinstance(entry.detail, dict) else None
    if not isinstance(listed, dict) or not all(key.isascii() and key.isdecimal() for key in listed):
        return False
    by_number = {int(key): each for key, each in listed.items()}
    if [str(key) for key in by_number] != list(listed):
        return False
    return entry.digest == digest_of_entry(entry, {**entry.detail, part: by_number})


def digest_of_entry(entry: Entry, detail: Mapping[str, Any] | None = None) -> str:
    """Give the digest that an entry must have, from all it says and from the one before.

    `detail` stands in for what the entry keeps, where the digest was taken of another form of it.
    """
    at: datetime = entry.at
    told = [
        entry.previous,
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.actor,
        entry.person,
        entry.subject,
        entry.detail if detail is None else detail,
    ]
    if entry.stream != SYSTEM_STREAM:  # the platform's own chain is older than the chains of the offices
        told += [entry.stream, entry.number, entry.address, entry.request]
    return digest_of(told)
