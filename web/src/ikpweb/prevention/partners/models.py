"""Partners, the agreements with them, what is done under each, and the reminders that went out."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ikpweb.prevention.keeping.models import Kept, KeptSheet, KeptStep
from ikpweb.territory.models import Office, Unit

__all__ = [
    "Activity",
    "Agreement",
    "Kind",
    "Level",
    "Partner",
    "PartnerSheet",
    "PartnerStep",
    "Reminder",
    "Sector",
]


class Sector(models.TextChoices):
    """Sorts of partners. The list is ours: no published one was found."""

    LOCAL_GOVERNMENT = "local-government", _("pemerintah daerah dan perangkatnya")
    VILLAGE = "village", _("pemerintah desa dan kelurahan")
    STATE_BODY = "state-body", _("instansi pusat dan lembaga negara")
    ELECTION_BODY = "election-body", _("penyelenggara pemilu lain")
    LAW = "law", _("penegak hukum")
    UNIVERSITY = "university", _("perguruan tinggi")
    SCHOOL = "school", _("sekolah dan madrasah")
    RELIGION = "religion", _("organisasi keagamaan")
    YOUTH = "youth", _("pemuda, pelajar, dan mahasiswa")
    WOMEN = "women", _("organisasi perempuan")
    DISABILITY = "disability", _("organisasi penyandang disabilitas")
    CUSTOMARY = "customary", _("masyarakat adat")
    MEDIA = "media", _("media dan organisasi pers")
    MONITOR = "monitor", _("pemantau dan organisasi masyarakat sipil")
    PROFESSION = "profession", _("profesi dan dunia usaha")
    COMMUNITY = "community", _("komunitas warga dan komunitas digital")
    OTHER = "other", _("lainnya")


class Level(models.TextChoices):
    """How far a partner's own work reaches."""

    NATIONAL = "national", _("nasional")
    PROVINCE = "province", _("provinsi")
    REGENCY = "regency", _("kabupaten/kota")
    DISTRICT = "district", _("kecamatan, desa, atau kelurahan")


class Kind(models.TextChoices):
    """Sorts of agreements: the first two are activity types of SK Ketua Bawaslu 274/PM.00/K1/08/2022."""

    MOU = "mou", _("nota kesepahaman (MoU)")
    PKS = "pks", _("perjanjian kerja sama (PKS)")
    OTHER = "other", _("bentuk lain")


class Partner(Kept):
    """An institution or organisation that an office works with; its contact is the institution's, no person's."""

    name = models.CharField(max_length=200)
    #: The name as it is compared.
    plain = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector)
    level = models.CharField(max_length=10, choices=Level)
    address = models.CharField(max_length=300, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "client"], name="one_partner_a_client_number"),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "plain"]), models.Index(fields=["sector"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where its page is."""
        return reverse("partners:institution", args=[self.pk])


class Agreement(Kept):
    """An agreement with a partner, from a day to a day; without a last day it holds until somebody ends it."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=5, choices=Kind)
    number = models.CharField(max_length=100, blank=True)
    #: The number as it is compared.
    plain = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    signed_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    scope = models.CharField(max_length=2000, blank=True)
    #: None means: the whole region of the office.
    units = models.ManyToManyField(Unit, related_name="agreements", blank=True)
    #: The agreement that this one goes on from; each is renewed once.
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="renewals")
    #: The first day on which it holds no more, where it was ended before its time.
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-valid_from", "-made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "client"], name="one_agreement_a_client_number"),
            models.UniqueConstraint(
                fields=["renews"], condition=models.Q(withdrawn=False), name="one_renewal_an_agreement"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="agreement_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "plain"]),
            models.Index(fields=["valid_to"]),
            models.Index(fields=["office", "valid_from"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """Where its page is."""
        return reverse("partners:agreement", args=[self.pk])

    @property
    def subject(self) -> str:
        """What files stand by."""
        return f"agreement:{self.pk}"


class Activity(Kept):
    """Something that was done under an agreement; `participants` empty means not reported, which is not zero."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="activities")
    day = models.DateField()
    what = models.CharField(max_length=500)
    place = models.CharField(max_length=200, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)
    #: Number of an action of the register that it belongs to, where somebody said so.
    action = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "client"], name="one_activity_a_client_number"),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "day"])]

    def __str__(self) -> str:
        return f"{self.day} {self.what[:60]}"

    def get_absolute_url(self) -> str:
        """Where it is shown."""
        return f"{self.agreement.get_absolute_url()}#kegiatan"


class PartnerStep(KeptStep):
    """A step of a partner, an agreement or an activity."""


class PartnerSheet(KeptSheet):
    """A file of partners and agreements that waits for its sender."""


class Reminder(models.Model):
    """A reminder that went out about an agreement; one for each time before its last day."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reminders")
    #: The last day that it is about, and so many days before it; the last day may be put off.
    valid_to = models.DateField()
    before = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    day = models.DateField()
    people = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "valid_to", "before"], name="one_reminder_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.agreement_id} -{self.before}"
