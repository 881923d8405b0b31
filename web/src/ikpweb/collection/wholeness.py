"""What keeps a submission from being handed in: asked by the page before, and by the service when it is done."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Count
from django.utils.translation import gettext as _

from ikpweb.collection.content import declaration_content, event_content
from ikpweb.collection.form import questions
from ikpweb.collection.models import Declaration, Event, State, Submission
from ikpweb.collection.validation import check_declaration, check_event
from ikpweb.kit.errors import FieldError

__all__ = ["lacking"]


def lacking(
    submission: Submission, declarations: Mapping[str, Declaration], events: Mapping[str, Event]
) -> dict[str, list[FieldError]]:
    """Give all that keeps a submission from being handed in, by indicator and number of event."""
    standing = {key: event for key, event in events.items() if event.state != State.WITHDRAWN}
    under = Counter(event.indicator for event in standing.values())
    faults: dict[str, list[FieldError]] = {}
    for code in questions(submission.cycle, submission.office.level):
        if code not in declarations:
            faults[code] = [FieldError("answer", _("Belum dijawab."))]
        elif found := check_declaration(declaration_content(declarations[code]), under[code]):
            faults[code] = found
    drafts = {key: event for key, event in standing.items() if event.state == State.DRAFT}
    proofs = _proofs(submission) if drafts else {}
    for key, event in drafts.items():
        if found := check_event(event_content(event), submission.cycle, proofs.get(key, 0)):
            faults[key] = found
    return faults


def _proofs(submission: Submission) -> dict[str, int]:
    counted = Event.objects.filter(submission=submission, state=State.DRAFT).annotate(files=Count("evidence"))
    return {str(key): files for key, files in counted.order_by().values_list("pk", "files")}
