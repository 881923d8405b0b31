"""Calendars: new ones from earlier ones, versions of them, two writers, and what the public sees."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from icalendar import Calendar
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention import engine
from ikpweb.prevention.curation.models import Subject, Version
from ikpweb.prevention.curation.selectors.calendars import all_schedules, schedules
from ikpweb.prevention.curation.selectors.versions import told, versions_of
from ikpweb.prevention.curation.services import (
    change_calendar,
    make_calendar,
    restore_calendar,
    withdraw_calendar,
)

from web.tests.factories import member
from web.tests.prevention.curation.curating import REASON, calendar, curator, head, text

pytestmark = pytest.mark.django_db

CODE = "pemilu-2029"


def made(copied_from: str = "pemilu-2024") -> Version:
    return make_calendar(CODE, head(), copied_from=copied_from, reason=REASON, actor=curator())


def test_what_nobody_changed_is_what_the_software_ships() -> None:
    assert schedules() == engine.schedules()
    assert Subject.objects.count() == 0


def test_a_new_calendar_is_an_earlier_one_shifted_and_assumed() -> None:
    made()
    new, old = all_schedules()[CODE], all_schedules()["pemilu-2024"]
    shift = date(2029, 2, 14) - date(2024, 2, 14)
    held = [each for each in old.periods if each.held]
    assert len(new.periods) == len(held) == len(old.periods) - 2
    for before, after in zip(held, new.periods, strict=True):
        assert after.start == (before.start + shift if before.start else None)
        assert after.end == (before.end + shift if before.end else None)
        assert after.certainty == "assumed"
    assert not new.confirmed
    assert new.copied_from == "pemilu-2024"
    assert [each.election.code for each in schedules()] == ["pemilu-2024", "pilkada-2024", CODE]


def test_a_calendar_is_confirmed_only_with_its_legal_base_and_a_source() -> None:
    made()
    content = {**calendar(CODE), "confirmed": True}
    with pytest.raises(RejectedError) as refused:
        change_calendar(CODE, content, reason=REASON, seen=1, actor=curator())
    assert {fault.field for fault in refused.value.faults[CODE]} == {"legal_base", "sources"}
    content |= {"legal_base": "PKPU SINTETIS 1/2027", "sources": ["SINTETIS"]}
    change_calendar(CODE, content, reason=REASON, seen=1, actor=curator())
    assert all_schedules()[CODE].confirmed
    assert {each.certainty for each in all_schedules()[CODE].periods} == {"published"}


def test_a_change_keeps_what_was_shipped_as_the_first_version_and_says_what_changed() -> None:
    content = calendar("pilkada-2024")
    content["periods"][13]["end"] = "2024-11-22"
    change_calendar("pilkada-2024", content, reason=REASON, seen=1, actor=curator())
    assert all_schedules()["pilkada-2024"].version == 2
    kept = versions_of("calendar", "pilkada-2024")
    assert [each.move for each in kept] == ["ship", "change"]
    assert kept[0].by is None
    assert told(kept)[0].changes == [("periods.14.end", "2024-11-23", "2024-11-22")]
    entry = Entry.objects.get(action="calendar.changed")
    assert (entry.subject, entry.detail["version"]) == ("calendar:pilkada-2024", 2)


def test_sent_twice_it_is_done_once() -> None:
    actor, content = curator(), calendar("pilkada-2024")
    content["note"] = "SINTETIS"
    for _ in range(2):
        assert change_calendar("pilkada-2024", content, reason=REASON, seen=1, actor=actor).number == 2
    for _ in range(2):
        assert make_calendar(CODE, head(), reason=REASON, actor=actor).number == 1
    with pytest.raises(RejectedError):
        make_calendar(CODE, head(note="lain"), reason=REASON, actor=actor)
    with pytest.raises(RejectedError):
        make_calendar("pemilu-2024", head(), reason=REASON, actor=actor)


def test_nothing_new_makes_no_version() -> None:
    assert change_calendar("pilkada-2024", calendar("pilkada-2024"), reason="", seen=1, actor=curator()).number == 1


def test_two_writers_both_read_what_the_other_wrote() -> None:
    first, second = calendar("pilkada-2024"), calendar("pilkada-2024")
    first["note"], second["periods"][0]["note"] = "SINTETIS satu", "SINTETIS dua"
    change_calendar("pilkada-2024", first, reason=REASON, seen=1, actor=curator())
    with pytest.raises(ConflictError) as conflict:
        change_calendar("pilkada-2024", second, reason=REASON, seen=1, actor=curator("head"))
    item = conflict.value.items["pilkada-2024"]
    assert item["both"] == []
    assert item["merged"]["note"] == "SINTETIS satu"
    assert item["merged"]["periods"][0]["note"] == "SINTETIS dua"
    again = change_calendar("pilkada-2024", item["merged"], reason=REASON, seen=2, actor=curator("head"))
    assert again.number == 3


def test_only_the_centre_changes_calendars() -> None:
    for who in (member("head", "15"), member("enterer", "0"), member("observer", "0"), member("administrator", "0")):
        with pytest.raises(PermissionDenied):
            make_calendar(CODE, head(), reason=REASON, actor=who)
    assert Entry.objects.filter(action="calendar.made.denied").count() == 4


def test_a_reason_is_needed() -> None:
    with pytest.raises(RejectedError):
        change_calendar("pilkada-2024", {**calendar("pilkada-2024"), "note": "x"}, reason="", seen=1, actor=curator())
    assert Subject.objects.count() == 0


def test_a_calendar_that_is_withdrawn_is_nowhere_but_among_its_versions() -> None:
    made()
    withdraw_calendar(CODE, REASON, seen=1, actor=curator())
    assert CODE not in {each.election.code for each in schedules()}
    assert all_schedules()[CODE].withdrawn
    assert "2029" not in text(Client().get("/tahapan/"))
    with pytest.raises(RejectedError):
        withdraw_calendar(CODE, REASON, seen=2, actor=curator())
    restore_calendar(CODE, REASON, seen=2, actor=curator())
    assert CODE in {each.election.code for each in schedules()}


def test_the_database_keeps_versions_as_they_are() -> None:
    made()
    for change in (lambda: Version.objects.update(reason="lain"), lambda: Version.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# --- what the public sees --------------------------------------------------------------------------


def test_the_public_page_follows_at_once_and_says_what_is_assumed() -> None:
    client = Client()
    assert "Pemilu 2029 SINTETIS" not in text(client.get("/tahapan/"))
    made()
    page = text(client.get("/tahapan/"))
    assert "Pemilu 2029 SINTETIS" in page
    assert "Belum ditetapkan." in page
    assert "Made-up election of 2029" in text(client.get("/en/tahapan/"))
    assert " style=" not in page


def test_the_feed_gives_the_current_version_and_programs_notice() -> None:
    def events() -> dict[str, object]:
        answer = Client().get("/tahapan.ics")
        return {str(each["uid"]): each for each in Calendar.from_ical(answer.content).walk("VEVENT")}

    before = events()["pilkada-2024-14@ikp"]
    content = calendar("pilkada-2024")
    moved = date(2024, 11, 23) - timedelta(1)
    content["periods"][13]["end"] = moved.isoformat()
    del content["periods"][2]  # the events after it keep their numbers
    change_calendar("pilkada-2024", content, reason=REASON, seen=1, actor=curator())
    made()
    found = events()
    after = found["pilkada-2024-14@ikp"]
    assert after["dtend"].dt == moved + timedelta(1)  # type: ignore[index]
    assert after["dtstamp"].dt > before["dtstamp"].dt  # type: ignore[index]
    assert (before["sequence"], after["sequence"]) == (0, 1)  # type: ignore[index]
    assert "pilkada-2024-3@ikp" not in found
    assert str(found[f"{CODE}-8@ikp"]["status"]) == "TENTATIVE"  # type: ignore[index]
