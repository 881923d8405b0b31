"""``ikp-web secrets``: how old the secrets of this installation are; renew one, and retire the old one."""

import argparse
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ikpweb.kit.commands import SpokenCommand
from ikpweb.operation.secrets import KINDS, SecretProblem, kept, renew, retire


class Command(SpokenCommand):
    """For the schedule of renewal, and for the day on which a secret is out."""

    help = "List the secrets with their age; renew one, retire the old secret of sessions."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="what")
        renewing = commands.add_parser("renew", help=_("ganti dengan yang baru"))
        renewing.add_argument("name", choices=sorted(KINDS))
        commands.add_parser("retire", help=_("segel ulang yang disegel rahasia lama, lalu buang rahasia itu"))

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["what"] == "renew":
                stays = renew(options["name"])
                self.stdout.write(_("Diganti. Yang lama: %(path)s. Jalankan ulang semua proses.") % {"path": stays})
            elif options["what"] == "retire":
                self.stdout.write(
                    _("%(count)s faktor kedua disegel ulang; rahasia lama dibuang.") % {"count": retire()}
                )
            else:
                for each in kept():
                    due = _("WAKTUNYA DIGANTI") if each.due else ""
                    self.stdout.write(
                        f"{each.name:12}{each.made:%Y-%m-%d}  {each.days:5} / {each.most_days}  {due}".rstrip()
                    )
        except SecretProblem as problem:
            raise CommandError(str(problem)) from problem
