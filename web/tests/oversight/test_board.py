"""The board: everybody sees how far the offices are that they may see, and nobody else's."""

import json
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from ikpweb.collection.models import Cycle, Event, State, Submission
from ikpweb.collection.services import save
from ikpweb.oversight.selectors import by_indicator, by_office, totals

from web.tests.collecting import codes, filled, opened, submission_of
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db


def jambi() -> Cycle:
    """One office has submitted, one has begun, nine have not, and nobody did elsewhere."""
    cycle = opened()
    filled(cycle, member("enterer", "15.71"), events=2)
    changes = {"declarations": {code: {"answer": "nil"} for code in codes(cycle)[:5]}}
    save(submission_of(cycle, "15.01"), changes, seen=0, client=uuid4(), actor=member("enterer", "15.01"))
    return cycle


def test_how_far_each_office_is() -> None:
    cycle = jambi()
    found = {each.office.pk: each for each in by_office(cycle, Submission.objects.all(), timezone.now())}
    assert (found["15.71"].status, found["15.71"].answered, found["15.71"].events) == ("submitted", 61, 2)
    assert found["15.71"].waiting == 63
    assert (found["15.01"].status, found["15.01"].answered) == ("in-progress", 5)
    assert (found["15.02"].status, found["15.02"].answered) == ("not-started", 0)
    summed = totals(list(found.values()), timezone.now())
    assert summed.statuses == {"not-started": 550, "in-progress": 1, "submitted": 1, "verified": 0}
    assert summed.ages["3"] == 63


def test_late_is_who_has_not_submitted_and_who_submitted_after() -> None:
    cycle = jambi()
    after = cycle.due_entry + timezone.timedelta(days=1)
    Submission.objects.filter(office="15.71").update(first_submitted_at=after)
    found = {each.office.pk: each for each in by_office(cycle, Submission.objects.all(), after)}
    assert (found["15.71"].on_time, found["15.71"].late) == (False, False)
    assert (found["15.01"].on_time, found["15.01"].late) == (None, True)
    assert totals(list(found.values()), after).late == 552


def test_withdrawn_events_do_not_count() -> None:
    cycle = jambi()
    Event.objects.filter(submission__office="15.71").update(state=State.WITHDRAWN)
    found = {each.office.pk: each for each in by_office(cycle, Submission.objects.all(), timezone.now())}
    assert found["15.71"].events == 0


def test_each_indicator_by_answer() -> None:
    cycle = jambi()
    rows = {row.code: row for row in by_indicator(cycle, Submission.objects.all(), "regency")}
    first = rows[codes(cycle)[0]]
    assert (first.answers, first.asked, first.silent) == ({"nil": 1, "events": 1}, 514, 512)


def test_the_number_of_queries_does_not_grow(client: Client, django_assert_max_num_queries: Callable) -> None:
    cycle = jambi()
    signed_in(client, member("head", "0"))
    client.get(f"/kantor/pemantauan/{cycle.pk}/")
    with django_assert_max_num_queries(22):
        assert client.get(f"/kantor/pemantauan/{cycle.pk}/").status_code == 200


def test_the_centre_sees_all_and_a_province_its_own(client: Client) -> None:
    cycle = jambi()
    signed_in(client, member("observer", "0"))
    page = client.get(f"/kantor/pemantauan/{cycle.pk}/").content.decode()
    assert page.count('class="hex ') == 514
    assert "SINTETIS" in page
    other = Client()
    signed_in(other, member("head", "15"))
    page = other.get(f"/kantor/pemantauan/{cycle.pk}/").content.decode()
    assert page.count('class="hex ') == 11
    assert other.get(f"/kantor/pemantauan/{cycle.pk}/kantor/16.71/").status_code == 404
    assert other.get(f"/kantor/pemantauan/{cycle.pk}/kantor/15.71/").status_code == 200
    assert 'id="keadaan"' in page
    alone = signed_in(Client(), member("head", "15.71")).get(f"/kantor/pemantauan/{cycle.pk}/").content.decode()
    assert 'id="keadaan"' not in alone  # a single office has nothing to filter


def test_filters_and_files(client: Client) -> None:
    cycle = jambi()
    signed_in(client, member("head", "15"))
    address = f"/kantor/pemantauan/{cycle.pk}/kantor.json?keadaan=submitted"
    rows = json.loads(client.get(address).content)["rows"]
    assert [(row["office"], row["answered"], row["label"]) for row in rows] == [("15.71", 61, "SINTETIS")]
    rows = json.loads(client.get(f"/kantor/pemantauan/{cycle.pk}/kantor.json?urut=-terjawab").content)["rows"]
    assert [row["office"] for row in rows[:2]] == ["15.71", "15.01"]
    assert client.get(f"/kantor/pemantauan/{cycle.pk}/kantor.csv?format=id").content.startswith(b"\xef\xbb\xbf")
    assert client.get(f"/kantor/pemantauan/{cycle.pk}/kantor.xlsx").status_code == 200


@pytest.mark.parametrize("query", ["?urut=<script>", "?tingkat=x&hal=999", "?provinsi=%00", "?keadaan=apa"])
def test_hostile_queries_are_harmless(client: Client, query: str) -> None:
    cycle = jambi()
    signed_in(client, member("head", "15"))
    page = client.get(f"/kantor/pemantauan/{cycle.pk}/{query}")
    assert page.status_code == 200
    assert b"<script>" not in page.content.replace(b'<script src="', b"")


@pytest.mark.parametrize("path", ["", "kalender/", "kalender.ics", "{cycle}/indikator/", "{cycle}/kantor/15/"])
def test_every_page_in_both_languages(client: Client, path: str) -> None:
    cycle = jambi()
    signed_in(client, member("head", "15"))
    for language in ("", "/en"):
        page = client.get(f"{language}/kantor/pemantauan/{path.format(cycle=cycle.pk)}", follow=True)
        assert page.status_code == 200


def test_the_calendar_file_can_be_read(client: Client) -> None:
    from icalendar import Calendar

    opened()
    signed_in(client, member("head", "15"))
    events = Calendar.from_ical(client.get("/kantor/pemantauan/kalender.ics").content).walk("VEVENT")
    assert [str(event["DTSTART"].dt) for event in events] == ["2027-03-01", "2027-04-01", "2027-05-01"]


def test_an_office_without_a_cycle_reads_that_there_is_none(client: Client) -> None:
    signed_in(client, member("head", "15"))
    assert "Belum ada putaran" in client.get("/kantor/pemantauan/").content.decode()
