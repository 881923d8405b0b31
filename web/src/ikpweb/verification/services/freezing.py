"""Freezing a cycle: one head of the centre asks, another confirms the very same data set."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, checkpoint, tell
from ikpweb.collection.models import Cycle, Submission
from ikpweb.verification import policies
from ikpweb.verification.dataset import dataset_digest, left_out, write_dataset
from ikpweb.verification.models import Freeze
from ikpweb.verification.services.holding import demand_reason, on_disk, refuse

__all__ = ["ask_freeze", "confirm_freeze", "withdraw_freeze"]


def _by_the_centre(*_: object, actor: Member, **__: object) -> bool:
    return policies.may_freeze(actor)


def _hold_cycle(cycle: str) -> Cycle:
    """Lock a cycle and all its submissions, and refuse when entry has not ended or it is frozen already."""
    held = Cycle.objects.select_for_update().defer("form").get(pk=cycle)
    list(Submission.objects.select_for_update().filter(cycle=held).order_by("pk").values_list("pk"))
    if held.stage != Cycle.Stage.CLOSED:
        sentence = _("Putaran ini berstatus %(stage)s; yang dibekukan ialah putaran yang sudah ditutup.")
        refuse(held.pk, sentence % {"stage": Cycle.Stage(held.stage).label})
    return held


@audited("freeze.asked", lambda cycle, *_, **__: f"cycle:{cycle.pk}", allowed=_by_the_centre)
def ask_freeze(cycle: Cycle, *, note: str = "", actor: Member) -> Freeze:
    """Ask for the freeze of the data set as it stands now.

    Parameters
    ----------
    cycle : Cycle
        Closed.
    note : str
        Why the offices that are left out are left out; asked for when there are any.

    Raises
    ------
    RejectedError
        When the cycle is not closed, another freeze was asked for, or a note lacks.
    """
    held = _hold_cycle(cycle.pk)
    if held.freezes.filter(withdrawn_at=None).exists():
        refuse(held.pk, _("Pembekuan sudah diminta; konfirmasi atau tarik dahulu."))
    out = left_out(held)
    if out:
        note = demand_reason(held.pk, note)
    digest = dataset_digest(held)
    tell(digest=digest, left_out=out, note=note.strip())
    return Freeze.objects.create(
        cycle=held, asked_by=actor.person, asked_at=timezone.now(), note=note.strip(), digest=digest
    )


@audited("freeze.confirmed", lambda freeze, **_: f"cycle:{freeze.cycle_id}", allowed=_by_the_centre)
def confirm_freeze(freeze: Freeze, *, actor: Member) -> Freeze:
    """Confirm, as a second person: writes the data set, and nothing of the cycle changes from here on.

    Raises
    ------
    RejectedError
        For whoever asked, when the freeze was withdrawn or confirmed, or when the data set is
        not the one that was asked for.
    """
    cycle = _hold_cycle(freeze.cycle_id)
    standing = Freeze.objects.select_for_update().get(pk=freeze.pk)
    if standing.withdrawn_at is not None or standing.confirmed_at is not None:
        refuse(cycle.pk, _("Permintaan pembekuan ini tidak menunggu lagi."))
    if standing.asked_by_id == actor.person.pk:
        refuse(cycle.pk, _("Orang kedua yang mengonfirmasi, bukan yang meminta."), "person")
    with on_disk(cycle.pk):
        digest, path = write_dataset(cycle)
    if digest != standing.digest:
        path.unlink()
        refuse(cycle.pk, _("Datanya berubah sejak diminta. Tarik permintaan ini dan minta lagi."), "digest")
    now = timezone.now()
    standing.confirmed_by, standing.confirmed_at = actor.person, now
    standing.save(update_fields=["confirmed_by", "confirmed_at"])
    cycle.stage, cycle.frozen_at = Cycle.Stage.FROZEN, now
    cycle.save(update_fields=["stage", "frozen_at"])
    cycle.submissions.filter(stage=Submission.Stage.ACCEPTED).update(stage=Submission.Stage.FROZEN)
    tell(digest=digest, left_out=left_out(cycle), file=path.name)
    # After the commit, so that the entry of the freeze is inside of what is sealed.
    transaction.on_commit(lambda: checkpoint(actor=actor))
    return standing


@audited("freeze.withdrawn", lambda freeze, **_: f"cycle:{freeze.cycle_id}", allowed=_by_the_centre)
def withdraw_freeze(freeze: Freeze, *, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Take the request back before it is confirmed.

    Raises
    ------
    RejectedError
        When it was confirmed: a frozen cycle stays frozen.
    """
    standing = Freeze.objects.select_for_update().get(pk=freeze.pk)
    if standing.confirmed_at is not None or standing.withdrawn_at is not None:
        refuse(standing.cycle_id, _("Permintaan pembekuan ini tidak menunggu lagi."))
    standing.withdrawn_at = timezone.now()
    standing.save(update_fields=["withdrawn_at"])
