"""A risk of an office: what may happen in its unit, how likely, how grave; and every step taken with it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ikpweb.territory.models import Office

__all__ = ["Risk", "RiskState", "RiskStep", "Step"]


class RiskState(models.TextChoices):
    """Whether it is still looked after; `register.transitions` is the table of moves."""

    OPEN = "open", _("terbuka")
    CLOSED = "closed", _("ditutup")
    WITHDRAWN = "withdrawn", _("ditarik")


class Risk(models.Model):
    """What may happen: an indicator of the instrument, or something of the office's own words.

    Likelihood and consequence are the judgement of who writes, from 1 to 5. `version` counts changes:
    who writes says which one they saw. It holds no names of persons.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="risks")
    #: Code of an indicator (I01 to I61), or empty for a free one.
    indicator = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    #: Why it may happen, and what would come of it.
    description = models.CharField(max_length=1000, blank=True)
    likelihood = models.PositiveSmallIntegerField()
    consequence = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=RiskState, default=RiskState.OPEN)
    #: Made by the page or program for one request: sent twice, it is one risk.
    client = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["office", "-changed_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "client"], name="one_risk_a_client_number"),
            models.CheckConstraint(
                condition=models.Q(likelihood__range=(1, 5), consequence__range=(1, 5)), name="risk_in_the_matrix"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "state"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is shown."""
        return reverse("register:risk", args=[self.pk])

    @property
    def about(self) -> str:
        """What files that stand by it are about."""
        return f"risk:{self.pk}"

    @property
    def code(self) -> str:
        """The code of its office: what times are told in the zone of."""
        return str(self.office_id)


class Step(models.Model):
    """One step of a risk or an action: what was done, by whom, when, and what stood after it; only ever added to."""

    #: The version after it.
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=20)
    #: All fields after it, as `register.content` gives them.
    content = models.JSONField()
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["item", "number"]

    def __str__(self) -> str:
        return f"#{self.number} {self.move}"


class RiskStep(Step):
    """A step of a risk."""

    item = models.ForeignKey(Risk, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "number"], name="one_risk_step_a_version")]
