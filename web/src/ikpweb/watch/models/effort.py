"""How many supervisors were active: many eyes find more, and that is no outbreak."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ikpweb.territory.models import Unit

__all__ = ["Effort"]


class Effort(models.Model):
    """The supervisors who were active in a unit in a week; no row where nobody said, which is not zero.

    A revised value replaces the one before it; the log keeps both.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="efforts")
    #: The Monday.
    week = models.DateField()
    supervisors = models.PositiveIntegerField()
    source = models.CharField(max_length=120, blank=True)
    training = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["unit", "week"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "week", "training"], name="one_effort_a_week"),
        ]
        indexes: ClassVar = [models.Index(fields=["training", "week"])]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.week} {self.supervisors}"
