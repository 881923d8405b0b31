"""What an office reports: a submission of declarations and events, and every revision of it.

The tables `Declaration` and `Event` hold what stands now; `Revision` holds what was said
when, by whom, from where, and is only ever added to. A revision carries the whole content
of each item that it changed, so that an item as of a decision is read from one row.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models.cycle import Cycle
from ikpweb.territory.models import Office

__all__ = ["Answer", "Comment", "Declaration", "Event", "Reviewed", "Revision", "State", "Submission"]


class State(models.TextChoices):
    """Where an item stands between its author and its reviewer; `collection.transitions` is the table of moves."""

    DRAFT = "draft", _("draf")
    SUBMITTED = "submitted", _("menunggu verifikasi")
    ACCEPTED = "accepted", _("diterima")
    RETURNED = "returned", _("dikembalikan")
    REJECTED = "rejected", _("ditolak")
    OBJECTED = "objected", _("disanggah")
    WITHDRAWN = "withdrawn", _("ditarik")


class Answer(models.TextChoices):
    """What an office says about an indicator. No row at all is silence, which is none of these."""

    NIL = "nil", _("nihil")
    EVENTS = "events", _("ada kejadian")
    NO_DATA = "no-data", _("tidak ada data")
    NOT_APPLICABLE = "not-applicable", _("tidak berlaku")


class Submission(models.Model):
    """All that one office reports in one cycle.

    `revision` is the number of the last revision: who writes says which one they saw, and
    somebody else's newer one is never overwritten in silence.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", _("diisi")
        SUBMITTED = "submitted", _("diajukan")
        SIGNED = "signed", _("disahkan provinsi")
        ACCEPTED = "accepted", _("diterima pusat")
        FROZEN = "frozen", _("dibekukan")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="submissions")
    office = models.ForeignKey(Office, models.PROTECT, related_name="submissions")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True)
    #: First and last time that the office handed in everything; the first tells whether it was on time.
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["cycle", "office"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["cycle", "office"], name="one_submission_an_office")]
        indexes: ClassVar = [models.Index(fields=["cycle", "stage"])]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.office_id}"


class Revision(models.Model):
    """One saving by one person: what each changed item says after it. Only ever added to.

    `client` is a number that the writer's own device made: sent twice over a bad line, it is
    one revision, not two.
    """

    class Kind(models.TextChoices):
        SAVED = "saved", "saved"
        SUBMITTED = "submitted", "submitted"
        IMPORTED = "imported", "imported"

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    client = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    #: {"declarations": {indicator: content}, "events": {id: content}}
    changes = models.JSONField()
    digest = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    address = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["submission", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "number"], name="one_revision_a_number"),
            models.UniqueConstraint(fields=["submission", "client"], name="one_revision_a_client_number"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} #{self.number}"


class Reviewed(models.Model):
    """What declarations and events share: an author, a revision, and a state of review."""

    indicator = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    #: The revision of the submission that changed this item last; a review pins it.
    revision = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True


class Declaration(Reviewed):
    """What an office says about one indicator: nil, events, no data, not applicable, the last two with a reason."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="declarations")
    answer = models.CharField(max_length=15, choices=Answer)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["submission", "indicator"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "indicator"], name="one_declaration_an_indicator")
        ]
        indexes: ClassVar = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.indicator} {self.answer}"


class Event(Reviewed):
    """A thing that happened: when, where, how grave, who by kind, and how it is known.

    The number is made on the writer's device, so that a draft without a connection has one.
    Persons are named by kind only; whoever must be named is named in the evidence.
    """

    class Source(models.TextChoices):
        COURT = "court", _("putusan pengadilan atau DKPP")
        POLICE = "police", _("kepolisian")
        ELECTION_BODY = "election-body", _("KPU dan jajarannya")
        SUPERVISION = "supervision", _("hasil pengawasan (Form A)")
        REPORT = "report", _("laporan masyarakat")
        MEDIA = "media", _("media massa")
        GOVERNMENT = "government", _("instansi pemerintah")
        OTHER = "other", _("lainnya")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="events")
    #: First day, and last day where it lasted longer.
    date = models.DateField(null=True, blank=True)
    date_to = models.DateField(null=True, blank=True)
    district = models.CharField(max_length=100, blank=True)
    village = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    stage = models.CharField(max_length=60, blank=True)
    #: How many like things the row stands for.
    count = models.PositiveIntegerField(default=1)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Kinds of actors, such as "asn" or "kpps".
    actors = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=20, choices=Source, blank=True)
    reference = models.CharField(max_length=300, blank=True)
    narrative = models.TextField(blank=True)
    #: Why there is no file of evidence, where there is none.
    unevidenced = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["submission", "indicator", "date", "id"]
        indexes: ClassVar = [
            models.Index(fields=["submission", "indicator"]),
            models.Index(fields=["indicator", "date"]),
            models.Index(fields=["state"]),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.date} {self.id}"


class Comment(models.Model):
    """A word about an event or a declaration, between those who may see it; only ever added to."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="comments")
    indicator = models.CharField(max_length=40)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["at"]
        indexes: ClassVar = [models.Index(fields=["submission", "indicator"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.text[:40]}"
