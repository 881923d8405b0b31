"""Files of evidence: sealed at receipt, never changed, each with its chain of custody in the audit log."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models.entry import Event, Submission

__all__ = ["Evidence", "Upload"]


class Evidence(models.Model):
    """A received file. What the storage holds under `key` has this digest, or something is wrong."""

    class Scan(models.TextChoices):
        NOT_SCANNED = "not-scanned", _("tidak dipindai")
        CLEAN = "clean", _("bersih")
        INFECTED = "infected", _("berbahaya")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="evidence")
    events = models.ManyToManyField(Event, related_name="evidence")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.NOT_SCANNED)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["received_at"]
        indexes: ClassVar = [models.Index(fields=["sha256"])]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file on its way, in pieces; it becomes evidence when the last piece is there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="uploads")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    #: The events that it is evidence of, once it is whole.
    events = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["made_at"]

    def __str__(self) -> str:
        return f"{self.name} {self.offset}/{self.size}"
