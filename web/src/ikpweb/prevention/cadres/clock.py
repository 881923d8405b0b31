"""What is done by the clock: a record of a person goes when the consent to it is over."""

from datetime import datetime

from django.utils import timezone

from ikpweb.audit.actor import SYSTEM
from ikpweb.prevention.cadres.models import Alumnus, Erased
from ikpweb.prevention.cadres.services.people import erase_alumnus

__all__ = ["run"]


def run(now: datetime) -> int:
    """Erase the records whose last day is over; give how many."""
    over = Alumnus.objects.filter(until__lt=timezone.localtime(now).date(), erased_at__isnull=True)
    people = list(over)
    for person in people:
        erase_alumnus(person, Erased.OVER, actor=SYSTEM)
    return len(people)
