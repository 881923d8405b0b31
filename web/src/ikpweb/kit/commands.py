"""Commands of `ikp-web` that say what they do in the language of the terminal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

__all__ = ["SpokenCommand"]


class SpokenCommand(BaseCommand):
    """A command whose `help` is translated when it is shown, and that begins without Django's looks at the code.

    They read every page of the platform, and with the pages most of the engine: three seconds and 145 MB, in each
    process that runs beside the server. What an operator sets is looked at in any case, when the settings are read.
    """

    requires_system_checks = []  # noqa: RUF012 - as Django declares it

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        self.help = str(self.help)  # argparse takes no text that is still to be translated
        return super().create_parser(prog_name, subcommand, **kwargs)
