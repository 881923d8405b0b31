"""What operation did last: a file for each kind of work, for the doctor and the metrics.

In IKP_HOME and not in the database: a restored database must not claim a backup that its own machine never made.
"""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

__all__ = ["KINDS", "last", "note"]

KINDS = ("backup", "integrity", "drill")


def note(kind: str, **told: Any) -> None:
    """Keep what was just done; a disk that takes nothing leaves the older word."""
    path = _path(kind)
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **told}), "utf-8")
        part.replace(path)


def last(kind: str) -> tuple[datetime, dict[str, Any]] | None:
    """Give when it was done last and what came of it; None where it never was."""
    try:
        told = json.loads(_path(kind).read_text("utf-8"))
        return datetime.fromisoformat(told.pop("at")), told
    except (OSError, ValueError, KeyError):
        return None


def _path(kind: str) -> Path:
    return Path(settings.ENVIRONMENT.home) / "records" / f"{kind}.json"
