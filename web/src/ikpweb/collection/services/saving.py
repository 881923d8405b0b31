"""Saving and submitting: one revision for all that a person changed at once.

A writer says which revision they saw. Items that nobody else changed since are saved;
where somebody did, nothing of the request is written, and the writer gets both versions
and a proposal that merges them field by field. Sent twice, the same request is one revision.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.collection import policies
from ikpweb.collection.content import (
    DECLARATION_FIELDS,
    EVENT_FIELDS,
    declaration_content,
    event_content,
)
from ikpweb.collection.faults import Fault, RefusedError
from ikpweb.collection.models import Declaration, Event, Revision, State, Submission
from ikpweb.collection.services.merging import refuse_conflicts
from ikpweb.collection.transitions import TRANSITIONS, Move
from ikpweb.collection.validation import check_declaration, check_event, clean_declaration, clean_event

__all__ = ["Saved", "save", "withdraw"]

#: More at once is no person's work; a spreadsheet is taken in portions.
MOST_EVENTS = 2000


@dataclass(frozen=True)
class Saved:
    """What was done: the number of the revision that now stands, and whether it was already there."""

    revision: int
    changed: tuple[str, ...] = ()
    repeated: bool = False


@dataclass
class _Wanted:
    """What a request wants to change, cleaned."""

    declarations: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)


@audited(
    "submission.saved",
    lambda submission, *_, **__: f"submission:{submission.pk}",
    allowed=lambda submission, *_, actor, **__: policies.may_enter(actor, submission),
)
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

    Raises
    ------
    RefusedError
        For faults; with the sentences of each.
    ConflictError
        When somebody else changed the same items since `seen`.
    """
    wanted = _read(changes, submission)
    if wanted.faults:
        raise RefusedError(wanted.faults)
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    done = Revision.objects.filter(submission=held, client=client).values_list("number", flat=True).first()
    if done is not None:
        tell(repeated=done)
        return Saved(done, repeated=True)
    now, number = timezone.now(), held.revision + 1
    declarations = {d.indicator: d for d in Declaration.objects.filter(submission=held)}
    events = _standing_events(held, wanted.events, everything=submit)
    mark = {"submission": held, "revision": number, "author": actor.person, "changed_at": now}
    new_declarations = _changed_declarations(wanted.declarations, declarations, mark)
    new_events = _changed_events(wanted.events, events, mark)
    if seen < held.revision:
        refuse_conflicts(held, seen, {**new_declarations, **new_events}, {**declarations, **events})
    if submit:
        handed = _hand_in(submission, held, declarations | new_declarations, events | new_events, now)
        for each in handed:
            each.revision = number  # what is handed in is what this revision says
            if isinstance(each, Event):
                new_events[str(each.pk)] = each
            else:
                new_declarations[each.indicator] = each
    changed = (*new_declarations, *new_events)
    if not changed:
        return Saved(held.revision)
    _write(held, new_declarations.values(), new_events.values(), number, now)
    content = {
        "declarations": {code: declaration_content(each) for code, each in new_declarations.items()},
        "events": {key: event_content(each) for key, each in new_events.items()},
    }
    kind = Revision.Kind.IMPORTED if imported else Revision.Kind.SUBMITTED if submit else Revision.Kind.SAVED
    revision = _keep(held, content, kind=kind, client=client, actor=actor, at=now)
    tell(revision=number, kind=kind.value, items=len(changed), digest=revision.digest)
    return Saved(number, changed)


def _read(changes: Mapping[str, Any], submission: Submission) -> _Wanted:
    """Clean what was sent; faults are collected, not raised one by one."""
    wanted = _Wanted()
    codes = {question["code"] for question in submission.cycle.form.get(submission.office.level, [])}
    for code, given in changes.get("declarations", {}).items():
        content, faults = clean_declaration(given)
        if code not in codes:
            faults = [Fault("indicator", _("Indikator ini tidak ditanyakan dalam putaran ini."))]
        wanted.declarations[code] = content
        if faults:
            wanted.faults[code] = faults
    sent = changes.get("events", {})
    if len(sent) > MOST_EVENTS:
        wanted.faults["events"] = [Fault("events", _("Terlalu banyak kejadian sekaligus; kirim bertahap."))]
        return wanted
    for key, given in sent.items():
        content, faults = clean_event(given)
        if content["indicator"] not in codes:
            faults = [*faults, Fault("indicator", _("Indikator ini tidak ditanyakan dalam putaran ini."))]
        wanted.events[_uuid(key, faults)] = content
        if faults:
            wanted.faults[key] = faults
    return wanted


def _uuid(key: str, faults: list[Fault]) -> str:
    try:
        return str(UUID(key))
    except ValueError:
        faults.append(Fault("id", _("Nomor kejadian harus berupa UUID.")))
        return key


def _standing_events(held: Submission, wanted: Iterable[str], *, everything: bool) -> dict[str, Event]:
    """Give the events that stand, and refuse a number that belongs to another submission."""
    asked = set(wanted)
    if not asked and not everything:
        return {}
    mine = Event.objects.filter(submission=held)
    found = {str(event.pk): event for event in (mine if everything else mine.filter(pk__in=asked))}
    new = asked - found.keys()
    if new and (taken := list(Event.objects.filter(pk__in=new).values_list("pk", flat=True))):
        raise RefusedError({str(key): [Fault("id", _("Nomor kejadian ini sudah dipakai."))] for key in taken})
    return found


def _changed_declarations(
    wanted: Mapping[str, dict[str, Any]], standing: Mapping[str, Declaration], mark: Mapping[str, Any]
) -> dict[str, Declaration]:
    """Give the declarations that say something else than before, as they will be written."""
    changed = {}
    for code, content in wanted.items():
        before = standing.get(code)
        if before is None or declaration_content(before) != content:
            state = _after_edit(before, code)
            changed[code] = Declaration(
                pk=before.pk if before else None, indicator=code, state=state, **mark, **content
            )
    return changed


def _changed_events(
    wanted: Mapping[str, dict[str, Any]], standing: Mapping[str, Event], mark: Mapping[str, Any]
) -> dict[str, Event]:
    """Give the events that say something else than before, as they will be written."""
    changed = {}
    for key, content in wanted.items():
        before = standing.get(key)
        if before is None or event_content(before) != content:
            days = {name: date.fromisoformat(content[name]) if content[name] else None for name in ("date", "date_to")}
            changed[key] = Event(pk=UUID(key), state=_after_edit(before, key), **mark, **{**content, **days})
    return changed


def _after_edit(item: Declaration | Event | None, key: str) -> State:
    """Give the state after an edit: the review opens anew; what is rejected or contested cannot be edited."""
    if item is None:
        return State.DRAFT
    transition = TRANSITIONS.get((State(item.state), Move.EDIT))
    if transition is None or transition.to is None:
        sentence = _("Isian ini berstatus %(state)s dan tidak dapat diubah.") % {"state": State(item.state).label}
        raise RefusedError({key: [Fault("state", sentence)]})
    return transition.to


def _hand_in(
    submission: Submission,
    held: Submission,
    declarations: Mapping[str, Declaration],
    events: Mapping[str, Event],
    now: datetime,
) -> list[Declaration | Event]:
    """Hand in all drafts, or refuse with everything that is lacking; give the items that were handed in."""
    standing = {key: event for key, event in events.items() if event.state != State.WITHDRAWN}
    under = Counter(event.indicator for event in standing.values())
    proofs = dict(
        Event.objects.filter(submission=held).annotate(files=Count("evidence")).values_list("pk", "files")
        if standing
        else ()
    )
    faults: dict[str, list[Fault]] = {}
    for question in submission.cycle.form[submission.office.level]:
        code = question["code"]
        if code not in declarations:
            faults[code] = [Fault("answer", _("Belum dijawab."))]
        elif found := check_declaration(declaration_content(declarations[code]), under[code]):
            faults[code] = found
    for key, event in standing.items():
        if event.state == State.DRAFT and (
            found := check_event(event_content(event), submission.cycle, proofs.get(event.pk, 0))
        ):
            faults[key] = found
    if faults:
        raise RefusedError(faults)
    items: list[Declaration | Event] = [*declarations.values(), *standing.values()]
    drafts = [item for item in items if item.state == State.DRAFT]
    for item in drafts:
        item.state = State.SUBMITTED
    held.stage = Submission.Stage.SUBMITTED
    held.submitted_at = now
    held.first_submitted_at = held.first_submitted_at or now
    return drafts


def _write(
    held: Submission,
    declarations: Iterable[Declaration],
    events: Iterable[Event],
    number: int,
    now: datetime,
) -> None:
    reviewed = ["state", "revision", "author", "changed_at"]
    Declaration.objects.bulk_create(
        list(declarations),
        update_conflicts=True,
        unique_fields=["submission", "indicator"],
        update_fields=[*DECLARATION_FIELDS, *reviewed],
        batch_size=100,
    )
    Event.objects.bulk_create(
        list(events),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*EVENT_FIELDS, *reviewed],
        batch_size=50,
    )
    held.revision, held.changed_at = number, now
    held.save(update_fields=["revision", "changed_at", "stage", "submitted_at", "first_submitted_at"])


@audited(
    "event.withdrawn",
    lambda event, *_, **__: f"event:{event.pk}",
    allowed=lambda event, *_, actor, **__: policies.may_enter(actor, event.submission),
)
def withdraw(event: Event, reason: str, *, seen: int, actor: Member) -> None:
    """Take an event back, with a reason; it stays readable and counts nowhere.

    Raises
    ------
    RefusedError
        Without a reason, in a state that allows it no more, or when somebody changed it since `seen`.
    """
    held = Submission.objects.select_for_update().get(pk=event.submission_id)
    standing = Event.objects.get(pk=event.pk)
    key = str(event.pk)
    if len(reason.strip()) < 10:
        raise RefusedError({key: [Fault("reason", _("Tulis alasan penarikan (paling sedikit 10 huruf)."))]})
    if (State(standing.state), Move.WITHDRAW) not in TRANSITIONS:
        sentence = _("Kejadian ini berstatus %(state)s dan tidak dapat ditarik.") % {
            "state": State(standing.state).label
        }
        raise RefusedError({key: [Fault("state", sentence)]})
    if standing.revision > seen:
        raise RefusedError(
            {key: [Fault("revision", _("Orang lain mengubah kejadian ini. Muat ulang, lalu coba lagi."))]}
        )
    now = timezone.now()
    standing.state, standing.revision, standing.changed_at = State.WITHDRAWN, held.revision + 1, now
    standing.author = actor.person
    _write(held, [], [standing], held.revision + 1, now)
    content = {"declarations": {}, "events": {key: event_content(standing)}}
    _keep(held, content, kind=Revision.Kind.SAVED, client=uuid4(), actor=actor, at=now)
    tell(reason=reason.strip(), revision=held.revision)


def _keep(
    held: Submission, content: dict[str, Any], *, kind: Revision.Kind, client: UUID, actor: Member, at: datetime
) -> Revision:
    return Revision.objects.create(
        submission=held,
        number=held.revision,
        client=client,
        kind=kind,
        changes=content,
        digest=digest_of(content),
        author=actor.person,
        office=actor.office,
        address=actor.address,
        at=at,
    )
