"""The library itself: accepting and refusing what is proposed, and taking an action out and back in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import ConflictError, FieldError
from ikpweb.prevention.curation.models import Proposal, Status, Subject, Version
from ikpweb.prevention.curation.policies import may_curate
from ikpweb.prevention.curation.selectors.library import read_library
from ikpweb.prevention.curation.selectors.links import read_links
from ikpweb.prevention.curation.services.keeping import add, alone, content_now, done_before, hold, needed, sides
from ikpweb.prevention.curation.services.keeping import refuse as refuse_code
from ikpweb.prevention.curation.services.proposing import demand, hold_proposal, repeated, step
from ikpweb.prevention.curation.services.proposing import refuse as refuse_proposal
from ikpweb.prevention.curation.transitions import Move
from ikpweb.prevention.curation.validation import clean_action, clean_reason, key_for, lacking_actions
from ikpweb.prevention.shipped import LEAST, Action, action_of, check, table_of

__all__ = ["accept", "refuse", "restore_action", "withdraw_action"]

_SORT = Subject.Sort.ACTION
_ALLOWED: Any = lambda *_, actor, **__: may_curate(actor)  # noqa: E731 - the same door for all of them


def _proposal(proposal: Proposal, *_: Any, **__: Any) -> str:
    return f"library-proposal:{proposal.pk}"


def _action(code: str, *_: Any, **__: Any) -> str:
    return f"library-action:{code}"


@audited("library_action.accepted", _proposal, allowed=_ALLOWED)
def accept(
    proposal: Proposal, given: Mapping[str, Any], *, reason: str = "", seen: int, seen_action: int, actor: Member
) -> Version:
    """Take a proposal into the library, as the curator edited it; another person than who wrote it.

    Parameters
    ----------
    given : mapping
        The table of the action in both languages.
    reason : str
        What a reader of its history should know; left out, what the office gave for a reason.
    seen, seen_action : int
        The versions of the proposal and of the action (0: there is none yet) that the curator had before them.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong; when it was decided already; when an indicator would be
        left with fewer than two actions; when an indicator belongs to none of the stages.
    ConflictError
        When somebody changed the proposal or the action since.
    """
    alone()
    held = hold_proposal(proposal)
    known = {each.id: each for each in read_library()}
    changes = known.get(held.code) if held.base else None
    if not held.base and held.status == Status.WAITING and held.code in known:
        held.code = key_for(held.content, list(known))  # somebody else's new action took the name meanwhile
    content, faults = clean_action({**given, "id": held.code}, whole=True)
    if repeated(held, Move.ACCEPT, content, seen=seen, actor=actor):
        return Version.objects.get(proposals=held)
    transition = demand(held, Move.ACCEPT, actor)
    said, wrong = clean_reason(reason) if reason.strip() else (held.why, [])
    faults += wrong
    if not faults:
        faults = _misfits(content, known)
    if faults:
        refuse_proposal(held, *faults)
    subject = hold(_SORT, held.code, table_of(changes) if changes else None)
    if subject.version != seen_action:
        theirs = content_now(subject) if subject.version else {}
        seen_version = Version.objects.filter(subject=subject, number=seen_action).first()
        base = seen_version.content if seen_version else {}
        raise ConflictError({held.code: sides(base, theirs, content)}, held.version)
    made = add(subject, Version.Move.ACCEPT, content, reason=said, actor=actor)
    held.status, held.became, held.content = transition.to, made, content
    step(held, Move.ACCEPT, reason=said, actor=actor)
    return made


def _misfits(content: Mapping[str, Any], known: Mapping[str, Action]) -> list[FieldError]:
    """Find what is wrong with an action among the others, and against the links of its indicators."""
    faults = []
    links = read_links()
    for code in content["indicators"]:
        if not {stage.code for stage, _link in links[code].links} & set(content["stages"]):
            sentence = _("%(code)s tidak menyangkut satu pun tahapan yang dipilih. Ubah tahapannya, atau kaitannya.")
            faults.append(FieldError("indicators", sentence % {"code": code}))
    others = {code: each for code, each in known.items() if code != content["id"]}
    for field in ("title", "description", "mechanism", "done_when"):
        for lang in ("id", "en"):
            if twin := next((o.id for o in others.values() if getattr(o, field)[lang] == content[field][lang]), None):
                sentence = _("Kalimat ini sama dengan milik tindakan %(key)s.")
                faults.append(FieldError(f"{field}.{lang}", sentence % {"key": twin}))
    faults += _too_few([*others.values(), action_of(content)], field="indicators")
    # The rules of the files hold for what is accepted too; only the sentences above are for people.
    if not faults and (left := check([table_of(each) for each in [*others.values(), action_of(content)]])):
        faults = [FieldError("title", sentence) for sentence in left[:3]]
    return faults


def _too_few(actions: list[Action], field: str = "reason") -> list[FieldError]:
    lacking = lacking_actions(actions)
    sentence = _("Tidak dapat: %(codes)s akan memiliki kurang dari %(least)s tindakan.")
    return [FieldError(field, sentence % {"codes": ", ".join(lacking), "least": LEAST})] if lacking else []


@audited("library_proposal.refused", _proposal, allowed=_ALLOWED)
def refuse(proposal: Proposal, reason: str, *, seen: int, actor: Member) -> Proposal:
    """Refuse a proposal, with a reason; another person than who wrote it.

    Raises
    ------
    RejectedError, ConflictError
        As `accept`.
    """
    held = hold_proposal(proposal)
    if repeated(held, Move.REFUSE, held.content, seen=seen, actor=actor):
        return held
    transition = demand(held, Move.REFUSE, actor)
    said, wrong = clean_reason(reason)
    if wrong:
        refuse_proposal(held, *wrong)
    held.status = transition.to
    step(held, Move.REFUSE, reason=said, actor=actor)
    return held


@audited("library_action.withdrawn", _action, allowed=_ALLOWED)
def withdraw_action(code: str, reason: str, *, seen: int, actor: Member) -> Version:
    """Take an action out of the library, with a reason; it stays readable as withdrawn, and plans keep naming it.

    Raises
    ------
    RejectedError
        When an indicator would be left with fewer than two actions, or it is withdrawn already.
    ConflictError
        When somebody made a newer version since `seen`.
    """
    return _moved(code, Version.Move.WITHDRAW, reason, seen=seen, actor=actor)


@audited("library_action.restored", _action, allowed=_ALLOWED)
def restore_action(code: str, reason: str, *, seen: int, actor: Member) -> Version:
    """Put an action that was withdrawn into the library again, with a reason.

    Raises
    ------
    RejectedError, ConflictError
        As `withdraw_action`.
    """
    return _moved(code, Version.Move.RESTORE, reason, seen=seen, actor=actor)


def _moved(code: str, move: Version.Move, reason: str, *, seen: int, actor: Member) -> Version:
    alone()
    known = {each.id: each for each in read_library()}
    if code not in known:
        refuse_code(code, FieldError("reason", _("Tindakan ini tidak ada dalam pustaka.")))
    subject = hold(_SORT, code, table_of(known[code]))
    content = content_now(subject)
    if done_before(subject, move, content, seen=seen, actor=actor):
        return Version.objects.get(subject=subject, number=subject.version)
    leaving = move == Version.Move.WITHDRAW
    if subject.withdrawn == leaving:
        refuse_code(code, FieldError("reason", _("Tidak ada yang berubah: keadaannya sudah demikian.")))
    said = needed(code, reason)
    rest = [replace(each, withdrawn=leaving) if each.id == code else each for each in known.values()]
    if faults := _too_few(rest):
        refuse_code(code, *faults)
    tell(withdrawn=leaving)
    return add(subject, move, content, reason=said, actor=actor)
