"""What an office proposes for the library: a new action, or a change of one."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ikpweb.prevention.curation.models.version import Version
from ikpweb.territory.models import Office

__all__ = ["Proposal", "ProposalStep", "Status"]


class Status(models.TextChoices):
    """How far it is decided; `curation.transitions` is the table of moves."""

    WAITING = "waiting", _("menunggu kurasi")
    ACCEPTED = "accepted", _("diterima")
    REFUSED = "refused", _("ditolak")
    WITHDRAWN = "withdrawn", _("ditarik")


class Proposal(models.Model):
    """An action as an office would have it; `content` is its table, as the files of the library hold it.

    It has at least the step that made it, which the database keeps from being removed: so a
    proposal is never removed either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    #: The action that it changes, or the one that it would become.
    code = models.CharField(max_length=80)
    #: The version of the action that its author had before them; 0 for a new action.
    base = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    why = models.CharField(max_length=1000)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    #: What it became.
    became = models.ForeignKey(Version, models.PROTECT, null=True, related_name="proposals")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-changed_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["status", "changed_at"]), models.Index(fields=["office", "status"])]

    def __str__(self) -> str:
        return f"{self.code} {self.status}"


class ProposalStep(models.Model):
    """One step of a proposal: made, changed, accepted, refused, withdrawn; only ever added to."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="steps")
    #: The version of the proposal after it.
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=10)
    content = models.JSONField()
    reason = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["proposal", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["proposal", "number"], name="one_step_a_proposal")]

    def __str__(self) -> str:
        return f"{self.proposal_id} #{self.number} {self.move}"
