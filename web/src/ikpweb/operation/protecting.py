"""What protects an installation from outside: the doctor's look at encryption, addresses, scanning and secrets."""

from collections.abc import Iterator
from typing import Literal

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from ikpweb.operation.secrets import kept

__all__ = ["protection"]

#: Weight, what was found, how to mend it.
Told = tuple[Literal["ok", "warning", "error"], str, str]

#: The ways of libpq in which the certificate of the other machine is checked.
_CHECKED = {"verify-full", "verify-ca"}
_LOOPBACK = ("127.", "localhost", "::1", "/")


def protection() -> Iterator[Told]:
    """Say of each protection whether it stands: weight, what was found, how to mend it."""
    yield from _proxy()
    yield from _database()
    yield from _scanner()
    yield from _limits()
    yield from _secrets()


def _proxy() -> Iterator[Told]:
    environment = settings.ENVIRONMENT
    if environment.secure and not environment.proxies:
        told = _("IKP_PROXIES 0 padahal alamatnya https: semua pengunjung tampak datang dari proksi.")
        yield "error", told, _("Isi banyaknya proksi Anda sendiri, biasanya IKP_PROXIES=1.")


def _database() -> Iterator[Told]:
    told = connection.settings_dict
    host, mode = str(told.get("HOST") or ""), str((told.get("OPTIONS") or {}).get("sslmode") or "")
    if connection.vendor == "postgresql" and host and not host.startswith(_LOOPBACK) and mode not in _CHECKED:
        yield (
            "error",
            _("Sambungan ke PostgreSQL di %(host)s tidak memeriksa sertifikat.") % {"host": host},
            _("Tambahkan ?sslmode=verify-full&sslrootcert=… pada DATABASE_URL."),
        )


def _scanner() -> Iterator[Told]:
    scanner = settings.EVIDENCE_CLAMAV
    if scanner is not None and not scanner[0].startswith(_LOOPBACK):
        told = _("Bukti dikirim tanpa sandi ke clamd di %(host)s.") % {"host": scanner[0]}
        yield "warning", told, _("Pakai clamd di mesin ini, atau terowongan bersandi.")


def _limits() -> Iterator[Told]:
    if not any(settings.LIMITS.values()):
        yield "warning", _("Permintaan tidak dibatasi (IKP_LIMITS=none)."), _("Hapus IKP_LIMITS untuk batas bawaan.")
    else:
        yield "ok", _("Permintaan per menit dibatasi."), ""


def _secrets() -> Iterator[Told]:
    for each in kept():
        if each.due:
            told = _("%(path)s berumur %(days)s hari.") % {"path": each.path, "days": each.days}
            yield "warning", told, f"ikp-web secrets renew {each.name}"
