"""Restoring a backup into an empty IKP_HOME and an empty database, and proving that it came back whole."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from ikpweb.operation.backing import KEPT, Backup, BackupError, checked, database_file
from ikpweb.operation.postgresql import address_of, program

__all__ = ["restore"]


def restore(folder: Path, *, progress: Callable[[int], None] = lambda _count: None) -> Backup:
    """Restore a backup; nothing is ever written over.

    Parameters
    ----------
    folder : path
        The backup. Every byte of it is checked before anything is written.
    progress : callable
        Is told the number of each file that is done.

    Raises
    ------
    BackupError
        When the backup is damaged, of the other kind of database, or there is something already.
    """
    backup = checked(folder)
    if backup.about["database"] != connection.vendor:
        message = _("Cadangan ini dari %(theirs)s; DATABASE_URL menunjuk ke %(ours)s.")
        raise BackupError(message % {"theirs": backup.about["database"], "ours": connection.vendor})
    home = Path(settings.ENVIRONMENT.home)
    _refuse_full(home)
    for number, name in enumerate(backup.files, start=1):
        if (folder / name) != database_file(backup):
            target = home / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copy2(folder / name, target)
        progress(number)
    _load(backup)
    return backup


def _refuse_full(home: Path) -> None:
    standing = [name for name in KEPT if name != "keys" and any((home / name).rglob("*"))]
    if standing:
        message = _("%(home)s sudah berisi %(names)s. Pulihkan ke IKP_HOME yang kosong.")
        raise BackupError(message % {"home": home, "names": ", ".join(standing)})
    if connection.vendor == "sqlite" and _tables():
        message = _("Basis data %(name)s sudah berisi. Pindahkan dahulu, atau pilih IKP_HOME lain.")
        raise BackupError(message % {"name": settings.DATABASES["default"]["NAME"]})
    if connection.vendor == "postgresql" and _tables():
        raise BackupError(_("Basis data di DATABASE_URL sudah berisi tabel. Buat basis data kosong untuk pemulihan."))


def _tables() -> list[str]:
    return list(connection.introspection.table_names())


def _load(backup: Backup) -> None:
    connection.close()
    if backup.about["database"] == "postgresql":
        command = [program("pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={address_of()}"]
        ran = subprocess.run([*command, str(database_file(backup))], capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        if ran.returncode:
            raise BackupError(_("pg_restore gagal: %(why)s") % {"why": ran.stderr.strip()[:500]})
        return
    target = Path(str(settings.DATABASES["default"]["NAME"]))
    for beside in (target, *target.parent.glob(f"{target.name}-*")):
        beside.unlink(missing_ok=True)  # an empty file that the connection itself made
    shutil.copyfile(database_file(backup), target)
