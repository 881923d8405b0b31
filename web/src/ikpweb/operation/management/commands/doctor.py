"""``ikp-web doctor``: what is wrong here, and how to mend it."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.kit.commands import SpokenCommand
from ikpweb.operation.doctor import look_over
from ikpweb.operation.mails import send_to_operators


class Command(SpokenCommand):
    """Looks everything over; ends with 1 when something is wrong."""

    help = gettext_lazy("Periksa pemasangan ini: apa yang salah dan cara memperbaikinya.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help=_("untuk mesin"))

        parser.add_argument("--mail", action="store_true", help=_("kirim yang salah kepada IKP_OPERATORS"))

    def handle(self, *_args: Any, as_json: bool, mail: bool, **_options: Any) -> None:
        found = look_over()
        bad = [each for each in found if each.weight == "error"]
        if mail and bad and settings.ENVIRONMENT.operating.operators:
            text = "\n".join(f"✗ {each.what}\n  → {each.mend}" for each in bad)
            send_to_operators(_("%(count)s hal perlu diperbaiki.") % {"count": len(bad)}, text)
        if as_json:
            self.stdout.write(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
        else:
            marks = {"ok": "✓", "warning": "!", "error": "✗"}
            for each in found:
                self.stdout.write(f"{marks[each.weight]} {each.what}")
                if each.mend:
                    self.stdout.write(f"  → {each.mend}")
        if bad:
            raise CommandError(_("%(count)s hal perlu diperbaiki.") % {"count": len(bad)})
