"""``ikp-web report RELEASE``: reports of a frozen release as PDF, one of them or all, into a folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ikpweb.kit.commands import SpokenCommand
from ikpweb.publication import building
from ikpweb.publication.models import Release
from ikpweb.publication.reading import DamagedError
from ikpweb.publication.report.engine import Book, IkpError, digest_at
from ikpweb.publication.report.keeping import store_of
from ikpweb.publication.report.making import LANGUAGES, Asked, all_of, asked
from ikpweb.publication.report.many import Source, lacking, make_all
from ikpweb.publication.report.words import language as language_in_force


class Command(SpokenCommand):
    """Makes reports; what lies whole in the folder is not made again."""

    help = gettext_lazy("Buat laporan PDF dari sebuah rilis yang sudah dibekukan.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", help=_("nama rilis di platform ini, atau zip atau folder sebuah rilis"))
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--unit", metavar=_("KODE"), help=_("laporan sebuah daerah"))
        which.add_argument("--province", metavar=_("KODE"), help=_("laporan provinsi dengan kabupaten/kotanya"))
        which.add_argument("--national", action="store_true", help=_("laporan nasional"))
        which.add_argument("--press", action="store_true", help=_("lembar pers satu halaman"))
        which.add_argument("--all", action="store_true", help=_("semua laporan"))
        said = _("bahasa laporan (bawaan: id)")
        parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=said)
        parser.add_argument("--to", type=Path, required=True, help=_("folder tujuan; yang sudah utuh dilewati"))
        parser.add_argument("--workers", type=int, help=_("banyaknya proses (bawaan: sebanyak inti prosesor)"))

    def handle(self, *_args: Any, release: str, language: str, to: Path, workers: int | None, **which: Any) -> None:
        try:
            source = _source(release)
            book = source.book()
            wanted = _wanted(book, which)
            left = lacking(to, book, wanted, language)
            with _progress() as progress:
                task = progress.add_task(book.name, total=len(left))
                for _given in make_all(source, left, language, to, workers=workers):
                    progress.advance(task)
        except (DamagedError, OSError) as problem:
            raise CommandError(_("%(release)s: %(problem)s") % {"release": release, "problem": problem}) from problem
        except IkpError as error:
            raise CommandError(" ".join(each.sentence(language_in_force()) for each in error.problems)) from error
        told = {"made": len(left), "there": len(wanted) - len(left), "folder": to}
        self.stdout.write(_("%(made)s laporan dibuat di %(folder)s; %(there)s sudah ada di sana.") % told)


def _source(named: str) -> Source:
    """Find a release: one of this platform by its name, whether its time has come or not; else a zip or a folder.

    What is written as a path asks no database, so that a computer with none can make reports.
    """
    if Path(named).suffix == ".zip" or len(Path(named).parts) > 1:
        return Source(Path(named).resolve(), digest_at(Path(named)))
    code, _dot, version = named.rpartition(".")
    ours = Release.objects.filter(code=code, state=Release.State.FROZEN)
    found = ours.filter(version=int(version)).first() if version.isascii() and version.isdigit() else None
    if found is not None and found.withdrawn_at is not None:
        raise CommandError(_("%(name)s sudah ditarik; laporannya tidak dibuat lagi.") % {"name": named})
    if found is not None:
        return Source(building.folder_of(found), found.digest, store_of(found))
    if not Path(named).exists():
        told = _("Tidak ada rilis beku bernama %(name)s, dan tidak ada berkas atau folder dengan nama itu.")
        raise CommandError(told % {"name": named})
    return Source(Path(named).resolve(), digest_at(Path(named)))


def _wanted(book: Book, which: dict[str, Any]) -> list[Asked]:
    if which["all"]:
        return all_of(book)
    code = which["unit"] or which["province"]
    kind = next(kind for name, kind in _KINDS.items() if which[name])
    given = asked(f"{kind}-{code}" if code else kind, book)
    if given is None:
        told = _("Rilis %(name)s tidak memuat %(code)s dengan laporan yang diminta.")
        raise CommandError(told % {"name": book.name, "code": code})
    return [given]


_KINDS = {"unit": "daerah", "province": "provinsi", "national": "nasional", "press": "pers"}


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())
