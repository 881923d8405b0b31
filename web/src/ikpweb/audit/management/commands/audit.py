"""``ikp-web audit``: verify the log, seal it, give checkpoints out, sign them for an office."""

import json
import signal
import threading
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ikpweb.audit import checkpoints, keys, sealing, seals, verifying
from ikpweb.audit.models import Checkpoint, Entry
from ikpweb.audit.services import checkpoint


class Command(BaseCommand):
    """The log from the command line; `cosign` needs no database and runs wherever an office keeps its key."""

    help = "Verify the audit log, seal it, give checkpoints out, sign them for an office."
    requires_system_checks = []  # noqa: RUF012 - as Django declares it

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="what", required=True)
        verify = actions.add_parser("verify", help="find every gap, change, cut end and rewritten chain; 1 if any")
        verify.add_argument(
            "--checkpoints", type=Path, nargs="*", default=[], help="files that somebody kept elsewhere"
        )
        verify.add_argument(
            "--key", type=Path, nargs="*", default=[], help="public keys besides those in IKP_HOME/keys"
        )
        seal = actions.add_parser("seal", help="make a checkpoint, if anything happened since the last one")
        seal.add_argument("--every", type=float, metavar="SECONDS", help="go on doing so")
        seal.add_argument("--parent", type=int, help="stop when the process with this number is gone")
        export = actions.add_parser("export", help="write a checkpoint as the file that offices keep")
        export.add_argument("--number", type=int, help="which one (default: the last)")
        export.add_argument("--out", type=Path, help="where to (default: the terminal)")
        sign = actions.add_parser(
            "cosign", help="check a checkpoint's file and sign it for an office; needs no database"
        )
        sign.add_argument("file", type=Path, help="the checkpoint's file")
        sign.add_argument("--office", required=True, help="code of the office")
        sign.add_argument("--key", type=Path, required=True, help="the office's private key; made if it is not there")
        sign.add_argument("--out", type=Path, help="where to (default: the terminal)")

    def handle(self, *_: Any, what: str, **options: Any) -> None:
        try:
            getattr(self, f"_{what}")(**options)
        except (keys.KeyProblem, seals.Broken) as problem:
            raise CommandError(str(problem)) from problem

    def _verify(self, *, checkpoints: list[Path], key: list[Path], **_: Any) -> None:
        public = dict(keys.known_keys(_folder()))
        public |= {keys.key_id(text): text for text in (path.read_text("ascii") for path in key)}
        kept = [(path, *seals.read(_json(path))[:2]) for path in checkpoints]
        findings = [*verifying.verified(public), *verifying.compared((seal, heads) for _path, seal, heads in kept)]
        for finding in findings:
            self.stdout.write(str(finding))
        if findings:
            message = f"{len(findings)} findings: the log is not as it was written."
            raise CommandError(message, returncode=1)
        chains = Entry.objects.order_by().values("stream").distinct().count()
        sealed = Checkpoint.objects.count()
        self.stdout.write(
            f"The log holds: {Entry.objects.count()} entries in {chains} chains, {sealed} checkpoints"
            + (f", {len(kept)} kept elsewhere." if kept else ".")
        )

    def _seal(self, *, every: float | None, parent: int | None, **_: Any) -> None:
        if every is None:
            made = checkpoint()
            self.stdout.write(f"Checkpoint {made}" if made else "Nothing happened since the last checkpoint.")
            return
        _seal_on(every, parent)

    def _export(self, *, number: int | None, out: Path | None, **_: Any) -> None:
        rows = Checkpoint.objects.order_by("-number")
        found = rows.first() if number is None else rows.filter(number=number).first()
        if found is None:
            message = "There is no such checkpoint." if number else "There is no checkpoint yet: ikp-web audit seal."
            raise CommandError(message)
        self._write(checkpoints.exported(found), out)

    def _cosign(self, *, file: Path, office: str, key: Path, out: Path | None, **_: Any) -> None:
        seal, heads, _public = seals.read(_json(file))
        if office not in heads:
            self.stderr.write(f"Note: nothing was ever written for office {office}.")
        if not key.exists():
            keys.make_key(key)
            self.stderr.write(f"Made a key: {key}. Keep a copy of it where nobody of the platform comes.")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._write(seals.cosign(seal, office, keys.private_key(key), now), out)

    def _write(self, value: Any, out: Path | None) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1)
        if out is None:
            self.stdout.write(text)
            return
        out.write_text(text + "\n", "utf-8")
        self.stdout.write(f"Written: {out}")


def _folder() -> Path:
    return checkpoints.folder_of_keys()


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as problem:
        message = f"{path}: cannot be read ({problem.strerror})."
        raise CommandError(message) from problem
    except ValueError as problem:
        message = f"{path}: is no JSON."
        raise CommandError(message) from problem


def _seal_on(seconds: float, parent: int | None) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    sealing.every(seconds, stop, parent)
