"""Entering an activity, changing what it says, withdrawing it, and marking one that tells another again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.prevention.activities import policies
from ikpweb.prevention.activities.content import WRITTEN, activity_content, as_said
from ikpweb.prevention.activities.models import Activity, Status
from ikpweb.prevention.activities.services.holding import demand, done_before, hold, refuse, step
from ikpweb.prevention.activities.transitions import Move
from ikpweb.prevention.activities.validation import clean_activity
from ikpweb.territory.models import Office

__all__ = ["change", "enter", "mark", "restore", "unmark", "withdraw"]


def _subject(activity: Activity, *_: object, **__: object) -> str:
    return f"activity:{activity.pk}"


def _own(activity: Activity, *_: object, actor: Member, **__: object) -> bool:
    return policies.may_write(actor, activity.office)


@audited(
    "activity.entered",
    lambda _office, _given, *, key, **__: f"activity:{key}",
    allowed=lambda office, *_, actor, **__: policies.may_write(actor, office),
)
def enter(
    office: Office, given: Mapping[str, Any], *, key: UUID, training: bool = False, actor: Member
) -> tuple[Activity, bool]:
    """Enter an activity of an office.

    Parameters
    ----------
    given : mapping
        Fields as `validation.clean_activity` takes them.
    key : UUID
        The number of the activity, made by the page that sends it: sent twice, it is one.
    training : bool
        Made up, and never counted with real ones.

    Returns
    -------
    Activity, bool
        As it stands, and whether it was there already.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong, or when a number is taken already.
    """
    content, faults = clean_activity(given, office.pk)
    if faults:
        raise RejectedError({str(key): faults})
    now = timezone.now()
    activity = Activity(pk=key, office=office, training=training, author=actor.person, made_at=now, **content)
    if found := Activity.objects.filter(pk=key).first():
        return _the_same(found, activity), True
    try:
        with transaction.atomic():
            step(activity, Move.ENTER, actor=actor, at=now, new=True)
    except (
        IntegrityError
    ) as taken:  # the same one's second request was a moment faster, or the external number is taken
        if found := Activity.objects.filter(pk=key).first():
            return _the_same(found, activity), True
        sentence = _("Kegiatan dengan nomor ini sudah ada.")
        raise RejectedError({str(key): [FieldError("external", sentence)]}) from taken
    return activity, False


def _the_same(found: Activity, wanted: Activity) -> Activity:
    first = found.steps.order_by("number").first()
    said = first.content if first else activity_content(found)
    same = all(value == said.get(name) for name, value in activity_content(wanted).items() if name in WRITTEN)
    if found.office_id != wanted.office_id or found.training != wanted.training or not same:
        raise RejectedError({str(wanted.pk): [FieldError("id", _("Nomor kegiatan ini sudah dipakai."))]})
    tell(repeated=str(found.pk))
    return found


@audited("activity.changed", _subject, allowed=_own)
def change(activity: Activity, given: Mapping[str, Any], *, seen: int, actor: Member) -> Activity:
    """Change what an activity says, as long as it counts.

    Parameters
    ----------
    given : mapping
        The fields of `content.WRITTEN`; what is not named stays as it is.
    seen : int
        The version that the writer had before them.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong, or when it is withdrawn.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = hold(activity)
    before = activity_content(held)
    content, faults = clean_activity({name: given.get(name, before[name]) for name in WRITTEN}, held.office_id)
    if faults:
        raise RejectedError({str(held.pk): faults})
    said = {name: value for name, value in as_said(content).items() if name in given}
    if done_before(held, Move.CHANGE, seen, actor, said):
        return held
    demand(held, Move.CHANGE, actor)
    if all(before[name] == value for name, value in said.items()):
        tell(unchanged=True)
        return held
    if content["external"] and content["external"] != held.external:
        _demand_free(held, content["external"])
    for name in said:
        setattr(held, name, content[name])
    held.author = actor.person
    step(held, Move.CHANGE, actor=actor, at=timezone.now())
    return held


def _demand_free(activity: Activity, external: str) -> None:
    """Refuse the number of another activity; the office is locked, so that nobody takes it in between."""
    Office.objects.select_for_update(no_key=True).get(pk=activity.office_id)
    own = Activity.objects.filter(office=activity.office_id, training=activity.training, external=external)
    if own.exclude(pk=activity.pk).exists():
        refuse(activity, _("Kegiatan dengan nomor ini sudah ada."), "external")


@audited("activity.withdrawn", _subject, allowed=_own)
def withdraw(activity: Activity, reason: str, *, seen: int, actor: Member) -> Activity:
    """Withdraw an activity: it stays readable, and is not counted.

    Raises
    ------
    RejectedError
        Without a reason, when it is withdrawn, or while others are marked as telling it again.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = hold(activity)
    if done_before(held, Move.WITHDRAW, seen, actor):
        return held
    said = demand(held, Move.WITHDRAW, actor, reason)
    if held.duplicates.exists():
        refuse(held, _("Ada kegiatan yang ditandai ganda dari kegiatan ini. Lepas tandanya dahulu."))
    step(held, Move.WITHDRAW, reason=said, actor=actor, at=timezone.now())
    return held


@audited("activity.restored", _subject, allowed=_own)
def restore(activity: Activity, reason: str, *, seen: int, actor: Member) -> Activity:
    """Let a withdrawn activity count again.

    Raises
    ------
    RejectedError, ConflictError
        As `withdraw`.
    """
    held = hold(activity)
    if done_before(held, Move.RESTORE, seen, actor):
        return held
    step(held, Move.RESTORE, reason=demand(held, Move.RESTORE, actor, reason), actor=actor, at=timezone.now())
    return held


@audited("activity.marked", _subject, allowed=_own)
def mark(activity: Activity, original: Activity, *, seen: int, actor: Member) -> Activity:
    """Mark an activity as telling another one of the office again: it is then not counted.

    Raises
    ------
    RejectedError
        When the other one is of another office or sort of data, itself marked or withdrawn, or the same;
        when others are marked as telling this one again.
    ConflictError
        When somebody changed the activity since `seen`.
    """
    # Both are locked, in one order for everybody: of two who mark them crosswise, one is refused.
    rows = {pk: hold(Activity(pk=pk)) for pk in sorted({activity.pk, original.pk})}
    held, other = rows[activity.pk], rows[original.pk]
    if done_before(held, Move.MARK, seen, actor, {"duplicate_of": str(other.pk)}):
        return held
    demand(held, Move.MARK, actor)
    if held.duplicate_of_id is not None:
        refuse(held, _("Kegiatan ini sudah ditandai ganda."), "duplicate_of")
    if other.pk == held.pk or (other.office_id, other.training) != (held.office_id, held.training):
        refuse(
            held, _("Kegiatan tidak dapat ganda dari dirinya, dari kantor lain, atau dari data lain."), "duplicate_of"
        )
    if other.duplicate_of_id is not None or other.status == Status.WITHDRAWN:
        refuse(held, _("Kegiatan yang dituju sendiri tidak dihitung. Pilih yang asli."), "duplicate_of")
    if held.duplicates.exists():
        refuse(held, _("Ada kegiatan yang ditandai ganda dari kegiatan ini. Lepas tandanya dahulu."), "duplicate_of")
    held.duplicate_of = other
    step(held, Move.MARK, actor=actor, at=timezone.now())
    tell(of=str(other.pk))
    return held


@audited("activity.unmarked", _subject, allowed=_own)
def unmark(activity: Activity, *, seen: int, actor: Member) -> Activity:
    """Take the mark away: the activity counts again.

    Raises
    ------
    RejectedError, ConflictError
        As `mark`.
    """
    held = hold(activity)
    if done_before(held, Move.UNMARK, seen, actor, {"duplicate_of": None}):
        return held
    demand(held, Move.UNMARK, actor)
    if held.duplicate_of_id is None:
        refuse(held, _("Kegiatan ini tidak ditandai ganda."), "duplicate_of")
    held.duplicate_of = None
    step(held, Move.UNMARK, actor=actor, at=timezone.now())
    return held
