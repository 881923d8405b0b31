"""A report of an alleged violation, and every step that was taken with it.

`Report` holds what stands now; `ReportStep` holds who did what when, and is only ever added
to. A report has at least the step of its entry, which the database keeps from being removed:
so no report can be removed either, only withdrawn with a reason.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models import Event
from ikpweb.territory.models import Office, Unit

__all__ = ["Kind", "Report", "ReportSheet", "ReportStep", "Source", "Status"]


class Source(models.TextChoices):
    """How it became known."""

    FOUND = "found", _("temuan pengawas")
    REPORTED = "reported", _("laporan masyarakat")
    OTHER = "other", _("lainnya")


class Kind(models.TextChoices):
    """What sort of violation is alleged, as the election law divides them."""

    ADMINISTRATIVE = "administrative", _("administratif")
    ETHICS = "ethics", _("kode etik")
    CRIMINAL = "criminal", _("pidana pemilu")
    OTHER_LAW = "other-law", _("hukum lainnya")


class Status(models.TextChoices):
    """How far it is decided; `watch.transitions` is the table of moves. An alleged violation is nobody's guilt."""

    ENTERED = "entered", _("belum diputuskan")
    VIOLATION = "violation", _("pelanggaran")
    NOT_VIOLATION = "not-violation", _("bukan pelanggaran")
    HANDED_ON = "handed-on", _("diteruskan ke instansi lain")
    WITHDRAWN = "withdrawn", _("ditarik")


class Report(models.Model):
    """An alleged violation: what sort, where, when it happened, when it was entered and decided.

    It holds no names of persons: the summary is short and says what happened.
    `version` counts changes: who writes says which one they saw, and somebody else's newer
    one is never overwritten in silence. A training report is labelled *SINTETIS* wherever it
    is seen, and is never counted together with real ones.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    #: Where it happened; whose series it counts in.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    #: Who looks after it: the office of the unit.
    office = models.ForeignKey(Office, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=15, choices=Kind)
    source = models.CharField(max_length=10, choices=Source)
    #: Code of an indicator of the edition, where somebody said which one.
    indicator = models.CharField(max_length=40, blank=True)
    event_date = models.DateField()
    #: The day, in the zone of the unit, on which it was entered; of an imported report, what its system says.
    entry_date = models.DateField()
    #: The day of the decision; empty while there is none.
    verified_date = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=15, choices=Status, default=Status.ENTERED)
    summary = models.CharField(max_length=500, blank=True)
    #: The system that it was imported from, and its number there; together one of a kind in an office.
    system = models.CharField(max_length=40, blank=True)
    external = models.CharField(max_length=80, blank=True)
    #: Made by the sender's program for one request: sent twice, it is one report.
    client = models.UUIDField(null=True, blank=True)
    #: The report that this one tells again; it is then not counted.
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    #: The event of a collection that it became, where it did.
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="reports")
    training = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    #: Empty for what the platform itself loaded.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-entry_date", "-made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "training", "system", "external"],
                condition=~models.Q(external=""),
                name="one_report_an_external_number",
            ),
            models.UniqueConstraint(fields=["office", "client"], name="one_report_a_client_number"),
            models.CheckConstraint(
                condition=models.Q(entry_date__gte=models.F("event_date")), name="entry_after_event"
            ),
            models.CheckConstraint(
                condition=models.Q(verified_date__isnull=True) | models.Q(verified_date__gte=models.F("entry_date")),
                name="verified_after_entry",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["training", "entry_date"]),
            models.Index(fields=["unit", "kind", "event_date"]),
            models.Index(fields=["office", "status"]),
        ]

    def __str__(self) -> str:
        return f"{self.event_date} {self.unit_id} {self.kind}"

    @property
    def code(self) -> str:
        """The code of its unit: what times are told in the zone of."""
        return str(self.unit_id)


class ReportStep(models.Model):
    """One step of a report: entered, changed, decided, withdrawn; only ever added to."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    #: The version of the report after it.
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=20)
    #: What the report says after it, as `watch.content` gives it.
    content = models.JSONField()
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["report", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "number"], name="one_step_a_version")]

    def __str__(self) -> str:
        return f"{self.report_id} #{self.number} {self.move}"


class ReportSheet(models.Model):
    """A file that was read and waits for who sent it to confirm it; a new one of theirs replaces it."""

    class Subject(models.TextChoices):
        REPORTS = "reports", _("laporan")
        EFFORT = "effort", _("pengawas aktif")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    subject = models.CharField(max_length=10, choices=Subject, default=Subject.REPORTS)
    #: The system that reports come from; of effort, who says so.
    system = models.CharField(max_length=40, blank=True)
    training = models.BooleanField(default=False)
    #: What the rows say, each with the line that it stands in.
    rows = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    entered_at = models.DateTimeField(null=True)
    #: How many were new, changed, the same, and left as people here had changed them, once it is entered.
    counts = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.name
