"""``ikp-web restore FOLDER``: a backup into an empty IKP_HOME and an empty database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.commands import SpokenCommand
from ikpweb.operation.backing import BackupError
from ikpweb.operation.postgresql import ProgramError
from ikpweb.operation.restoring import restore


class Command(SpokenCommand):
    """Restores, then brings the database up to date and verifies log and evidence."""

    help = gettext_lazy("Pulihkan cadangan ke IKP_HOME dan basis data yang kosong, lalu periksa log dan bukti.")  # type: ignore[assignment]
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help=_("cadangan"))

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            made = restore(folder)
        except (BackupError, ProgramError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(_("%(count)s berkas dipulihkan; sekarang diperiksa.") % {"count": len(made.files)})
        call_command("migrate", verbosity=0, interactive=False)
        call_command("audit", "verify", stdout=self.stdout)
        call_command("evidence", "verify", stdout=self.stdout)
        self.stdout.write(_("Pulih dan utuh."))
