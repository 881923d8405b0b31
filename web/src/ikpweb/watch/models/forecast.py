"""Forecasts that were said together, under one digest, and how good they turned out to be. Only ever added to."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.watch.models.watch import Watch

__all__ = ["ForecastRound", "RoundScore"]


class ForecastRound(models.Model):
    """All forecasts of a week, of a stage or of an edition. What was said first of a period is what holds."""

    class Topic(models.TextChoices):
        WEEK = "week", _("laporan minggu berikutnya")
        STAGE = "stage", _("laporan tahapan berikutnya")
        EDITION = "edition", _("kategori edisi berikutnya")

    topic = models.CharField(max_length=10, choices=Topic)
    training = models.BooleanField(default=False)
    #: What it is about: the week's Monday, a stage with its first day, or the edition after which the next one comes.
    key = models.CharField(max_length=80)
    said_on = models.DateField()
    #: The day on which the outcome is known; none where nobody has set it, as that of the next edition.
    due_on = models.DateField(null=True)
    method = models.CharField(max_length=60)
    #: What it rests on: period, labels, weights, evidence, problems.
    basis = models.JSONField(default=dict)
    count = models.PositiveIntegerField()
    engine_version = models.CharField(max_length=40)
    #: SHA-256 of the digests of all its forecasts, in their order.
    digest = models.CharField(max_length=64, unique=True)
    watch = models.ForeignKey(Watch, models.PROTECT, null=True, related_name="rounds")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-said_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["training", "topic", "key"], name="one_round_a_period")
        ]
        indexes: ClassVar = [models.Index(fields=["due_on"])]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class RoundScore(models.Model):
    """How good the forecasts of a round were, beside their baselines; the scores of each are in the ledger.

    A correction is a further row; the last one holds.
    """

    round = models.ForeignKey(ForecastRound, models.PROTECT, related_name="scores")
    number = models.PositiveIntegerField(default=1)
    #: As `ikpweb.watch.engine.scoring` makes it: mean scores of forecast and baselines, hits, calibration by bins.
    summary = models.JSONField()
    source = models.CharField(max_length=200, blank=True)
    came_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["round", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "number"], name="one_score_a_number")]

    def __str__(self) -> str:
        return f"{self.round_id} #{self.number}"
