"""A file that stands by something: sealed at receipt, never changed, withdrawn with a reason."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from ikpweb.collection.models import Evidence
from ikpweb.territory.models import Office

__all__ = ["File"]


class File(models.Model):
    """A received file. What the storage of evidence holds under `key` has this digest, or something is wrong.

    `about` names what it stands by (see `files.rooms`). The same bytes stand by one thing once; a
    withdrawn file stays in the list with its reason, and is no evidence any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    about = models.CharField(max_length=80)
    #: Whose it is: the office of what it stands by.
    office = models.ForeignKey(Office, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    #: Code of `collection.evidence.kinds.KINDS`, by content.
    kind = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    scan = models.CharField(max_length=12, choices=Evidence.Scan, default=Evidence.Scan.NOT_SCANNED)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about", "sha256"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="same_bytes_stand_once",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["about"]), models.Index(fields=["sha256"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is given."""
        return reverse("files:file", args=[self.pk])

    @property
    def withdrawn(self) -> bool:
        """Tell whether it was withdrawn."""
        return self.withdrawn_at is not None

    @property
    def code(self) -> str:
        """The code of its office: what times are told in the zone of."""
        return str(self.office_id)
