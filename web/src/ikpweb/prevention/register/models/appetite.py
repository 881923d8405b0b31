"""What the centre says of the matrix, version by version; and the letters that went out."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ikpweb.territory.models import Office

__all__ = ["Appetite", "Letter"]


class Appetite(models.Model):
    """Which cells of the matrix are accepted, watched or must be treated; the last version holds."""

    number = models.PositiveIntegerField(unique=True)
    #: Five rows from likelihood 1 to 5, each with five words from consequence 1 to 5 (see `register.matrix`).
    cells = models.JSONField()
    note = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"#{self.number}"


class Letter(models.Model):
    """One message about actions to the people of an office, so that it never goes out twice."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", "reminder"
        ESCALATION = "escalation", "escalation"

    office = models.ForeignKey(Office, models.PROTECT, related_name="action_letters")
    kind = models.CharField(max_length=10, choices=Kind)
    #: The working day that it is the message of; one of a kind a day.
    day = models.DateField()
    actions = models.JSONField()
    people = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-sent_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "kind", "day"], name="one_action_letter_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.office_id}"
