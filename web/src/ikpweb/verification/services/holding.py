"""What all services here begin with: the submission locked, the item as it stands now, a refusal in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from django.utils.translation import gettext as _

from ikpweb.collection.evidence.refusals import DiskError
from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission
from ikpweb.kit.errors import FieldError, RejectedError

__all__ = [
    "LEAST_REASON",
    "Item",
    "anew",
    "demand_reason",
    "demand_stage",
    "hold",
    "key_of",
    "on_disk",
    "refuse",
    "state_label",
    "subject_of",
]

Item = Declaration | Event

#: Letters that a reason has at least; shorter ones say nothing to whoever reads them a year later.
LEAST_REASON = 10


def key_of(item: Item) -> str:
    """Give how an item is named within its submission: an event by its number, a declaration by its indicator."""
    return str(item.pk) if isinstance(item, Event) else item.indicator


def subject_of(item: Item) -> str:
    """Give what the audit log calls an item."""
    return f"event:{item.pk}" if isinstance(item, Event) else f"declaration:{item.submission_id}/{item.indicator}"


def refuse(key: str, sentence: str, field: str = "state") -> NoReturn:
    """Stop with one sentence about one thing; nothing is written."""
    raise RejectedError({key: [FieldError(field, sentence)]})


def demand_reason(key: str, reason: str) -> str:
    """Give the reason without blanks around it, or refuse one that says nothing."""
    if len(reason.strip()) < LEAST_REASON:
        refuse(key, _("Tulis alasannya (paling sedikit %(least)s huruf).") % {"least": LEAST_REASON}, "reason")
    return reason.strip()


def hold(submission: int) -> Submission:
    """Lock a submission, always before its items, and refuse when its cycle does not take decisions any more."""
    locked = Submission.objects.select_for_update(of=("self",)).select_related("cycle", "office")
    held = locked.defer("cycle__form").get(pk=submission)
    if held.cycle.stage not in {Cycle.Stage.OPEN, Cycle.Stage.CLOSED}:
        refuse(str(held.pk), _("Putaran ini berstatus %(stage)s.") % {"stage": Cycle.Stage(held.cycle.stage).label})
    return held


def demand_stage(held: Submission, stage: Submission.Stage) -> None:
    """Refuse when a submission is not at this stage now."""
    if held.stage != stage:
        sentence = _("Isian %(office)s berstatus %(stage)s, bukan %(wanted)s.")
        words = {
            "office": held.office,
            "stage": Submission.Stage(held.stage).label,
            "wanted": stage.label,
        }
        refuse(str(held.pk), sentence % words)


def anew(item: Item, held: Submission) -> Item:
    """Read an item again, under the lock of its submission."""
    fresh: Item = Event.objects.get(pk=item.pk) if isinstance(item, Event) else Declaration.objects.get(pk=item.pk)
    fresh.submission = held
    return fresh


@contextmanager
def on_disk(key: str) -> Iterator[None]:
    """Say in a sentence that the disk takes nothing; the transaction around it then changes nothing either."""
    try:
        yield
    except (DiskError, OSError) as problem:
        sentence = _(
            "Penyimpanan server penuh atau tidak dapat ditulis. Tidak ada yang berubah; hubungi administrator."
        )
        raise RejectedError({key: [FieldError("disk", sentence)]}) from problem


def state_label(item: Item) -> str:
    """Give the name of an item's state in the language of the page."""
    return str(State(item.state).label)
