"""The ledger: what was said before anybody could know, and what then came. Both are only ever added to."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ikpweb.territory.models import Unit
from ikpweb.watch.models.alarm import Alarm
from ikpweb.watch.models.forecast import ForecastRound
from ikpweb.watch.models.watch import Watch

__all__ = ["LedgerEntry", "LedgerOutcome"]


class LedgerEntry(models.Model):
    """A statement about what will turn out: an alarm or a forecast, sealed by the digest of its content."""

    class Sort(models.TextChoices):
        ALARM = "alarm", "alarm"
        FORECAST = "forecast", "forecast"

    sort = models.CharField(max_length=10, choices=Sort)
    training = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: What it is about, such as ``violations:criminal`` or ``category:2029``.
    target = models.CharField(max_length=80)
    #: The day on which it was said, and how many days after it the outcome is known.
    said_on = models.DateField()
    #: None where nobody has set the day, as that of the next edition.
    horizon_days = models.PositiveIntegerField(null=True)
    due_on = models.DateField(null=True)
    method = models.CharField(max_length=60)
    #: ``{"probability": …}``, ``{"probabilities": {…}}`` or ``{"quantiles": {…}}``, with the figures beside it.
    statement = models.JSONField()
    engine_version = models.CharField(max_length=40)
    #: SHA-256 of all of the above.
    digest = models.CharField(max_length=64, unique=True)
    watch = models.ForeignKey(Watch, models.PROTECT, null=True, related_name="ledger")
    #: The forecasts that it was said with; an alarm stands by itself.
    round = models.ForeignKey(ForecastRound, models.PROTECT, null=True, related_name="entries")
    alarm = models.OneToOneField(Alarm, models.PROTECT, null=True, related_name="ledger")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-said_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["training", "sort", "said_on"]),
            models.Index(fields=["due_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.said_on} {self.unit_id} {self.target}"


class LedgerOutcome(models.Model):
    """What came of a statement, and how good the statement was. A correction is a further row; the last one holds."""

    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="outcomes")
    number = models.PositiveIntegerField(default=1)
    #: What came: ``{"outcome": "confirmed"}``, ``{"count": 7}``, ``{"category": "high"}``.
    came = models.JSONField()
    #: Name of the score to its value: ``{"brier": 0.04}``, ``{"hit": true}``.
    score = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)
    came_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["entry", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "number"], name="one_outcome_a_number")]

    def __str__(self) -> str:
        return f"{self.entry_id} #{self.number}"
