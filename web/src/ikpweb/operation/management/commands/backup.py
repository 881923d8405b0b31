"""``ikp-web backup FOLDER``: everything that cannot be made anew, as one folder that proves itself."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.commands import SpokenCommand
from ikpweb.operation.backing import BackupError, back_up, checked, thin
from ikpweb.operation.postgresql import ProgramError
from ikpweb.operation.records import note


class Command(SpokenCommand):
    """Makes a backup while the platform runs, or checks one."""

    help = gettext_lazy("Buat cadangan basis data, bukti, rilis, dan kunci; atau periksa sebuah cadangan.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help=_("tempat cadangan, sebaiknya disk lain"))
        parser.add_argument("--check", action="store_true", help=_("periksa setiap byte cadangan di folder itu"))

        parser.add_argument("--keep", type=int, default=0, help=_("simpan sekian yang terbaru (bawaan: semua)"))

    def handle(self, *_args: Any, folder: Path, check: bool, keep: int, **_options: Any) -> None:
        try:
            made = checked(folder) if check else back_up(folder)
            removed = [] if check or keep < 1 else thin(folder, keep)
        except (BackupError, ProgramError) as problem:
            raise CommandError(str(problem)) from problem
        size = sum(size for size, _digest in made.files.values())
        values = {"place": made.folder, "count": len(made.files), "size": size / 1e6, "linked": made.linked}
        told = (
            _("%(place)s utuh: %(count)s berkas, %(size).1f MB.")
            if check
            else _(
                "%(place)s: %(count)s berkas, %(size).1f MB, %(linked)s di antaranya sama dengan cadangan sebelumnya."
            )
        )
        self.stdout.write(told % values)
        if not check:
            note("backup", size=size, files=len(made.files))
        for each in removed:
            self.stdout.write(_("%(place)s dihapus: lebih tua dari yang disimpan.") % {"place": each})
