"""Calendars of elections as they are in force: what the software ships, with what the centre changed since."""

from collections.abc import Mapping

from ikpweb.audit.selectors import public_state
from ikpweb.kit.memory import remembered
from ikpweb.prevention import engine
from ikpweb.prevention.curation.content import schedule_of
from ikpweb.prevention.curation.models import Subject
from ikpweb.prevention.curation.selectors.versions import in_force
from ikpweb.prevention.engine import Schedule

__all__ = ["all_schedules", "read_schedules", "schedule", "schedules"]


def read_schedules() -> Mapping[str, Schedule]:
    """Read all calendars anew, withdrawn ones too, by the code of their election, the earliest voting first."""
    found = {each.election.code: each for each in engine.schedules()}
    for code, (subject, version) in in_force(Subject.Sort.CALENDAR).items():
        told = {"version": version.number, "changed_at": version.at, "withdrawn": subject.withdrawn}
        found[code] = schedule_of(code, version.content, **told)
    ordered = sorted(found.values(), key=lambda each: (each.voting_day is None, each.voting_day, each.election.code))
    return {each.election.code: each for each in ordered}


@remembered(public_state)
def all_schedules() -> Mapping[str, Schedule]:
    """Give all calendars, withdrawn ones too; as `read_schedules`, read once as long as nothing changes."""
    return read_schedules()


def schedules() -> tuple[Schedule, ...]:
    """Give the calendars in force, the earliest voting first."""
    return tuple(each for each in all_schedules().values() if not each.withdrawn)


def schedule(code: str) -> Schedule | None:
    """Give the calendar of an election, also a withdrawn one."""
    return all_schedules().get(code)
