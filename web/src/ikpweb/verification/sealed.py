"""What is signed and frozen, as plain values: all items of a submission as of their revisions, with their states.

A digest over this says exactly what somebody put their name under; the same value, office
by office, is the frozen data set.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from ikpweb.audit.services import digest_of
from ikpweb.collection.content import declaration_content, event_content
from ikpweb.collection.models import Declaration, Event, Evidence, Submission
from ikpweb.verification.models import SampledEvent

__all__ = ["contents", "digest_of_submission"]

#: Submissions that are read at a time: four queries for each lot.
_LOT = 40


def digest_of_submission(submission: Submission) -> str:
    """Give the digest of everything that an office reports, as it stands now."""
    (_, content), *_rest = contents([submission])
    return digest_of(content)


def contents(submissions: Iterable[Submission]) -> Iterator[tuple[Submission, dict[str, Any]]]:
    """Give each submission with its content, a few queries for many of them."""
    waiting = iter(submissions)
    while lot := list(islice(waiting, _LOT)):
        yield from _lot(lot)


def _lot(lot: Sequence[Submission]) -> Iterator[tuple[Submission, dict[str, Any]]]:
    keys = [submission.pk for submission in lot]
    declarations: dict[int, dict[str, Any]] = defaultdict(dict)
    for each in Declaration.objects.filter(submission__in=keys):
        declarations[each.submission_id][each.indicator] = {
            **declaration_content(each),
            "state": each.state,
            "revision": each.revision,
        }
    files = defaultdict(list)
    held = Evidence.events.through.objects.filter(evidence__submission__in=keys)
    for event_key, digest in held.values_list("event", "evidence__sha256"):
        files[event_key].append(digest)
    settled = _settled(keys)
    events: dict[int, dict[str, Any]] = defaultdict(dict)
    for event in Event.objects.filter(submission__in=keys):
        events[event.submission_id][str(event.pk)] = {
            **event_content(event),
            "state": event.state,
            "revision": event.revision,
            "evidence": sorted(files[event.pk]),
            "settled_grade": settled.get((event.pk, event.revision)),
        }
    for submission in lot:
        yield (
            submission,
            {
                "office": submission.office_id,
                "revision": submission.revision,
                "declarations": declarations[submission.pk],
                "events": events[submission.pk],
            },
        )


def _settled(submissions: Sequence[int]) -> dict[tuple[Any, int], int]:
    """Give the grades that a third look settled, for the revision they were settled for."""
    rows = SampledEvent.objects.filter(event__submission__in=submissions)
    found = rows.values_list("event", "revision", "settled_grade")
    return {(event, revision): grade for event, revision, grade in found if grade is not None}
