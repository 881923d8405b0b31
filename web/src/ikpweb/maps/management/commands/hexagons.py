"""``ikp-web hexagons``: compute the hexagon layouts from the registry, or check those that are shipped."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from ikpweb.maps.drafting import LAYOUTS, draft, quality, to_csv
from ikpweb.maps.layout import SHIPPED, layout
from ikpweb.territory.models import Unit

_PREPARE = "ikp-web migrate && ikp-web load_editions"


class Command(BaseCommand):
    """About a minute of work; the result is data that goes into the repository."""

    help = "Compute the hexagon layouts (regency, province, province-34) from the points in the registry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, help="seed of the draws (default: those of the shipped layouts)")
        parser.add_argument("--output", type=Path, help="file to write (default: the one the package ships)")
        parser.add_argument("--check", action="store_true", help="write nothing; fail if the shipped layouts differ")

    def handle(self, *_args: Any, seed: int | None, output: Path | None, check: bool, **_options: Any) -> None:
        try:
            units = list(Unit.objects.all())
        except DatabaseError as problem:
            msg = f"The database is not ready ({problem}). Run first: {_PREPARE}"
            raise CommandError(msg) from problem
        if not units:
            msg = f"The registry is not loaded yet. Run first: {_PREPARE}"
            raise CommandError(msg)
        if seed is not None and seed < 0:
            raise CommandError("A seed is a whole number from 0.")
        drafts = {name: draft(units, name, seed) for name in LAYOUTS}
        for name, cells in drafts.items():
            found = quality(units, name, cells)
            self.stdout.write(
                f"{name}: {found.cells} hexagons, {found.neighbours:.1%} of neighbours touch, "
                f"{found.direction:.1%} in their direction"
            )
            if not found.sound:
                torn = f"torn apart: {', '.join(found.torn)}; " if found.torn else ""
                msg = f"{name}: {torn}{found.closed_sea} hexagons touch across the sea. Try another --seed."
                raise CommandError(msg)
        if check:
            differ = [name for name in LAYOUTS if dict(layout(name).cells) != drafts[name]]
            if differ:
                msg = f"The shipped layouts differ from what the registry gives: {', '.join(differ)}."
                raise CommandError(msg)
            self.stdout.write("the shipped layouts are these")
            return
        path = output or Path(str(SHIPPED))
        path.write_text(to_csv(drafts), encoding="utf-8", newline="")
        self.stdout.write(f"wrote {path}")
