"""Participatory supervision: trainings and outreach by counts, and records of alumni who agreed to one.

Counts are what offices report; personal records are the exception, kept apart from everything that
is only added to, so that they can be erased and nothing else breaks.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ikpweb.prevention.keeping.models import Kept, KeptSheet, KeptStep
from ikpweb.territory.models import Office

__all__ = [
    "PROGRAMME_BASE",
    "PROGRAMME_SOURCE",
    "Alumnus",
    "CadreSheet",
    "CadreStep",
    "Erased",
    "Form",
    "Outreach",
    "Programme",
    "Purpose",
    "Stage",
    "Training",
]

#: Where the six programmes stand, and where their names were read.
PROGRAMME_BASE = "Perbawaslu 2/2023 Pasal 3(2)"
PROGRAMME_SOURCE = "https://pasal.id/peraturan/perban/peraturan-bawaslu-no-2-tahun-2023"


class Programme(models.TextChoices):
    """The programmes of participatory supervision of Perbawaslu 2/2023, by their official names."""

    P2P = "p2p", _("Pendidikan Pengawas Partisipatif (P2P)")
    FORUM = "forum", _("Forum Warga Pengawasan Partisipatif")
    CORNER = "corner", _("Pojok Pengawasan")
    UNIVERSITY = "university", _("Kerja Sama dengan Perguruan Tinggi")
    VILLAGE = "village", _("Kampung Pengawasan Partisipatif")
    DIGITAL = "digital", _("Komunitas Digital Pengawasan Partisipatif")


class Stage(models.TextChoices):
    """How far a training goes. The steps are ours: the official ones were not found in print."""

    BASIC = "basic", _("dasar")
    MIDDLE = "middle", _("menengah")
    ADVANCED = "advanced", _("lanjutan")
    NOT_TOLD = "not-told", _("tidak disebut")


class Form(models.TextChoices):
    """How people were reached; the list is ours."""

    MEETING = "meeting", _("tatap muka")
    ONLINE = "online", _("daring")
    BOTH = "both", _("tatap muka dan daring")
    VISIT = "visit", _("kunjungan ke sekolah, kampus, atau komunitas")
    BROADCAST = "broadcast", _("siaran dan media")
    OTHER = "other", _("lainnya")


class Training(Kept):
    """A training; a count that is empty was not reported, which is not zero. People are counted as they attended."""

    programme = models.CharField(max_length=12, choices=Programme)
    title = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=10, choices=Stage)
    day = models.DateField()
    day_to = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200)
    participants = models.PositiveIntegerField(null=True, blank=True)
    women = models.PositiveIntegerField(null=True, blank=True)
    men = models.PositiveIntegerField(null=True, blank=True)
    disability = models.PositiveIntegerField(null=True, blank=True)
    #: Who finished it.
    alumni = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "client"], name="one_training_a_client_number"),
            models.CheckConstraint(
                condition=models.Q(day_to__isnull=True) | models.Q(day_to__gte=models.F("day")),
                name="training_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "day"]),
            models.Index(fields=["programme", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.get_programme_display()}, {self.place}"

    def get_absolute_url(self) -> str:
        """Where its page is."""
        return reverse("cadres:one", args=["pelatihan", self.pk])

    @property
    def subject(self) -> str:
        """What files stand by."""
        return f"training:{self.pk}"


class Outreach(Kept):
    """Something that reached people; groups overlap and are never summed, and empty means not reported."""

    programme = models.CharField(max_length=12, choices=Programme, blank=True)
    form = models.CharField(max_length=10, choices=Form)
    title = models.CharField(max_length=200)
    day = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)
    women = models.PositiveIntegerField(null=True, blank=True)
    men = models.PositiveIntegerField(null=True, blank=True)
    disability = models.PositiveIntegerField(null=True, blank=True)
    first_voters = models.PositiveIntegerField(null=True, blank=True)
    elderly = models.PositiveIntegerField(null=True, blank=True)
    customary = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "client"], name="one_outreach_a_client_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "day"]),
            models.Index(fields=["programme", "day"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where its page is."""
        return reverse("cadres:one", args=["sosialisasi", self.pk])

    @property
    def subject(self) -> str:
        """What files stand by."""
        return f"outreach:{self.pk}"


class CadreStep(KeptStep):
    """A step of a training or an outreach event: counts and places, never a person."""


class CadreSheet(KeptSheet):
    """A file of trainings or outreach that waits for its sender; it holds counts, never a person."""


class Purpose(models.TextChoices):
    """What somebody agreed to be kept for."""

    INVITE = "invite", _("diundang ke kegiatan pengawasan partisipatif")
    PROOF = "proof", _("bukti keikutsertaan, misalnya sertifikat")


class Erased(models.TextChoices):
    """Why a record was erased."""

    ASKED = "asked", _("atas permintaan orangnya")
    WITHDRAWN = "withdrawn", _("persetujuannya ditarik")
    MISTAKE = "mistake", _("salah catat")
    OVER = "over", _("masa persetujuannya habis")


class Alumnus(models.Model):
    """The record of a person who agreed to it: a name and one way to reach them, for a purpose, until a day.

    What it says stands in this row alone: no step, no log entry, no file repeats it. Erased, the row
    keeps its number and that there was a consent; name and contact are gone.
    """

    id = models.BigAutoField(primary_key=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    training = models.ForeignKey(Training, models.PROTECT, related_name="people")
    name = models.CharField(max_length=150, blank=True)
    contact = models.CharField(max_length=150, blank=True)
    #: Version of the text that the person agreed to, when, what for, and until which day.
    consent = models.CharField(max_length=20)
    consented_on = models.DateField()
    purpose = models.CharField(max_length=10, choices=Purpose)
    until = models.DateField()
    client = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_why = models.CharField(max_length=10, choices=Erased, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "client"], name="one_alumnus_a_client_number"),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(name="", contact=""),
                name="erased_is_empty",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "erased_at"]), models.Index(fields=["until"])]

    def __str__(self) -> str:
        return f"alumnus:{self.pk}"

    @property
    def label(self) -> str:
        """How the log calls the person."""
        return f"alumnus:{self.pk}"

    @property
    def code(self) -> str:
        """The code of its office: what times are told in the zone of."""
        return str(self.office_id)
