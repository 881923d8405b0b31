"""What of the programme the public may see: versions of a decision, each by two people of the centre."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Disclosure", "Kind", "Level"]


class Kind(models.TextChoices):
    """Kinds of figures that are decided on."""

    ACTIONS = "actions", _("Tindakan register")
    PARTNERS = "partners", _("Mitra dan perjanjian")
    CADRES = "cadres", _("Pelatihan dan sosialisasi")
    ACTIVITIES = "activities", _("Kegiatan pencegahan")


class Level(models.TextChoices):
    """How far a kind is open; each includes those before it."""

    NOTHING = "nothing", _("tidak dibuka")
    NATION = "nation", _("jumlah nasional")
    PROVINCE = "province", _("per provinsi")
    UNIT = "unit", _("per daerah")


class Disclosure(models.Model):
    """One decision about what is public. In force is the last one that was confirmed, or that closed everything.

    Opening takes two people; closing everything takes one, at once. Nothing of it is ever removed.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("menunggu pengesahan")
        CONFIRMED = "confirmed", _("disahkan")
        REFUSED = "refused", _("tidak disahkan")
        CLOSED = "closed", _("ditutup semuanya")

    number = models.PositiveIntegerField(unique=True)
    #: Kind to level; a kind that is not there is not open.
    levels = models.JSONField(default=dict)
    #: The first month whose activities are counted.
    since = models.DateField()
    reason = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    #: Why it was not confirmed.
    refusal = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["state"], condition=models.Q(state="asked"), name="one_disclosure_waits"),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("asked_by"))),
                name="disclosure_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.state}"

    def level(self, kind: str) -> Level:
        """Tell how far a kind is open."""
        return Level(self.levels.get(kind, Level.NOTHING))
