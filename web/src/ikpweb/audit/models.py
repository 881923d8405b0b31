"""The log and what seals it: tables that are only ever added to."""

from typing import Any, ClassVar

from django.db import models

__all__ = ["Checkpoint", "Cosignature", "Entry"]


class _Kept(models.Model):
    """Rows that are only ever added; the database refuses the rest too."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            message = f"{type(self).__name__}: a row is never changed."
            raise TypeError(message)
        super().save(*args, **kwargs)

    def delete(self, *_: object, **__: object) -> tuple[int, dict[str, int]]:
        message = f"{type(self).__name__}: a row is never removed."
        raise TypeError(message)


class Entry(_Kept):
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
        indexes: ClassVar = [
            models.Index(fields=["subject"]),
            models.Index(fields=["action", "at"]),
            models.Index(fields=["stream", "id"], name="audit_entry_of_an_office"),
            models.Index(fields=["person", "id"], name="audit_entry_of_a_person"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["stream", "number"], name="one_entry_a_number")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"


class Checkpoint(_Kept):
    """The ends of all chains at one moment, under one root, signed, following the checkpoint before.

    `moved` holds the ends that moved since then, or all of them where it is `whole`; what all
    ends were is read from the last whole checkpoint onwards (`audit.checkpoints`).
    """

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    moved = models.JSONField()
    whole = models.BooleanField()
    chains = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    key = models.CharField(max_length=32)
    signature = models.CharField(max_length=128)
    digest = models.CharField(max_length=64, unique=True)
    asked_by = models.CharField(max_length=200, default="system")

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} · {self.at:%Y-%m-%d %H:%M} · {self.root[:12]}"


class Cosignature(_Kept):
    """An office's own signature of a checkpoint, made away from the platform."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="cosignatures")
    office = models.CharField(max_length=8)
    at = models.CharField(max_length=40)
    key = models.CharField(max_length=32)
    public_key = models.TextField()
    signature = models.CharField(max_length=128)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["checkpoint", "office"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["checkpoint", "office", "key"], name="one_cosignature_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} · {self.office}"
