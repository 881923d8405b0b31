"""Whether this server can do its work now: what a load balancer, a supervisor and the doctor ask."""

import os
import shutil
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ikpweb.kit.beats import age

__all__ = ["LONGEST", "PARTS", "ROOM", "ready", "silent"]

#: Free room below which uploads and the database soon fail, in bytes.
ROOM = 1_000_000_000
#: Seconds of silence after which a process beside the server counts as dead. Those that compute may be at it for long.
LONGEST: Mapping[str, float] = {"seal": 300, "watch": 3600, "plans": 3600, "prevention": 3600}


def ready() -> dict[str, bool]:
    """Look at each part; a look that fails is a part that is not ready."""
    found = {}
    for name, look in PARTS.items():
        try:
            found[name] = look()
        except Exception:  # noqa: BLE001 - whatever is wrong, the answer is the same
            found[name] = False
    return found


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _disk() -> bool:
    home = Path(settings.ENVIRONMENT.home)
    probe = home / f".probe-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    probe.write_bytes(b"x")
    probe.unlink()
    return shutil.disk_usage(home).free > ROOM


def _evidence() -> bool:
    """Ask the storage for a file that is not there: it must answer *no*, not fail."""
    from django.core.files.storage import storages

    if not settings.ENVIRONMENT.evidence.bucket:
        folder = Path(settings.ENVIRONMENT.home) / "evidence"
        return not folder.exists() or os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    return not storages["evidence"].exists("ready/none")


def silent() -> list[str]:
    """Name the processes that should run on this machine and gave no sign of life for too long."""
    ages = {name: age(name) for name in settings.ENVIRONMENT.operating.background}
    return [name for name, seconds in ages.items() if seconds is None or seconds > LONGEST[name]]


PARTS: Mapping[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "disk": _disk,
    "evidence": _evidence,
    "background": lambda: not silent(),
}
