"""``ikp-web publish --static FOLDER``: all pages of public releases as files, for any web server or CDN."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.assets import collect_static
from ikpweb.kit.charts.drawing import DrawingError
from ikpweb.kit.commands import SpokenCommand
from ikpweb.portal.released.site import SiteError, build
from ikpweb.publication.reading import DamagedError

_WIDTH = 30


class Command(SpokenCommand):
    """Writes the site of public releases; nothing that is under embargo is in it."""

    help = gettext_lazy("Tulis semua halaman rilis publik sebagai situs berkas, untuk server web mana pun.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--static", type=Path, required=True, metavar="FOLDER", help=_("folder situs; diganti sekaligus")
        )
        parser.add_argument(
            "--release", action="append", default=[], help=_("nama rilis; boleh berulang (bawaan: semua)")
        )
        parser.add_argument("--base", default="", help=_("alamat situs nanti, untuk umpan dan kartu tautan"))

    def handle(self, *_args: Any, static: Path, release: list[str], base: str, **_options: Any) -> None:
        if base and not base.startswith(("https://", "http://")):
            message = _("Alamat situs dimulai dengan https://, bukan %(base)s.") % {"base": base}
            raise CommandError(message)
        collect_static()
        try:
            made = build(static.absolute(), release, base=base or settings.ENVIRONMENT.base_url, tell=self._bar)
        except SiteError as problem:
            raise CommandError(str(problem)) from problem
        except DamagedError as damage:
            message = _("Berkas %(file)s tidak lagi seperti saat dibekukan; situs tidak ditulis.") % {"file": damage}
            raise CommandError(message) from damage
        except DrawingError as problem:
            message = _(
                "Sebuah gambar tidak selesai (%(problem)s); situs tidak ditulis. Coba lagi saat mesin lebih longgar."
            )
            raise CommandError(message % {"problem": problem}) from problem
        except OSError as problem:
            message = f"{static}: {problem.strerror or problem}"
            raise CommandError(message) from problem
        if sys.stderr.isatty():
            self.stderr.write("")
        told = _("%(place)s: %(pages)s halaman dan %(files)s berkas, %(size).1f MB; %(kept)s dari situs sebelumnya.")
        values = {"place": static, "pages": made.pages, "files": made.files, "size": made.size / 1e6, "kept": made.kept}
        self.stdout.write(told % values)

    def _bar(self, done: int, known: int) -> None:
        if sys.stderr.isatty():
            full = _WIDTH * done // known
            self.stderr.write(f"\r{'━' * full}{'╌' * (_WIDTH - full)} {done}/{known}", ending="")
