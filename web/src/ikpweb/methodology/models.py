"""An edition, and its method at each level."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

__all__ = ["Edition", "Method"]


class Edition(models.Model):
    """One index: framework, recipe, registry and period, frozen, dated, with its legal base."""

    class Kind(models.TextChoices):
        FULL = "full", "full"
        DIMENSIONS = "dimensions", "dimensions"
        RESULTS_ONLY = "results-only", "results only"

    code = models.CharField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    title_id = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    launched = models.DateField(null=True)
    about = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-launched", "code"]

    def __str__(self) -> str:
        return self.title_id

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return self.title_en if get_language() == "en" else self.title_id


class Method(models.Model):
    """The framework, recipe and constants of an edition at a level, as the engine reads them."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="methods")
    level = models.CharField(max_length=10)
    framework = models.JSONField()
    recipe = models.JSONField()
    constants = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "level"], name="one_method_per_level")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.level}"
