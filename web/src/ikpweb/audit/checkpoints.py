"""Reading checkpoints: where all chains end now, and where they ended when they were sealed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from ikpweb.audit import keys
from ikpweb.audit.models import Checkpoint
from ikpweb.audit.seals import Head, Heads, Seal, told

__all__ = ["WHOLE_EVERY", "exported", "folder_of_keys", "heads_at", "heads_now", "seal_of"]

#: Every so many checkpoints one holds all ends, so that none is read from far back.
WHOLE_EVERY = 100

# The chains are found by stepping through the index of their names: looking at every entry would
# take longer with each that is written.
_HEADS = """
WITH RECURSIVE streams(stream) AS (
  SELECT min(stream) FROM audit_entry
  UNION ALL
  SELECT (SELECT min(stream) FROM audit_entry WHERE stream > streams.stream) FROM streams WHERE stream IS NOT NULL
)
SELECT entry.stream, entry.number, entry.digest FROM streams JOIN audit_entry entry
ON entry.stream = streams.stream
AND entry.number = (SELECT max(number) FROM audit_entry WHERE stream = streams.stream)
"""


def heads_now() -> dict[str, Head]:
    """Give the ends of all chains, as one moment saw them."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS)
        return {stream: (number, digest) for stream, number, digest in cursor.fetchall()}


def heads_at(number: int) -> dict[str, Head]:
    """Give the ends of all chains that a checkpoint sealed; of number 0, none."""
    rows = Checkpoint.objects.filter(number__lte=number)
    whole = rows.filter(whole=True).order_by("-number").values_list("number", flat=True).first() or 0
    heads: dict[str, Head] = {}
    for moved in rows.filter(number__gte=whole).order_by("number").values_list("moved", flat=True):
        heads |= {stream: (end[0], end[1]) for stream, end in moved.items()}
    return heads


def seal_of(checkpoint: Checkpoint) -> Seal:
    """Give a checkpoint as the plain value that is signed."""
    return Seal(
        number=checkpoint.number,
        at=checkpoint.at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        root=checkpoint.root,
        chains=checkpoint.chains,
        previous=checkpoint.previous,
        key=checkpoint.key,
        signature=checkpoint.signature,
    )


def folder_of_keys() -> Path:
    """Give the folder that holds the platform's keys."""
    return Path(settings.ENVIRONMENT.home) / "keys"


def exported(checkpoint: Checkpoint, heads: Heads | None = None) -> dict[str, Any]:
    """Give a checkpoint as the file that offices keep."""
    public = keys.known_keys(folder_of_keys()).get(checkpoint.key, "")
    return told(seal_of(checkpoint), heads_at(checkpoint.number) if heads is None else heads, public)
