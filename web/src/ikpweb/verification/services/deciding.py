"""Deciding about what an office entered: one item with a reason, or many safe ones at once.

A decision pins the revision it judged. The submission is locked before its items, so that
of two reviewers one is first and the other is told; and an edit that came in between is
never judged unseen.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.audit.services import audited, tell
from ikpweb.collection.models import Declaration, Event, State, Submission
from ikpweb.collection.policies import sides_of
from ikpweb.collection.transitions import Move, Standing, allowed
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.verification import policies
from ikpweb.verification.models import Decision, Delegation
from ikpweb.verification.risk import signs_of, with_declaration_signs, with_event_signs
from ikpweb.verification.services.holding import (
    Item,
    anew,
    demand_reason,
    demand_stage,
    hold,
    key_of,
    refuse,
    state_label,
    subject_of,
)

__all__ = ["MOST_AT_ONCE", "decide", "decide_many", "put_down"]

#: More than this at once is not judged but waved through.
MOST_AT_ONCE = 100
_DECISIONS = frozenset({Move.ACCEPT, Move.RETURN, Move.REJECT, Move.UNDECIDE})


@audited(
    "item.decided",
    lambda item, *_, **__: subject_of(item),
    allowed=lambda item, *_, actor, **__: policies.may_review(actor, item.submission),
)
def decide(item: Item, move: Move, *, reason: str = "", seen_revision: int, actor: Member) -> Decision:
    """Accept, return, reject, or take the last decision back.

    Parameters
    ----------
    item : Declaration or Event
        With `submission` and its `office` at hand.
    move : Move
        ``ACCEPT``, ``RETURN``, ``REJECT`` or ``UNDECIDE``; all but the first with a reason.
    seen_revision : int
        The revision of the item that the reviewer had before them.

    Returns
    -------
    Decision
        Sent twice (a double click), the same decision is one.

    Raises
    ------
    RejectedError
        When the table of moves does not allow it now, the item changed since, the reason lacks,
        the submission is signed off, or its reviews were given to a colleague.
    """
    if move not in _DECISIONS:
        message = f"{move}: objections and entries have services of their own."
        raise ValueError(message)
    held = hold(item.submission_id)
    fresh = anew(item, held)
    last = policies.last_decision(fresh)
    if last is not None and _is_repeated(last, fresh, move, actor):
        tell(repeated=last.pk)
        return last
    demand_stage(held, Submission.Stage.SUBMITTED)
    _demand_mine(held, actor)
    if fresh.revision > seen_revision:
        refuse(key_of(fresh), _("Isian ini berubah sejak Anda membacanya. Muat ulang, lalu putuskan."), "revision")
    if move == Move.UNDECIDE and last is not None and last.move in {Move.GRANT, Move.UPHOLD}:
        refuse(key_of(fresh), _("Tingkat di atas sudah memutuskan sanggahan ini; keputusannya berlaku."))
    transition = allowed(State(fresh.state), move, policies.standing_of(actor, fresh))
    if transition is None or transition.to is None:
        sentence = _("Isian ini berstatus %(state)s; tindakan ini tidak berlaku lagi.")
        refuse(key_of(fresh), sentence % {"state": state_label(fresh)})
    if transition.needs_reason:
        reason = demand_reason(key_of(fresh), reason)
    decision = put_down(fresh, move, State(transition.to), reason=reason.strip(), actor=actor, at=timezone.now())
    tell(move=move.value, before=decision.before, after=decision.after, revision=fresh.revision, reason=reason.strip())
    return decision


def put_down(item: Item, move: Move, to: State, *, reason: str, actor: Member, at: datetime) -> Decision:
    """Write a decision and the new state of the item it is about; the caller holds the lock."""
    decision = Decision.objects.create(
        submission=item.submission,
        indicator=item.indicator,
        event=item if isinstance(item, Event) else None,
        revision=item.revision,
        move=move.value,
        before=item.state,
        after=to.value,
        reason=reason,
        person=actor.person,
        office=actor.office,
        at=at,
    )
    item.state = to
    item.save(update_fields=["state"])
    return decision


@audited(
    "items.accepted",
    lambda submission, *_, **__: f"submission:{submission.pk}",
    allowed=lambda submission, *_, actor, **__: policies.may_review(actor, submission),
)
def decide_many(submission: Submission, seen: Mapping[str, int], *, actor: Member) -> list[Decision]:
    """Accept many items of one submission at once: only such as show no sign of risk, all or none.

    Parameters
    ----------
    submission : Submission
        With `office` at hand.
    seen : mapping of str to int
        Indicator of a declaration, or number of an event, to the revision that the reviewer saw.

    Raises
    ------
    RejectedError
        For each item that is unknown, changed since, not waiting for a decision, or needs a
        look of its own, with the reason; and for more than `MOST_AT_ONCE`.
    """
    held = hold(submission.pk)
    demand_stage(held, Submission.Stage.SUBMITTED)
    _demand_mine(held, actor)
    if len(seen) > MOST_AT_ONCE:
        refuse(str(held.pk), _("Paling banyak %(most)s sekaligus.") % {"most": MOST_AT_ONCE}, "items")
    items = _asked_for(held, seen)
    standing = Standing(sides_of(actor, held.office), actor.roles, policies.has_written(actor, held))
    faults = {
        key: [FieldError(*why)]
        for key, revision in seen.items()
        if (why := _why_not(items.get(key), revision, standing)) is not None
    }
    if faults:
        raise RejectedError(faults)
    at = timezone.now()
    decisions = Decision.objects.bulk_create(
        Decision(
            submission=held,
            indicator=item.indicator,
            event=item if isinstance(item, Event) else None,
            revision=item.revision,
            move=Move.ACCEPT.value,
            before=item.state,
            after=State.ACCEPTED.value,
            person=actor.person,
            office=actor.office,
            at=at,
        )
        for item in items.values()
    )
    declared = [each.pk for each in items.values() if isinstance(each, Declaration)]
    happened = [each.pk for each in items.values() if isinstance(each, Event)]
    Declaration.objects.filter(pk__in=declared).update(state=State.ACCEPTED)
    Event.objects.filter(pk__in=happened).update(state=State.ACCEPTED)
    tell(items={key: item.revision for key, item in items.items()})
    return decisions


def _asked_for(held: Submission, seen: Mapping[str, int]) -> dict[str, Item]:
    """Give the items by key, each with its signs of risk."""
    events = Event.objects.filter(submission=held, pk__in=[key for key in seen if _is_number(key)])
    declarations = Declaration.objects.filter(submission=held, indicator__in=seen)
    found: dict[str, Item] = {str(event.pk): event for event in with_event_signs(events)}
    found.update((each.indicator, each) for each in with_declaration_signs(declarations))
    return found


def _is_number(key: str) -> bool:
    return len(key) == 36 and key.count("-") == 4


def _why_not(item: Item | None, seen: int, standing: Standing) -> tuple[str, str] | None:
    """Tell why an item is not accepted together with others, as field and sentence; None when it may be."""
    if item is None:
        return ("id", _("Tidak ada isian dengan nomor ini."))
    if allowed(State(item.state), Move.ACCEPT, standing) is None:
        return ("state", _("Berstatus %(state)s.") % {"state": state_label(item)})
    if item.revision > seen:
        return ("revision", _("Berubah sejak Anda membacanya."))
    if signs_of(item):
        return ("risk", _("Perlu dilihat sendiri."))
    return None


def _is_repeated(last: Decision, item: Item, move: Move, actor: Member) -> bool:
    """Tell whether the same person just did the same about the same revision: a double click."""
    return (
        last.move == move
        and last.person_id == actor.person.pk
        and last.revision == item.revision
        and last.after == item.state
    )


def _demand_mine(held: Submission, actor: Member) -> None:
    """Refuse when the reviews of a submission were given to somebody else; a head may always decide."""
    if actor.has(Role.HEAD):
        return
    given = Delegation.objects.filter(submission=held, ended_at=None).select_related("person").first()
    if given is not None and given.person_id != actor.person.pk:
        refuse(str(held.pk), _("Verifikasi isian ini diserahkan kepada %(person)s.") % {"person": given.person})
