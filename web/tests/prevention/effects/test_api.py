"""The API of effects: what may be seen with all that went in, and nothing foreign."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from ikpweb.prevention.effects.services import retract

from web.tests.factories import member, signed_in
from web.tests.prevention.effects.building import JAMBI, assessed, listed, months, put_reports

pytestmark = pytest.mark.django_db

BASE = "/api/v1/office/assessments"


def test_an_assessment_is_given_with_its_panel() -> None:
    put_reports({unit: months(5, salt=n) for n, unit in enumerate(JAMBI)})
    head = member("head", "15")
    made = assessed(head, listed(head, {unit: date(2024, 7, 1) for unit in JAMBI[:5]}))
    client = signed_in(Client(), member("observer", "0"))
    found = client.get(f"{BASE}?office=15").json()
    assert (found["total"], found["rows"][0]["id"]) == (1, str(made.pk))
    assert found["rows"][0]["verdict"]["en"]
    whole = client.get(f"{BASE}/{made.pk}").json()
    assert len(whole["inputs"]["outcome"]) == len(JAMBI)
    assert whole["asked"]["step"] == "month"
    retract(made, "Keliru.", actor=head)
    assert client.get(BASE).json()["rows"][0]["retracted"] == "Keliru."
    assert client.get(f"{BASE}?training=true").json()["total"] == 0


def test_what_is_foreign_is_unknown() -> None:
    head = member("head", "15")
    made = assessed(head, listed(head, {"15.71": date(2024, 7, 1)}))
    stranger = signed_in(Client(), member("head", "16"))
    assert stranger.get(BASE).json()["total"] == 0
    assert stranger.get(f"{BASE}/{made.pk}").json()["code"] == "unknown-assessment"
    assert stranger.get(f"{BASE}/{uuid4()}").status_code == 404
    assert Client().get(BASE).status_code == 401
