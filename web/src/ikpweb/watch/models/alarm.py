"""An alarm: something unusual in a unit and kind, that somebody looks into. It accuses nobody."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.territory.models import Office, Unit
from ikpweb.watch.models.report import Kind
from ikpweb.watch.models.watch import Watch

__all__ = ["Alarm", "AlarmState", "AlarmStep", "Outcome"]


class AlarmState(models.TextChoices):
    """How far it is looked into; `watch.alarm_transitions` is the table of moves."""

    NEW = "new", _("baru")
    ASSESSED = "assessed", _("dinilai")
    ACTED = "acted", _("ditindaklanjuti")
    DISMISSED = "dismissed", _("dikesampingkan")
    CLOSED = "closed", _("hasil diketahui")


class Outcome(models.TextChoices):
    """What it turned out to be."""

    CONFIRMED = "confirmed", _("benar ada lonjakan pelanggaran")
    REPORTING = "reporting", _("hanya perubahan pelaporan atau pengawasan")
    CHANCE = "chance", _("tidak ada apa-apa")
    UNKNOWN = "unknown", _("tidak dapat diketahui")


class Alarm(models.Model):
    """What the watch found in a unit, kind and week. One a unit, kind and week, however often it is computed.

    `figures` and `explanation` are as they were computed and do not change; the state does,
    and `AlarmStep` keeps every move. `version` is for who writes: what they saw.
    """

    watch = models.ForeignKey(Watch, models.PROTECT, related_name="alarms")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="alarms")
    kind = models.CharField(max_length=15, choices=Kind)
    week = models.DateField()
    training = models.BooleanField(default=False)
    #: Observed, nowcast with interval, expected, upper, p, score, effort.
    figures = models.JSONField()
    #: Why it is one: method, delay correction, effort, neighbours, the weeks before; texts by language.
    explanation = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=AlarmState, default=AlarmState.NEW)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="alarms")
    #: Alarms that a scan found to belong together share it.
    cluster = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-week", "unit", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["training", "unit", "kind", "week"], name="one_alarm_a_week")
        ]
        indexes: ClassVar = [models.Index(fields=["training", "state"]), models.Index(fields=["cluster"])]

    def __str__(self) -> str:
        return f"{self.week} {self.unit_id} {self.kind}"

    @property
    def code(self) -> str:
        """The code of its unit: what times are told in the zone of."""
        return str(self.unit_id)


class AlarmStep(models.Model):
    """One step of an alarm: raised, assessed, acted, dismissed, closed; only ever added to."""

    alarm = models.ForeignKey(Alarm, models.PROTECT, related_name="steps")
    #: The version of the alarm after it.
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=AlarmState)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["alarm", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["alarm", "number"], name="one_alarm_step_a_version")]

    def __str__(self) -> str:
        return f"{self.alarm_id} #{self.number} {self.move}"
