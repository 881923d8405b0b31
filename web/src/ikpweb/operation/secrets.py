"""The secrets of an installation: which there are, how old they are, and how one is put in the place of another."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ikpweb.accounts.services.factors import reseal
from ikpweb.audit.actor import SYSTEM

__all__ = ["KINDS", "Kept", "SecretProblem", "kept", "renew", "retire"]

#: The name of a secret by which it is renewed, its file in IKP_HOME, and the days after which it is due.
KINDS = {
    "secret": ("secret-key", 365),
    "checkpoint": ("keys/checkpoint.pem", 730),
    "release": ("keys/release.pem", 730),
}


class SecretProblem(Exception):  # noqa: N818 - a sentence for the person who must act
    """A secret that cannot be renewed, or retired, from here."""


@dataclass(frozen=True)
class Kept:
    """A secret in a file."""

    name: str
    path: Path
    made: datetime
    most_days: int

    @property
    def days(self) -> int:
        return (datetime.now(UTC) - self.made).days

    @property
    def due(self) -> bool:
        return self.days > self.most_days


def kept() -> Sequence[Kept]:
    """Give the secrets that lie in files of IKP_HOME, with their age."""
    found = []
    for name, (file, days) in KINDS.items():
        path = Path(settings.ENVIRONMENT.home) / file
        if path.exists():
            made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            found.append(Kept(name, path, made, days))
    return found


def renew(name: str) -> Path:
    """Put a new secret in the place of one; give the file of what stays of the old one.

    The old secret of sessions opens what it sealed until `retire`; of a key that signs, the public part
    stays for good, so that old signatures are still checked.

    Raises
    ------
    SecretProblem
        For a secret that does not lie in a file here, or whose last renewal is not finished.
    """
    path = Path(settings.ENVIRONMENT.home) / KINDS[name][0]
    if not path.exists():
        raise SecretProblem(_("%(path)s tidak ada: rahasianya disimpan di tempat lain.") % {"path": path})
    if name != "secret":
        stays = path.with_name(f"{path.stem}-{datetime.now(UTC):%Y%m%d%H%M%S}.pub")
        path.with_suffix(".pub").rename(stays)
        path.unlink()  # made anew by the next signature
        return stays
    old = path.with_suffix(".old")
    if old.exists():
        raise SecretProblem(_("%(path)s masih ada: jalankan dahulu ikp-web secrets retire.") % {"path": old})
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
        file.flush()
        os.fsync(file.fileno())
    os.link(path, old)
    fresh.replace(path)
    return old


def retire() -> int:
    """Seal anew what the old secret sealed, and remove it; give how many second factors were sealed anew.

    Raises
    ------
    SecretProblem
        When this process still works with the old secret alone, or there is none to retire.
    """
    old = Path(settings.ENVIRONMENT.home) / "secret-key.old"
    if not old.exists():
        raise SecretProblem(_("Tidak ada rahasia lama."))
    if old.read_text("ascii").strip() not in settings.SECRET_KEY_FALLBACKS:
        raise SecretProblem(_("Proses ini belum mengenal rahasia yang baru; jalankan sekali lagi."))
    sealed = reseal(actor=SYSTEM)
    old.unlink()
    return sealed
