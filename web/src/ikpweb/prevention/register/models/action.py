"""An action of an office: who does what until when, how far it is, what proves it; and every step taken with it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models import Event
from ikpweb.prevention.register.models.risk import Risk, Step
from ikpweb.territory.models import Office
from ikpweb.watch.models import Alarm

__all__ = ["OPEN", "Action", "ActionStep", "Comment", "Status"]


class Status(models.TextChoices):
    """How far it is; `register.transitions` is the table of moves."""

    PROPOSED = "proposed", _("diusulkan")
    PLANNED = "planned", _("direncanakan")
    RUNNING = "running", _("berjalan")
    DONE = "done", _("selesai, menunggu pengesahan")
    CONFIRMED = "confirmed", _("sudah disahkan")
    DROPPED = "dropped", _("batal")


#: States in which there is still something to do for the office.
OPEN = (Status.PROPOSED, Status.PLANNED, Status.RUNNING)


class Action(models.Model):
    """What is done against a risk, or because a stage asks for it.

    `version` counts changes: who writes says which one they saw. Nothing is deleted: what is
    not done is dropped with a reason. It holds no names of persons but its owner.
    """

    #: Who does it.
    office = models.ForeignKey(Office, models.PROTECT, related_name="actions")
    #: The office that put it here, where that is another one: a province for its regencies.
    assigned_by = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    risk = models.ForeignKey(Risk, models.PROTECT, null=True, blank=True, related_name="actions")
    #: Key and version of an action of the library, or both empty for one of the office's own words.
    library = models.CharField(max_length=80, blank=True)
    library_version = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=1000, blank=True)
    #: Codes of indicators.
    indicators = models.JSONField(default=list, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    #: The official form of prevention that it is counted as.
    form = models.CharField(max_length=20, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="prevention_actions"
    )
    deadline = models.DateField(null=True, blank=True)
    #: What is to be done one by one: rows of ``text`` and ``done``.
    steps_to_do = models.JSONField(default=list, blank=True)
    #: Rupiah; empty is unknown, which is not 0.
    cost = models.PositiveBigIntegerField(null=True, blank=True)
    #: Person-days; empty is unknown.
    effort = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    alarms = models.ManyToManyField(Alarm, blank=True, related_name="actions")
    events = models.ManyToManyField(Event, blank=True, related_name="actions")
    #: Where it came from besides a person's hand, such as ``plan:12``.
    origin = models.CharField(max_length=60, blank=True)
    #: What was put in together has one number.
    batch = models.UUIDField(null=True, blank=True)
    #: Made by the page or program for one request: sent twice, it is one action.
    client = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: When it was said to be done; empty while it is not.
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["deadline", "office", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "client"], name="one_action_a_client_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "status"]),
            models.Index(fields=["status", "deadline"]),
            models.Index(fields=["owner", "status"]),
            models.Index(fields=["batch"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is shown."""
        return reverse("register:action", args=[self.pk])

    @property
    def about(self) -> str:
        """What files that stand by it are about."""
        return f"action:{self.pk}"

    @property
    def code(self) -> str:
        """The code of its office: what times are told in the zone of."""
        return str(self.office_id)

    @property
    def is_open(self) -> bool:
        """Tell whether there is still something to do for the office."""
        return self.status in OPEN

    @property
    def steps_done(self) -> int:
        """How many of its steps are done."""
        return sum(bool(each["done"]) for each in self.steps_to_do)


class ActionStep(Step):
    """A step of an action."""

    item = models.ForeignKey(Action, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "number"], name="one_action_step_a_version")]


class Comment(models.Model):
    """What somebody of the office, or of one above, says about a risk or an action; only ever added to."""

    risk = models.ForeignKey(Risk, models.PROTECT, null=True, related_name="comments")
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="comments")
    text = models.CharField(max_length=2000)
    #: Made by the page: sent twice, it is one comment.
    client = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(risk__isnull=True) ^ models.Q(action__isnull=True), name="comment_about_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
