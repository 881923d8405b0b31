"""``ikp-web integrity``: log, results, releases, evidence and files of prevention held to their digests."""

import re
from io import StringIO
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.commands import SpokenCommand
from ikpweb.operation.records import note

__all__ = ["SCANS", "Command"]

#: Each says what it found, and fails, with their number first, where things are not what was received.
SCANS = (("verify",), ("evidence", "verify"), ("verify_files",))


class Command(SpokenCommand):
    """For a timer: what it found stands in the doctor's look and in the metrics until the next time."""

    help = gettext_lazy("Baca ulang jejak audit, bukti, dan berkas; 1 bila ada yang tidak seperti saat diterima.")  # type: ignore[assignment]

    def handle(self, *_args: Any, **_options: Any) -> None:
        began, failed = monotonic(), []
        for scan in SCANS:
            out = StringIO()
            try:
                call_command(*scan, stdout=out)
            except CommandError as problem:
                failed.append(str(problem))
            self.stdout.write(out.getvalue().rstrip())
        wrong = sum(int(number[0]) if (number := re.match(r"\d+", each)) else 1 for each in failed)
        note("integrity", wrong=wrong, seconds=round(monotonic() - began, 1))
        if failed:
            raise CommandError("\n".join(failed), returncode=1)
        self.stdout.write(_("Semuanya seperti saat diterima."))
