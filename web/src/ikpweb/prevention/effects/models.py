"""Programmes that somebody lists by unit and day, and assessments of what changed after something began.

An assessment is kept as it was made, with all that went into it: the database itself keeps it from
being changed. One that asked the wrong question is retracted with a reason, and stays to be read.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ikpweb.territory.models import Office, Unit

__all__ = ["Assessment", "Beginning", "Programme", "Retraction", "Said"]


class Said(models.TextChoices):
    """What may be said, as the engine's verdict has it."""

    CANNOT_TELL = "cannot-tell", _("tidak dapat disimpulkan")
    NONE_SHOWN = "none-shown", _("tidak terbukti berubah")
    LOWER = "lower", _("lebih rendah")
    HIGHER = "higher", _("lebih tinggi")


class Programme(models.Model):
    """A set of units with the days on which something began there, where no room of the platform records it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=1000, blank=True)
    #: Made up: *SINTETIS*.
    training = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    #: Why it is not offered any more; empty as long as it is.
    withdrawn = models.CharField(max_length=1000, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("effects:programme", args=[self.pk])


class Beginning(models.Model):
    """The day on which a programme began in a unit."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="beginnings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        ordering: ClassVar = ["programme", "day", "unit"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["programme", "unit"], name="one_beginning_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day}"


class Assessment(models.Model):
    """What was asked, what went in, and what came out; only ever added."""

    #: Made by the page that asks: sent twice, it is one assessment.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="assessments")
    title = models.CharField(max_length=200)
    training = models.BooleanField(default=False)
    #: As `effects.asking.Asked` writes it.
    asked = models.JSONField()
    #: Units, periods, outcomes and starts; what was left out, and why; in which way methods differ.
    inputs = models.JSONField()
    found = models.JSONField()
    said = models.CharField(max_length=12, choices=Said)
    input_digest = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    #: Of the placebos.
    seed = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0.0)
    #: Empty for what the platform itself made up.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["office", "training"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("effects:assessment", args=[self.pk])


class Retraction(models.Model):
    """Why an assessment should not be relied on; only ever added."""

    assessment = models.OneToOneField(Assessment, models.PROTECT, related_name="retraction")
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.at:%Y-%m-%d}"
