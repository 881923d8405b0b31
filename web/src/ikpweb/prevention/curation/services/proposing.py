"""Proposing an action or a change of one, changing what is proposed, and taking it back."""

from collections.abc import Mapping
from typing import Any, NoReturn
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.prevention.curation.models import Proposal, ProposalStep, Status
from ikpweb.prevention.curation.policies import is_author, may_propose, proposals_visible_to, sides_of
from ikpweb.prevention.curation.selectors.library import read_library
from ikpweb.prevention.curation.services.keeping import sides
from ikpweb.prevention.curation.transitions import Move, Transition, allowed
from ikpweb.prevention.curation.validation import clean_action, clean_reason, key_for

__all__ = ["change_proposal", "demand", "hold_proposal", "propose", "refuse", "repeated", "step", "withdraw_proposal"]


def refuse(proposal: Proposal, *faults: FieldError) -> NoReturn:
    """Say that nothing was written, and why."""
    raise RejectedError({str(proposal.pk): list(faults)})


def hold_proposal(proposal: Proposal) -> Proposal:
    """Lock a proposal to the end of the transaction."""
    return Proposal.objects.select_for_update(of=("self",)).select_related("office").get(pk=proposal.pk)


def demand(proposal: Proposal, move: Move, actor: Member) -> Transition:
    """Give the transition of a move.

    Raises
    ------
    RejectedError
        When the table does not allow it now, or not to this person.
    """
    status, mine = Status(proposal.status), is_author(actor, proposal)
    stands = sides_of(actor, proposal)
    if transition := allowed(status, move, stands, is_author=mine):
        return transition
    if mine and allowed(status, move, stands, is_author=False):
        refuse(
            proposal, FieldError("status", _("Anda sendiri yang menulis usulan ini. Orang lain yang mengkurasinya."))
        )
    sentence = _("Usulan ini berstatus %(status)s; tindakan ini tidak berlaku untuk Anda sekarang.")
    refuse(proposal, FieldError("status", sentence % {"status": status.label}))


def repeated(proposal: Proposal, move: Move, content: Mapping[str, Any], *, seen: int, actor: Member) -> bool:
    """Tell whether this very request was done already.

    Raises
    ------
    ConflictError
        When somebody changed or decided the proposal since `seen`; with both versions.
    """
    if seen >= proposal.version:
        return False
    last = ProposalStep.objects.get(proposal=proposal, number=proposal.version)
    mine = last.number == seen + 1 and last.by_id == actor.person.pk and last.move == move.value
    if mine and last.content == content:
        tell(repeated=last.number)
        return True
    before = ProposalStep.objects.filter(proposal=proposal, number=seen).first()
    raise ConflictError(
        {str(proposal.pk): sides(before.content if before else {}, last.content, content)}, proposal.version
    )


def step(proposal: Proposal, move: Move, *, reason: str, actor: Member, new: bool = False) -> None:
    """Write a proposal that is held or new as it now is, with the step that says so."""
    now = timezone.now()
    proposal.changed_at = now
    if new:
        proposal.made_at = now
    else:
        proposal.version += 1
    proposal.save(force_insert=new)
    made = ProposalStep(
        proposal=proposal,
        number=proposal.version,
        move=move.value,
        content=proposal.content,
        reason=reason,
        by=actor.person,
        office=actor.office,
        at=now,
    )
    made.save(force_insert=True)
    tell(move=move.value, version=proposal.version, action=proposal.code)


@audited(
    "library_proposal.made",
    lambda key, *_, **__: f"library-proposal:{key}",
    allowed=lambda *_, actor, **__: may_propose(actor),
)
def propose(key: UUID, given: Mapping[str, Any], *, why: str, code: str = "", base: int = 0, actor: Member) -> Proposal:
    """Propose an action, or a change of one, for the member's office.

    Parameters
    ----------
    key : UUID
        The number of the proposal, made by the page: sent twice, it is one proposal.
    given : mapping
        The table of the action, as the files of the library hold it; English may be left out.
    why : str
        What it is good for, or what is wrong with the action as it is.
    code, base : str, int
        The action that it changes and the version of it that the writer saw; left out, a new one is proposed.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong.
    """
    known = {each.id: each for each in read_library()}
    content, faults = clean_action({**given, "id": code or "-"}, whole=False)
    said, wrong = clean_reason(why, "why")
    faults += wrong
    if code and code not in known:
        faults.append(FieldError("title", _("Tindakan yang hendak diubah tidak ada dalam pustaka.")))
    if faults:
        raise RejectedError({str(key): faults})
    proposal = Proposal(pk=key, base=base, content=content, why=said, office=actor.office, author=actor.person)
    if code:
        proposal.code = code
    else:
        proposal.code = content["id"] = key_for(content, list(known))
    try:
        with transaction.atomic():
            step(proposal, Move.PROPOSE, reason=said, actor=actor, new=True)
    except IntegrityError:  # sent before
        standing = proposals_visible_to(actor).filter(pk=key, author=actor.person).first()
        if standing is None:
            raise RejectedError({str(key): [FieldError("title", _("Nomor usulan ini sudah dipakai."))]}) from None
        tell(repeated=str(key))
        return standing
    return proposal


@audited(
    "library_proposal.changed",
    lambda proposal, *_, **__: f"library-proposal:{proposal.pk}",
    allowed=lambda *_, actor, **__: may_propose(actor),
)
def change_proposal(proposal: Proposal, given: Mapping[str, Any], *, why: str, seen: int, actor: Member) -> Proposal:
    """Change what an office proposes, as long as nobody decided on it.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong, or when it is decided already.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = hold_proposal(proposal)
    content, faults = clean_action({**given, "id": held.code}, whole=False)
    said, wrong = clean_reason(why, "why")
    if faults + wrong:
        refuse(held, *faults, *wrong)
    if repeated(held, Move.CHANGE, content, seen=seen, actor=actor):
        return held
    demand(held, Move.CHANGE, actor)
    if (held.content, held.why) == (content, said):
        tell(unchanged=True)
        return held
    held.content, held.why = content, said
    step(held, Move.CHANGE, reason=said, actor=actor)
    return held


@audited(
    "library_proposal.withdrawn",
    lambda proposal, *_, **__: f"library-proposal:{proposal.pk}",
    allowed=lambda *_, actor, **__: may_propose(actor),
)
def withdraw_proposal(proposal: Proposal, reason: str, *, seen: int, actor: Member) -> Proposal:
    """Take a proposal back, with a reason; it stays readable.

    Raises
    ------
    RejectedError, ConflictError
        As `change_proposal`.
    """
    held = hold_proposal(proposal)
    if repeated(held, Move.WITHDRAW, held.content, seen=seen, actor=actor):
        return held
    transition = demand(held, Move.WITHDRAW, actor)
    said, wrong = clean_reason(reason)
    if wrong:
        refuse(held, *wrong)
    held.status = transition.to
    step(held, Move.WITHDRAW, reason=said, actor=actor)
    return held
