"""Taking back: an event with a reason, or one's own last saving of answers."""

from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.collection import policies
from ikpweb.collection.content import declaration_content, event_content
from ikpweb.collection.models import Comment, Declaration, Event, Revision, State, Submission
from ikpweb.collection.services.keeping import keep, write
from ikpweb.collection.services.merging import as_of
from ikpweb.collection.transitions import TRANSITIONS, Move
from ikpweb.kit.errors import FieldError, RejectedError

__all__ = ["undo", "withdraw"]


@audited(
    "event.withdrawn",
    lambda event, *_, **__: f"event:{event.pk}",
    allowed=lambda event, *_, actor, **__: policies.may_enter(actor, event.submission),
)
def withdraw(event: Event, reason: str, *, seen: int, actor: Member) -> None:
    """Take an event back, with a reason; it stays readable and counts nowhere.

    The reason stands among the comments of the event.

    Raises
    ------
    RejectedError
        Without a reason, in a state that allows it no more, or when somebody changed it since `seen`.
    """
    held = Submission.objects.select_for_update().get(pk=event.submission_id)
    standing = Event.objects.get(pk=event.pk)
    key, reason = str(event.pk), reason.strip()
    if len(reason) < 10:
        raise RejectedError({key: [FieldError("reason", _("Tulis alasan penarikan (paling sedikit 10 huruf)."))]})
    if (State(standing.state), Move.WITHDRAW) not in TRANSITIONS:
        sentence = _("Kejadian ini berstatus %(state)s dan tidak dapat ditarik.") % {
            "state": State(standing.state).label
        }
        raise RejectedError({key: [FieldError("state", sentence)]})
    if standing.revision > seen:
        raise RejectedError(
            {key: [FieldError("revision", _("Orang lain mengubah kejadian ini. Muat ulang, lalu coba lagi."))]}
        )
    now = timezone.now()
    standing.state, standing.revision, standing.changed_at = State.WITHDRAWN, held.revision + 1, now
    standing.author = actor.person
    write(held, [], [standing], held.revision + 1, now)
    content = {"declarations": {}, "events": {key: event_content(standing)}}
    keep(held, content, kind=Revision.Kind.SAVED, client=uuid4(), actor=actor, at=now)
    Comment.objects.create(
        submission=held,
        indicator=standing.indicator,
        event=standing,
        author=actor.person,
        office=actor.office,
        at=now,
        text=_("Ditarik: %(reason)s") % {"reason": reason},
    )
    tell(reason=reason, revision=held.revision)


@audited(
    "submission.undone",
    lambda submission, *_, **__: f"submission:{submission.pk}",
    allowed=lambda submission, *_, actor, **__: policies.may_enter(actor, submission),
)
def undo(submission: Submission, number: int, *, client: UUID, actor: Member) -> int:
    """Take back one's own last saving of answers: each says again what it said before, or nothing.

    Returns
    -------
    int
        The revision that now stands.

    Raises
    ------
    RejectedError
        When somebody saved since, or it was another person's, held events, or was handed in.
    """
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    last = Revision.objects.filter(submission=held, number=held.revision).first()
    codes = list(last.changes["declarations"]) if last else []
    standing = {d.indicator: d for d in Declaration.objects.filter(submission=held, indicator__in=codes)}
    mine = last is not None and last.number == number and last.author_id == actor.person.pk
    if not (mine and last and not last.changes["events"] and all(d.state == State.DRAFT for d in standing.values())):
        sentence = _("Yang dapat dibatalkan hanya simpanan terakhir Anda sendiri, selama belum diajukan.")
        raise RejectedError({"revision": [FieldError("revision", sentence)]})
    before, now = as_of(held, number - 1, codes), timezone.now()
    gone = [code for code in codes if not before[code]]
    Declaration.objects.filter(submission=held, indicator__in=gone).delete()
    again = [standing[code] for code in codes if before[code]]
    for each in again:
        content = before[each.indicator]
        each.answer, each.reason = content["answer"], content["reason"]
        each.revision, each.author, each.changed_at = number + 1, actor.person, now
    write(held, again, [], number + 1, now)
    told = {**{code: {} for code in gone}, **{each.indicator: declaration_content(each) for each in again}}
    keep(held, {"declarations": told, "events": {}}, kind=Revision.Kind.SAVED, client=client, actor=actor, at=now)
    tell(undone=number, revision=held.revision)
    return held.revision
