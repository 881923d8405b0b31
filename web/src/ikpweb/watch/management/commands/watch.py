"""``ikp-web watch``: compute the weekly watch, for today or as it was on a day; or over a made-up world."""

import signal
import threading
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.commands import SpokenCommand
from ikpweb.watch import clock
from ikpweb.watch.computing import compute_watch
from ikpweb.watch.engine import played_world
from ikpweb.watch.models import Watch
from ikpweb.watch.selectors.inputs import units_of
from ikpweb.watch.services.worlds import load_world, settle_played

__all__ = ["Command"]

#: Weeks of the made-up world that are watched one after another, so that its ledger has something to show.
PLAYED = 12
#: An alarm of the made-up world is closed after so many weeks.
_SETTLED = timedelta(weeks=4)


class Command(SpokenCommand):
    """What was computed of the same rows is not computed again."""

    help = gettext_lazy("Hitung pantauan mingguan: deret laporan, alarm, dan buku besarnya.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help=_("keadaan hari itu (bawaan: hari ini)"))
        parser.add_argument("--training", action="store_true", help=_("data latihan (SINTETIS)"))
        parser.add_argument("--demo", action="store_true", help=_("muat dunia rekaan (SINTETIS) lalu pantau"))
        parser.add_argument("--weeks", type=int, default=PLAYED, help=_("minggu yang diputar dengan --demo"))
        parser.add_argument("--seed", type=int, default=0, help=_("benih yang sama memberi hasil yang sama"))
        parser.add_argument("--every", type=float, metavar="SECONDS", help=_("hitung terus bila ada yang baru"))
        parser.add_argument("--parent", type=int, help=_("berhenti bila proses bernomor ini tidak ada lagi"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["every"] is not None:
            _go_on(options["every"], options["parent"])
            return
        as_of = options["as_of"] or timezone.localdate()
        if as_of > timezone.localdate():
            raise CommandError(_("Hari itu belum tiba."))
        try:
            if options["demo"]:
                self._demo(as_of, max(1, options["weeks"]), options["seed"])
            else:
                self._tell(compute_watch(as_of=as_of, training=options["training"], seed=options["seed"], actor=SYSTEM,
                                         progress=self._step))  # fmt: skip
        except ValueError as nothing:
            raise CommandError(str(nothing)) from nothing

    def _demo(self, as_of: date, weeks: int, seed: int) -> None:
        self.stdout.write(_("SINTETIS: dunia rekaan dibuat …"))
        world = played_world(units_of(as_of), as_of, played=weeks, seed=seed)
        new = load_world(world, actor=SYSTEM)
        self.stdout.write(_("SINTETIS: %(n)s laporan baru.") % {"n": new})
        for back in range(weeks - 1, -1, -1):
            day = as_of - timedelta(weeks=back)
            watch = compute_watch(as_of=day, training=True, seed=seed, actor=SYSTEM)
            self._tell(watch)
            settle_played(world, watch.week - _SETTLED, actor=SYSTEM)

    def _step(self, name: str) -> None:
        self.stdout.write(f"… {name}", ending="\n")
        self.stdout.flush()

    def _tell(self, watch: Watch) -> None:
        told = {
            "day": watch.as_of,
            "reports": watch.totals["reports"],
            "series": watch.totals["series"],
            "alarms": watch.totals["alarms"],
            "raised": watch.totals["raised"],
            "seconds": f"{watch.seconds:.1f}",
        }
        mark = "SINTETIS " if watch.training else ""
        self.stdout.write(
            mark
            + _("%(day)s: %(reports)s laporan, %(series)s deret, %(alarms)s alarm, %(raised)s baru (%(seconds)s detik)")
            % told
        )
        self.stdout.flush()


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _go_on(seconds: float, parent: int | None) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    clock.every(seconds, stop, parent)
