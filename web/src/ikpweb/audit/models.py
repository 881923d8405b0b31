"""One table, only ever added to."""

from typing import ClassVar

from django.db import models

__all__ = ["Entry"]


class Entry(models.Model):
    """What happened, who did it, and the digest that chains it to all before it."""

    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor = models.CharField(max_length=200)
    person = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["subject"]), models.Index(fields=["action", "at"])]

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
