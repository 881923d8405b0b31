"""The API of reports and effort: idempotent, conflicts with both versions, and only what is one's own."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from ikpweb.watch.models import Report
from ikpweb.watch.services import change

from web.tests.factories import member, signed_in
from web.tests.watch.reporting import entered, today

pytestmark = pytest.mark.django_db

BASE = "/api/v1/office"
MONDAY = today() - timedelta(today().weekday() + 7)


def new(**other: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "client": str(uuid4()),
        "office": "15.71",
        "kind": "criminal",
        "source": "reported",
        "event_date": str(today() - timedelta(5)),
        "summary": "SINTETIS: lewat API.",
        **other,
    }


def sent(client: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    return client.generic(method, BASE + path, json.dumps(body), content_type="application/json")


@pytest.fixture
def client() -> Client:
    return signed_in(Client(), member("enterer", "15.71"))


def test_a_report_sent_twice_is_one(client: Client) -> None:
    body = new()
    first, again = (sent(client, "POST", "/reports", body).json() for _ in range(2))
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert first["report"] == again["report"]
    assert Report.objects.count() == 1
    listed = client.get(f"{BASE}/reports?office=15.71&since={today()}").json()
    assert (listed["total"], listed["reports"]) == (1, [first["report"]])


def test_another_system_says_itself_when_it_was_entered_and_decided(client: Client) -> None:
    day = str(today() - timedelta(3))
    whole = new(system="sigap", external="9", entry_date=day, verified_date=str(today()), status="violation")
    report = sent(client, "POST", "/reports", whole).json()["report"]
    assert (report["entry_date"], report["status"]) == (day, "violation")
    again = sent(client, "POST", "/reports", {**whole, "id": str(uuid4()), "client": str(uuid4())})
    assert again.json()["repeated"] is True
    own = sent(client, "POST", "/reports", new(status="violation", entry_date=day)).json()["report"]
    assert (own["entry_date"], own["status"]) == (str(today()), "entered")  # nobody decides on their own report


def test_faults_and_conflicts_are_told(client: Client) -> None:
    answer = sent(client, "POST", "/reports?lang=en", new(event_date=str(today() + timedelta(1))))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "event_date")
    report = entered(code="15.71")
    change(report, {"kind": "ethics"}, seen=1, actor=member("head", "15.71"))
    said = {"kind": "administrative", "source": "found", "event_date": str(report.event_date), "summary": "", "seen": 1}
    clash = sent(client, "PUT", f"/reports/{report.pk}", said)
    item = clash.json()["items"][str(report.pk)]
    assert (clash.status_code, clash.json()["revision"]) == (409, 2)
    assert (item["theirs"]["kind"], item["mine"]["kind"]) == ("ethics", "administrative")
    done = sent(client, "PUT", f"/reports/{report.pk}", {**said, "seen": 2})
    assert (done.status_code, done.json()["version"]) == (200, 3)


def test_what_is_foreign_is_not_there(client: Client) -> None:
    foreign = entered(code="16.71")
    assert client.get(f"{BASE}/reports/{foreign.pk}").json()["code"] == "unknown-report"
    assert sent(client, "POST", "/reports", new(office="16.71")).json()["code"] == "unknown-office"
    assert client.get(f"{BASE}/effort/16.71").status_code == 404
    assert client.get(f"{BASE}/reports").json()["total"] == 0
    assert Client().get(f"{BASE}/reports").status_code == 401
    observer = signed_in(Client(), member("observer", "15.71"))
    assert sent(observer, "POST", "/reports", new()).json()["code"] == "not-allowed"


def test_effort_is_written_and_read(client: Client) -> None:
    week = {"week": str(MONDAY), "supervisors": 30}
    assert sent(client, "PUT", "/effort/15.71", {"weeks": [week]}).json()["weeks"] == [{**week, "version": 1}]
    clash = sent(client, "PUT", "/effort/15.71", {"weeks": [{**week, "supervisors": 31}]})
    assert (clash.status_code, clash.json()["items"][str(MONDAY)]["theirs"]) == (409, {"supervisors": 30})
    gone = sent(client, "PUT", "/effort/15.71", {"weeks": [{**week, "supervisors": None, "seen": 1}]})
    assert gone.json()["weeks"] == []
