"""Calendars, links of indicators with stages, and actions of the library, each in versions.

What nobody changed has no row: it is what the software ships. The first change keeps that as
the first version, so that a later release of the software never rewrites what was said before.
A version holds its whole content: it is read as a whole, compared as a whole, and never changed.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.territory.models import Office

__all__ = ["Subject", "Version"]


class Subject(models.Model):
    """Something that is kept in versions; `version` is the number of the one in force.

    Who writes says which version they saw, and somebody else's newer one is never overwritten
    in silence. What is withdrawn stays readable.
    """

    class Sort(models.TextChoices):
        CALENDAR = "calendar", _("kalender tahapan")
        LINKS = "links", _("kaitan indikator dengan tahapan")
        ACTION = "action", _("tindakan")

    sort = models.CharField(max_length=10, choices=Sort)
    #: Of an election, an indicator or an action.
    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=0)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["sort", "code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sort", "code"], name="one_subject_a_code")]

    def __str__(self) -> str:
        return f"{self.sort}:{self.code}"


class Version(models.Model):
    """What a subject said from a moment on, who made it so and why; only ever added to."""

    class Move(models.TextChoices):
        SHIP = "ship", _("bawaan perangkat lunak")
        MAKE = "make", _("dibuat")
        CHANGE = "change", _("diubah")
        ACCEPT = "accept", _("diterima dari usulan")
        WITHDRAW = "withdraw", _("ditarik")
        RESTORE = "restore", _("diberlakukan lagi")

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=10, choices=Move)
    #: As `curation.content` describes it for each sort.
    content = models.JSONField()
    reason = models.CharField(max_length=1000, blank=True)
    #: Empty for what the software ships.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["subject", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.subject_id} #{self.number} {self.move}"
