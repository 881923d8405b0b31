"""The weekly computation over all series, and how the centre wants it done."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.territory.models import Unit
from ikpweb.watch.models.report import Kind

__all__ = ["Choice", "Watch", "WatchSeries"]


class Choice(models.Model):
    """How alarms are chosen from a given moment on: the newest row holds. Only ever added to."""

    class Policy(models.TextChoices):
        BUDGET = "budget", _("anggaran alarm per minggu")
        FDR = "fdr", _("bagian alarm palsu (FDR)")

    class Method(models.TextChoices):
        AUTO = "auto", _("menurut panjang riwayat")
        EARS = "ears", "EARS C1"
        FARRINGTON = "farrington", _("Farrington fleksibel")

    method = models.CharField(max_length=12, choices=Method, default=Method.AUTO)
    policy = models.CharField(max_length=10, choices=Policy, default=Policy.BUDGET)
    #: Alarms a week that would be expected if nothing happened anywhere, or the share of false ones.
    value = models.FloatField(default=5.0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.method} {self.policy} {self.value}"


class Watch(models.Model):
    """All series of one level at the end of a week, as they were known on a day.

    The same day, reports, effort and settings give the same computation, which is kept once.
    """

    #: The Sunday that ends the week; only what was entered by then is in it.
    as_of = models.DateField()
    #: The Monday of the last whole week, in which alarms are looked for.
    week = models.DateField()
    level = models.CharField(max_length=10, default="regency")
    training = models.BooleanField(default=False)
    #: The method used, and all its parameters.
    method = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    #: ``{"kind": "budget" | "fdr", "value": …}`` and what came of it (``threshold``, ``expected_false``).
    policy = models.JSONField(default=dict)
    seed = models.BigIntegerField(default=0)
    engine_version = models.CharField(max_length=40)
    #: SHA-256 of reports and effort that went in, and of method, policy and seed.
    input_digest = models.CharField(max_length=64)
    settings_digest = models.CharField(max_length=64)
    #: Numbers of reports, series, alarms, weeks; kinds to totals.
    totals = models.JSONField(default=dict)
    #: Sentences by language of what could not be said, ``[{"code", "id", "en", "count"}]``.
    problems = models.JSONField(default=list)
    made_at = models.DateTimeField()
    seconds = models.FloatField(default=0.0)

    class Meta:
        ordering: ClassVar = ["-as_of", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["training", "level", "as_of", "input_digest", "settings_digest"], name="one_watch_an_input"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["training", "as_of"])]

    def __str__(self) -> str:
        return f"{self.as_of} {self.method}"


class WatchSeries(models.Model):
    """One unit and kind in a watch: what was seen, what is probably still to come, what was expected.

    A figure that cannot be said is empty, and `reason` is a code that says why.
    """

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="series")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind)
    #: Of the watch's week: reports known, and with those still to come, with its interval.
    observed = models.FloatField(null=True)
    nowcast = models.FloatField(null=True)
    nowcast_low = models.FloatField(null=True)
    nowcast_high = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    #: Between these, nothing unusual; above, an alarm may be.
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    p = models.FloatField(null=True)
    score = models.FloatField(null=True)
    effort = models.FloatField(null=True)
    alarm = models.BooleanField(default=False)
    reason = models.CharField(max_length=40, blank=True)
    #: The weeks up to the watch's own: ``{"from": Monday, "observed": […], "nowcast": […], "low": […], "high": […]}``.
    history = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["watch", "unit", "kind"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["watch", "unit", "kind"], name="one_series_a_watch")]
        indexes: ClassVar = [models.Index(fields=["unit", "kind"])]

    def __str__(self) -> str:
        return f"{self.watch_id} {self.unit_id} {self.kind}"
