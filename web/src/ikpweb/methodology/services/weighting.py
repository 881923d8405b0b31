"""Weighting by experts: opened on a draft, scored apart, closed, applied by a person."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, offices_of
from ikpweb.accounts.models import User
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology import policies
from ikpweb.methodology.agreement import LEAST_EXPERTS, derived_weights
from ikpweb.methodology.content import indicators, path
from ikpweb.methodology.edits import SetWeights
from ikpweb.methodology.models import Draft, Expert, ExpertScore, Revision, Weighting
from ikpweb.methodology.selectors import results_of
from ikpweb.methodology.services.holding import by_writers, held, write

__all__ = ["apply_weights", "ask_expert", "close_weighting", "open_weighting", "save_scores"]


def _subject(weighting: Weighting, *_: object, **__: object) -> str:
    return f"draft:{weighting.draft_id}"


@audited("weighting.opened", lambda draft, **_: f"draft:{draft.pk}", allowed=by_writers)
def open_weighting(draft: Draft, *, due: date | None, actor: Member) -> Weighting:
    """Open a weighting of the indicators that a draft has now; experts are asked one by one.

    Raises
    ------
    RejectedError
        When one is open already.
    """
    found = held(draft)
    if found.weightings.filter(closed_at=None).exists():
        raise RejectedError.single(_("Masih ada pembobotan yang dibuka; tutup dahulu."))
    asked = [
        {
            "code": node["code"],
            "names": node["names"],
            "definitions": node["definitions"],
            "under": [
                {"code": above["code"], "names": above["names"]} for above in path(found.content, node["code"])[1:-1]
            ],
        }
        for node in indicators(found.content)
    ]
    tell(revision=found.revision, indicators=len(asked))
    return Weighting.objects.create(draft=found, opened_by=actor.person, opened_at=timezone.now(), due=due, asked=asked)


def _open(weighting: Weighting) -> Weighting:
    found = Weighting.objects.select_for_update(of=("self",)).select_related("draft").get(pk=weighting.pk)
    if found.closed_at is not None:
        raise RejectedError.single(_("Pembobotan ini sudah ditutup."))
    if found.draft.stage != Draft.Stage.OPEN:
        raise RejectedError.single(_("Rancangannya tidak ditulis lagi."))
    return found


@audited("weighting.asked", _subject, allowed=by_writers)
def ask_expert(weighting: Weighting, email: str, *, actor: Member) -> Expert:  # noqa: ARG001 - the decorator reads who
    """Ask a person to score: a member of any office, also an invited observer.

    Raises
    ------
    RejectedError
        For an address that belongs to no member, or to somebody who was asked already.
    """
    found = _open(weighting)
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None or not offices_of(person):
        sentence = _("Tidak ada anggota kantor mana pun dengan surel itu. Undang dahulu, misalnya sebagai pemantau.")
        raise RejectedError.single(sentence, "email")
    expert, made = Expert.objects.get_or_create(weighting=found, person=person, defaults={"asked_at": timezone.now()})
    if not made:
        raise RejectedError.single(_("Orang ini sudah diminta."), "email")
    tell(expert=person.label)
    return expert


@audited(
    "weighting.scored",
    lambda expert, *_, **__: f"draft:{expert.weighting.draft_id}",
    allowed=lambda expert, *_, actor, **__: policies.expert_of(actor, expert.weighting_id) == expert,
)
def save_scores(expert: Expert, scores: Mapping[str, int], *, finish: bool = False, actor: Member) -> int:  # noqa: ARG001 - the decorator reads who
    """Keep an expert's own scores; what is not named stays.

    The log keeps how many there are and their digest: nobody reads scores there before closing.

    Returns
    -------
    int
        How many indicators are scored by now.

    Raises
    ------
    RejectedError
        For an unknown indicator, a score that is none, a closed weighting, or when the expert
        wants to finish and has not scored everything.
    """
    weighting = _open(expert.weighting)
    known = {each["code"] for each in weighting.asked}
    if not known.issuperset(scores) or not {1, 2, 3, 4}.issuperset(scores.values()):
        raise RejectedError.single(_("Nilai ialah 1, 2, 3, atau 4 untuk indikator yang ditanyakan."))
    now = timezone.now()
    ExpertScore.objects.bulk_create(
        [ExpertScore(expert=expert, indicator=code, score=score, at=now) for code, score in scores.items()],
        update_conflicts=True,
        unique_fields=["expert", "indicator"],
        update_fields=["score", "at"],
    )
    kept = dict(expert.scores.values_list("indicator", "score"))
    if finish and len(kept) < len(known):
        left = len(known) - len(kept)
        raise RejectedError.single(_("Masih ada %(count)s indikator yang belum dinilai.") % {"count": left})
    expert.finished_at = now if len(kept) == len(known) and (finish or expert.finished_at) else None
    expert.save(update_fields=["finished_at"])
    tell(scored=len(kept), finished=expert.finished_at is not None, digest=digest_of(kept))
    return len(kept)


@audited("weighting.closed", _subject, allowed=by_writers)
def close_weighting(weighting: Weighting, *, actor: Member) -> Weighting:
    """End the scoring: from now on the scores can be read, and none changes.

    Raises
    ------
    RejectedError
        Before `LEAST_EXPERTS` experts have finished.
    """
    found = _open(weighting)
    finished = found.experts.exclude(finished_at=None).count()
    if finished < LEAST_EXPERTS:
        sentence = _("Baru %(count)s ahli yang selesai; diperlukan sedikitnya %(least)s.")
        raise RejectedError.single(sentence % {"count": finished, "least": LEAST_EXPERTS})
    found.closed_at, found.closed_by = timezone.now(), actor.person
    found.save(update_fields=["closed_at", "closed_by"])
    tell(finished=finished, asked=found.experts.count())
    return found


@audited("weighting.applied", _subject, allowed=by_writers)
def apply_weights(weighting: Weighting, *, seen: int, actor: Member) -> Revision | None:
    """Bring the weights that the experts' scores lead to into the draft; give the revision.

    Raises
    ------
    RejectedError
        While it is open, or when the draft has none of the indicators any more.
    ConflictError
        When somebody changed one of the indicators since revision `seen`.
    """
    draft = held(weighting.draft)
    closed = Weighting.objects.select_for_update().get(pk=weighting.pk)
    if closed.closed_at is None:
        raise RejectedError.single(_("Tutup pembobotan ini dahulu."))
    results = results_of(closed)
    weights, _left = derived_weights(draft.content, results.means)
    if not weights:
        raise RejectedError.single(_("Rancangan tidak lagi memuat kelompok indikator yang seluruhnya dinilai."))
    day = closed.closed_at.date().isoformat()
    # Part of the content: in English, as the shipped notes, whoever pressed the button.
    source = f"ikp-web: {draft.pk}, expert weighting {closed.pk}, {day}"
    c = results.concord
    known = f", W = {c.w:.3f}, p = {c.p:.3g}, alpha = {c.alpha:.3f}" if c.known else ""
    note = f"mean score of {c.experts} experts, as a share among siblings{known}"
    revision = write(draft, SetWeights(str(closed.pk), weights, source, note), seen=seen, actor=actor)
    closed.applied = draft.revision
    closed.save(update_fields=["applied"])
    return revision
