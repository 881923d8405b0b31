"""``ikp-web plans``: compute the proposed plans, and the replicates, that wait, now or as they come."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.commands import SpokenCommand
from ikpweb.prevention.plans import clock
from ikpweb.prevention.plans.models import PlanState

__all__ = ["Command"]


class Command(SpokenCommand):
    """A plan is computed once, by whoever takes it first."""

    help = gettext_lazy("Hitung usulan rencana yang menunggu.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help=_("hitung terus setiap kali ada yang baru"))
        parser.add_argument("--parent", type=int, help=_("berhenti bila proses bernomor ini tidak ada lagi"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["every"] is not None:
            stop = threading.Event()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
            clock.every(options["every"], stop, options["parent"])
            return
        from ikpweb.prevention.plans.computing import compute_waiting
        from ikpweb.runs.answering import answer_waiting

        for plan in compute_waiting():
            told = {"plan": plan.pk, "office": plan.office_id, "state": PlanState(plan.state).label}
            self.stdout.write(_("Rencana %(plan)s (kantor %(office)s): %(state)s") % told)
        for asked in answer_waiting():
            told = {"computation": asked.computation_id, "n": asked.replicates}
            self.stdout.write(_("Perhitungan %(computation)s: %(n)s hitungan ulang") % told)
