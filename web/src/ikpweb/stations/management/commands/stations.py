"""``ikp-web stations``: prepare a day, take in its list of stations, drain the queue, verify what was sealed."""

import signal
import threading
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.commands import SpokenCommand
from ikpweb.kit.errors import RejectedError
from ikpweb.stations import draining
from ikpweb.stations.demo import play
from ikpweb.stations.models import Day
from ikpweb.stations.services.lists import take_list
from ikpweb.stations.services.opening import open_day
from ikpweb.stations.verifying import broken

__all__ = ["Command"]


class Command(SpokenCommand):
    """Draining goes on beside the server by itself; what else is done here, the operator does."""

    help = gettext_lazy("Hari pelaporan TPS: siapkan, masukkan daftar TPS, kosongkan antrean, periksa segel.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        opening = tasks.add_parser("open", help=_("siapkan sebuah hari"))
        opening.add_argument("day", help=_("kode hari, misalnya pemilu-2029"))
        opening.add_argument("--title", default="", help=_("judulnya di layar"))
        opening.add_argument(
            "--from", dest="opens", type=_moment, required=True, metavar="YYYY-MM-DDTHH:MM", help=_("mulai")
        )
        opening.add_argument(
            "--to", dest="closes", type=_moment, required=True, metavar="YYYY-MM-DDTHH:MM", help=_("sampai")
        )
        opening.add_argument("--training", action="store_true", help=_("data latihan (SINTETIS)"))
        listing = tasks.add_parser("list", help=_("masukkan daftar TPS dari CSV: station, village, district, regency"))
        listing.add_argument("day", help=_("kode hari"))
        listing.add_argument("file", type=Path, help=_("berkas CSV"))
        playing = tasks.add_parser("demo", help=_("hari rekaan (SINTETIS): daftar TPS dan laporan buatan"))
        playing.add_argument("day", help=_("kode hari"))
        playing.add_argument("--regency", action="append", default=[], help=_("kode kabupaten/kota; boleh berulang"))
        playing.add_argument("--stations", type=int, default=200, help=_("jumlah TPS"))
        playing.add_argument("--share", type=float, default=0.6, help=_("bagian TPS yang sudah melapor"))
        playing.add_argument("--seed", type=int, default=0, help=_("benih yang sama memberi hasil yang sama"))
        draining_ = tasks.add_parser("drain", help=_("segel dan hitung laporan yang menunggu"))
        draining_.add_argument("--every", type=float, metavar="SECONDS", help=_("lakukan terus, setiap sekian detik"))
        draining_.add_argument("--parent", type=int, help=_("berhenti bila proses bernomor ini tidak ada lagi"))
        verifying = tasks.add_parser("verify", help=_("periksa segel dan hitungan terhadap laporan"))
        verifying.add_argument("day", help=_("kode hari"))

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['task']}")(options)
        except RejectedError as refused:
            raise CommandError(refused.sentence) from refused

    def _open(self, options: dict[str, Any]) -> None:
        day = open_day(
            options["day"], options["title"], options["opens"], options["closes"], training=options["training"],
            actor=SYSTEM,
        )  # fmt: skip
        self.stdout.write(_("%(day)s siap. Masukkan daftar TPS: ikp-web stations list %(code)s BERKAS.csv")
                          % {"day": day, "code": day.pk})  # fmt: skip

    def _list(self, options: dict[str, Any]) -> None:
        done = take_list(_day(options["day"]), options["file"], progress=self._count, actor=SYSTEM)
        self.stdout.write(_("%(n)s TPS terdaftar.") % {"n": done})

    def _demo(self, options: dict[str, Any]) -> None:
        told = play(
            options["day"], options["regency"] or ["15.71"], options["stations"], options["share"],
            seed=options["seed"], now=timezone.now(),
        )  # fmt: skip
        self.stdout.write(
            _("SINTETIS: %(stations)s TPS, %(reports)s laporan disegel. Lihat /kantor/tps/%(day)s/")
            % {"stations": told.stations, "reports": told.reports, "day": options["day"]}
        )

    def _drain(self, options: dict[str, Any]) -> None:
        if options["every"] is not None:
            stop = threading.Event()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
            draining.every(options["every"], stop, options["parent"])
            return
        done = sum(draining.drain(day) for day in Day.objects.all())
        self.stdout.write(_("%(n)s laporan disegel dan dihitung.") % {"n": done})

    def _verify(self, options: dict[str, Any]) -> None:
        found = list(broken(_day(options["day"])))
        for each in found:
            self.stdout.write(each)
        if found:
            raise CommandError(_("%(n)s hal tidak cocok dengan laporannya.") % {"n": len(found)})
        self.stdout.write(_("Semua segel dan hitungan cocok dengan laporannya."))

    def _count(self, done: int) -> None:
        self.stdout.write(f"… {done}", ending="\n")
        self.stdout.flush()


def _day(code: str) -> Day:
    day = Day.objects.filter(pk=code).first()
    if day is None:
        raise CommandError(_("Tidak ada hari %(code)s. Siapkan dengan: ikp-web stations open") % {"code": code})
    return day


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None:
        raise ValueError(text)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
