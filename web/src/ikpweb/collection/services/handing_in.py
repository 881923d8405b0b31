"""Handing in: everything whole and answered, or a list of all that is lacking."""

from collections.abc import Mapping
from datetime import datetime

from ikpweb.collection.models import Declaration, Event, State, Submission
from ikpweb.collection.wholeness import lacking
from ikpweb.kit.errors import RejectedError

__all__ = ["hand_in"]


def hand_in(
    submission: Submission,
    held: Submission,
    declarations: Mapping[str, Declaration],
    events: Mapping[str, Event],
    now: datetime,
) -> list[Declaration | Event]:
    """Hand in all drafts; give the items that were handed in.

    Parameters
    ----------
    submission, held : Submission
        With `cycle` and `office` at hand, and the same row locked.

    Raises
    ------
    RejectedError
        With everything that is lacking.
    """
    if faults := lacking(submission, declarations, events):
        raise RejectedError(faults)
    items: list[Declaration | Event] = [*declarations.values(), *events.values()]
    drafts = [item for item in items if item.state == State.DRAFT]
    for item in drafts:
        item.state = State.SUBMITTED
    held.stage = Submission.Stage.SUBMITTED
    held.submitted_at = now
    held.first_submitted_at = held.first_submitted_at or now
    return drafts
