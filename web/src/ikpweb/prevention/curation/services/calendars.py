"""Calendars of elections: a new one, from an earlier one or empty, and every change of one."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError
from ikpweb.prevention import engine
from ikpweb.prevention.curation.content import content_of_schedule
from ikpweb.prevention.curation.models import Subject, Version
from ikpweb.prevention.curation.policies import may_curate
from ikpweb.prevention.curation.selectors.calendars import read_schedules
from ikpweb.prevention.curation.services.keeping import add, content_now, done_before, hold, needed, refuse
from ikpweb.prevention.curation.validation import clean_calendar, clean_code
from ikpweb.prevention.engine import Schedule

__all__ = ["change_calendar", "make_calendar", "restore_calendar", "withdraw_calendar"]

_SORT = Subject.Sort.CALENDAR
_ALLOWED: Any = lambda *_, actor, **__: may_curate(actor)  # noqa: E731 - the same door for all of them


def _about(code: str, *_: Any, **__: Any) -> str:
    return f"calendar:{code}"


@audited("calendar.made", _about, allowed=_ALLOWED)
def make_calendar(code: str, given: Mapping[str, Any], *, copied_from: str = "", reason: str, actor: Member) -> Version:
    """Make the calendar of a new election.

    Parameters
    ----------
    code : str
        Such as ``pemilu-2029``.
    given : mapping
        `names`, `voting_day`, `legal_base`, `sources`, `note`.
    copied_from : str
        Code of an earlier election: its rows are copied, as many days later as its voting day lies before the new
        one. What did not take place then is left out. All days are assumed until somebody confirms them.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong, or when the code is taken.
    """
    faults = clean_code(code)
    known = read_schedules()
    if copied_from and copied_from not in known:
        faults.append(FieldError("copied_from", _("Tidak ada kalender %(code)s.") % {"code": copied_from[:40]}))
    content, wrong = clean_calendar({**given, "confirmed": False, "copied_from": copied_from, "periods": []})
    faults += wrong
    if copied_from in known and content["voting_day"]:
        source = known[copied_from]
        if source.voting_day is None:
            faults.append(FieldError("copied_from", _("Kalender itu tidak memuat hari pemungutan suara.")))
        else:
            days = date.fromisoformat(content["voting_day"]) - source.voting_day
            content["periods"] = _shifted(source, days)
    if faults:
        refuse(code, *faults)
    said = needed(code, reason)
    subject = None if code in {each.election.code for each in engine.schedules()} else hold(_SORT, code)
    if subject is not None and not subject.version:
        return add(subject, Version.Move.MAKE, content, reason=said, actor=actor)
    first = Version.objects.filter(subject=subject, number=1, by=actor.person).first() if subject else None
    if first is None or first.content != content:
        refuse(code, FieldError("code", _("Kode ini sudah dipakai kalender lain.")))
    tell(repeated=1)
    return first


def _shifted(source: Schedule, days: timedelta) -> list[dict[str, Any]]:
    """Copy the rows of a calendar that were held, some days later; all of it is assumed."""
    rows = []
    for period, row in zip(source.periods, content_of_schedule(source)["periods"], strict=True):
        if not period.held:
            continue
        moved = {name: (day + days).isoformat() if day else "" for name, day in _days(period).items()}
        rows.append({**row, **moved, "certainty": "assumed", "legal_base": "", "source": "", "note": ""})
    return rows


def _days(period: engine.Row) -> dict[str, date | None]:
    return {"start": period.start, "end": period.end}


@audited("calendar.changed", _about, allowed=_ALLOWED)
def change_calendar(code: str, given: Mapping[str, Any], *, reason: str, seen: int, actor: Member) -> Version:
    """Make a new version of a calendar.

    Parameters
    ----------
    given : mapping
        The whole calendar, as `content.content_of_schedule` gives it.
    seen : int
        The version that the writer had before them.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong; of rows at ``periods.<key>.<field>``.
    ConflictError
        When somebody made a newer version since `seen`.
    """
    subject = _held(code)
    content, faults = clean_calendar({**given, "copied_from": content_now(subject)["copied_from"]})
    if faults:
        refuse(code, *faults)
    if done_before(subject, Version.Move.CHANGE, content, seen=seen, actor=actor):
        return _last(subject)
    if content == content_now(subject):
        tell(unchanged=True)
        return _last(subject)
    return add(subject, Version.Move.CHANGE, content, reason=needed(code, reason), actor=actor)


@audited("calendar.withdrawn", _about, allowed=_ALLOWED)
def withdraw_calendar(code: str, reason: str, *, seen: int, actor: Member) -> Version:
    """Take a calendar back, with a reason: it stays readable, and stands in no feed and among nothing that is coming.

    Raises
    ------
    RejectedError, ConflictError
        As `change_calendar`.
    """
    return _moved(code, Version.Move.WITHDRAW, reason, seen=seen, actor=actor)


@audited("calendar.restored", _about, allowed=_ALLOWED)
def restore_calendar(code: str, reason: str, *, seen: int, actor: Member) -> Version:
    """Put a calendar that was withdrawn into force again, with a reason.

    Raises
    ------
    RejectedError, ConflictError
        As `change_calendar`.
    """
    return _moved(code, Version.Move.RESTORE, reason, seen=seen, actor=actor)


def _moved(code: str, move: Version.Move, reason: str, *, seen: int, actor: Member) -> Version:
    subject = _held(code)
    content = content_now(subject)
    if done_before(subject, move, content, seen=seen, actor=actor):
        return _last(subject)
    if subject.withdrawn == (move == Version.Move.WITHDRAW):
        refuse(code, FieldError("reason", _("Tidak ada yang berubah: keadaannya sudah demikian.")))
    return add(subject, move, content, reason=needed(code, reason), actor=actor)


def _held(code: str) -> Subject:
    known = read_schedules().get(code)
    if known is None:
        refuse(code, FieldError("code", _("Tidak ada kalender %(code)s.") % {"code": code[:40]}))
    return hold(_SORT, code, content_of_schedule(known))


def _last(subject: Subject) -> Version:
    return Version.objects.get(subject=subject, number=subject.version)
