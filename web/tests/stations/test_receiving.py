"""Sending reports of stations: receipts, sending again, and what is not taken."""

import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from ikpweb.api.stations import door
from ikpweb.audit.models import Entry
from ikpweb.stations.models import Day, Report, StationKey
from ikpweb.stations.partitions import PARTS
from ikpweb.stations.services.keys import revoke

from web.tests.factories import member
from web.tests.stations.conftest import CODES, keyed, report, send


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_a_report_is_acknowledged_with_a_digest_that_the_sender_can_compute(client: Client, day: Day) -> None:
    header, body = keyed(day), report()
    before = Entry.objects.count()
    answer = send(client, header, body)
    at = datetime.fromisoformat(body["at"]).astimezone(UTC).isoformat(timespec="microseconds")
    told = json.dumps([day.pk, body["station"], body["client"], at, body["answers"]], separators=(",", ":"))
    digest = hashlib.sha256(told.encode()).hexdigest()
    assert answer.status_code == 202
    assert answer.json() == {"client": body["client"], "digest": digest, "repeated": False}
    assert answer["Cache-Control"] == "no-store"
    kept = Report.objects.get()
    assert (kept.station, kept.regency, kept.digest, str(kept.client)) == (CODES[0], "15.71", digest, body["client"])
    assert kept.answers == "".join({"HP1": "1", "KA1": "0"}.get(each["code"], "-") for each in day.questions)
    assert kept.at == datetime.fromisoformat(body["at"])
    assert Entry.objects.count() == before  # the batch is in the log, not the report


def test_sent_again_it_is_the_same_report_and_a_correction_stands_beside_it(client: Client, day: Day) -> None:
    header, body = keyed(day), report()
    first, again = send(client, header, body), send(client, header, body)
    assert again.status_code == 202
    assert again.json() == {**first.json(), "repeated": True}
    assert said(send(client, header, {**body, "answers": {"HP1": False}})) == (409, "client-reused")
    assert Report.objects.count() == 1
    assert send(client, header, report(answers={"HP1": False})).status_code == 202
    assert Report.objects.count() == 2


def test_of_a_batch_what_is_right_is_kept_and_the_rest_has_its_reason(client: Client, day: Day) -> None:
    header, good = keyed(day), report()
    wrong = {
        "station-elsewhere": report(CODES[-1]),
        "station-unknown": report("15.71.09.2001.001"),
        "answer-unknown": report(answers={"XX9": True}),
        "answers-none": report(answers={}),
        "time-far": report(at="0001-01-01T00:00:00+14:00"),  # a moment before the first one that UTC has
        "client-reused": {**good, "answers": {"HP1": False}},
    }
    answer = send(client, header, {"reports": [good, *wrong.values(), report(CODES[1]), good]}, "batches")
    assert answer.status_code == 202
    assert [each["repeated"] for each in answer.json()["receipts"]] == [False, False, True]
    assert {each["code"]: each["client"] for each in answer.json()["refused"]} == {
        code: body["client"] for code, body in wrong.items()
    }
    assert all(each["detail"].endswith(".") for each in answer.json()["refused"])
    assert Report.objects.count() == 2
    # By itself each has its own answer, and nothing is kept of it.
    for code, body in wrong.items():
        assert said(send(client, header, body))[1] == code
    assert "15.71.09.2001.001" in send(client, header, wrong["station-unknown"]).json()["detail"]
    none = send(client, header, {"reports": [wrong["answers-none"]]}, "batches")
    assert said(none) == (422, "batch-refused")
    assert none.json()["refused"][0]["code"] == "answers-none"
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    "odd",
    [
        *({"station": "15.71"}, {"client": "x"}, {"at": "2026-02-14T08:00"}, {"at": 1_770_000_000}, {"more": 1}),
        *({"answers": {"HP1": said}} for said in ("mungkin", "no", 1, None)),
    ],
)
def test_what_is_no_report_is_refused_by_name(client: Client, day: Day, odd: dict[str, Any]) -> None:
    header = keyed(day)
    assert said(send(client, header, {**report(), **odd})) == (422, "bad-parameter")
    assert not Report.objects.exists()


def test_without_a_key_that_holds_nothing_is_taken(client: Client, day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    header = keyed(day)
    for odd in ({}, {"Authorization": "Bearer ikptps_x"}, {"Authorization": "Basic YTpi"}):
        answer = send(client, odd, report())
        assert said(answer) == (401, "station-key-unknown"), odd
        assert answer["WWW-Authenticate"] == "Bearer"
    assert send(client, header, report()).status_code == 202
    revoke(StationKey.objects.get(), actor=member("head", "15.71"))
    later = door.time.monotonic() + door.KNOWN_FOR
    monkeypatch.setattr(door.time, "monotonic", lambda: later)
    assert said(send(client, header, report())) == (401, "station-key-unknown")


def test_a_key_opens_nothing_but_its_own_day(client: Client, day: Day) -> None:
    header = keyed(day)
    told = client.get("/api/v1/stations/day", headers=header).json()
    assert (told["day"], told["regency"], told["training"]) == ("latihan", "15.71", True)
    assert [each["code"] for each in told["questions"]] == [each["code"] for each in day.questions]
    assert client.get("/api/v1/office/reports", headers=header).status_code == 401
    Day.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    door._known.clear()
    answer = send(client, header, report())
    assert said(answer) == (409, "station-day-closed")
    assert "Hari latihan" in answer.json()["detail"]


@pytest.mark.usefixtures("one_minute")
def test_the_quota_is_of_the_key_and_wrong_keys_are_counted_by_address(client: Client, day: Day, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "station-key": 2, "request": 3}
    header = keyed(day)
    answers = [send(client, header, report()) for _ in range(3)]
    assert [each.status_code for each in answers] == [202, 202, 429]
    assert said(answers[2]) == (429, "station-key-quota")
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
    assert Report.objects.count() == 2
    wrong = [send(client, {"Authorization": "Bearer ikptps_x"}, report()).status_code for _ in range(4)]
    assert wrong == [401, 401, 401, 429]


def test_the_database_refuses_to_change_or_remove_a_report(client: Client, day: Day) -> None:
    send(client, keyed(day), report())
    statements = ["UPDATE stations_report SET answers = '1'", "DELETE FROM stations_report"]
    if connection.vendor == "postgresql":
        parts = [f"stations_report_{number:02d}" for number in range(PARTS)]
        statements += ["TRUNCATE stations_report", *(f"TRUNCATE {part}" for part in parts)]
    for statement in statements:
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Report.objects.count() == 1


def test_a_number_that_came_to_another_regency_is_no_repetition(client: Client, day: Day) -> None:
    same = str(uuid.uuid4())
    assert send(client, keyed(day), report(client=same)).status_code == 202
    assert send(client, keyed(day, "15.72"), report(CODES[-1], client=same)).json()["repeated"] is False
