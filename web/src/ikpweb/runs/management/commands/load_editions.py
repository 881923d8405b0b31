"""``ikp-web load_editions``: bring registry, editions and published results up to the engine's data."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from ikpweb.audit.actor import SYSTEM
from ikpweb.kit.commands import SpokenCommand
from ikpweb.methodology.services import load_edition, stale_editions
from ikpweb.runs.engine import edition_codes
from ikpweb.runs.services import load_published
from ikpweb.territory.models import Office
from ikpweb.territory.services import load_registry


class Command(SpokenCommand):
    """Loads only what changed; a second run does nothing."""

    help = "Bring the registry, the editions and the published results in the database up to what the engine ships."

    def handle(self, *_args: Any, **_options: Any) -> None:
        stale = stale_editions()
        if stale or not Office.objects.exists():
            told = gettext("ikp-web: memuat daftar wilayah dan {number} edisi")
            self.stdout.write(told.format(number=len(stale)))
            with transaction.atomic():  # a reader sees the old data or the new, never half of each
                load_registry(actor=SYSTEM)
                for code in stale:
                    edition = load_edition(code, actor=SYSTEM)
                    if code in edition_codes():
                        load_published(edition, actor=SYSTEM)
