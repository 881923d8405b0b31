"""``ikp-web prevention``: do what the rooms of prevention do by the clock, such as reminders of renewal."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.commands import SpokenCommand
from ikpweb.prevention import clock

__all__ = ["Command"]


class Command(SpokenCommand):
    """What was done today is not done again, however often this runs."""

    help = gettext_lazy("Kerjakan yang jatuh tempo di ruang pencegahan, misalnya pengingat perjanjian.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help=_("kerjakan terus setiap sekian detik"))
        parser.add_argument("--parent", type=int, help=_("berhenti bila proses bernomor ini tidak ada lagi"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["every"] is None:
            for name, count in clock.run(timezone.now()).items():
                self.stdout.write(f"ikp-web: {name}: {count}")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        clock.every(options["every"], stop, options["parent"])
