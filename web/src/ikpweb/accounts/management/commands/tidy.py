"""``ikp-web tidy``: let go of what is about people and no longer needed; once a day is enough."""

from typing import Any

from django.utils.translation import gettext as _

from ikpweb.accounts.services.personal import tidy
from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.commands import SpokenCommand


class Command(SpokenCommand):
    """For a timer of the machine; `ikp-web serve` does the same when it starts."""

    help = "Remove ended sessions, old failed attempts, and addresses of invitations that nobody accepted."

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = tidy(actor=SYSTEM)
        self.stdout.write(_("Sesi %(sessions)s, percobaan %(attempts)s, undangan %(invitations)s dilepas.") % done)
