"""``ikp-web boundaries``: import, list and remove boundary sets."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from ikpweb.audit.actor import SYSTEM
from ikpweb.maps.boundaries.joining import PRESETS
from ikpweb.maps.boundaries.limits import BoundaryProblem, Progress
from ikpweb.maps.boundaries.preparing import prepare
from ikpweb.maps.models import BoundarySet
from ikpweb.maps.services import check_set, keep_boundaries, remove_boundaries
from ikpweb.territory.models import Unit
from ikpweb.territory.selectors import units

_PRESETS = (*PRESETS, "generic")
_LISTS = {
    "missing": "regencies have no shape",
    "unknown": "features are no regency and are left out",
    "empty": "features have no area",
    "merged": "regencies were put together from several features",
    "mended": "shapes were invalid and mended",
    "overlaps": "pairs of regencies overlap",
    "misplaced": "shapes lie away from where the registry has the regency",
    "notes": "notes",
}
_MOST = 12
_PREPARE = "ikp-web migrate && ikp-web load_editions"


class Command(BaseCommand):
    """Boundaries are imported at the command line: files of this size do not go through a browser."""

    help = "Import, list or remove boundary sets for the geographic map."

    def add_arguments(self, parser: ArgumentParser) -> None:
        does = parser.add_subparsers(dest="what", required=True, metavar="import|list|remove")
        bring = does.add_parser("import", help="import GeoJSON, TopoJSON or a zipped shapefile of regencies")
        bring.add_argument("file", type=Path)
        bring.add_argument(
            "--preset", choices=_PRESETS, default="generic", help="how the file names regencies (default: %(default)s)"
        )
        bring.add_argument(
            "--code-field", default="", help="field that holds the code (default: that of the preset, or found)"
        )
        bring.add_argument("--name", default="", help="name of the set in addresses (default: from the file)")
        bring.add_argument(
            "--valid-from", type=_day, help="first day on which the boundaries are in force, as 2022-07-25"
        )
        bring.add_argument("--valid-to", type=_day, help="first day on which they are no longer in force")
        bring.add_argument("--source", default="", help="who made them; shown below the map")
        bring.add_argument("--licence", default="", help="licence; shown below the map")
        bring.add_argument("--partial", action="store_true", help="import even if regencies are missing")
        bring.add_argument("--dry-run", action="store_true", help="check and report, keep nothing")
        does.add_parser("list", help="list the sets")
        away = does.add_parser("remove", help="remove a set")
        away.add_argument("name")

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        try:
            if what == "list":
                self._list()
            elif what == "remove":
                remove_boundaries(options["name"], actor=SYSTEM)
                self.stdout.write(f"removed {options['name']}")
            else:
                self._import(options)
        except BoundaryProblem as problem:
            raise CommandError(str(problem)) from problem
        except DatabaseError as problem:
            msg = f"The database is not ready ({problem}). Run first: {_PREPARE}"
            raise CommandError(msg) from problem

    def _import(self, options: dict[str, Any]) -> None:
        if not Unit.objects.exists():
            msg = f"The registry is not loaded yet. Run first: {_PREPARE}"
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
            self.stdout.write("dry run: nothing was kept")
            return
        about = {"source": options["source"], "licence": options["licence"]}
        kept = keep_boundaries(prepared, actor=SYSTEM, name=name, **about, **dates)
        for level, drawn in prepared.layers.items():
            size = f"{len(drawn.gzipped) / 1000:.0f} kB gzipped, simplified to {drawn.tolerance:.3f}°"
            self.stdout.write(f"{level}: {len(drawn.points)} units, {size}")
        self.stdout.write(f"imported {kept.name}")
        if not kept.source:
            self.stdout.write("no --source given: the map will name the file only")

    def _tell(self, report: dict[str, Any]) -> None:
        self.stdout.write(
            f"{report['joined']} of {report['expected']} regencies joined from {report['features']} features, "
            f"by field {report['code_field']} ({report['codes']} codes)"
        )
        for key, words in _LISTS.items():
            found = report[key]
            if found:
                more = f", and {len(found) - _MOST} more" if len(found) > _MOST else ""
                self.stdout.write(f"{len(found)} {words}: {'; '.join(found[:_MOST])}{more}")

    def _list(self) -> None:
        sets = BoundarySet.objects.all()
        if not sets:
            self.stdout.write("no boundary sets; import one: ikp-web boundaries import FILE")
        for each in sets:
            since, until = each.valid_from or "always", each.valid_to or "further notice"
            joined, source = each.report.get("joined"), each.source or each.file_name
            self.stdout.write(f"{each.name}: {joined} regencies, in force from {since} until {until}, {source}")


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
