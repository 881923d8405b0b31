"""An edition with its method at each level, and the drafts that the centre writes the next one in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

__all__ = ["Draft", "Edition", "Expert", "ExpertScore", "Freeze", "Method", "Revision", "Weighting"]


class Edition(models.Model):
    """One index: framework, recipe, registry and period, frozen, dated, with its legal base.

    Every row here is frozen. What is still being written is a `Draft`, in a table of its own, so
    that nothing that reads editions can meet one that is not settled.
    """

    class Kind(models.TextChoices):
        FULL = "full", "full"
        DIMENSIONS = "dimensions", "dimensions"
        RESULTS_ONLY = "results-only", "results only"

    class Origin(models.TextChoices):
        SHIPPED = "shipped", _("dari mesin ikp")
        AUTHORED = "authored", _("ditulis di sini")

    code = models.CharField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.SHIPPED)
    #: Whether everybody may read it. What the engine ships is published already.
    public = models.BooleanField(default=False)
    title_id = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    launched = models.DateField(null=True)
    about = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        # An edition without a day of launch is the newest: it waits for its own.
        ordering: ClassVar = [models.F("launched").desc(nulls_first=True), "code"]

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


class Draft(models.Model):
    """The next edition while it is written; its content is plain data, see `methodology.content`."""

    class Stage(models.TextChoices):
        OPEN = "open", _("ditulis")
        FROZEN = "frozen", _("dibekukan")
        DISCARDED = "discarded", _("dibuang")

    #: The code that the edition will have.
    code = models.SlugField(primary_key=True, max_length=40)
    based_on = models.ForeignKey(Edition, models.PROTECT, related_name="drafts")
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, related_name="draft")
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.OPEN)
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["-changed_at"]

    def __str__(self) -> str:
        return str(self.content["titles"]["id"])

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        titles = self.content["titles"]
        return str(titles["en"] if get_language() == "en" else titles["id"])


class Revision(models.Model):
    """A change of a draft: who, when, what it was, and every field before and after. Never changed."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    #: Kind of the edit, and the node or level that it was about.
    what = models.CharField(max_length=30)
    about = models.CharField(max_length=40, blank=True)
    changes = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_draft_revision_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"


class Weighting(models.Model):
    """Experts score each indicator of a draft, apart from one another, until it is closed."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="weightings")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due = models.DateField(null=True)
    #: What is scored, as it stood when it was opened: code, names, definitions, and what it lies under.
    asked = models.JSONField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    #: The revision of the draft that the weights went into.
    applied = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft"], condition=models.Q(closed_at__isnull=True), name="one_open_weighting_a_draft"
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.opened_at:%Y-%m-%d}"


class Expert(models.Model):
    """A person who was asked to score."""

    weighting = models.ForeignKey(Weighting, models.PROTECT, related_name="experts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["weighting", "person"], name="one_expert_a_person")]

    def __str__(self) -> str:
        return f"{self.weighting_id} {self.person}"


class ExpertScore(models.Model):
    """How much an indicator matters to an expert: 1 little, 4 very much."""

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="scores")
    indicator = models.CharField(max_length=40)
    score = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["expert", "indicator"], name="one_score_an_indicator"),
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=4), name="score_from_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.score}"


class Freeze(models.Model):
    """A draft becomes an edition by two people: one asks, another confirms the same digest."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="freezes")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["draft"], condition=models.Q(withdrawn_at__isnull=True), name="one_standing_draft_freeze"
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.digest[:8]}"
