"""A release: drafted from a computation by one person, frozen by another, public from a moment on."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.methodology.models import Edition
from ikpweb.runs.models import Computation

__all__ = ["Detail", "Release"]


class Detail(models.TextChoices):
    """How much of the inputs a release carries."""

    INDICATORS = "indicators", _("nilai setiap indikator")
    DIMENSIONS = "dimensions", _("skor dimensi saja")


class Release(models.Model):
    """One version of a publication. Once frozen, only its withdrawal can be added; the database refuses the rest."""

    class State(models.TextChoices):
        DRAFT = "draft", _("rancangan")
        FROZEN = "frozen", _("dibekukan")

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="releases")
    computation = models.ForeignKey(Computation, models.PROTECT, related_name="releases")
    title_id = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    #: What is new, and for a later version why there is one; people read it beside the release.
    changes = models.TextField()
    detail = models.CharField(max_length=12, choices=Detail, default=Detail.INDICATORS)
    #: Counts of evidence below this are not given out; 0 gives out none at all.
    smallest = models.PositiveSmallIntegerField(default=0)
    #: Nothing of it is public before.
    embargo = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    #: Counted up with every change, so that nobody freezes what they have not read.
    revision = models.PositiveIntegerField(default=1)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    #: SHA-256 of MANIFEST, and the key that signed it.
    digest = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=32, blank=True)
    #: Files of the bundle: name to size and SHA-256.
    files = models.JSONField(default=dict)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    synthetic = models.BooleanField(default=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-frozen_at", "-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["code", "version"], name="one_release_of_a_version")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Name of the release, such as ``ikp-2024.1``."""
        return f"{self.code}.{self.version}"

    def is_public(self, at: datetime) -> bool:
        """Tell whether everybody may see it at a moment; a withdrawn one is seen with its notice."""
        return self.state == self.State.FROZEN and (self.embargo is None or self.embargo <= at)
