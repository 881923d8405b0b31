"""One table, only ever added to."""

from typing import ClassVar

from django.db import models

__all__ = ["Entry"]


class Entry(models.Model):
    """What happened, who did it for which office, and the digest that chains it to all before it.

    Each office has a chain of its own (`stream`), so that offices that write at the same time
    do not wait for one another; a `Checkpoint` binds the ends of all chains together.
    """

    stream = models.CharField(max_length=8, default="system")
    number = models.BigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor = models.CharField(max_length=200)
    person = models.BigIntegerField(null=True)
    address = models.CharField(max_length=45, blank=True)
    request = models.CharField(max_length=32, blank=True)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["subject"]), models.Index(fields=["action", "at"])]
        constraints: ClassVar = [models.UniqueConstraint(fields=["stream", "number"], name="one_entry_a_number")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            message = "An entry of the audit log is never changed."
            raise TypeError(message)
        super().save(*args, **kwargs)

    def delete(self, *_: object, **__: object) -> tuple[int, dict[str, int]]:
        message = "An entry of the audit log is never removed."
        raise TypeError(message)
