"""Saving and submitting: one revision for all that a person changed at once.

A writer says which revision they saw. Items that nobody else changed since are saved;
where somebody did, nothing of the request is written, and the writer gets both versions
and a proposal that merges them field by field. Sent twice, the same request is one revision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.collection import policies
from ikpweb.collection.content import content_of, declaration_content, event_content
from ikpweb.collection.models import Declaration, Event, Revision, State, Submission
from ikpweb.collection.services.handing_in import hand_in
from ikpweb.collection.services.keeping import keep, write
from ikpweb.collection.services.merging import left_alone
from ikpweb.collection.services.reading import read
from ikpweb.collection.transitions import TRANSITIONS, Move
from ikpweb.kit.errors import FieldError, RejectedError

__all__ = ["Saved", "save"]


@dataclass(frozen=True)
class Saved:
    """What was done: the number of the revision that now stands, and whether it was already there.

    `news` holds the answers that others changed since what the writer had seen: who goes on
    from `revision` must show them first, or would write over them unseen.
    """

    revision: int
    changed: tuple[str, ...] = ()
    repeated: bool = False
    news: Mapping[str, dict[str, Any]] = field(default_factory=dict)


def _may(
    submission: Submission,
    *_: object,
    actor: Member,
    imported: bool = False,
    submit: bool = False,
    **__: object,
) -> bool:
    return policies.may_enter(actor, submission) or (
        imported and not submit and policies.may_import_for(actor, submission)
    )


@audited("submission.saved", lambda submission, *_, **__: f"submission:{submission.pk}", allowed=_may)
def save(
    submission: Submission,
    changes: Mapping[str, Mapping[str, Mapping[str, Any]]],
    *,
    seen: int,
    client: UUID,
    submit: bool = False,
    imported: bool = False,
    actor: Member,
) -> Saved:
    """Save what changed, and hand in everything when asked.

    Parameters
    ----------
    submission : Submission
        With `cycle` and `office` at hand.
    changes : mapping
        ``{"declarations": {indicator: {"answer", "reason"}}, "events": {uuid: {fields}}}``;
        what is not named stays as it is.
    seen : int
        The revision that the writer had before them.
    client : UUID
        Made by the writer's device for this request.
    submit : bool
        Hand in after saving: every indicator must have its answer, and everything must be whole.
    imported : bool
        From a spreadsheet; the centre may bring in those of offices in this way, and does not hand in for them.

    Raises
    ------
    RejectedError
        For faults; with the sentences of each.
    ConflictError
        When somebody else changed the same items since `seen`.
    """
    wanted = read(changes, submission)
    if wanted.faults:
        raise RejectedError(wanted.faults)
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    # A submission without a revision has no request that could come again, and no items that stand.
    if held.revision:
        done = Revision.objects.filter(submission=held, client=client).values_list("number", flat=True).first()
        if done is not None:
            tell(repeated=done)
            standing_then = Declaration.objects.filter(submission=held, revision__gt=seen, revision__lt=done)
            return Saved(done, repeated=True, news=_contents(standing_then))
    now, number = timezone.now(), held.revision + 1
    declarations = {d.indicator: d for d in Declaration.objects.filter(submission=held)} if held.revision else {}
    events = _standing_events(held, wanted.events, everything=submit)
    standing: dict[str, Declaration | Event] = {**declarations, **events}
    different = {
        key: content
        for key, content in (*wanted.declarations.items(), *wanted.events.items())
        if key not in standing or content_of(standing[key]) != content
    }
    if seen < held.revision:
        for key in left_alone(held, seen, different, standing):
            del different[key]
    mark = {"submission_id": held.pk, "revision": number, "author_id": actor.person.pk, "changed_at": now}
    new_declarations = {
        code: _declaration(code, content, declarations.get(code), mark)
        for code, content in different.items()
        if code in wanted.declarations
    }
    new_events = {
        key: _event(key, content, events.get(key), mark) for key, content in different.items() if key in wanted.events
    }
    if submit:
        for each in hand_in(submission, held, declarations | new_declarations, events | new_events, now):
            each.revision = number  # what is handed in is what this revision says
            if isinstance(each, Event):
                new_events[str(each.pk)] = each
            else:
                new_declarations[each.indicator] = each
    changed = (*new_declarations, *new_events)
    news = _contents(each for each in declarations.values() if seen < each.revision and each.indicator not in changed)
    if not changed:
        return Saved(held.revision, news=news)
    write(held, new_declarations.values(), new_events.values(), number, now)
    content = {
        "declarations": {code: declaration_content(each) for code, each in new_declarations.items()},
        "events": {key: event_content(each) for key, each in new_events.items()},
    }
    kind = Revision.Kind.IMPORTED if imported else Revision.Kind.SUBMITTED if submit else Revision.Kind.SAVED
    revision = keep(held, content, kind=kind, client=client, actor=actor, at=now)
    tell(revision=number, kind=kind.value, items=len(changed), digest=revision.digest)
    return Saved(number, changed, news=news)


def _contents(declarations: Iterable[Declaration]) -> dict[str, dict[str, Any]]:
    return {each.indicator: declaration_content(each) for each in declarations}


def _standing_events(held: Submission, wanted: Iterable[str], *, everything: bool) -> dict[str, Event]:
    """Give the events that stand, and refuse a number that belongs to another submission."""
    asked = set(wanted)
    if not asked and (not everything or not held.revision):
        return {}
    mine = Event.objects.filter(submission=held)
    found = {str(event.pk): event for event in (mine if everything else mine.filter(pk__in=asked))}
    new = asked - found.keys()
    if new and (taken := list(Event.objects.filter(pk__in=new).values_list("pk", flat=True))):
        raise RejectedError({str(key): [FieldError("id", _("Nomor kejadian ini sudah dipakai."))] for key in taken})
    return found


def _declaration(
    code: str, content: Mapping[str, Any], before: Declaration | None, mark: Mapping[str, Any]
) -> Declaration:
    """Give a declaration as it will be written."""
    pk = before.pk if before else None
    return Declaration(pk=pk, indicator=code, state=_after_edit(before, code), **mark, **content)


def _event(key: str, content: Mapping[str, Any], before: Event | None, mark: Mapping[str, Any]) -> Event:
    """Give an event as it will be written."""
    days = {name: date.fromisoformat(content[name]) if content[name] else None for name in ("date", "date_to")}
    return Event(pk=UUID(key), state=_after_edit(before, key), **mark, **{**content, **days})


def _after_edit(item: Declaration | Event | None, key: str) -> State:
    """Give the state after an edit: the review opens anew; what is rejected or contested cannot be edited."""
    if item is None:
        return State.DRAFT
    transition = TRANSITIONS.get((State(item.state), Move.EDIT))
    if transition is None or transition.to is None:
        sentence = _("Isian ini berstatus %(state)s dan tidak dapat diubah.") % {"state": State(item.state).label}
        raise RejectedError({key: [FieldError("state", sentence)]})
    return transition.to
