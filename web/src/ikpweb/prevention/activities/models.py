"""Activities of prevention in the official forms, one by one or only counted, and every step taken with them.

`Activity` holds what stands now; `ActivityStep` who did what when, and is only ever added to. An
activity that was entered is never removed: it is withdrawn with a reason, and not counted.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ikpweb.territory.models import Office

__all__ = ["Activity", "ActivitySheet", "ActivityStep", "Form", "Group", "MonthCount", "Status"]


class Form(models.TextChoices):
    """The forms of prevention (SK Ketua Bawaslu 274/PM.00/K1/08/2022), in the order of the published counts."""

    IDENTIFICATION = "identification", _("Identifikasi kerawanan")
    EDUCATION = "education", _("Pendidikan")
    PARTICIPATION = "participation", _("Partisipasi masyarakat")
    COOPERATION = "cooperation", _("Kerja sama")
    LETTERS = "letters", _("Imbauan / naskah dinas")
    PUBLICATION = "publication", _("Publikasi")
    OTHER = "other", _("Kegiatan lainnya")


class Group(models.TextChoices):
    """Whom of the participants somebody counted; one person may belong to several groups."""

    WOMEN = "women", _("Perempuan")
    MEN = "men", _("Laki-laki")
    DISABILITY = "disability", _("Penyandang disabilitas")
    FIRST_VOTERS = "first_voters", _("Pemilih pemula")
    ELDERLY = "elderly", _("Lansia")
    CUSTOMARY = "customary", _("Masyarakat adat")


class Status(models.TextChoices):
    """Whether it counts; `activities.transitions` is the table of moves."""

    COUNTED = "counted", pgettext_lazy("kegiatan", "dihitung")
    WITHDRAWN = "withdrawn", _("ditarik")


class Activity(models.Model):
    """Something an office did to prevent violations: on which day, in which form, and what.

    It holds no names of persons. `version` counts changes: who writes says which one they saw. A made-up
    one is labelled *SINTETIS* wherever it is seen, and never counted together with real ones.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="activities")
    date = models.DateField()
    form = models.CharField(max_length=15, choices=Form)
    title = models.CharField(max_length=200)
    #: Code of a stage, where it belongs to one.
    stage = models.CharField(max_length=40, blank=True)
    #: Codes of indicators whose vulnerability it is about.
    indicators = models.JSONField(default=list, blank=True)
    #: How many took part; empty is unknown, which is not zero.
    participants = models.PositiveIntegerField(null=True, blank=True)
    #: By group, where somebody counted them; groups overlap, so they do not add up to the participants.
    groups = models.JSONField(default=dict, blank=True)
    #: Numbers of a partner and of an action of the register: rooms beside and above this one.
    partner = models.UUIDField(null=True, blank=True)
    action = models.PositiveBigIntegerField(null=True, blank=True)
    #: Its number in the system that it was imported from; one of a kind in an office.
    external = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.COUNTED)
    #: The activity that this one tells again; it is then not counted.
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    training = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-date", "-made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "training", "external"],
                condition=~models.Q(external=""),
                name="one_activity_an_external_number",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["training", "date"]),
            models.Index(fields=["office", "form", "date"]),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.office_id} {self.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("activities:activity", args=[self.pk])

    @property
    def about(self) -> str:
        """What its files are kept under."""
        return f"activity:{self.pk}"

    @property
    def code(self) -> str:
        """The code of its office: what times are told in the zone of."""
        return str(self.office_id)


class ActivityStep(models.Model):
    """One step of an activity: entered, changed, withdrawn; only ever added to."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="steps")
    #: The version of the activity after it.
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=20)
    #: What the activity says after it, as `activities.content` gives it.
    content = models.JSONField()
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["activity", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "number"], name="one_activity_step_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} #{self.number} {self.move}"


class MonthCount(models.Model):
    """How many activities of a form an office had in a month in all, whether it listed them or not.

    Those that are listed are among them: a month counts the larger of the two numbers, so that what is
    listed later is not counted twice. A revised number replaces the one before it; the log keeps both.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="month_counts")
    form = models.CharField(max_length=15, choices=Form)
    #: Its first day.
    month = models.DateField()
    #: Empty where somebody took back what they had said.
    number = models.PositiveIntegerField(null=True, blank=True)
    #: Who says so.
    source = models.CharField(max_length=120, blank=True)
    training = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["office", "month", "form"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "form", "month", "training"], name="one_count_a_month_and_form"),
        ]
        indexes: ClassVar = [models.Index(fields=["training", "month"])]

    def __str__(self) -> str:
        return f"{self.office_id} {self.month:%Y-%m} {self.form} {self.number}"


class ActivitySheet(models.Model):
    """A file that was read and waits for who sent it to confirm it; a new one of theirs replaces it."""

    class Subject(models.TextChoices):
        ACTIVITIES = "activities", _("kegiatan")
        COUNTS = "counts", _("jumlah per bulan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    subject = models.CharField(max_length=10, choices=Subject, default=Subject.ACTIVITIES)
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
