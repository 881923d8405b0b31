"""Runs, their scores, and the printed figures that they rest on."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.collection.models import Cycle
from ikpweb.methodology.models import Edition
from ikpweb.territory.models import Unit

__all__ = ["AskedReplicates", "Computation", "Figure", "Run", "Score", "Uncertainty"]


class Computation(models.Model):
    """The index of a cycle, computed once from what was accepted by then: a run per level and reading.

    What was left out, and why, is kept with it: a score without its coverage is half a score.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="computations")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    #: Whether the cycle was frozen: then the input is the frozen data set, else what was accepted so far.
    frozen = models.BooleanField(default=False)
    input_digest = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    #: Level to counts of cells and items: used, and left out by reason.
    coverage = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.made_at:%Y-%m-%d %H:%M}"


class Run(models.Model):
    """A set of scores of one edition at one level, in one reading.

    ``published`` runs hold what was printed; ``computed`` ones what the engine made from
    verified data. A province has two readings: its own input, and the mean of its regencies.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", "published"
        COMPUTED = "computed", "computed"

    class Reading(models.TextChoices):
        OWN = "own", "own input"
        REGENCIES = "regencies", "mean of the regencies"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="runs")
    level = models.CharField(max_length=10)
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.OWN)
    kind = models.CharField(max_length=10, choices=Kind)
    computation = models.ForeignKey(Computation, models.CASCADE, null=True, related_name="runs")
    digests = models.JSONField(default=dict)
    engine_version = models.CharField(max_length=40)
    cutoffs = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    synthetic = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "level", "reading"],
                condition=models.Q(kind="published"),
                name="one_published_run",
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.level} {self.reading} {self.kind}"


class Score(models.Model):
    """The score of one unit in one run; a null is *not published* or *no score*, never zero."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="scores")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scores")
    total = models.FloatField(null=True)
    parts = models.JSONField(default=dict)
    rank = models.IntegerField(null=True)
    category = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=40, blank=True)
    part_categories = models.JSONField(default=dict)
    certainty = models.CharField(max_length=12, blank=True)
    coverage = models.FloatField(null=True)
    #: Indicator to what it brings to the total; only of computed runs.
    contributions = models.JSONField(default=dict)
    #: Why there is no total, where there is none.
    lacking = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "unit"], name="one_score_per_unit")]
        indexes: ClassVar = [models.Index(fields=["unit", "run"])]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.total}"


class Uncertainty(models.Model):
    """How sure the scores of a computed run are: replicates of its index, summed up. The newest one is shown."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="uncertainties")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    replicates = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    digests = models.JSONField(default=dict)
    engine_version = models.CharField(max_length=40)
    #: A row per unit, in the columns of the engine's *uncertainty.csv*.
    rows = models.JSONField(default=list)
    #: Category, from the lowest, to the one of the three that it belongs to.
    groups = models.JSONField(default=dict)
    #: The perturbations as they were drawn.
    varied = models.JSONField(default=dict)
    #: What did not fit the data and was not drawn, a sentence per language.
    left_out = models.JSONField(default=list)
    #: For every two units who stands above whom, in the order of the rows; the engine's room packs and reads it.
    odds = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.run_id} {self.replicates}"


class AskedReplicates(models.Model):
    """Somebody asked how sure a computation is; its replicates are made beside the server, one at a time of each."""

    class State(models.TextChoices):
        WAITING = "waiting", _("menunggu giliran")
        RUNNING = "running", _("sedang dihitung")
        DONE = "done", _("selesai")
        FAILED = "failed", _("gagal")

    computation = models.ForeignKey(Computation, models.CASCADE, related_name="asked")
    replicates = models.PositiveIntegerField()
    seed = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    #: Why nothing was computed: ``killed``, ``input``, or a sentence.
    said = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    #: Of the last try; one that is long silent was killed, and is taken up again.
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    #: How often it was begun.
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["computation"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="one_asked_at_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.computation_id} {self.replicates} {self.state}"

    @property
    def going_on(self) -> bool:
        """Whether it is not over yet."""
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def seconds(self) -> float | None:
        """How long it took; None where it did not end well."""
        if self.state != self.State.DONE or self.started_at is None or self.ended_at is None:
            return None
        return float((self.ended_at - self.started_at).total_seconds())


class Figure(models.Model):
    """A figure as somebody printed it, with its source; conflicts are kept beside the one that is used."""

    class Status(models.TextChoices):
        USED = "used", "used"
        CONFLICT = "conflict", "conflict"
        SLIP = "slip", "slip"
        IMPLIED = "implied", "implied"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures")
    level = models.CharField(max_length=10)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="figures")
    printed_name = models.CharField(max_length=120)
    quantity = models.CharField(max_length=40)
    reading = models.CharField(max_length=10)
    value = models.CharField(max_length=60)
    certainty = models.CharField(max_length=12, blank=True)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "edition"])]

    def __str__(self) -> str:
        return f"{self.printed_name} {self.quantity} {self.value}"
