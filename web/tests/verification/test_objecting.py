"""Objections: made by the office's head, answered one level above the reviewer, once."""

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.collection.models import Event, State
from ikpweb.collection.transitions import Move
from ikpweb.kit.errors import RejectedError
from ikpweb.verification.models import Decision, Objection
from ikpweb.verification.services import answer_objection, decide, object_to

from web.tests.collecting import filled, opened
from web.tests.factories import member

pytestmark = pytest.mark.django_db
WHY = "Surat dari KPU ada pada berkas kedua."


def contested(office: str = "15.71", reviewer: str = "15", move: Move = Move.REJECT) -> Decision:
    _, (key,) = filled(opened(), member("enterer", office))
    item = Event.objects.select_related("submission__office").get(pk=key)
    return decide(item, move, reason=WHY, seen_revision=1, actor=member("verifier", reviewer))


def state_of(decision: Decision) -> str:
    return Event.objects.get(pk=decision.event_id).state


@pytest.mark.parametrize("move", [Move.REJECT, Move.RETURN])
@pytest.mark.parametrize("granted", [True, False])
def test_the_centre_decides_on_what_a_regency_objects_to(move: Move, granted: bool) -> None:
    decision = contested(move=move)
    objection = object_to(decision, WHY, actor=member("head", "15.71"))
    assert state_of(decision) == State.OBJECTED
    answered = answer_objection(objection, granted, WHY, actor=member("verifier", "0"))
    assert state_of(decision) == (State.ACCEPTED if granted else decision.after)
    assert answered.move == (Move.GRANT if granted else Move.UPHOLD)
    objection.refresh_from_db()
    assert (objection.granted, objection.answer) == (granted, WHY)


def test_the_reviewer_does_not_answer_and_an_enterer_does_not_object() -> None:
    decision = contested()
    with pytest.raises(PermissionDenied):
        object_to(decision, WHY, actor=member("enterer", "15.71"))
    objection = object_to(decision, WHY, actor=member("head", "15.71"))
    with pytest.raises(PermissionDenied):
        answer_objection(objection, True, WHY, actor=member("head", "15"))


def test_at_the_centre_another_person_answers() -> None:
    _, (key,) = filled(opened(), member("enterer", "15"))
    item, vera = Event.objects.select_related("submission__office").get(pk=key), member("verifier", "0")
    decision = decide(item, Move.REJECT, reason=WHY, seen_revision=1, actor=vera)
    objection = object_to(decision, WHY, actor=member("head", "15"))
    with pytest.raises(RejectedError):
        answer_objection(objection, False, WHY, actor=vera)
    answer_objection(objection, True, WHY, actor=member("verifier", "0"))
    assert state_of(decision) == State.ACCEPTED


def test_answered_once_and_for_good() -> None:
    decision, head, wira = contested(), member("head", "15.71"), member("verifier", "0")
    objection = object_to(decision, WHY, actor=head)
    upheld = answer_objection(objection, False, WHY, actor=wira)
    with pytest.raises(RejectedError):
        answer_objection(objection, True, WHY, actor=wira)
    for each in (decision, upheld):
        with pytest.raises(RejectedError):
            object_to(each, WHY, actor=head)
    item = Event.objects.select_related("submission__office").get(pk=decision.event_id)
    with pytest.raises(RejectedError):
        decide(item, Move.UNDECIDE, reason=WHY, seen_revision=1, actor=member("verifier", "15"))
    assert Objection.objects.count() == 1


def test_only_with_a_reason() -> None:
    decision, head = contested(), member("head", "15.71")
    with pytest.raises(RejectedError):
        object_to(decision, "tidak", actor=head)
    objection = object_to(decision, WHY, actor=head)
    with pytest.raises(RejectedError):
        answer_objection(objection, True, "ya", actor=member("verifier", "0"))
    assert state_of(decision) == State.OBJECTED
