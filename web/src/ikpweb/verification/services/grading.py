"""Blind double grading: drawing a sample, the second grade, and settling where the two differ."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.collection.models import Cycle, Event, State, Submission
from ikpweb.kit.country import country
from ikpweb.verification import policies
from ikpweb.verification.models import BlindGrade, Decision, SampledEvent
from ikpweb.verification.risk import signs_of, with_event_signs
from ikpweb.verification.services.holding import demand_reason, demand_stage, hold, refuse

__all__ = ["GRADES", "Drawn", "draw_sample", "grade_blind", "settle_grade"]

GRADES = tuple(range(1, country().grades + 1))


@dataclass(frozen=True)
class Drawn:
    """How many events were drawn, by why, and out of how many."""

    chance: int
    risk: int
    out_of: int


@audited(
    "sample.drawn",
    lambda cycle, **_: f"cycle:{cycle.pk}",
    allowed=lambda *_, actor, **__: policies.may_freeze(actor),
)
def draw_sample(cycle: Cycle, *, share: float, risk_share: float, seed: int, actor: Member) -> Drawn:  # noqa: ARG001
    """Draw accepted events for a second grade: a share of all by chance, and risky ones the more, the riskier.

    The same seed over the same events draws the same sample. An event is drawn once. To the signs of
    risk come two more: one single file as its source, and an office that reports for the first time.

    Parameters
    ----------
    share : float
        Probability of every event, from 0 to 1.
    risk_share : float
        Each sign of an event adds this much to its probability of being drawn for its risk.

    Raises
    ------
    RejectedError
        For shares that are none, or in a frozen cycle.
    """
    held = Cycle.objects.select_for_update().defer("form").get(pk=cycle.pk)
    if held.stage not in {Cycle.Stage.OPEN, Cycle.Stage.CLOSED}:
        refuse(held.pk, _("Putaran ini berstatus %(stage)s.") % {"stage": Cycle.Stage(held.stage).label})
    if not (0 <= share <= 1 and 0 <= risk_share <= 1):
        refuse(held.pk, _("Bagian sampel harus antara 0 dan 100 persen."), "share")
    earlier = Submission.objects.filter(
        office=OuterRef("submission__office"), cycle__period_to__lt=held.period_to, stage=Submission.Stage.FROZEN
    )
    fresh = Event.objects.filter(submission__cycle=held, state=State.ACCEPTED, sampled=None, grade__isnull=False)
    events: list[Any] = list(
        with_event_signs(fresh).annotate(known=Exists(earlier), files=Count("evidence")).order_by("pk")
    )
    rng = np.random.default_rng(seed)
    by_chance = rng.random(len(events)) < share
    signs = np.array([len(signs_of(event)) + (event.files == 1) + (not event.known) for event in events])
    for_risk = rng.random(len(events)) < risk_share * signs
    now, rows = timezone.now(), []
    for event, chance, risky in zip(events, by_chance, for_risk, strict=True):
        if chance or risky:
            why = SampledEvent.Why.CHANCE if chance else SampledEvent.Why.RISK
            rows.append(
                SampledEvent(event=event, cycle=held, revision=event.revision, grade=event.grade, why=why, drawn_at=now)
            )
    SampledEvent.objects.bulk_create(rows, batch_size=500)
    drawn = Drawn(
        sum(row.why == SampledEvent.Why.CHANCE for row in rows),
        sum(row.why == SampledEvent.Why.RISK for row in rows),
        len(events),
    )
    tell(share=share, risk_share=risk_share, seed=seed, chance=drawn.chance, risk=drawn.risk, out_of=drawn.out_of)
    return drawn


def _anew(sampled: SampledEvent, held: Submission) -> SampledEvent:
    """Read a sampled event again under the lock, and refuse when the event is another one by now."""
    fresh = SampledEvent.objects.select_related("event").get(pk=sampled.pk)
    if fresh.event.revision != fresh.revision or fresh.event.state != State.ACCEPTED:
        refuse(str(fresh.event_id), _("Kejadian ini berubah sejak sampel ditarik; penilaiannya tidak berlaku lagi."))
    fresh.event.submission = held
    return fresh


def _demand_grade(event: Event, grade: int) -> None:
    if grade not in GRADES:
        refuse(str(event.pk), _("Pilih tingkat 1 sampai 4."), "grade")


@audited(
    "event.graded-blind",
    lambda sampled, *_, **__: f"event:{sampled.event_id}",
    allowed=lambda sampled, *_, actor, **__: policies.may_grade(actor, sampled.event.submission),
)
def grade_blind(sampled: SampledEvent, grade: int, *, actor: Member) -> BlindGrade:
    """Give the second grade, by somebody who neither wrote nor decided about the event.

    Raises
    ------
    RejectedError
        For whoever decided about the event, when somebody graded it already, or it changed.
    """
    held = hold(sampled.event.submission_id)
    fresh = _anew(sampled, held)
    _demand_grade(fresh.event, grade)
    if Decision.objects.filter(event=fresh.event_id, person=actor.person).exists():
        refuse(str(fresh.event_id), _("Anda ikut memutuskan kejadian ini; orang lain yang menilainya lagi."), "person")
    if fresh.grades.exists():
        refuse(str(fresh.event_id), _("Kejadian ini sudah dinilai untuk kedua kali."))
    tell(revision=fresh.revision)
    return BlindGrade.objects.create(
        sampled=fresh, grade=grade, person=actor.person, office=actor.office, at=timezone.now()
    )


@audited(
    "grade.settled",
    lambda sampled, *_, **__: f"event:{sampled.event_id}",
    allowed=lambda sampled, *_, actor, **__: policies.may_grade(actor, sampled.event.submission),
)
def settle_grade(sampled: SampledEvent, grade: int, reason: str, *, actor: Member) -> SampledEvent:
    """Settle which grade counts where two people differ, by a third one, before the sign-off.

    The office's own grade stays as it was written; the settled one is what the index counts.

    Raises
    ------
    RejectedError
        When the two agree, it was settled, the submission is signed off, the event changed, a
        reason lacks, or the actor is one of the two.
    """
    held = hold(sampled.event.submission_id)
    demand_stage(held, Submission.Stage.SUBMITTED)
    fresh = _anew(sampled, held)
    _demand_grade(fresh.event, grade)
    second = fresh.grades.first()
    if second is None or second.grade == fresh.grade or fresh.settled_grade is not None:
        refuse(str(fresh.event_id), _("Tidak ada perbedaan yang menunggu penyelesaian."))
    decided = Decision.objects.filter(event=fresh.event_id, person=actor.person).exists()
    if second.person_id == actor.person.pk or decided:
        refuse(str(fresh.event_id), _("Orang ketiga yang menyelesaikan, bukan salah satu dari keduanya."), "person")
    fresh.settled_grade, fresh.settled_by = grade, actor.person
    fresh.settled_reason = demand_reason(str(fresh.event_id), reason)
    fresh.save(update_fields=["settled_grade", "settled_reason", "settled_by"])
    tell(first=fresh.grade, second=second.grade, settled=grade, reason=fresh.settled_reason)
    return fresh
