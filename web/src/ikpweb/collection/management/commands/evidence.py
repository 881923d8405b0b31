"""``ikp-web evidence``: check the digests of all sealed files, scan them, remove uploads that nobody finished."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db.models import QuerySet
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ikpweb.audit.actor import SYSTEM
from ikpweb.collection.evidence import checking, scanning, staging
from ikpweb.collection.models import Evidence
from ikpweb.collection.services.uploads import sweep_uploads
from ikpweb.kit.commands import SpokenCommand


class Command(SpokenCommand):
    """What an administrator, or a timer, does with all evidence at once."""

    help = "Check, scan or tidy the files of evidence."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="what", required=True, metavar="verify|scan|sweep")
        verify = does.add_parser("verify", help="read all sealed files again; 1 when one is not what was received")
        verify.add_argument("--cycle", default="", help="only those of a cycle, by its code")
        scan = does.add_parser("scan", help="have the files scanned that never were (IKP_CLAMAV)")
        scan.add_argument("--all", action="store_true", help="scan all of them again: scanners learn")
        does.add_parser("sweep", help="remove uploads that nothing came for since a week")

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        if what == "verify":
            self._verify(options["cycle"])
        elif what == "scan":
            self._scan(everything=options["all"])
        else:
            self._sweep()

    def _sweep(self) -> None:
        old = staging.stale(staging.KEPT_DAYS)
        sweep_uploads(old, actor=SYSTEM)
        for upload in old:
            staging.discard(upload)
        self.stdout.write(f"uploads removed: {len(old)}")

    def _verify(self, cycle: str) -> None:
        rows = Evidence.objects.select_related("submission__office")
        rows = rows.filter(submission__cycle=cycle) if cycle else rows
        with _progress() as progress:
            every = progress.track(rows.iterator(chunk_size=200), total=rows.count(), description="evidence")
            wrong = [evidence for evidence in every if not checking.check(evidence, actor=SYSTEM)]
        for evidence in wrong:
            self.stdout.write(f"NOT WHAT WAS RECEIVED  {evidence.pk}  {evidence.submission.office}  {evidence.name}")
        if wrong:
            message = f"{len(wrong)} of {rows.count()} files are not what was received. Restore them from a backup."
            raise CommandError(message, returncode=1)
        self.stdout.write(f"{rows.count()} files, all as they were received")

    def _scan(self, *, everything: bool) -> None:
        if not scanning.configured():
            message = "No scanner is configured. Set IKP_CLAMAV to the host:port of a clamd."
            raise CommandError(message, returncode=2)
        rows: QuerySet[Evidence] = Evidence.objects.exclude(scan=Evidence.Scan.INFECTED)
        rows = rows if everything else rows.filter(scan=Evidence.Scan.NOT_SCANNED)
        found = dict.fromkeys(Evidence.Scan.values, 0)
        with _progress() as progress:
            for evidence in progress.track(list(rows), description="evidence"):
                checking.scan(evidence, actor=SYSTEM)
                found[evidence.scan] += 1
        self.stdout.write(", ".join(f"{verdict}: {count}" for verdict, count in found.items()))


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())
