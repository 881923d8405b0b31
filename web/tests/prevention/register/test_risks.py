"""Risks: entered, changed, closed; guarded while actions are open."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.register.models import Risk, RiskState
from ikpweb.prevention.register.services import change_risk, enter_risk, move_action, move_risk
from ikpweb.prevention.register.transitions import Move, RiskMove

from web.tests.factories import member
from web.tests.prevention.register.registering import SAID, added, office, risky

pytestmark = pytest.mark.django_db


def test_a_risk_is_entered_once_however_often_it_is_sent() -> None:
    enterer, client = member("enterer", "15.71"), uuid4()
    first = risky(enterer, client=client)
    assert risky(enterer, client=client) == first
    assert Risk.objects.count() == 1


def test_what_is_wrong_is_said_at_once() -> None:
    with pytest.raises(RejectedError) as refused:
        enter_risk(office(), {"title": " ", "likelihood": 6, "indicator": "I99"}, client=uuid4(),
                   actor=member("head", "15.71"))  # fmt: skip
    found = {fault.field for faults in refused.value.faults.values() for fault in faults}
    assert found == {"title", "likelihood", "consequence", "indicator"}


@pytest.mark.parametrize(
    ("role", "code"), [("observer", "15.71"), ("verifier", "15.71"), ("head", "15"), ("head", "0")]
)
def test_only_the_office_itself_enters_risks(role: str, code: str) -> None:
    with pytest.raises(PermissionDenied):
        risky(member(role, code))


def test_two_versions() -> None:
    enterer = member("enterer", "15.71")
    risk = risky(enterer)
    change_risk(risk, {"likelihood": 2}, seen=1, actor=enterer)
    with pytest.raises(ConflictError) as conflict:
        change_risk(risk, {"consequence": 1}, seen=1, actor=member("head", "15.71"))
    merged = conflict.value.items[str(risk.pk)]["merged"]
    assert (merged["likelihood"], merged["consequence"]) == (2, 1)


def test_a_risk_is_not_closed_while_something_is_open_against_it() -> None:
    enterer = member("enterer", "15.71")
    risk = risky(enterer)
    action = added(enterer, risk=risk.pk)
    with pytest.raises(RejectedError):
        move_risk(risk, RiskMove.CLOSE, reason=SAID, seen=1, actor=enterer)
    move_action(action, Move.DROP, reason=SAID, seen=1, actor=enterer)
    closed = move_risk(risk, RiskMove.CLOSE, reason=SAID, seen=1, actor=enterer)
    assert closed.state == RiskState.CLOSED
    with pytest.raises(RejectedError):
        change_risk(closed, {"likelihood": 1}, seen=2, actor=enterer)
    assert move_risk(closed, RiskMove.REOPEN, reason=SAID, seen=2, actor=enterer).state == RiskState.OPEN


def test_withdrawing_needs_a_reason() -> None:
    enterer = member("enterer", "15.71")
    with pytest.raises(RejectedError):
        move_risk(risky(enterer), RiskMove.WITHDRAW, reason="salah", seen=1, actor=enterer)
