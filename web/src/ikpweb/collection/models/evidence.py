"""Files of evidence: sealed at receipt, never changed, each with its chain of custody in the audit log."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models.entry import Event, State, Submission

__all__ = ["GIVES_EVIDENCE", "TAKES_EVIDENCE", "Evidence", "Upload"]

#: States in which a file may be put to an event: what is decided is opened anew by an edit first.
TAKES_EVIDENCE = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED})
#: States in which a file may be taken from an event: nobody reviews it now, and nothing was decided on it.
GIVES_EVIDENCE = frozenset({State.DRAFT, State.RETURNED})


class Evidence(models.Model):
    """A received file. What the storage holds under `key` has this digest, or something is wrong.

    The key follows from the digest, so that the same file received twice lies in the storage
    once. A file that the scan found harmful lies in quarantine: it proves nothing (it has no
    events) and nobody can open it.
    """

    class Scan(models.TextChoices):
        NOT_SCANNED = "not-scanned", _("tidak dipindai")
        CLEAN = "clean", _("bersih")
        INFECTED = "infected", _("berbahaya")

    #: That of the upload it came from: who asks twice whether it arrived gets the same answer.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="evidence")
    events = models.ManyToManyField(Event, related_name="evidence")
    name = models.CharField(max_length=200)
    #: Code of `evidence.kinds.KINDS`, by content.
    kind = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.NOT_SCANNED)
    #: What the scanner said: the name of what it found, or why it could not scan.
    scan_note = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["received_at"]
        indexes: ClassVar = [models.Index(fields=["sha256"])]

    def __str__(self) -> str:
        return self.name

    @property
    def quarantined(self) -> bool:
        """Tell whether nobody may open it."""
        return self.scan == self.Scan.INFECTED


class Upload(models.Model):
    """A file on its way, in pieces; it becomes evidence when the last piece is there.

    How much of it is there, the staging folder says (`evidence.staging`): a row written for
    each piece would put every piece of the country into one queue.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="uploads")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    #: The events that it is evidence of, once it is whole.
    events = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["made_at"]

    def __str__(self) -> str:
        return f"{self.name} {self.size}"
