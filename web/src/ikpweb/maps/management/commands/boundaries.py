"""``ikp-web boundaries``: import, list and remove boundary sets."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_lazy
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.commands import SpokenCommand
from ikpweb.maps.boundaries.joining import PRESETS
from ikpweb.maps.boundaries.limits import BoundaryProblem, Progress
from ikpweb.maps.boundaries.preparing import prepare
from ikpweb.maps.models import BoundarySet
from ikpweb.maps.services import check_set, keep_boundaries, remove_boundaries
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

_PRESETS = (*PRESETS, "generic")
_LISTS = {
    "missing": gettext_lazy("kabupaten/kota tidak memiliki bentuk"),
    "unknown": gettext_lazy("fitur bukan kabupaten/kota dan tidak dipakai"),
    "empty": gettext_lazy("fitur tidak memiliki luas"),
    "merged": gettext_lazy("kabupaten/kota disatukan dari beberapa fitur"),
    "mended": gettext_lazy("bentuk tidak sah dan diperbaiki"),
    "overlaps": gettext_lazy("pasang kabupaten/kota saling menutupi"),
    "misplaced": gettext_lazy("bentuk terletak jauh dari tempatnya di daftar wilayah"),
    "notes": gettext_lazy("catatan"),
}
_MOST = 12
_PREPARE = "ikp-web migrate && ikp-web load_editions"


class Command(SpokenCommand):
    """Boundaries are imported at the command line: files of this size do not go through a browser."""

    help = "Import, list or remove boundary sets for the geographic map."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="what", required=True, metavar="import|list|remove")
        bring = does.add_parser(
            "import", help=gettext("impor GeoJSON, TopoJSON, atau shapefile kabupaten/kota dalam zip")
        )
        bring.add_argument("file", type=Path)
        bring.add_argument(
            "--preset",
            choices=_PRESETS,
            default="generic",
            help=gettext("cara berkas menamai kabupaten/kota (bawaan: %(default)s)"),
        )
        bring.add_argument(
            "--code-field", default="", help=gettext("kolom yang memuat kode (bawaan: kolom preset, atau dicari)")
        )
        bring.add_argument("--name", default="", help=gettext("nama set di alamat (bawaan: dari berkas)"))
        bring.add_argument(
            "--valid-from", type=_day, help=gettext("hari pertama batas ini berlaku, misalnya 2022-07-25")
        )
        bring.add_argument("--valid-to", type=_day, help=gettext("hari pertama batas ini tidak lagi berlaku"))
        bring.add_argument("--source", default="", help=gettext("siapa pembuatnya; tampil di bawah peta"))
        bring.add_argument("--licence", default="", help=gettext("lisensinya; tampil di bawah peta"))
        bring.add_argument(
            "--partial", action="store_true", help=gettext("impor walau ada kabupaten/kota yang tidak ada")
        )
        bring.add_argument(
            "--dry-run", action="store_true", help=gettext("periksa dan laporkan, tidak menyimpan apa pun")
        )
        does.add_parser("list", help=gettext("tampilkan daftar set"))
        away = does.add_parser("remove", help=gettext("hapus sebuah set"))
        away.add_argument("name")

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        try:
            if what == "list":
                self._list()
            elif what == "remove":
                remove_boundaries(options["name"], actor=SYSTEM)
                self.stdout.write(gettext("{name} dihapus").format(name=options["name"]))
            else:
                self._import(options)
        except BoundaryProblem as problem:
            raise CommandError(str(problem)) from problem
        except DatabaseError as problem:
            msg = gettext("Basis data belum siap ({problem}). Jalankan dulu: {command}").format(
                problem=problem, command=_PREPARE
            )
            raise CommandError(msg) from problem

    def _import(self, options: dict[str, Any]) -> None:
        if not Unit.objects.exists():
            msg = gettext("Daftar wilayah belum dimuat. Jalankan dulu: {command}").format(command=_PREPARE)
            raise CommandError(msg)
        path, dry = options["file"], options["dry_run"]
        name = options["name"] or re.sub(r"[^a-z0-9]+", "-", path.name.split(".")[0].lower()).strip("-")
        dates = {"valid_from": options["valid_from"], "valid_to": options["valid_to"]}
        if not dry:
            check_set(name, **dates)
        how = {"code_field": options["code_field"], "partial": options["partial"]}
        with _bar() as progress:
            prepared = prepare(path, units(), options["preset"], **how, draw=not dry, progress=progress)
        self._tell(prepared.report.to_dict())
        if dry:
            self.stdout.write(gettext("uji coba: tidak ada yang disimpan"))
            return
        about = {"source": options["source"], "licence": options["licence"]}
        kept = keep_boundaries(prepared, actor=SYSTEM, name=name, **about, **dates)
        for level, drawn in prepared.layers.items():
            size = gettext("{size:.0f} kB terkompresi, disederhanakan sampai {tolerance}°").format(
                size=len(drawn.gzipped) / 1000, tolerance=number_format(drawn.tolerance, 3)
            )
            self.stdout.write(
                gettext("{level}: {n} daerah, {size}").format(level=level, n=len(drawn.points), size=size)
            )
        self.stdout.write(gettext("{name} diimpor").format(name=kept.name))
        if not kept.source:
            self.stdout.write(gettext("tanpa --source: peta hanya menyebut nama berkasnya"))

    def _tell(self, report: dict[str, Any]) -> None:
        self.stdout.write(
            gettext(
                "{joined} dari {expected} kabupaten/kota tergabung dari {features} fitur, "
                "menurut kolom {code_field} (kode {codes})"
            ).format(**report)
        )
        for key, words in _LISTS.items():
            found = report[key]
            if found:
                more = gettext(", dan {n} lagi").format(n=len(found) - _MOST) if len(found) > _MOST else ""
                self.stdout.write(f"{len(found)} {words}: {'; '.join(found[:_MOST])}{more}")

    def _list(self) -> None:
        sets = BoundarySet.objects.all()
        if not sets:
            self.stdout.write(gettext("belum ada set batas; impor satu: ikp-web boundaries import FILE"))
        for each in sets:
            since, until = each.valid_from or gettext("selalu"), each.valid_to or gettext("seterusnya")
            joined, source = each.report.get("joined"), each.source or each.file_name
            self.stdout.write(
                gettext("{name}: {joined} kabupaten/kota, berlaku dari {since} sampai {until}, {source}").format(
                    name=each.name, joined=joined, since=since, until=until, source=source
                )
            )


def _day(text: str) -> date:
    return date.fromisoformat(text)


@contextmanager
def _bar() -> Iterator[Progress]:
    """Show how far each stage is, on standard error, and leave nothing behind."""
    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=of)
            bar.update(tasks[what], completed=done, total=of)

        yield tell
