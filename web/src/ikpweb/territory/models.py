"""Units, the offices that report about them, and their validity."""

from typing import ClassVar

from django.db import models

__all__ = ["Office", "Unit"]


class Unit(models.Model):
    """A province or a regency/city.

    A regency has two parents: the province it lies in now, and the one it lay in when
    there were 34, because the IKP of 2024 was published for those.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", "province"
        REGENCY = "regency", "regency"

    code = models.CharField(max_length=8, primary_key=True)
    level = models.CharField(max_length=10, choices=Level)
    bps_code = models.CharField(max_length=4, blank=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    parent_of_34 = models.ForeignKey("self", models.PROTECT, null=True, related_name="children_of_34")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    legal_base = models.CharField(max_length=100, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    area_km2 = models.FloatField(null=True)

    class Meta:
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [models.Index(fields=["level", "code"])]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """An office of the supervisor: who reports and verifies. It is not the unit that it reports about.

    The code of an office is that of its unit; the centre has no unit and the code `CENTRE`.
    """

    class Level(models.TextChoices):
        CENTRE = "centre", "centre"
        PROVINCE = "province", "province"
        REGENCY = "regency", "regency"

    #: The code of the national office.
    CENTRE = "0"

    code = models.CharField(max_length=8, primary_key=True)
    level = models.CharField(max_length=10, choices=Level)
    name = models.CharField(max_length=120)
    unit = models.OneToOneField(Unit, models.PROTECT, null=True, related_name="office")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    email = models.EmailField(blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [models.Index(fields=["parent", "code"])]

    def __str__(self) -> str:
        return self.name

    def is_above(self, other: "Office") -> bool:
        """Tell whether `other` reports to this office, directly or through a province."""
        return other.code != self.code and self.code in {self.CENTRE, other.parent_id}
