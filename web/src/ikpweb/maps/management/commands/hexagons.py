"""``ikp-web hexagons``: compute the hexagon layouts from the registry, or check those that are shipped."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext

from ikpweb.kit.commands import SpokenCommand
from ikpweb.maps.drafting import LAYOUTS, draft, quality, to_csv
from ikpweb.maps.layout import SHIPPED, layout
from ikpweb.territory.models import Unit

_PREPARE = "ikp-web migrate && ikp-web load_editions"


class Command(SpokenCommand):
    """About a minute of work; the result is data that goes into the repository."""

    help = "Compute the hexagon layouts (regency, province, province-34) from the points in the registry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, help=gettext("benih undian (bawaan: benih tata letak yang disertakan)"))
        parser.add_argument("--output", type=Path, help=gettext("berkas yang ditulis (bawaan: yang disertakan paket)"))
        parser.add_argument(
            "--check", action="store_true", help=gettext("tidak menulis; gagal bila tata letak yang disertakan berbeda")
        )

    def handle(self, *_args: Any, seed: int | None, output: Path | None, check: bool, **_options: Any) -> None:
        try:
            units = list(Unit.objects.all())
        except DatabaseError as problem:
            msg = gettext("Basis data belum siap ({problem}). Jalankan dulu: {command}").format(
                problem=problem, command=_PREPARE
            )
            raise CommandError(msg) from problem
        if not units:
            msg = gettext("Daftar wilayah belum dimuat. Jalankan dulu: {command}").format(command=_PREPARE)
            raise CommandError(msg)
        if seed is not None and seed < 0:
            raise CommandError(gettext("Benih adalah bilangan bulat mulai dari 0."))
        drafts = {name: draft(units, name, seed) for name in LAYOUTS}
        for name, cells in drafts.items():
            found = quality(units, name, cells)
            self.stdout.write(
                gettext(
                    "{name}: {cells} segi enam, {neighbours:.1%} tetangga bersentuhan, {direction:.1%} pada arahnya"
                ).format(name=name, cells=found.cells, neighbours=found.neighbours, direction=found.direction)
            )
            if not found.sound:
                torn = gettext("terputus: {torn}; ").format(torn=", ".join(found.torn)) if found.torn else ""
                msg = gettext("{name}: {torn}{n} segi enam bersentuhan melintasi laut. Coba --seed lain.").format(
                    name=name, torn=torn, n=found.closed_sea
                )
                raise CommandError(msg)
        if check:
            differ = [name for name in LAYOUTS if dict(layout(name).cells) != drafts[name]]
            if differ:
                msg = gettext("Tata letak yang disertakan berbeda dari hasil daftar wilayah: {differ}.").format(
                    differ=", ".join(differ)
                )
                raise CommandError(msg)
            self.stdout.write(gettext("tata letak yang disertakan sama dengan ini"))
            return
        path = output or Path(str(SHIPPED))
        path.write_text(to_csv(drafts), encoding="utf-8", newline="")
        self.stdout.write(gettext("{path} ditulis").format(path=path))
