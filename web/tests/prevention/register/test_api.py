"""The register by the office's API: what stands, to read, of the own office and of those below it; names of nobody."""

from typing import Any

import pytest
from django.test import Client

from web.tests.factories import member, signed_in
from web.tests.prevention.register.registering import added, evidence, risky

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/office"


def asked(path: str, role: str = "observer", code: str = "15") -> Any:
    return signed_in(Client(), member(role, code)).get(f"{ADDRESS}/{path}")


def test_actions_are_listed_with_what_stands_by_them() -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer, owner=enterer.person.pk, cost="")
    evidence(action, enterer)
    added(code="15.01", planned=False)
    told = asked("actions").json()
    assert told["total"] == 2
    first = next(each for each in told["actions"] if each["id"] == action.pk)
    assert (first["owned"], first["files"], first["cost"], first["steps_to_do"][0]["done"]) == (True, 1, None, False)
    assert enterer.person.email not in str(told)
    assert asked("actions?office=15.71").json()["total"] == 1
    assert asked("actions?status=planned&limit=1").json()["total"] == 1
    assert asked("actions?status=lain").status_code == 422
    assert asked(f"actions/{action.pk}").json()["title"] == action.title


def test_risks_come_with_what_the_appetite_says_of_them() -> None:
    risk = risky()
    told = asked("risks").json()
    assert (told["risks"][0]["level"], told["appetite"]) == ("treat", None)
    assert asked(f"risks/{risk.pk}").json()["likelihood"] == 4


@pytest.mark.parametrize("path", ["actions/{action}", "risks/{risk}", "actions/999999999999999999999", "risks/0"])
def test_what_a_stranger_asks_for_is_not_there(path: str) -> None:
    numbers = {"action": added().pk, "risk": risky().pk}
    answer = asked(path.format(**numbers), "head", "16")
    assert answer.status_code == 404
    assert answer.json()["code"] in {"unknown-action", "unknown-risk"}
    assert asked("actions", "head", "16").json()["total"] == 0
