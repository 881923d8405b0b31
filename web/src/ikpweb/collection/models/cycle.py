"""A cycle: one collection for one edition, with its form and its deadlines."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ikpweb.methodology.models import Edition

__all__ = ["Cycle"]


class Cycle(models.Model):
    """What is asked of which offices, about which period, until when.

    The form is a copy, taken when the cycle opens: an office answers what it was asked, even
    if the texts of the edition are mended later. A training cycle is labelled *SINTETIS*
    wherever it is seen, and never goes into a public result.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", _("disiapkan")
        OPEN = "open", _("dibuka")
        CLOSED = "closed", _("ditutup")
        FROZEN = "frozen", _("dibekukan")

    code = models.SlugField(primary_key=True, max_length=40)
    title_id = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="cycles")
    training = models.BooleanField(default=False)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    #: The offices that exist on this day report: 34 provinces before 25 July 2022, 38 today.
    registry_date = models.DateField()
    period_from = models.DateField()
    period_to = models.DateField()
    opens_at = models.DateTimeField(null=True)
    #: Until when offices submit, provinces sign off, and the centre accepts.
    due_entry = models.DateTimeField()
    due_province = models.DateTimeField()
    due_centre = models.DateTimeField()
    #: Level to the indicators asked there, in order: code, name, definition, guidance, grades, in both languages.
    form = models.JSONField(default=dict)
    form_digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-period_to", "code"]

    def __str__(self) -> str:
        return self.title_id

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return self.title_en if get_language() == "en" else self.title_id
