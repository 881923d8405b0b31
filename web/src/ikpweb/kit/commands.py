"""Commands of `ikp-web` that say what they do in the language of the terminal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

__all__ = ["SpokenCommand"]


class SpokenCommand(BaseCommand):
    """A command whose `help` is translated when it is shown."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        self.help = str(self.help)  # argparse takes no text that is still to be translated
        return super().create_parser(prog_name, subcommand, **kwargs)
