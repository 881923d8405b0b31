"""Backups: the database, the sealed files, the releases and the keys, as one folder that proves itself.

The database is copied first, while people work; files are only ever added and lie on the disk before the
database speaks of them, so that what is copied afterwards holds all that the copied database names.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from ikpweb.operation.postgresql import address_of, program

__all__ = ["FORMAT", "KEPT", "Backup", "BackupError", "back_up", "checked", "database_file", "digest_of_file", "thin"]

FORMAT = "ikp-backup-1"
#: Folders of IKP_HOME that are copied; what is not here is made anew (static files, uploads that were not finished).
KEPT = ("evidence", "releases", "datasets", "keys")
_LISTED = "backup.json"
_SQLITE, _POSTGRESQL = "database.sqlite3", "database.dump"


class BackupError(Exception):
    """A backup cannot be made or is not whole; the sentence says why and what to do."""


@dataclass(frozen=True)
class Backup:
    """A backup on the disk.

    Parameters
    ----------
    folder : path
    about : mapping
        When it was made, of which database, and the size and SHA-256 of every file.
    linked : int
        How many files are shared with an earlier backup and take no room of their own.
    """

    folder: Path
    about: Mapping[str, Any]
    linked: int = 0

    @property
    def files(self) -> Mapping[str, tuple[int, str]]:
        return {name: (size, digest) for name, (size, digest) in self.about["files"].items()}


def back_up(target: Path, *, progress: Callable[[int], None] = lambda _count: None) -> Backup:
    """Make a backup in a new folder under `target`, whole or not at all.

    Parameters
    ----------
    target : path
        A folder, best on another disk; earlier backups in it lend the files that have not changed.
    progress : callable
        Is told the number of each file that is done.

    Raises
    ------
    BackupError
        When evidence lies in a bucket, a program is missing, or the disk takes nothing.
    """
    if settings.ENVIRONMENT.evidence.bucket:
        raise BackupError(_("Bukti tersimpan di S3. Cadangkan bucket itu dengan versinya; perintah ini untuk folder."))
    moment = datetime.now(UTC)
    folder = target / f"ikp-{moment:%Y%m%dT%H%M%SZ}"
    part = target / f".{folder.name}.part"
    try:
        target.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        database = _dumped(part)
        earlier = _latest(target)
        files, linked = _copied(part, earlier, progress)
        files[database] = _told(part / database)
        about = {
            "format": FORMAT,
            "made_at": moment.isoformat(timespec="seconds"),
            "database": connection.vendor,
            "version": _version(),
            "files": {name: list(told) for name, told in sorted(files.items())},
        }
        (part / _LISTED).write_text(json.dumps(about, indent=1) + "\n", "utf-8")
        part.rename(folder)
    except OSError as problem:
        message = _("%(place)s: cadangan tidak dapat ditulis (%(why)s). Tidak ada yang berubah.")
        raise BackupError(message % {"place": target, "why": problem.strerror or problem}) from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Backup(folder, about, linked)


def checked(folder: Path) -> Backup:
    """Read a backup and check every byte of it.

    Raises
    ------
    BackupError
        When it is none, or a file is missing or changed; all of them are named.
    """
    try:
        about = json.loads((folder / _LISTED).read_text("utf-8"))
        files: dict[str, list[Any]] = about["files"]
        known = about["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BackupError(_("%(place)s bukan cadangan ikp.") % {"place": folder}) from problem
    if not known:
        raise BackupError(_("%(place)s ditulis ikp yang lebih baru.") % {"place": folder})
    wrong = [name for name, (size, digest) in files.items() if _differs(folder / name, size, digest)]
    if wrong:
        names = ", ".join(wrong[:10])
        message = _("Cadangan ini rusak: %(count)s berkas hilang atau berubah (%(names)s). Ambil cadangan lain.")
        raise BackupError(message % {"count": len(wrong), "names": names})
    return Backup(folder, about)


def thin(target: Path, keep: int) -> list[Path]:
    """Remove all backups under `target` but the newest; files that those share stay, they are linked."""
    old = sorted(each for each in target.glob("ikp-*T*Z") if (each / _LISTED).is_file())[:-keep]
    for folder in old:
        shutil.rmtree(folder)
    return old


def database_file(backup: Backup) -> Path:
    """Give the copy of the database in a backup."""
    return backup.folder / (_POSTGRESQL if backup.about["database"] == "postgresql" else _SQLITE)


def digest_of_file(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _dumped(part: Path) -> str:
    """Copy the database as one moment saw it; writers are not kept waiting."""
    if connection.vendor == "postgresql":
        command = [program("pg_dump"), "--format=custom", f"--file={part / _POSTGRESQL}", address_of()]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        if ran.returncode:
            raise BackupError(_("pg_dump gagal: %(why)s") % {"why": ran.stderr.strip()[:500]})
        return _POSTGRESQL
    source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
    copy = sqlite3.connect(part / _SQLITE)
    try:
        source.backup(copy, pages=4096)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        source.close()
    return _SQLITE


def _copied(
    part: Path, earlier: Backup | None, progress: Callable[[int], None]
) -> tuple[dict[str, tuple[int, str]], int]:
    home = Path(settings.ENVIRONMENT.home)
    before = earlier.files if earlier else {}
    found: dict[str, tuple[int, str]] = {}
    linked = 0
    for number, source in enumerate(_sources(home), start=1):
        name = source.relative_to(home).as_posix()
        copy = part / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        told = before.get(name)
        if earlier and told and _same(source, earlier.folder / name, told[0]):
            os.link(earlier.folder / name, copy)
            linked += 1
            found[name] = told
        else:
            shutil.copy2(source, copy)
            found[name] = _told(copy)
        progress(number)
    return found, linked


def _sources(home: Path) -> Iterator[Path]:
    if (home / "secret-key").is_file():
        yield home / "secret-key"
    for folder in KEPT:
        yield from (path for path in sorted((home / folder).rglob("*")) if path.is_file() and not path.is_symlink())


def _same(source: Path, kept: Path, size: int) -> bool:
    """Tell whether an earlier backup holds a file that has not changed since: same size, same time, still there."""
    if not kept.is_file():
        return False
    now, then = source.stat(), kept.stat()
    return now.st_size == then.st_size == size and now.st_mtime_ns == then.st_mtime_ns


def _latest(target: Path) -> Backup | None:
    for folder in sorted(target.glob("ikp-*"), reverse=True):
        try:
            return Backup(folder, json.loads((folder / _LISTED).read_text("utf-8")))
        except (OSError, ValueError):
            continue
    return None


def _told(path: Path) -> tuple[int, str]:
    return path.stat().st_size, digest_of_file(path)


def _differs(path: Path, size: int, digest: str) -> bool:
    return not path.is_file() or path.stat().st_size != size or digest_of_file(path) != digest


def _version() -> str:
    from importlib.metadata import version

    return version("ikp-web")
