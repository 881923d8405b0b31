"""Decisions, objections, sign-offs, blind grades, and the freeze of a cycle. All are only ever added to or closed."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ikpweb.collection.models import Cycle, Event, State, Submission
from ikpweb.territory.models import Office

__all__ = ["BlindGrade", "Decision", "Delegation", "Freeze", "Objection", "SampledEvent", "SignOff"]


class Decision(models.Model):
    """What a person decided about one revision of one item. Only ever added to: undoing is another decision."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    indicator = models.CharField(max_length=40)
    #: Empty when the decision is about the declaration of the indicator.
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="decisions")
    #: The revision that was judged.
    revision = models.PositiveIntegerField()
    move = models.CharField(max_length=10)
    before = models.CharField(max_length=10, choices=State)
    after = models.CharField(max_length=10, choices=State)
    reason = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["submission", "indicator"]), models.Index(fields=["office", "at"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.move}"


class Objection(models.Model):
    """An office objects (*sanggah*) to a return or a rejection; the level above the reviewer answers."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="objection")
    reason = models.TextField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return self.reason[:60]


class Delegation(models.Model):
    """The reviews of a submission are given to one person of the reviewing office, until taken back."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="delegations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["at"]

    def __str__(self) -> str:
        return f"{self.submission_id} → {self.person_id}"


class SignOff(models.Model):
    """An office above puts its name under a whole submission; its digest says what it signed."""

    class Kind(models.TextChoices):
        UNIT = "unit", "unit"
        NATIONAL = "national", "national"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="sign_offs")
    kind = models.CharField(max_length=10, choices=Kind)
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="sign_offs")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    #: SHA-256 of the *berita acara* as PDF, which lies sealed under it; empty until it is made.
    minutes = models.CharField(max_length=64, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["submission", "kind"], condition=models.Q(undone_at__isnull=True), name="one_standing_sign_off"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.kind}"


class SampledEvent(models.Model):
    """An event that is graded a second time, blind: by chance, or because of its risk."""

    class Why(models.TextChoices):
        CHANCE = "chance", "chance"
        RISK = "risk", "risk"

    event = models.OneToOneField(Event, models.PROTECT, related_name="sampled")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="sampled")
    #: The revision that both grades are about.
    revision = models.PositiveIntegerField()
    #: The first grade, as the office gave it in that revision.
    grade = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=10, choices=Why)
    drawn_at = models.DateTimeField()
    #: Set where the two grades differ and a third look settled it.
    settled_grade = models.PositiveSmallIntegerField(null=True)
    settled_reason = models.TextField(blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.event_id} {self.why}"


class BlindGrade(models.Model):
    """The second grade, by a person who saw the event without the first one."""

    sampled = models.ForeignKey(SampledEvent, models.PROTECT, related_name="grades")
    grade = models.PositiveSmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="blind_grades")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sampled", "person"], name="one_blind_grade_a_person")]

    def __str__(self) -> str:
        return f"{self.sampled_id} {self.grade}"


class Freeze(models.Model):
    """A cycle is frozen by two people: one asks, another confirms; the digest names the data set."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="freezes")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cycle"], condition=models.Q(withdrawn_at__isnull=True), name="one_standing_freeze"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.digest[:8]}"
