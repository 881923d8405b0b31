"""A spreadsheet that was read and waits for its owner to confirm it, office by office."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models.cycle import Cycle
from ikpweb.collection.models.entry import Submission

__all__ = ["Portion", "Sheet"]


class Sheet(models.Model):
    """An uploaded spreadsheet, as changes; nothing of it is entered before somebody who saw the preview says so.

    A new one replaces those that the same person left behind in the cycle.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="sheets")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    #: Brought in by the centre for many offices.
    bulk = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Portion(models.Model):
    """What a spreadsheet says for one office: entered whole or not at all."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu")
        DONE = "done", _("masuk")
        REFUSED = "refused", _("tidak masuk")

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="portions")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="+")
    #: The revision that the spreadsheet was filled in upon.
    seen = models.PositiveIntegerField()
    client = models.UUIDField(default=uuid.uuid4)
    #: As `services.save` takes them.
    changes = models.JSONField()
    #: Item to the row that it stands in, for what is told about it.
    rows = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    #: Why it was refused: row, field, sentence.
    told = models.JSONField(default=list)
    revision = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["submission"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sheet", "submission"], name="one_portion_an_office")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.submission_id}"
