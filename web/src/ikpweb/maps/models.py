"""Boundary sets that an operator imported, ready for the screen."""

from typing import ClassVar

from django.db import models

__all__ = ["BoundaryLayer", "BoundarySet"]


class BoundarySet(models.Model):
    """Boundaries of one source, in force for some time; several may be kept."""

    name = models.SlugField(max_length=60, unique=True)
    preset = models.CharField(max_length=10)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    source = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True)
    #: The first day on which it is no longer in force.
    valid_to = models.DateField(null=True)
    report = models.JSONField(default=dict)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class BoundaryLayer(models.Model):
    """One level of a set as it is sent: simplified GeoJSON, packed once and not on every request."""

    class Level(models.TextChoices):
        REGENCY = "regency", "regency"
        PROVINCE = "province", "province"
        PROVINCE_34 = "province-34", "province of the 34"

    boundary_set = models.ForeignKey(BoundarySet, models.CASCADE, related_name="layers")
    level = models.CharField(max_length=12, choices=Level)
    gzipped = models.BinaryField()
    brotlied = models.BinaryField()
    digest = models.CharField(max_length=64)
    #: West, south, east, north.
    bounds = models.JSONField()
    #: A point inside each unit, by code.
    points = models.JSONField()
    tolerance = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["boundary_set", "level"], name="one_boundary_layer_per_level")
        ]

    def __str__(self) -> str:
        return f"{self.boundary_set_id} {self.level}"
