"""What keeps a submission from being handed in, with the place where each is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ikpweb.collection.form import Question, questions
from ikpweb.collection.models import Event, State, Submission
from ikpweb.collection.wholeness import lacking
from ikpweb.kit.errors import FieldError

__all__ = ["Lacking", "lacking_in"]


@dataclass(frozen=True)
class Lacking:
    """An item that is not whole."""

    question: Question
    event: Event | None
    faults: Sequence[FieldError]


def lacking_in(submission: Submission) -> dict[str, Any]:
    """Give what is lacking, how many drafts wait to be handed in, and how much was handed in before."""
    declarations = {each.indicator: each for each in submission.declarations.all()}
    events = {str(each.pk): each for each in submission.events.all()}
    asked = questions(submission.cycle, submission.office.level)
    found = []
    for key, faults in lacking(submission, declarations, events).items():
        event = events.get(key)
        found.append(Lacking(asked[event.indicator if event else key], event, faults))
    unanswered = [each for each in found if each.event is None and each.question.code not in declarations]
    items = [*declarations.values(), *events.values()]
    return {
        "lacking": [each for each in found if each not in unanswered],
        "unanswered": unanswered,
        "drafts": sum(item.state == State.DRAFT for item in items),
        "events_count": sum(event.state != State.WITHDRAWN for event in events.values()),
        "answers_count": len(declarations),
    }
