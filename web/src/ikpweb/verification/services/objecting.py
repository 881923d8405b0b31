"""Objections (*sanggah*): an office objects to a return or a rejection, the level above the reviewer answers."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.collection.models import Declaration, State, Submission
from ikpweb.collection.transitions import Move, allowed
from ikpweb.verification import policies
from ikpweb.verification.models import Decision, Objection
from ikpweb.verification.services.deciding import put_down
from ikpweb.verification.services.holding import (
    Item,
    anew,
    demand_reason,
    demand_stage,
    hold,
    key_of,
    refuse,
    state_label,
)

__all__ = ["answer_objection", "item_of", "object_to"]


def item_of(decision: Decision) -> Item:
    """Give the item that a decision is about."""
    if decision.event is not None:
        return decision.event
    return Declaration.objects.get(submission=decision.submission_id, indicator=decision.indicator)


@audited(
    "objection.made",
    lambda decision, *_, **__: f"decision:{decision.pk}",
    allowed=lambda decision, *_, actor, **__: policies.may_object(actor, decision.submission),
)
def object_to(decision: Decision, reason: str, *, actor: Member) -> Objection:
    """Object to a return or a rejection, in the name of the office.

    Raises
    ------
    RejectedError
        Without a reason, when the decision is not the last one about the item, the item changed
        since, or the level above has answered already.
    """
    held = hold(decision.submission_id)
    demand_stage(held, Submission.Stage.SUBMITTED)
    item = anew(item_of(decision), held)
    last = policies.last_decision(item)
    if last is None or last.pk != decision.pk or decision.revision != item.revision:
        refuse(key_of(item), _("Keputusan ini bukan lagi yang terakhir tentang isian ini."))
    transition = allowed(State(item.state), Move.OBJECT, policies.standing_of(actor, item))
    if transition is None or transition.to is None or decision.move not in {Move.RETURN, Move.REJECT}:
        sentence = _("Isian ini berstatus %(state)s dan tidak dapat disanggah.")
        refuse(key_of(item), sentence % {"state": state_label(item)})
    reason = demand_reason(key_of(item), reason)
    item.state = transition.to
    item.save(update_fields=["state"])
    tell(item=key_of(item), reason=reason, revision=item.revision)
    return Objection.objects.create(decision=decision, reason=reason, person=actor.person, at=timezone.now())


@audited(
    "objection.answered",
    lambda objection, *_, **__: f"objection:{objection.pk}",
    allowed=lambda objection, *_, actor, **__: policies.may_answer(actor, objection.decision.submission),
)
def answer_objection(objection: Objection, granted: bool, answer: str, *, actor: Member) -> Decision:
    """Grant an objection, and the item is accepted; or uphold the decision, and it stands for good.

    Raises
    ------
    RejectedError
        Without a reason, for somebody's own decision, or when the objection was answered already.
    """
    held = hold(objection.decision.submission_id)
    standing = Objection.objects.select_related("decision__event").get(pk=objection.pk)
    decision = standing.decision
    item = anew(item_of(decision), held)
    move = Move.GRANT if granted else Move.UPHOLD
    transition = allowed(State(item.state), move, policies.standing_of(actor, item))
    if standing.granted is not None or transition is None:
        if decision.person_id == actor.person.pk:
            refuse(key_of(item), _("Sanggahan atas keputusan sendiri diputuskan orang lain."), "person")
        refuse(key_of(item), _("Sanggahan ini sudah dijawab."))
    answer = demand_reason(key_of(item), answer)
    at = timezone.now()
    standing.granted, standing.answer = granted, answer
    standing.answered_by, standing.answered_at = actor.person, at
    standing.save()
    tell(item=key_of(item), move=move.value, answer=answer, revision=item.revision)
    return put_down(item, move, State(transition.to or decision.after), reason=answer, actor=actor, at=at)
