"""``ikp-web sign_out``: end the sessions of one person, or of everybody, at once."""

import argparse
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ikpweb.accounts.models import User
from ikpweb.accounts.services.sign_in import end_everybodys_sessions, end_sessions
from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.commands import SpokenCommand


class Command(SpokenCommand):
    """For an incident: a stolen laptop, or doubt about every session."""

    help = "End the sessions of one person, or of everybody with --everybody."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("email", nargs="?", help=_("surel orangnya"))
        whose.add_argument("--everybody", action="store_true", help=_("semua orang"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["everybody"]:
            ended = end_everybodys_sessions(actor=SYSTEM)
        else:
            person = User.objects.filter(email=options["email"].strip().lower()).first()
            if person is None:
                raise CommandError(_("Tidak ada akun dengan surel itu."))
            ended = end_sessions(person, actor=SYSTEM)
        self.stdout.write(_("%(count)s sesi diakhiri.") % {"count": ended})
