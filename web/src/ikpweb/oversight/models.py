"""A message that went out, so that it never goes out twice."""

from typing import ClassVar

from django.db import models

from ikpweb.collection.models import Cycle
from ikpweb.territory.models import Office

__all__ = ["Notice"]


class Notice(models.Model):
    """One message to the people of an office about a cycle: a reminder, an escalation, or a digest."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", "reminder"
        ESCALATION = "escalation", "escalation"
        DIGEST = "digest", "digest"

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="notices")
    office = models.ForeignKey(Office, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    #: The working day that it is the message of; one of a kind a day.
    day = models.DateField()
    people = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-sent_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "office", "kind", "day"], name="one_notice_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.office_id}"
