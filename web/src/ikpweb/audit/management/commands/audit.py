"""``ikp-web audit``: verify the log, seal it, give checkpoints out, sign them for an office."""

import json
import signal
import threading
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.audit import checkpoints, keys, sealing, seals, verifying
from ikpweb.audit.models import Checkpoint, Entry
from ikpweb.audit.services import checkpoint
from ikpweb.kit.commands import SpokenCommand


class Command(SpokenCommand):
    """The log from the command line; `cosign` needs no database and runs wherever an office keeps its key."""

    #: In the language of the terminal, as all that the command says.
    help = gettext_lazy("Periksa jejak audit, segel, keluarkan titik periksa, tandatangani untuk sebuah kantor.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="what", required=True)
        verify = actions.add_parser(
            "verify",
            help=_("temukan setiap celah, perubahan, ujung terpotong, dan rantai yang ditulis ulang; 1 bila ada"),
        )
        verify.add_argument(
            "--checkpoints", type=Path, nargs="*", default=[], help=_("berkas yang disimpan di tempat lain")
        )
        verify.add_argument(
            "--key", type=Path, nargs="*", default=[], help=_("kunci publik selain yang di IKP_HOME/keys")
        )
        seal = actions.add_parser("seal", help=_("buat titik periksa, bila ada yang terjadi sejak yang terakhir"))
        seal.add_argument("--every", type=float, metavar="SECONDS", help=_("lakukan terus"))
        seal.add_argument("--parent", type=int, help=_("berhenti bila proses bernomor ini tidak ada lagi"))
        export = actions.add_parser("export", help=_("tulis titik periksa sebagai berkas yang disimpan kantor"))
        export.add_argument("--number", type=int, help=_("yang mana (bawaan: yang terakhir)"))
        export.add_argument("--out", type=Path, help=_("ke mana (bawaan: terminal)"))
        sign = actions.add_parser(
            "cosign", help=_("periksa berkas titik periksa dan tandatangani untuk sebuah kantor; tanpa basis data")
        )
        sign.add_argument("file", type=Path, help=_("berkas titik periksa"))
        sign.add_argument("--office", required=True, help=_("kode kantor"))
        sign.add_argument("--key", type=Path, required=True, help=_("kunci privat kantor; dibuat bila belum ada"))
        sign.add_argument("--out", type=Path, help=_("ke mana (bawaan: terminal)"))

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        try:
            getattr(self, f"_{what}")(**options)
        except (keys.KeyProblem, seals.Broken) as problem:
            raise CommandError(str(problem)) from problem

    def _verify(self, *, checkpoints: list[Path], key: list[Path], **_others: Any) -> None:
        public = dict(keys.known_keys(_folder()))
        public |= {keys.key_id(text): text for text in (path.read_text("ascii") for path in key)}
        kept = [(path, *seals.read(_json(path))[:2]) for path in checkpoints]
        findings = [*verifying.verified(public), *verifying.compared((seal, heads) for _path, seal, heads in kept)]
        for finding in findings:
            self.stdout.write(str(finding))
        if findings:
            message = _("%(number)s temuan: jejak audit tidak seperti saat ditulis.") % {"number": len(findings)}
            raise CommandError(message, returncode=1)
        chains = Entry.objects.order_by().values("stream").distinct().count()
        sealed = Checkpoint.objects.count()
        told = {"entries": Entry.objects.count(), "chains": chains, "sealed": sealed, "kept": len(kept)}
        self.stdout.write(
            _("Jejak audit utuh: %(entries)s entri, %(chains)s rantai, %(sealed)s titik periksa; %(kept)s dari luar.")
            % told
        )
        older = verifying.describe_older_form()
        if older:
            self.stdout.write(older)

    def _seal(self, *, every: float | None, parent: int | None, **_others: Any) -> None:
        if every is None:
            made = checkpoint()
            self.stdout.write(
                _("Titik periksa %(made)s") % {"made": made}
                if made
                else _("Tidak ada yang terjadi sejak titik periksa terakhir.")
            )
            return
        _seal_on(every, parent)

    def _export(self, *, number: int | None, out: Path | None, **_others: Any) -> None:
        rows = Checkpoint.objects.order_by("-number")
        found = rows.first() if number is None else rows.filter(number=number).first()
        if found is None:
            message = _("Titik periksa itu tidak ada.") if number else _("Belum ada titik periksa: ikp-web audit seal.")
            raise CommandError(message)
        self._write(checkpoints.exported(found), out)

    def _cosign(self, *, file: Path, office: str, key: Path, out: Path | None, **_others: Any) -> None:
        seal, heads, _public = seals.read(_json(file))
        if office not in heads:
            self.stderr.write(_("Catatan: belum pernah ada yang ditulis untuk kantor %(office)s.") % {"office": office})
        if not key.exists():
            keys.make_key(key)
            self.stderr.write(
                _("Kunci dibuat: %(key)s. Simpan salinannya di tempat yang tidak terjangkau pengelola platform.")
                % {"key": key}
            )
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._write(seals.cosign(seal, office, keys.private_key(key), now), out)

    def _write(self, value: Any, out: Path | None) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1)
        if out is None:
            self.stdout.write(text)
            return
        out.write_text(text + "\n", "utf-8")
        self.stdout.write(_("Ditulis: %(out)s") % {"out": out})


def _folder() -> Path:
    return checkpoints.folder_of_keys()


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as problem:
        message = _("%(path)s: tidak dapat dibaca (%(why)s).") % {"path": path, "why": problem.strerror}
        raise CommandError(message) from problem
    except ValueError as problem:
        message = _("%(path)s: bukan JSON.") % {"path": path}
        raise CommandError(message) from problem


def _seal_on(seconds: float, parent: int | None) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    sealing.every(seconds, stop, parent)
