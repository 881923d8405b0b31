"""The API of partners and participatory supervision: what may be seen, and nothing foreign."""

import pytest
from django.test import Client

from web.tests.factories import member, signed_in
from web.tests.prevention.partners.partnering import agreement

pytestmark = pytest.mark.django_db

BASE = "/api/v1/office"


def test_agreements_and_partners_are_listed_with_their_state() -> None:
    row = agreement(left=10)
    foreign = agreement(code="16.71")
    client = signed_in(Client(), member("observer", "15"))
    found = client.get(f"{BASE}/agreements?office=15.71").json()
    assert (found["total"], found["rows"][0]["id"], found["rows"][0]["state"]) == (1, str(row.pk), "expiring")
    assert client.get(f"{BASE}/partners").json()["total"] == 1
    assert client.get(f"{BASE}/agreements/{row.pk}").json()["number"] == row.number
    assert client.get(f"{BASE}/agreements/{foreign.pk}").json()["code"] == "unknown-agreement"
    assert client.get(f"{BASE}/agreements?office=16.71").json()["total"] == 0
    assert Client().get(f"{BASE}/agreements").status_code == 401
