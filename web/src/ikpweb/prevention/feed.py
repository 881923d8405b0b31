"""The calendar feed (iCalendar, RFC 5545): stages with at least a last day, one event each."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ikpweb.prevention.engine import Row, Schedule
from ikpweb.prevention.templatetags.prevention import spoken

__all__ = ["feed"]

#: The revision that programs compare, of calendars that nobody changed: set it to the day when one is corrected.
_STAMP = datetime(2026, 11, 1, tzinfo=UTC)


def feed(schedules: Iterable[Schedule], language: str) -> bytes:
    """Write the calendars of elections as a feed.

    A row without a first day becomes an event on its last day. What was planned and not held is
    *cancelled*, and what is not confirmed yet *tentative*. Rows without any day are left out: there is
    nothing to put them on.
    """
    events = Calendar()
    events.add("prodid", f"-//ikp//tahapan//{language.upper()}")
    events.add("version", "2.0")
    events.add("x-wr-calname", _("Tahapan pemilu dan pilkada"))
    for schedule in schedules:
        for each in schedule.periods:
            if each.end is None:
                continue
            name = spoken(each.names) if each.start else _("Hari terakhir: {name}").format(name=spoken(each.names))
            event = Event()
            event.add("uid", f"{schedule.election.code}-{each.key}@ikp")
            event.add("dtstamp", schedule.changed_at or _STAMP)
            event.add("sequence", schedule.version - 1)
            event.add("dtstart", each.start or each.end)
            event.add("dtend", each.end + timedelta(days=1))
            event.add("summary", f"{name} ({spoken(schedule.election.names)})")
            event.add("description", "\n".join(filter(None, _said(schedule, each))))
            event.add("categories", list(each.stages))
            event.add("status", _status(schedule, each))
            event.add("transp", "TRANSPARENT")
            events.add_component(event)
    written: bytes = events.to_ical()
    return written


def _said(schedule: Schedule, row: Row) -> Iterable[str]:
    assumed = "" if schedule.confirmed else _("Asumsi: tanggalnya belum dicocokkan dengan dasar hukum.")
    return (row.legal_base or schedule.election.legal_base, assumed, row.note)


def _status(schedule: Schedule, row: Row) -> str:
    if not row.held:
        return "CANCELLED"
    return "CONFIRMED" if schedule.confirmed else "TENTATIVE"
