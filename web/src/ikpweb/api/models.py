"""Keys with which a person's programs read live data, and how much each was used."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.territory.models import Office

__all__ = ["Area", "Key", "KeyDay"]


class Area(models.TextChoices):
    """What a key may read, of what its person may."""

    ENTRY = "entry", _("Isian putaran")
    RESULTS = "results", _("Hasil perhitungan, sebelum rilis")
    WATCH = "watch", _("Laporan dan pengawas aktif")
    REGISTER = "register", _("Register risiko dan tindakan")
    PREVENTION = "prevention", _("Program pencegahan: kegiatan, mitra, rencana, dampak")


class Key(models.Model):
    """A key to read with, for one office; its secret is kept as a digest only.

    What it opens is not kept with it: it follows from the memberships of its person at each request.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="keys")
    office = models.ForeignKey(Office, models.PROTECT, related_name="keys")
    name = models.CharField(max_length=80)
    #: Its first letters, by which people tell keys apart.
    start = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    areas = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.start}… {self.name}"

    def holds(self, at: datetime) -> bool:
        """Tell whether it can be used at a moment."""
        return self.revoked_at is None and at < self.expires_at

    @property
    def area_names(self) -> list[str]:
        """What it may read, in words."""
        return [str(Area(area).label) for area in self.areas if area in Area.values]


class KeyDay(models.Model):
    """How often a key was used on a day; refused for its quota are not answered ones."""

    key = models.ForeignKey(Key, models.CASCADE, related_name="days")
    day = models.DateField()
    requests = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-day"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "day"], name="one_count_a_key_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.day} {self.requests}"
