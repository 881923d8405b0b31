"""What all kept rows and their steps have in common; a room makes its own tables of them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from ikpweb.territory.models import Office

__all__ = ["Kept", "KeptSheet", "KeptStep"]


class Kept(models.Model):
    """What stands now; `version` counts changes. A withdrawn row stays readable and counts nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    #: Whose it is, and who alone writes it.
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    #: Made by the page for one request: sent twice, it is one row.
    client = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    withdrawn = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def code(self) -> str:
        """The code of its office: what times are told in the zone of."""
        return str(self.office_id)


class KeptStep(models.Model):
    """One step of a row: entered, changed, withdrawn; only ever added to."""

    row = models.UUIDField()
    #: The version of the row after it.
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=20)
    #: What the row says after it.
    content = models.JSONField()
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["row", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["row", "number"], name="%(class)s_one_a_version")]

    def __str__(self) -> str:
        return f"{self.row} #{self.number} {self.move}"


class KeptSheet(models.Model):
    """A file that was read and waits for who sent it to confirm it; a new one of theirs replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    #: What the rows say, each with the line that it stands in.
    rows = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    entered_at = models.DateTimeField(null=True)
    #: How many were new, the same, and left as they stand, once it is entered.
    counts = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.name
