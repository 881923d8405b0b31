"""The calendar that the watch reckons with: when which stage of an election runs."""

from typing import ClassVar

from django.db import models

__all__ = ["StageSpan"]


class StageSpan(models.Model):
    """A stage of an election from one day to another.

    Of real reports the calendar that the engine ships holds while there is no row; whoever keeps a newer one
    hands it down (`watch.services.stages.set_calendar`). A made-up world brings its own.
    """

    training = models.BooleanField(default=False)
    #: Such as ``campaign``.
    code = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering: ClassVar = ["training", "first", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["training", "code", "first"], name="one_stage_a_day"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="a_stage_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.first} – {self.last}"
