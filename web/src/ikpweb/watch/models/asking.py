"""Somebody asked for the watch to be computed now; the process beside the server does it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.watch.models.watch import Watch

__all__ = ["Asking"]


class Asking(models.Model):
    """A computation that was asked for, how far it is, and what came of it. One at a time for each kind of data."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu giliran")
        RUNNING = "running", _("sedang dihitung")
        DONE = "done", _("selesai")
        FAILED = "failed", _("gagal")

    training = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    #: The step that is done now, as the engine names it.
    step = models.CharField(max_length=30, blank=True)
    #: Why nothing could be computed.
    said = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    #: Of the last step; one that is long silent was killed, and is taken up again.
    moved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    #: How often it was begun.
    tries = models.PositiveIntegerField(default=0)
    watch = models.ForeignKey(Watch, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["training"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_computation_at_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def going_on(self) -> bool:
        """Whether it is not over yet."""
        return self.state in {self.State.WAITING, self.State.RUNNING}
