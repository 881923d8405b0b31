"""``ikp-web remind_actions``: send the letters about deadlines of actions that are due today."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ikpweb.prevention.register.tasks import remind_of_actions


class Command(BaseCommand):
    """What was sent today is not sent again, however often this runs."""

    help = "Send the reminders and escalations about deadlines of prevention actions that are due today."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"ikp-web: {remind_of_actions(timezone.now())}")
