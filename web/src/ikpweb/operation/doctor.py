"""Looking the platform over: what is wrong, and how to mend it, before it is needed."""

import os
import shutil
import smtplib
import socket
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.kit.country import country
from ikpweb.operation.abroad import misfits
from ikpweb.operation.protecting import protection
from ikpweb.operation.readiness import PARTS, silent
from ikpweb.operation.records import last

__all__ = ["CHECKS", "Finding", "look_over"]

Weight = Literal["ok", "warning", "error"]
#: Free room below which uploads and backups soon fail, in bytes.
_ROOM = 5_000_000_000
#: So many of the last entries of the log are looked at, which takes about a second; all of them takes `verify`.
_ENTRIES = 20_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at one thing showed; `mend` says what to do where something is wrong."""

    weight: Weight
    what: str
    mend: str = ""


def look_over() -> list[Finding]:
    """Look at everything; a look that itself fails is a finding."""
    found: list[Finding] = []
    for check in CHECKS:
        try:
            found += check()
        except Exception as problem:  # noqa: BLE001 - the doctor never dies of an illness
            name = check.__name__.strip("_").replace("_", " ")
            found.append(Finding("error", f"{name}: {type(problem).__name__}: {problem}"))
    return found


def _home() -> Iterator[Finding]:
    home = Path(settings.ENVIRONMENT.home)
    if not os.access(home, os.W_OK):
        yield Finding("error", _("%(home)s tidak dapat ditulis.") % {"home": home}, _("Perbaiki pemilik foldernya."))
        return
    free = shutil.disk_usage(home).free
    told = _("%(home)s: %(free).1f GB kosong.") % {"home": home, "free": free / 1e9}
    enough = free > _ROOM
    yield Finding(
        "ok" if enough else "warning", told, "" if enough else _("Sediakan ruang; bukti dan cadangan tumbuh.")
    )


def _secrets() -> Iterator[Finding]:
    home = Path(settings.ENVIRONMENT.home)
    private = [home / "secret-key", *(home / "keys").glob("*.pem")]
    open_to_others = [path for path in private if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    for path in open_to_others:
        yield Finding("error", _("%(path)s terbaca pengguna lain.") % {"path": path}, f"chmod 600 {path}")
    if not open_to_others:
        yield Finding("ok", _("Kunci hanya terbaca pengguna platform."))


def _database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        mend = _("Cadangkan, lalu jalankan ikp-web migrate.")
        yield Finding("error", _("%(count)s migrasi belum dijalankan.") % {"count": len(waiting)}, mend)
    else:
        yield Finding("ok", _("Basis data %(kind)s menjawab, semua migrasi sudah.") % {"kind": connection.vendor})
    if connection.vendor == "sqlite":
        told = _("SQLite: cukup untuk satu provinsi.")
        yield Finding("warning", told, _("Untuk pengumpulan nasional, pasang PostgreSQL (DATABASE_URL)."))


def _address() -> Iterator[Finding]:
    environment = settings.ENVIRONMENT
    if environment.debug:
        yield Finding("error", _("IKP_DEBUG menyala."), _("Matikan di server yang dipakai orang lain."))
    if not environment.base_url:
        yield Finding("warning", _("IKP_BASE_URL kosong: surat menunjuk ke alamat lokal."), "IKP_BASE_URL=https://…")
    elif not environment.secure:
        yield Finding("error", _("Alamat publik bukan https."), _("Pasang TLS di depan platform; lihat deploy/."))
    else:
        yield Finding("ok", _("Alamat publik %(address)s.") % {"address": environment.base_url})


def _mail() -> Iterator[Finding]:
    mail = settings.ENVIRONMENT.mail
    if not mail.host:
        told = _("Surat hanya ditulis ke terminal.")
        yield Finding("warning", told, _("Isi IKP_EMAIL supaya undangan dan pengingat terkirim."))
        return
    kind = smtplib.SMTP_SSL if mail.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(mail.host, mail.port, timeout=5) as server:
            server.noop()
    except OSError as problem:
        told = _("Server surat %(host)s:%(port)s tidak menjawab (%(why)s).")
        values = {"host": mail.host, "port": mail.port, "why": problem}
        yield Finding("error", told % values, _("Periksa IKP_EMAIL dan jaringannya."))
    else:
        yield Finding("ok", _("Server surat %(host)s menjawab.") % {"host": mail.host})


def _log() -> Iterator[Finding]:
    from ikpweb.audit.models import Checkpoint, Entry
    from ikpweb.audit.verifying import find_changed_lately

    if not Entry.objects.exists():
        yield Finding("ok", _("Log audit masih kosong."))
        return
    number, changed = find_changed_lately(_ENTRIES)
    for each in changed:
        yield Finding("error", str(each), _("Jalankan ikp-web verify dan ikuti petunjuk insiden sebelum memulihkan."))
    if not changed:
        yield Finding("ok", _("%(number)s entri terakhir log audit seperti saat ditulis.") % {"number": number})
    last = Checkpoint.objects.order_by("-number").first()
    if last is None:
        yield Finding("warning", _("Log audit belum pernah disegel."), _("Jalankan ikp-web audit seal --every 60."))
    else:
        yield Finding("ok", _("Titik periksa %(number)s menyegel log.") % {"number": last.number})


def _background() -> Iterator[Finding]:
    wanted = settings.ENVIRONMENT.operating.background
    quiet = silent()
    for name in quiet:
        told = _("Proses %(name)s tidak memberi tanda hidup.") % {"name": name}
        yield Finding("warning", told, f"systemctl restart ikp-{name}.service; journalctl -u ikp-{name} -n 50")
    if wanted and not quiet:
        yield Finding("ok", _("Proses di samping server hidup: %(names)s.") % {"names": ", ".join(wanted)})


def _evidence() -> Iterator[Finding]:
    evidence = settings.ENVIRONMENT.evidence
    if not PARTS["evidence"]():
        told = _("Tempat bukti tidak menjawab, atau tidak boleh ditulis.")
        yield Finding("error", told, _("Periksa pemilik IKP_HOME/evidence, atau setelan IKP_EVIDENCE_S3_*."))
    if evidence.clamav is None:
        told = _("Tidak ada pemindai: berkas ditandai tidak dipindai.")
        yield Finding("warning", told, "apt install clamav-daemon; IKP_CLAMAV=127.0.0.1:3310")
        return
    try:
        socket.create_connection(evidence.clamav, timeout=3).close()
    except OSError as problem:
        told = _("Pemindai %(host)s:%(port)s tidak menjawab (%(why)s).")
        values = {"host": evidence.clamav[0], "port": evidence.clamav[1], "why": problem}
        yield Finding("error", told % values, "systemctl restart clamav-daemon")
    else:
        yield Finding("ok", _("Pemindai berkas menjawab."))


def _done() -> Iterator[Finding]:
    """What should be done regularly: a backup each night, all evidence read again each week."""
    told = {
        "backup": (timedelta(days=2), _("Cadangan terakhir"), "ikp-web backup /var/backups/ikp"),
        "integrity": (timedelta(days=9), _("Bukti terakhir dibaca ulang"), "ikp-web integrity"),
    }
    for kind, (longest, what, mend) in told.items():
        found = last(kind)
        if found is None:
            yield Finding("warning", _("%(what)s: belum pernah di mesin ini.") % {"what": what}, mend)
            continue
        at, came = found
        when = {"what": what, "at": timezone.localtime(at).strftime("%Y-%m-%d %H:%M")}
        if came.get("wrong"):
            text = _("%(what)s %(at)s: %(wrong)s hal tidak seperti saat diterima.") % {**when, "wrong": came["wrong"]}
            yield Finding("error", text, _("Jalankan lagi untuk namanya; pulihkan berkas itu dari cadangan."))
        elif timezone.now() - at > longest:
            yield Finding("warning", _("%(what)s %(at)s: sudah lama.") % when, mend)
        else:
            yield Finding("ok", _("%(what)s %(at)s.") % when)


def _operators() -> Iterator[Finding]:
    operating = settings.ENVIRONMENT.operating
    if not operating.operators:
        told = _("Tidak ada yang diberi tahu bila ada kesalahan.")
        yield Finding("warning", told, "IKP_OPERATORS=nama@kantor.example")
    elif not settings.ENVIRONMENT.mail.host:
        yield Finding("warning", _("Surat kepada operator hanya ditulis ke terminal."), _("Isi IKP_EMAIL."))
    else:
        yield Finding("ok", _("%(count)s operator diberi tahu.") % {"count": len(operating.operators)})


def _protection() -> Iterator[Finding]:
    for weight, what, mend in protection():
        yield Finding(weight, what, mend)


def _country() -> Iterator[Finding]:
    found = list(misfits())
    for what, mend in found:
        yield Finding("error", what, mend)
    if not found:
        here = country()
        yield Finding("ok", _("Negara %(name)s: berkasnya cocok dengan edisinya.") % {"name": here.said(here.name)})


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _home,
    _secrets,
    _database,
    _country,
    _address,
    _mail,
    _operators,
    _log,
    _evidence,
    _background,
    _done,
    _protection,
)
