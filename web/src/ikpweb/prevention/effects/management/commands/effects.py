"""``ikp-web effects --demo``: a made-up programme (*SINTETIS*) of known effect, to look at and to try."""

from argparse import ArgumentParser
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.commands import SpokenCommand
from ikpweb.prevention.effects.asking import Asked, latest, two_years_to
from ikpweb.prevention.effects.computing import assess_effect
from ikpweb.prevention.effects.engine import trial
from ikpweb.prevention.effects.models import Assessment
from ikpweb.prevention.effects.selectors.treatments import Treatment
from ikpweb.prevention.effects.services import keep_programme
from ikpweb.prevention.effects.words import in_words
from ikpweb.territory.models import Office
from ikpweb.watch.engine import Played
from ikpweb.watch.selectors.inputs import units_of
from ikpweb.watch.services.worlds import load_world

__all__ = ["Command"]

#: Units and months of the made-up world.
UNITS, MONTHS = 40, 26


class Command(SpokenCommand):
    """The same seed on the same day gives the same world, which is loaded once."""

    help = gettext_lazy("Muat program rekaan (SINTETIS) dengan dampak yang diketahui, lalu nilai dampaknya.")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help=_("muat program rekaan (SINTETIS) dan nilai dampaknya"))
        parser.add_argument("--effect", type=float, default=-0.5, help=_("dampak yang ditanam; 0 berarti tidak ada"))
        parser.add_argument("--units", type=int, default=UNITS, help=_("banyaknya daerah"))
        parser.add_argument("--seed", type=int, default=0, help=_("benih yang sama memberi hasil yang sama"))

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["demo"]:
            raise CommandError(_("Sebutkan --demo."))
        made = self._demo(timezone.localdate(), options["effect"], max(4, options["units"]), options["seed"])
        self.stdout.write(f"{made.title}: {in_words(made.found['verdict'])}")

    def _demo(self, today: date, effect: float, number: int, seed: int) -> Assessment:
        centre = Office.objects.get(pk=Office.CENTRE)
        codes = sorted(units_of(today))
        after = today.replace(day=1)
        made = trial(codes[:: max(1, len(codes) // number)][:number], after, months=MONTHS, effect=effect, seed=seed)
        name = f"dampak-{seed}-{after:%Y%m}-{number}-{effect:+.2f}"
        load_world(Played(seed, name, today, made.reports, [], (), []), actor=SYSTEM)
        title = _("SINTETIS: program rekaan, dampak tertanam {percent} %").format(percent=round(100 * effect))
        key = uuid5(NAMESPACE_URL, f"ikp:effect-programme:{name}")
        about = _("Laporan dan program ini rekaan; dampaknya diketahui, untuk mencoba cara menilainya.")
        keep_programme(centre, title, made.starts, key=key, about=about, training=True, actor=SYSTEM)
        last = latest(today)
        asked = Asked(f"program:{key}", first=two_years_to(last), last=last)
        return assess_effect(
            asked,
            Treatment(title, made.starts, training=True),
            key=uuid5(NAMESPACE_URL, f"ikp:effect:{name}:{last}"),
            office=centre,
            actor=SYSTEM,
            seed=seed,
        )
