"""``ikp-web remind``: send the reminders, escalations and digests that are due today."""

from typing import Any

from django.utils import timezone

from ikpweb.collection.models import Cycle
from ikpweb.kit.commands import SpokenCommand
from ikpweb.oversight.tasks import remind


class Command(SpokenCommand):
    """What was sent today is not sent again, however often this runs."""

    help = "Send the reminders, escalations and digests that are due today."

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        for cycle in Cycle.objects.filter(stage=Cycle.Stage.OPEN):
            count = remind(cycle, now)
            self.stdout.write(f"ikp-web: {cycle.pk}: {count}")
