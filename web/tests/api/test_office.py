"""The office's API: who may, what is kept, and what is said when it is not."""

import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from ikpweb.api.office.v1 import office_api
from ikpweb.collection.models import Declaration, Submission

from web.tests.collecting import answers, codes, event, opened
from web.tests.factories import member, signed_in

KEPT = Path(__file__).with_name("openapi-office.json")
ADDRESS = "/api/v1/office/cycles/latihan/submissions/15.71"


def written() -> str:
    return json.dumps(office_api.get_openapi_schema(), indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"


def sent(browser: Client, method: str, path: str, **given: Any) -> Any:
    body = {"seen": 0, "client": str(uuid4()), **given}
    return browser.generic(method, ADDRESS + path, json.dumps(body), content_type="application/json")


def test_the_schema_is_the_one_that_is_kept() -> None:
    if os.environ.get("IKP_KEEP_SCHEMA"):
        KEPT.write_text(written(), encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == written(), (
        "The schema of the office's API has changed. Old programs survive it? Run this with IKP_KEEP_SCHEMA=1"
    )


@pytest.mark.django_db
def test_the_form_holds_all_that_a_page_needs_without_a_line(client: Client) -> None:
    cycle = opened()
    form = signed_in(client, member("enterer", "15.71")).get(f"{ADDRESS}/form?lang=en").json()
    assert form["digest"] == cycle.form_digest
    assert len(form["questions"]) == 61
    assert [len(each["rubric"]["grades"]) for each in form["questions"]] == [4] * 61
    assert {each["rubric"]["certainty"] for each in form["questions"]} == {"assumed"}
    assert form["rules"]["grade"]["most"] == 4
    assert form["stages"]["voting"] == "Voting"
    assert "%(field)s" in form["sentences"]["lacking"]


@pytest.mark.django_db
def test_answers_are_saved_handed_in_and_read_again(client: Client) -> None:
    cycle, key = opened(), str(uuid4())
    signed_in(client, member("enterer", "15.71"))
    first = codes(cycle)[0]
    said = answers(cycle, **{first: {"answer": "events"}})
    saved = sent(client, "PUT", "", declarations=said, events={key: event(first)})
    assert saved.status_code == 200, saved.content
    assert saved.json()["revision"] == 1
    assert sent(client, "POST", "/submit", seen=1).json()["revision"] == 2
    stored = client.get(ADDRESS).json()
    assert (stored["stage"], stored["revision"]) == ("submitted", 2)
    assert stored["declarations"][first] == {"answer": "events", "reason": "", "state": "submitted", "revision": 2}
    assert stored["events"][key]["content"]["grade"] == 2


@pytest.mark.django_db
def test_a_request_that_comes_twice_is_done_once(client: Client) -> None:
    cycle, number = opened(), str(uuid4())
    signed_in(client, member("enterer", "15.71"))
    given = {"client": number, "declarations": answers(cycle)}
    assert sent(client, "POST", "/submit", **given).json()["repeated"] is False
    assert sent(client, "POST", "/submit", **given).json() == {
        "revision": 1,
        "changed": [],
        "repeated": True,
        "news": {},
    }


@pytest.mark.django_db
def test_faults_are_listed_by_item_and_field_and_nothing_is_kept(client: Client) -> None:
    cycle, key = opened(), str(uuid4())
    signed_in(client, member("enterer", "15.71"))
    first = codes(cycle)[0]
    response = sent(
        client, "PUT", "?lang=en", declarations={first: {"answer": "nil"}}, events={key: event(first, grade=7)}
    )
    problem = response.json()
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert [(each["item"], each["field"]) for each in problem["errors"]] == [(key, "grade")]
    assert not Declaration.objects.exists()


@pytest.mark.django_db
def test_a_conflict_shows_both_versions_and_a_proposal(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    signed_in(client, anna)
    first = codes(cycle)[0]
    sent(client, "PUT", "", declarations={first: {"answer": "nil"}})
    response = sent(client, "PUT", "", declarations={first: {"answer": "no-data", "reason": "Belum ada laporan."}})
    problem = response.json()
    assert (response.status_code, problem["code"], problem["revision"]) == (409, "conflict", 1)
    assert problem["items"][first]["theirs"]["answer"] == "nil"
    assert problem["items"][first]["merged"]["answer"] == "no-data"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "bad-request"),
        ("[]", 422, "bad-parameter"),
        ('{"seen": -1, "client": "x"}', 422, "bad-parameter"),
        ('{"seen": 0, "client": "6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b", "author": 5}', 422, "bad-parameter"),
        (" " * 1_000_001, 413, "too-large"),
    ],
)
def test_what_cannot_be_read_is_said(client: Client, body: str, status: int, code: str) -> None:
    opened()
    signed_in(client, member("enterer", "15.71"))
    response = client.generic("PUT", ADDRESS, body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (status, code)


@pytest.mark.django_db
def test_nobody_sees_or_writes_what_is_not_theirs(client: Client) -> None:
    opened()
    assert client.get(ADDRESS).status_code == 401
    assert sent(client, "PUT", "").status_code == 401
    for role, office, read, write in [
        ("enterer", "15.71", 200, 200),
        ("observer", "15.71", 200, 403),
        ("verifier", "15", 200, 403),
        ("head", "0", 200, 403),
        ("enterer", "15.72", 404, 404),
        ("head", "16", 404, 404),
    ]:
        signed_in(client, member(role, office))
        assert client.get(ADDRESS).status_code == read, (role, office)
        assert client.get(f"{ADDRESS}/form").status_code == read, (role, office)
        assert sent(client, "PUT", "").status_code == write, (role, office)
        assert sent(client, "POST", "/submit").status_code == {200: 422}.get(write, write), (role, office)
    signed_in(client, member("enterer", "15.71"), factor=False)
    assert client.get(ADDRESS).json()["code"] == "factor-missing"


@pytest.mark.django_db
def test_writing_needs_the_token_of_a_page() -> None:
    opened()
    client = signed_in(Client(enforce_csrf_checks=True), member("enterer", "15.71"))
    assert client.get(ADDRESS).status_code == 200
    assert sent(client, "PUT", "").json()["code"] == "forged"


@pytest.mark.django_db
def test_answers_stay_with_the_one_who_asked(client: Client) -> None:
    opened()
    response = signed_in(client, member("enterer", "15.71")).get(ADDRESS)
    assert response["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in response
    assert client.delete(ADDRESS).json()["code"] == "wrong-method"
    assert client.get("/api/v1/office/elsewhere").json()["code"] == "unknown-address"


@pytest.mark.django_db
def test_handing_in_61_answers_asks_the_database_little(client: Client, django_assert_max_num_queries: Any) -> None:
    cycle = opened()
    signed_in(client, member("enterer", "15.71"))
    with django_assert_max_num_queries(18):
        response = sent(client, "POST", "/submit", declarations=answers(cycle))
    assert response.status_code == 200
    assert Submission.objects.get(cycle=cycle, office="15.71").stage == Submission.Stage.SUBMITTED


@pytest.mark.django_db
def test_what_the_office_does_not_decide_cannot_be_sent_along(client: Client) -> None:
    """State, revision, author or office of an item are not fields of it, whoever names them."""
    cycle, anna = opened(), member("enterer", "15.71")
    signed_in(client, anna)
    first, second, *_ = codes(cycle)
    more = {"state": "accepted", "revision": 99, "author_id": 1, "submission_id": 1, "settled_grade": 4}
    told = sent(client, "PUT", "", declarations={}, events={str(uuid4()): {**event(first), **more}})
    assert told.status_code == 422
    assert {each["field"] for each in told.json()["errors"]} == set(more)
    said = {code: {"answer": "nil", "reason": "", **more} for code in (first, second)}
    assert sent(client, "PUT", "", declarations=said, events={}).status_code == 200
    plain = {f"a-{second}": "nil", "seen": "1", f"state-{second}": "accepted", "state": "accepted", "stage": "accepted"}
    assert client.post("/kantor/isian/latihan/", plain).status_code == 302
    for name, value in {"stage": "accepted", "office": "15.01", "submit": True}.items():
        assert sent(client, "PUT", "", seen=1, declarations={}, events={}, **{name: value}).status_code == 422, name
    held = Submission.objects.get(cycle=cycle, office="15.71")
    assert (held.stage, held.revision) == ("draft", 1)
    assert not held.events.exists()
    for item in held.declarations.all():
        assert (item.state, item.revision, item.author) == ("draft", 1, anna.person)
