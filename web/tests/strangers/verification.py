"""Verification: a decision on the visited office's event, an objection to it, a second grade, a signature."""

from typing import Any

from django.utils import timezone
from ikpweb.verification.minutes import seal_minutes
from ikpweb.verification.models import Decision, Objection, SampledEvent, SignOff

from web.tests.strangers import MARKERS, World


def make_decision(world: World) -> Decision:
    event = world.event
    return Decision.objects.create(
        submission=event.submission,
        indicator=event.indicator,
        event=event,
        revision=event.revision,
        move="reject",
        before="submitted",
        after="rejected",
        reason=f"{MARKERS[0]}: alasan penolakan",
        person=world.head.person,
        office_id="15",
        at=timezone.now(),
    )


def make_objection(world: World) -> Objection:
    return Objection.objects.create(
        decision=world.decision, reason=f"{MARKERS[0]}: sanggahan", person=world.head.person, at=timezone.now()
    )


def make_sampled(world: World) -> SampledEvent:
    event = world.event
    return SampledEvent.objects.create(
        event=event, cycle=world.cycle, revision=event.revision, grade=2, why="chance", drawn_at=timezone.now()
    )


def make_signed(world: World) -> SignOff:
    made = SignOff.objects.create(
        submission=world.event.submission,
        kind="unit",
        revision=1,
        digest="0" * 64,
        person=world.head.person,
        office_id="15",
        at=timezone.now(),
    )
    made.minutes = seal_minutes(made)
    made.save()
    return made


def _cycle(world: World) -> dict[str, Any]:
    return {"cycle": world.cycle.pk}


def _office(world: World) -> dict[str, Any]:
    return {"cycle": world.event.submission.cycle_id, "office": world.office}


def _decision(world: World) -> dict[str, Any]:
    return {**_office(world), "decision": world.decision.pk}


def _sampled(world: World) -> dict[str, Any]:
    return {**_cycle(world), "sampled": world.sampled.pk}


_LISTS = (
    "queue", "objections", "acceptance", "double", "draw", "agreement", "freeze", "ask-freeze", "confirm",
    "withdraw-freeze", "dataset",
)  # fmt: skip
_PAGES = (
    "submission", "decide", "accept-many", "delegate", "end-delegation", "sign", "signed", "unsigned", "accept",
    "unaccept",
)  # fmt: skip

COMMON = {f"verification:{name}": _cycle for name in _LISTS}

FILLS = {
    **{f"verification:{name}": _office for name in _PAGES},
    "verification:undo": _decision,
    "verification:object": _decision,
    "verification:answer": lambda world: {**_cycle(world), "objection": world.objection.pk},
    "verification:accept-province": lambda world: {**_cycle(world), "province": "15"},
    "verification:grade": _sampled,
    "verification:settle": _sampled,
    "verification:minutes": lambda world: {**_office(world), "sign_off": world.signed.pk},
}
