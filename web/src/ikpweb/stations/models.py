"""A day of voting: its stations, the keys of offices, what was reported, and what was counted of it."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from ikpweb.territory.models import Office, Unit

__all__ = ["Batch", "Count", "Day", "Report", "Station", "StationKey", "StationList"]


class Day(models.Model):
    """A day on which stations are reported about, with the questions as they were frozen when it was opened."""

    code = models.SlugField(max_length=40, primary_key=True)
    title = models.CharField(max_length=120)
    #: Made up: SINTETIS.
    training = models.BooleanField(default=False)
    #: Code of the engine's instrument that the questions come from.
    instrument = models.CharField(max_length=40)
    #: The yes/no questions in their order: code, and name in both languages.
    questions = models.JSONField()
    #: Reports are taken from this moment on.
    opens_at = models.DateTimeField()
    #: Reports are taken until this moment.
    closes_at = models.DateTimeField()
    #: SHA-256 of the list of stations that was taken in last; empty before.
    list_digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    #: All reports up to this number are sealed and counted.
    drained = models.BigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-opens_at", "code"]

    def __str__(self) -> str:
        return self.title

    def takes(self, now: datetime) -> bool:
        """Tell whether reports are taken at a moment."""
        return self.opens_at <= now < self.closes_at


class Station(models.Model):
    """A polling station that is registered for a day; its code names its village, district and regency."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="stations")
    #: Province, regency, district, village and number: 11.01.01.2001.003.
    code = models.CharField(max_length=20)
    regency = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: Name of the district (kecamatan).
    district = models.CharField(max_length=100)
    #: Name of the village (desa/kelurahan).
    village = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "code"], name="one_station_a_code")]
        indexes: ClassVar = [models.Index(fields=["day", "regency", "code"], name="stations_of_a_regency")]

    def __str__(self) -> str:
        return self.code


class StationList(models.Model):
    """A list of stations that was read and waits for who sent it to confirm it; a new one of theirs replaces it."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="lists")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    #: Name of the file.
    name = models.CharField(max_length=200)
    #: SHA-256 of the file.
    digest = models.CharField(max_length=64)
    #: How many stations, provinces, regencies, districts and villages are in it.
    counts = models.JSONField()
    #: The file, packed.
    gzipped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class StationKey(models.Model):
    """A key with which a regency's office sends reports of its own stations on one day, and does nothing else.

    Its secret is kept as a digest only.
    """

    day = models.ForeignKey(Day, models.PROTECT, related_name="keys")
    office = models.ForeignKey(Office, models.PROTECT, related_name="station_keys")
    #: What it is for, in the words of whoever made it.
    name = models.CharField(max_length=80)
    #: Its first letters, by which people tell keys apart.
    start = models.CharField(max_length=12)
    #: SHA-256 of its text.
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.start}… {self.name}"


class Report(models.Model):
    """What a supervisor said about a station: only ever added, and never changed.

    On PostgreSQL the table is divided by the hash of the regency (`partitions`), and no column is a foreign key: what
    a report names is looked up by the statement that adds it (`receiving`).
    """

    #: Number in the order of arrival, of all days together.
    id = models.BigAutoField(primary_key=True)
    #: Code of the day.
    day = models.CharField(max_length=40)
    #: Code of the regency; the key of the partition.
    regency = models.CharField(max_length=8)
    #: Code of the station.
    station = models.CharField(max_length=20)
    #: Made by the sender for this report: sent again, it is the same report.
    client = models.UUIDField()
    #: When it was observed, as the sender says.
    at = models.DateTimeField()
    #: When it arrived here.
    received_at = models.DateTimeField()
    #: One letter a question of the day, in their order: 1 yes, 0 no, - not answered.
    answers = models.CharField(max_length=100)
    #: Number of the station key that it was sent with.
    key = models.BigIntegerField()
    #: SHA-256 of what was sent: the receipt.
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["regency", "client"], name="one_report_a_client")]

    def __str__(self) -> str:
        return f"{self.station} {self.received_at:%Y-%m-%d %H:%M}"


class Batch(models.Model):
    """Reports of one regency that were sealed together: their digest is in the chain of its office."""

    day = models.ForeignKey(Day, models.PROTECT, related_name="batches")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    #: Reports of the regency with a number above this one
    after = models.BigIntegerField()
    #: and up to this one are in it.
    upto = models.BigIntegerField()
    #: How many these are.
    reports = models.PositiveIntegerField()
    #: SHA-256 over the receipts of its reports in their order.
    digest = models.CharField(max_length=64)
    #: When they were sealed and counted.
    sealed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-upto"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "office", "after"], name="one_batch_a_turn")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.after}–{self.upto}"


class Count(models.Model):
    """What was counted of an area, from the reports of its regency that are sealed; each time anew."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="counts")
    #: Code of the regency, district or village.
    unit = models.CharField(max_length=13)
    area = models.CharField(max_length=10, choices=[(each, each) for each in ("regency", "district", "village")])
    #: Stations that are registered there.
    stations = models.PositiveIntegerField()
    #: Stations of which at least one report is sealed.
    reported = models.PositiveIntegerField()
    #: Stations with a report that answers otherwise than an earlier one, or whose clock is wrong.
    flagged = models.PositiveIntegerField(default=0)
    #: By code of the question: how many stations answered, and how many of them yes.
    answers = models.JSONField()
    #: The last report that is in it.
    upto = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["unit"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["day", "unit"], name="one_count_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.reported}/{self.stations}"
