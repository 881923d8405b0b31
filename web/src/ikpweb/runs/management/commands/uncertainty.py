"""``ikp-web uncertainty``: how sure the scores of a computation are, with any number of replicates."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.commands import SpokenCommand
from ikpweb.runs.models import Computation
from ikpweb.runs.perturbing import OtherInputError, replicates_of
from ikpweb.runs.services import keep_uncertainty


class Command(SpokenCommand):
    """What the button on a computation's page does, without anybody waiting."""

    help = "Compute how sure the scores of a computation are, and keep it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("computation", type=int, help="its number, as in the address of its page")
        parser.add_argument("--replicates", type=int, default=2000, help="2000 unless told")
        parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same answer")

    def handle(self, *_args: Any, computation: int, replicates: int, seed: int, **_options: Any) -> None:
        shown = Computation.objects.select_related("cycle__edition").filter(pk=computation).first()
        if shown is None:
            message = f"There is no computation {computation}. Its number is in the address of its page."
            raise CommandError(message)
        try:
            made = keep_uncertainty(shown, replicates_of(shown, replicates, seed), actor=SYSTEM)
        except (OtherInputError, ValueError) as problem:
            raise CommandError(str(problem)) from None
        for each in made:
            self.stdout.write(
                f"{each.run.level} ({each.run.reading}): {len(each.rows)} units, {each.replicates} replicates"
            )
