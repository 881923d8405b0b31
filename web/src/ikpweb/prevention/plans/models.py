"""A proposed plan: what was asked, what was found, its items, and every step that was taken with them.

What was asked and found never changes: `PlanResult` and `PlanStep` are only ever added to, which the
database itself sees to. What people decide about an item stands in the item, and how it came there
in its steps.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.territory.models import Office, Unit

__all__ = ["ItemState", "Origin", "Plan", "PlanItem", "PlanResult", "PlanState", "PlanStep"]


class PlanState(models.TextChoices):
    """How far a plan is computed."""

    WAITING = "waiting", _("menunggu giliran")
    COMPUTING = "computing", _("sedang dihitung")
    READY = "ready", _("siap")
    FAILED = "failed", _("tidak dapat dihitung")


class ItemState(models.TextChoices):
    """What people decided about an item; `plans.transitions` is the table of moves."""

    PROPOSED = "proposed", _("diusulkan")
    OUT = "out", _("dikeluarkan")
    ACCEPTED = "accepted", _("diterima")
    REFUSED = "refused", _("ditolak")


class Origin(models.TextChoices):
    """Who put an item into the plan."""

    COMPUTED = "computed", _("dihitung")
    ADDED = "added", _("ditambahkan orang")


class Plan(models.Model):
    """A proposal for an office, computed once from what was asked on a day."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="plans")
    #: Made by the page that asks: sent twice, it is one plan.
    client = models.UUIDField()
    #: As `plans.asking.Asked` writes it.
    asked = models.JSONField()
    #: The plan that this one goes on from, keeping what people took out or added there.
    after = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    #: Rests on made-up data: *SINTETIS*.
    training = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.WAITING)
    #: Why it could not be computed, a sentence by language.
    problem = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["office", "client"], name="one_plan_a_client_number")]
        indexes: ClassVar = [models.Index(fields=["state", "made_at"])]

    def __str__(self) -> str:
        return f"{self.office_id} #{self.pk}"


class PlanResult(models.Model):
    """What the computation rested on and what it found; only ever added."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="result")
    #: Per unit its score, its drivers and weights; stages, alarms, what was left out and why.
    inputs = models.JSONField()
    #: Both plans, the budget levels, and what each takes away by unit.
    found = models.JSONField()
    input_digest = models.CharField(max_length=64)
    found_digest = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    #: Of the replicates that the basis' probabilities come from; the plan itself draws nothing.
    seed = models.BigIntegerField(null=True)
    seconds = models.FloatField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plan_id} {self.found_digest[:8]}"


class PlanItem(models.Model):
    """An action of the library in a unit: what it is expected to bring, and what was decided about it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: Its id in the library.
    action = models.CharField(max_length=80)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.COMPUTED)
    #: Whether the plan that takes the largest risk first has it too.
    plain = models.BooleanField(default=False)
    #: Points of the score that would stay without it, and that it would take away alone.
    points = models.FloatField()
    alone = models.FloatField()
    cost = models.BigIntegerField()
    effort = models.FloatField()
    #: Drivers with figures, stages and alarms: why it is there.
    why = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.PROPOSED)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due = models.DateField()
    #: The entry of the register that it became.
    entry = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["plan", "-points", "unit", "action"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "unit", "action"], name="one_item_an_action"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "state"])]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.unit_id} {self.action}"


class PlanStep(models.Model):
    """One step of an item: taken out, put back, changed, added, accepted, refused; only ever added."""

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="steps")
    #: The version of the item after it.
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=ItemState)
    #: Owner, deadline and entry after it.
    content = models.JSONField(default=dict)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["item", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "number"], name="one_item_step_a_version")]

    def __str__(self) -> str:
        return f"{self.item_id} #{self.number} {self.move}"
