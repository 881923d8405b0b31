"""Putting an office's name under a whole submission: the province for its regencies, the centre for provinces.

Then the centre accepts for the country. Each name stands for a digest over all items: whoever
signs next finds the same digest, or is told.
"""

from collections import Counter

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.collection.models import Cycle, Declaration, Event, State, Submission
from ikpweb.collection.selectors.drafts import lapsed
from ikpweb.territory.models import Office
from ikpweb.verification import policies
from ikpweb.verification.minutes import seal_minutes
from ikpweb.verification.models import BlindGrade, SignOff
from ikpweb.verification.sealed import digest_of_submission
from ikpweb.verification.services.holding import demand_reason, demand_stage, hold, on_disk, refuse

__all__ = [
    "accept_nationally",
    "accept_province",
    "sign_off",
    "undecided",
    "undo_acceptance",
    "undo_sign_off",
    "unsettled",
]

_DECIDED = (State.ACCEPTED, State.REJECTED, State.WITHDRAWN)


def undecided(submission: Submission) -> Counter[str]:
    """Count the items that keep a submission from being signed off, by state.

    When entry has ended, a draft does not: nobody can hand it in or decide about it any more (`lapsed`).
    """
    over = submission.cycle.stage != Cycle.Stage.OPEN
    settled = (*_DECIDED, State.DRAFT) if over else _DECIDED
    declarations = Declaration.objects.filter(submission=submission).exclude(state__in=settled)
    events = Event.objects.filter(submission=submission).exclude(state__in=settled)
    return Counter(declarations.values_list("state", flat=True)) + Counter(events.values_list("state", flat=True))


def unsettled(submission: Submission) -> int:
    """Count the events that two people graded differently, and nobody settled."""
    differ = BlindGrade.objects.filter(
        sampled__event__submission=submission,
        sampled__event__revision=F("sampled__revision"),
        sampled__settled_grade=None,
    )
    return differ.exclude(grade=F("sampled__grade")).values("sampled").distinct().count()


@audited(
    "submission.signed",
    lambda submission, *_, **__: f"submission:{submission.pk}",
    allowed=lambda submission, *_, actor, **__: policies.may_sign(actor, submission),
)
def sign_off(submission: Submission, *, actor: Member) -> SignOff:
    """Sign a submission off, when everything in it is decided: accepted, rejected or withdrawn.

    What was still a draft when entry ended was not handed in: it is told, and does not count. The
    *berita acara* is made and sealed with it.

    Raises
    ------
    RejectedError
        When items wait for a decision, for the office, or for an answer to an objection; or when
        two people graded an event differently and nobody settled it.
    """
    held = hold(submission.pk)
    demand_stage(held, Submission.Stage.SUBMITTED)
    if waiting := undecided(held):
        told = ", ".join(f"{State(state).label}: {number}" for state, number in sorted(waiting.items()))
        refuse(str(held.pk), _("Belum semua diputuskan (%(told)s).") % {"told": told})
    if differ := unsettled(held):
        refuse(str(held.pk), _("Penilaian ganda berbeda pada %(n)s kejadian dan belum diselesaikan.") % {"n": differ})
    signed = _sign(held, SignOff.Kind.UNIT, Submission.Stage.SIGNED, actor)
    with on_disk(str(held.pk)):
        signed.minutes = seal_minutes(signed)
    signed.save(update_fields=["minutes"])
    tell(minutes=signed.minutes, lapsed=lapsed(held))
    return signed


def _sign(held: Submission, kind: SignOff.Kind, stage: Submission.Stage, actor: Member) -> SignOff:
    digest = digest_of_submission(held)
    held.stage = stage
    held.save(update_fields=["stage"])
    tell(digest=digest, revision=held.revision)
    return SignOff.objects.create(
        submission=held,
        kind=kind,
        revision=held.revision,
        digest=digest,
        person=actor.person,
        office=actor.office,
        at=timezone.now(),
    )


@audited(
    "submission.unsigned",
    lambda submission, *_, **__: f"submission:{submission.pk}",
    allowed=lambda submission, *_, actor, **__: policies.may_undo_sign_off(actor, submission),
)
def undo_sign_off(submission: Submission, *, reason: str, actor: Member) -> SignOff:
    """Take a sign-off back before the centre accepted; the submission can be reviewed and changed again.

    Raises
    ------
    RejectedError
        Without a reason, or when the submission is not signed, or accepted already.
    """
    held = hold(submission.pk)
    demand_stage(held, Submission.Stage.SIGNED)
    return _unsign(held, SignOff.Kind.UNIT, Submission.Stage.SUBMITTED, reason, actor)


def _unsign(held: Submission, kind: SignOff.Kind, stage: Submission.Stage, reason: str, actor: Member) -> SignOff:
    reason = demand_reason(str(held.pk), reason)
    signed = SignOff.objects.get(submission=held, kind=kind, undone_at=None)
    signed.undone_by, signed.undone_at, signed.undone_reason = actor.person, timezone.now(), reason
    signed.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    held.stage = stage
    held.save(update_fields=["stage"])
    tell(reason=reason, digest=signed.digest)
    return signed


@audited(
    "submission.accepted",
    lambda submission, *_, **__: f"submission:{submission.pk}",
    allowed=lambda submission, *_, actor, **__: policies.may_accept_nationally(actor, submission),
)
def accept_nationally(submission: Submission, *, actor: Member) -> SignOff:
    """Accept a signed submission for the country, if it still is what was signed.

    Raises
    ------
    RejectedError
        When it is not signed, or its content differs from what was signed.
    """
    return _accept(hold(submission.pk), actor)


def _accept(held: Submission, actor: Member) -> SignOff:
    demand_stage(held, Submission.Stage.SIGNED)
    signed = SignOff.objects.get(submission=held, kind=SignOff.Kind.UNIT, undone_at=None)
    if signed.digest != digest_of_submission(held):
        sentence = _("Isi %(office)s tidak lagi sama dengan yang disahkan; batalkan pengesahan dan periksa.")
        refuse(str(held.pk), sentence % {"office": held.office}, "digest")
    return _sign(held, SignOff.Kind.NATIONAL, Submission.Stage.ACCEPTED, actor)


@audited(
    "province.accepted",
    lambda cycle, province, **_: f"cycle:{cycle.pk}/{province.pk}",
    allowed=lambda *_, actor, **__: policies.may_freeze(actor),
)
def accept_province(cycle: Cycle, province: Office, *, actor: Member) -> list[SignOff]:
    """Accept all signed submissions of a province and its regencies at once; others wait.

    Raises
    ------
    RejectedError
        When none is signed, the actor wrote in one of them, or one differs from what was signed.
    """
    of_province = cycle.submissions.filter(office=province) | cycle.submissions.filter(office__parent=province)
    signed = of_province.filter(stage=Submission.Stage.SIGNED).order_by("pk").values_list("pk", flat=True)
    done = []
    for key in signed:
        held = hold(key)
        if policies.has_written(actor, held):
            sentence = _("Anda ikut mengisi %(office)s; orang lain yang menerimanya.")
            refuse(str(held.pk), sentence % {"office": held.office}, "person")
        if held.stage == Submission.Stage.SIGNED:
            done.append(_accept(held, actor))
    if not done:
        refuse(province.pk, _("Belum ada isian %(office)s yang disahkan dan menunggu.") % {"office": province})
    tell(submissions={str(each.submission_id): each.digest for each in done})
    return done


@audited(
    "submission.unaccepted",
    lambda submission, *_, **__: f"submission:{submission.pk}",
    allowed=lambda *_, actor, **__: policies.may_freeze(actor),
)
def undo_acceptance(submission: Submission, *, reason: str, actor: Member) -> SignOff:
    """Take the acceptance for the country back, before the freeze; the sign-off below it stands.

    Raises
    ------
    RejectedError
        Without a reason, or when the submission is not accepted.
    """
    held = hold(submission.pk)
    demand_stage(held, Submission.Stage.ACCEPTED)
    return _unsign(held, SignOff.Kind.NATIONAL, Submission.Stage.SIGNED, reason, actor)
