"""Draining: sealed batches in the chain of each office, counts that are the engine's, and nothing lost on the way."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from ikpweb.audit.guards import lifting
from ikpweb.audit.models import Entry
from ikpweb.audit.services import first_break
from ikpweb.stations import draining
from ikpweb.stations.draining import drain
from ikpweb.stations.engine import digest_over
from ikpweb.stations.models import Batch, Count, Day, Report
from ikpweb.stations.selectors.counts import summed
from ikpweb.stations.services import sealing
from ikpweb.stations.verifying import broken
from ikpweb.stations.waiting import REST, Queue, queue_of
from ikpweb.watch import clock

from ikp.io.stations import AREAS, roll_up
from web.tests.stations.conftest import CODES, keyed, report, send


@pytest.fixture
def reported(client: Client, day: Day) -> Day:
    """Nine reports of eight stations in two regencies, one of them a correction."""
    mine, other = keyed(day), keyed(day, "15.72")
    bodies = [report(code, answers={"HP1": n % 2 == 0, "KA1": True}) for n, code in enumerate(CODES[:5])]
    assert send(client, mine, {"reports": bodies}, "batches").status_code == 202
    assert send(client, mine, report(CODES[0], answers={"HP1": False})).status_code == 202
    bodies = [report(code, answers={"HP1": True}) for code in CODES[-3:]]
    assert send(client, other, {"reports": bodies}, "batches").status_code == 202
    return day


def test_a_day_begins_with_all_its_stations_and_no_report(day: Day) -> None:
    assert {row.unit: (row.stations, row.reported) for row in Count.objects.filter(area="regency")} == {
        "15.71": (12, 0), "15.72": (12, 0),
    }  # fmt: skip
    assert queue_of(day) == Queue(0, None)
    assert drain(day) == 0
    assert not Batch.objects.exists()


def test_what_waits_is_sealed_in_the_chain_of_its_office(reported: Day) -> None:
    assert queue_of(reported).reports == 9
    assert drain(reported) == 9
    assert queue_of(reported).reports == 0
    batches = {batch.office_id: batch for batch in Batch.objects.all()}
    assert {office: batch.reports for office, batch in batches.items()} == {"15.71": 6, "15.72": 3}
    for office, batch in batches.items():
        receipts = Report.objects.filter(regency=office).order_by("id").values_list("digest", flat=True)
        entry = Entry.objects.get(stream=office, action="station_reports.sealed")
        assert entry.detail["digest"] == batch.digest == digest_over(receipts)
        assert (entry.detail["batch"], entry.detail["reports"]) == (batch.pk, batch.reports)
        assert first_break(office) is None
    assert drain(reported) == 0
    assert list(broken(reported)) == []


def test_counts_are_those_of_the_engine_at_every_area(reported: Day) -> None:
    drain(reported)
    codes = [each["code"] for each in reported.questions]
    # Said by hand: the correction of the first station counts, its answer to KA1 stays.
    answers: dict[str, dict[str, bool]] = {
        code: {"HP1": n % 2 == 0 and n > 0, "KA1": True} for n, code in enumerate(CODES[:5])
    }
    answers |= {code: {"HP1": True} for code in CODES[-3:]}
    table = pl.DataFrame(
        {"station": CODES, **{each: [answers.get(code, {}).get(each) for code in CODES] for each in codes}},
        schema={"station": pl.String, **dict.fromkeys(codes, pl.Boolean)},
    )
    for area in AREAS:
        wanted: dict[str, Any] = {}
        for row in roll_up(table, codes, area).iter_rows(named=True):
            unit = wanted.setdefault(row["unit"], {"stations": row["stations"], "answers": {}})
            unit["answers"][row["indicator"]] = [row["answered"], row["yes"]]
        kept = (
            {row.unit: {"stations": row.stations, "answers": row.answers} for row in Count.objects.filter(area=area)}
            if area not in {"country", "province"}
            else {
                unit: {"stations": total.stations, "answers": total.answers}
                for unit, total in summed(Count.objects.filter(area="regency"), AREAS[area]).items()
            }
        )
        assert kept == wanted, area
    assert Count.objects.get(unit="15.71").reported == 5
    assert Count.objects.get(unit="15.71").flagged == 1  # the one that was corrected


def test_what_was_observed_last_counts_and_a_clock_ahead_does_not_win_for_ever(client: Client, day: Day) -> None:
    header, now = keyed(day), timezone.now()
    ahead = (now + timedelta(days=30)).isoformat()
    older = (now - timedelta(minutes=30)).isoformat()
    for at, answer in ((now.isoformat(), True), (older, False)):  # the older one lay in the telephone
        send(client, header, report(CODES[0], at=at, answers={"HP1": answer}))
    send(client, header, report(CODES[1], at=ahead, answers={"HP1": True}))
    send(client, header, report(CODES[1], answers={"HP1": False}))
    drain(day)
    count = Count.objects.get(unit="15.71")
    assert count.answers["HP1"] == [2, 1]
    assert (count.reported, count.flagged) == (2, 2)


def test_a_round_that_was_killed_half_way_is_finished_by_the_next(
    reported: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: Callable[..., Any] = sealing.seal

    def killed(day: Day, office: str, *rest: Any, **more: Any) -> Any:
        if office == "15.72":
            raise KeyboardInterrupt
        return whole(day, office, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr(draining, "seal", killed)
        with pytest.raises(KeyboardInterrupt):
            drain(reported)
    assert Batch.objects.get().office_id == "15.71"
    reported.refresh_from_db()
    assert drain(reported) == 3
    assert queue_of(reported).reports == 0
    assert list(broken(reported)) == []


def test_a_round_waits_until_the_oldest_has_waited_long_enough(reported: Day) -> None:
    now = timezone.now()
    assert draining.run(now) == 0
    clock._drain(now)
    assert queue_of(reported).reports == 9
    clock._drain(now + REST + timedelta(seconds=1))  # the process of the watch, beside every server
    reported.refresh_from_db()
    assert queue_of(reported).reports == 0
    assert Batch.objects.count() == 2
    assert draining.run(now + timedelta(days=9)) == 0  # over, and looked after no more


def test_what_somebody_with_the_database_changed_is_found(reported: Day) -> None:
    drain(reported)
    with connection.cursor() as cursor:
        for statement in lifting("stations_report", connection.vendor):
            cursor.execute(statement)
        first = Report.objects.filter(regency="15.71").order_by("id")[0].pk
        cursor.execute("UPDATE stations_report SET answers = %s WHERE id = %s", ["1" * 15, first])
    sealed, counted = broken(reported)
    assert "laporannya bukan lagi yang disegel" in sealed
    assert counted == "Hitungan 15.71 tidak mengikuti laporannya."
    Batch.objects.filter(office="15.72").update(digest="y")
    found = "\n".join(broken(reported))
    assert found.count("bukan lagi yang disegel") == 2
    assert found.count("jejak audit mencatat yang lain") == 1


def test_a_database_in_trouble_is_waited_for(reported: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    stop, asked = threading.Event(), []

    def troubled(_now: Any) -> int:
        asked.append(1)
        if len(asked) > 1:
            stop.set()
        raise DatabaseError

    monkeypatch.setattr(draining, "run", troubled)
    monkeypatch.setattr(draining, "close_old_connections", lambda: None)
    draining.every(0.001, stop)
    assert len(asked) == 2
